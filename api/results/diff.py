"""The difference of two results: which changed input moved which park, and why else."""

from collections.abc import Mapping
from typing import Any

import orjson
from pydantic import ValidationError

from api.localisation import NAMES, decode
from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.results.attribution import MovementShare, Ranks, attribution, change
from api.results.inputs import Step, related, steps
from api.settings import Settings
from mcda.errors import McdaError, Note

Plain = dict[str, Any]
Shares = Mapping[str, MovementShare]
_NOTHING = MovementShare()
_OVERLAY = "overlay"


def difference(old: bytes, new: bytes, settings: Settings) -> Plain:
    """Return what changed from one answer to another.

    Parameters
    ----------
    old, new
        Answers as they were stored, each with its record.
    settings
        For the rankings in between, each made as the service would make it now.

    Returns
    -------
    dict
        ``moved``: each alternative with its rank before and after; ``inputs``: each input that
        changed, with its share in those moves; ``unexplained``: what the inputs do not account
        for, such as another version of the engine or of the catalogue, or other private data.
    """
    before, after = orjson.loads(old), orjson.loads(new)
    first, last = _ranks(before), _ranks(after)
    spec = before["record"]["spec"]
    found = steps(spec, after["record"]["spec"])
    told = _attributed(spec, found, settings)
    if told is None:
        found = related(found)
        told = _attributed(spec, found, settings)
    ids = dict.fromkeys((*first, *last))
    return {
        "engines": [answer["record"]["engine"] for answer in (before, after)],
        "winners": [_winners(answer) for answer in (before, after)],
        "moved": [
            {
                "alternative": key,
                "name": Note.naming(key),
                "before": first.get(key),
                "after": last.get(key),
            }
            for key in ids
            if first.get(key) != last.get(key)
        ],
        "inputs": [
            *(_input(step, told[at] if told else None) for at, step in enumerate(found)),
            *_private_data(before["record"], after["record"]),
        ],
        "unexplained": [] if told is None else _unexplained(first, last, told),
        "names": _names(before, after),
    }


def _names(before: Plain, after: Plain) -> Plain:
    """Return what the things of both answers are called, as the later one calls them."""
    old, new = decode(orjson.dumps(before[NAMES])), decode(orjson.dumps(after[NAMES]))
    return {kind: {**old.get(kind, {}), **new[kind]} for kind in new if new[kind] is not None}


def _attributed(
    spec: Plain, found: list[Step], settings: Settings
) -> list[dict[str, MovementShare]] | None:
    """Return the shares of the steps; None where a step alone cannot be ranked."""

    def ranks(taken: frozenset[int]) -> dict[str, float]:
        document = {**spec, "sensitivity": False, "detail": "summary"}
        for place in sorted(taken):
            document = found[place].taken(document)
        request = RecommendationRequest.model_validate_json(orjson.dumps(document))
        return _ranks(recommend(request, settings))

    try:
        return attribution(len(found), ranks)
    except (McdaError, ValidationError):
        return None


def _ranks(answer: Plain) -> dict[str, float]:
    return {line["alternative"]: line["rank"] for line in answer["ranking"]}


def _winners(answer: Plain) -> list[str]:
    return [line["alternative"] for line in answer["ranking"] if line["rank"] == 1]


def _input(step: Step, shares: Shares | None) -> Plain:
    moved = None if shares is None else _moved(shares)
    if len(step.path) > 1:
        return {"path": "", "before": step.before, "after": step.after, "moved": moved}
    path = step.path[0]
    return {
        "path": path,
        "before": step.before.get(path),
        "after": step.after.get(path),
        "moved": moved,
    }


def _moved(shares: Shares) -> list[Plain]:
    """Return the shares that are something, the greatest first."""
    told = {name: share for name, share in shares.items() if share.is_something()}
    found = [(name, round(share.ranks, 9) + 0.0) for name, share in told.items()]  # never -0.0
    found.sort(key=lambda item: (-abs(item[1]), item[0]))
    return [{"alternative": key, "name": Note.naming(key), "ranks": ranks} for key, ranks in found]


def _private_data(before: Plain, after: Plain) -> list[Plain]:
    """Return the private data as an input where they differ; what they moved cannot be told.

    Only the present ones are kept. Records made before they were noted tell nothing of them.
    """
    old, new = before.get(_OVERLAY), after.get(_OVERLAY)
    if old == new or not (_OVERLAY in before and _OVERLAY in after):
        return []
    return [{"path": f"/{_OVERLAY}", "before": old, "after": new, "moved": None}]


def _unexplained(first: Ranks, last: Ranks, told: list[dict[str, MovementShare]]) -> list[Plain]:
    rest = {name: change(first, last, name) for name in dict.fromkeys((*first, *last))}
    for shares in told:
        rest = {name: by.plus(shares.get(name, _NOTHING), -1.0) for name, by in rest.items()}
    return _moved(rest)
