"""Weights of a statement; the profiles as plain data."""

from dataclasses import asdict
from typing import Any

from api.rankings.convert import to_problem
from api.rankings.placed import placed
from api.rankings.present import weights
from api.settings import Settings
from api.weightings.schemas import WeightsRequest
from weights.profiles import DEFAULT_PROFILE, Profile, load_profiles, profile
from weights.ranked import weights_of_order
from weights.resolve import resolve

Plain = dict[str, Any]


def weigh(request: WeightsRequest, settings: Settings) -> Plain:
    """Return values, kind and diagnostics."""
    problem = None if request.problem is None else to_problem(request.problem, settings)
    with placed("weights"):
        return weights(resolve(request.weights, problem))


def list_profiles() -> Plain:
    """Return all profiles with their evidence."""
    return {"items": [_plain(found) for found in load_profiles().values()], "next": None}


def get_profile(profile_id: str) -> Plain:
    """Return one profile."""
    return _plain(profile(profile_id))


def _plain(found: Profile) -> Plain:
    derived = weights_of_order(found.order, found.ranked)
    derived.update(dict.fromkeys(found.excluded, 0.0))
    return {**asdict(found), "default": found.id == DEFAULT_PROFILE, "weights": derived}
