"""Weights of a statement; the profiles as plain data."""

from dataclasses import asdict
from typing import Any

from api.list_page import listing
from api.rankings.convert import at_request_field, to_method, to_problem
from api.rankings.draws import drawn_from
from api.rankings.finding import grouped
from api.rankings.presentation import weights, with_record
from api.settings import Settings
from api.weightings.schemas import WeightsRequest
from mcda.errors import Note
from mcda.plain import plain
from weights.centres import centre
from weights.knowledge import Knowledge, knowledge
from weights.pairwise.repair import Repair
from weights.profiles import DEFAULT_PROFILE, WeightProfile, load_profiles, load_subjects, profile
from weights.repairs import Proposal, least_fitting, proposals
from weights.validation import validated_json
from weights.weightings import resolve

Plain = dict[str, Any]


def weigh_sent(sent: bytes, settings: Settings) -> Plain:
    """Return what `weigh` says of a body."""
    return weigh(validated_json(WeightsRequest, sent), settings)


def weigh(request: WeightsRequest, settings: Settings) -> Plain:
    """Return values, kind, diagnostics, how well they are known, and proposals of repair."""
    problem = None if request.problem is None else to_problem(request.problem, settings)
    method = to_method(request.method)
    with at_request_field("weights"):
        vector = resolve(request.weights, problem)
        known = knowledge(vector)
        least = least_fitting(request.weights)
    with at_request_field():
        proposed = proposals(request.weights, vector, problem, method) if request.repair else ()
    answer = {
        **weights(vector),
        "known": _known(known),
        "warnings": grouped(vector.notes),
        "least_consistent": [{"code": note.code, "detail": note} for note in least],
        "repair": [_proposal(item) for item in proposed],
    }
    return with_record(answer, request, known.seed)


def _known(found: Knowledge) -> Plain:
    facts = {"name": found.drawn_from.name, **found.drawn_from.facts}
    return {
        **drawn_from(facts),
        "stated": found.stated,
        "intervals": {name: list(ends) for name, ends in found.intervals.items()},
        "samples": found.samples,
        "seed": found.seed,
    }


def _proposal(item: Proposal) -> Plain:
    found, again = item.repair, item.ask_again
    changes = found.changes if again is None else ()
    return {
        "node": item.node,
        "ask_again": None if again is None else _ask_again(found, again),
        "changes": plain(changes),
        "consistency_ratio_before": found.ratio_before,
        "consistency_ratio_after": None if again is not None else found.ratio_after,
        "fewest_judgements": found.fewest,
        "fewest_steps": found.steps,
        "weights_after": None if item.weights_after is None else dict(item.weights_after),
        "winners_before": item.winners_before,
        "winners_after": item.winners_after,
    }


def _ask_again(found: Repair, again: Note) -> Plain:
    judgements = [{"pair": change.pair, "given": change.before} for change in found.changes]
    return {"code": again.code, "detail": again, "judgements": judgements}


def list_profiles(about: str | None = None) -> Plain:
    """Return all profiles, or those about one subject, with their evidence."""
    wanted = [p for p in load_profiles().values() if about in (None, p.about)]
    return listing(map(_plain, wanted))


def get_profile(profile_id: str) -> Plain:
    """Return a profile with its evidence, its subject and the weights at its centre.

    Raises
    ------
    NotFound
        There is none of that id.
    """
    return _plain(profile(profile_id))


def _plain(found: WeightProfile) -> Plain:
    return {
        **asdict(found),
        "form": found.form,
        "subject": asdict(load_subjects()[found.about]),
        "default": found.id == DEFAULT_PROFILE,
        "weights": centre(found, (*found.ranked, *found.excluded)),
    }
