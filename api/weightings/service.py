"""Weights of a statement, and the profiles as plain data."""

from api.http.list_page import listing
from api.rankings import cost
from api.rankings.analysis import drawn_from
from api.rankings.convert import at_request_field, to_method, to_problem
from api.rankings.finding import grouped
from api.rankings.presentation import weights, with_record
from api.settings import Settings
from api.weightings.schemas import WeightsRequest
from mcda.plain import Plain, plain
from mcda.texts import Note
from weights.ahp.repair_effects import Proposal, least_fitting, proposals
from weights.centres import centre
from weights.knowledge import knowledge
from weights.profiles import DEFAULT_PROFILE, WeightProfile, load_profiles, load_subjects, profile
from weights.weightings import resolve


def weigh(request: WeightsRequest, settings: Settings) -> Plain:
    """Return values, kind and diagnostics of weights, their reliability, and proposed repairs."""
    cost.of_statement(request.weights, settings, repair=request.repair)
    problem = None if request.problem is None else to_problem(request.problem, settings)
    method = to_method(request.method)
    with at_request_field("weights"):
        vector = resolve(request.weights, problem)
        facts = knowledge(vector)
        least = least_fitting(request.weights)
    with at_request_field():
        proposed = proposals(request.weights, vector, problem, method) if request.repair else ()
    law = {"name": facts.drawn_from.name, **facts.drawn_from.facts}
    answer = {
        **weights(vector),
        "known": {
            **drawn_from(law),
            "stated": facts.stated,
            "intervals": {name: list(ends) for name, ends in facts.intervals.items()},
            "samples": facts.samples,
            "seed": facts.seed,
        },
        "warnings": grouped(vector.notes),
        "least_consistent": [{"code": note.code, "detail": note} for note in least],
        "repair": [_proposal(item) for item in proposed],
    }
    return with_record(answer, request, facts.seed)


def _proposal(item: Proposal) -> Plain:
    repair, again = item.repair, item.ask_again
    changes = repair.changes if again is None else ()
    return {
        "node": item.node,
        "ask_again": None
        if again is None
        else {
            "code": again.code,
            "detail": again,
            "judgements": [
                {"pair": change.pair, "given": change.before} for change in repair.changes
            ],
        },
        "changes": plain(changes),
        "consistency_ratio_before": repair.ratio_before,
        "consistency_ratio_after": None if again is not None else repair.ratio_after,
        "fewest_judgements": repair.fewest,
        "fewest_steps": repair.steps,
        "weights_after": None if item.weights_after is None else dict(item.weights_after),
        "winners_before": item.winners_before,
        "winners_after": item.winners_after,
    }


def list_profiles(about: str | None = None) -> Plain:
    """Return all profiles, or those about one subject, with their evidence."""
    wanted = [p for p in load_profiles().values() if about in (None, p.about)]
    return listing(map(_plain, wanted))


def get_profile(profile_id: str) -> Plain:
    """Return a profile with its evidence, its subject and the weights at its centre.

    Raises
    ------
    NotFound
        There is no profile of that id.
    """
    return _plain(profile(profile_id))


def _plain(found: WeightProfile) -> Plain:
    subject = load_subjects()[found.about]
    return {
        **plain(found),
        "form": found.form,
        "subject": {
            **plain(subject),
            "criteria": {key: Note.of(name) for key, name in subject.criteria.items()},
        },
        "default": found.id == DEFAULT_PROFILE,
        "weights": centre(found, (*found.ranked, *found.excluded)),
    }
