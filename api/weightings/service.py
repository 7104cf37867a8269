"""Weights of a statement; the profiles as plain data."""

from dataclasses import asdict
from typing import Any

from api.language import Language
from api.rankings.convert import placed, to_method, to_problem
from api.rankings.draws import drawn_from
from api.rankings.finding import warning
from api.rankings.present import weights
from api.settings import Settings
from api.weightings.schemas import WeightsRequest
from mcda.errors import Note
from weights.centres import centre
from weights.knowledge import Knowledge, knowledge
from weights.pairwise.repair import Repair
from weights.profiles import DEFAULT_PROFILE, Profile, load_profiles, load_subjects, profile
from weights.profiles.model import About
from weights.repairs import Proposal, least_fitting, proposals
from weights.validation import validated_json
from weights.weightings import resolve

Plain = dict[str, Any]


def weigh_sent(sent: bytes, settings: Settings, language: Language) -> Plain:
    """Return what `weigh` says of a body."""
    return weigh(validated_json(WeightsRequest, sent), settings, language)


def weigh(request: WeightsRequest, settings: Settings, language: Language) -> Plain:
    """Return values, kind, diagnostics, how well they are known, and proposals of repair."""
    problem = None if request.problem is None else to_problem(request.problem, settings)
    method = to_method(request.method)
    with placed("weights"):
        vector = resolve(request.weights, problem)
        known = knowledge(vector)
        least = least_fitting(request.weights)
    with placed():
        proposed = proposals(request.weights, vector, problem, method) if request.repair else ()
    return {
        **weights(vector),
        "known": _known(known, language),
        "warnings": [warning(note, language) for note in vector.notes],
        "least_consistent": [{"code": n.code, "detail": n.say(language)} for n in least],
        "repair": [_proposal(item, language) for item in proposed],
    }


def _known(found: Knowledge, language: Language) -> Plain:
    facts = {"name": found.drawn_from.name, **found.drawn_from.facts}
    return {
        **drawn_from(facts, language),
        "stated": found.stated,
        "intervals": {name: list(ends) for name, ends in found.intervals.items()},
        "samples": found.samples,
        "seed": found.seed,
    }


def _proposal(item: Proposal, language: Language) -> Plain:
    found, again = item.repair, item.ask_again
    changes = found.changes if again is None else ()
    return {
        "node": item.node,
        "ask_again": None if again is None else _ask_again(found, again, language),
        "changes": [
            {**asdict(change), "sentence": change.note.say(language)} for change in changes
        ],
        "consistency_ratio_before": found.ratio_before,
        "consistency_ratio_after": None if again is not None else found.ratio_after,
        "fewest_judgements": found.fewest,
        "fewest_steps": found.steps,
        "weights_after": None if item.weights_after is None else dict(item.weights_after),
        "winners_before": item.winners_before,
        "winners_after": item.winners_after,
    }


def _ask_again(found: Repair, again: Note, language: Language) -> Plain:
    judgements = [{"pair": change.pair, "given": change.before} for change in found.changes]
    return {"code": again.code, "detail": again.say(language), "judgements": judgements}


def list_profiles(about: About | None = None) -> Plain:
    """Return all profiles, or those about one subject, with their evidence."""
    wanted = [p for p in load_profiles().values() if about in (None, p.about)]
    return {"items": [_plain(found) for found in wanted], "next": None}


def get_profile(profile_id: str) -> Plain:
    """Return one profile."""
    return _plain(profile(profile_id))


def _plain(found: Profile) -> Plain:
    return {
        **asdict(found),
        "form": found.form,
        "subject": asdict(load_subjects()[found.about]),
        "default": found.id == DEFAULT_PROFILE,
        "weights": centre(found, (*found.ranked, *found.excluded)),
    }
