"""The difference of two results: which changed input moved which park, and why else."""

from typing import Any

import orjson

from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.results.attribution import attribution
from api.results.inputs import Step, related, steps
from api.settings import Settings
from mcda.errors import McdaError

Plain = dict[str, Any]
_NEGLIGIBLE = 1e-9


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
        for, such as another version of the engine or of the catalogue.
    """
    before, after = orjson.loads(old), orjson.loads(new)
    first, last = _ranks(before), _ranks(after)
    spec = before["record"]["spec"]
    found = steps(spec, after["record"]["spec"])
    told = _attributed(spec, found, settings)
    if told is None:
        found = related(found)
        told = _attributed(spec, found, settings)
    names = dict.fromkeys((*first, *last))
    explained = {
        name: sum(share.get(name, 0.0) for share in told) if told is not None else None
        for name in names
    }
    return {
        "engines": [answer["record"]["engine"] for answer in (before, after)],
        "winners": [_winners(answer) for answer in (before, after)],
        "moved": [
            {"alternative": name, "before": first.get(name), "after": last.get(name)}
            for name in names
            if first.get(name) != last.get(name)
        ],
        "inputs": [
            _input(step, None if told is None else told[place]) for place, step in enumerate(found)
        ],
        "unexplained": _unexplained(first, last, explained),
    }


def _attributed(
    spec: Plain, found: list[Step], settings: Settings
) -> list[dict[str, float]] | None:
    """Return the shares of the steps; None where a step alone cannot be ranked."""

    def ranks(taken: frozenset[int]) -> dict[str, float]:
        document = {**spec, "sensitivity": False}
        for place in sorted(taken):
            document = found[place].taken(document)
        request = RecommendationRequest.model_validate_json(orjson.dumps(document))
        return _ranks(orjson.loads(recommend(request, settings, "en")))

    try:
        return attribution(len(found), ranks)
    except (McdaError, ValueError):
        return None


def _ranks(answer: Plain) -> dict[str, float]:
    return {line["alternative"]: line["rank"] for line in answer["ranking"]}


def _winners(answer: Plain) -> list[str]:
    return [line["alternative"] for line in answer["ranking"] if line["rank"] == 1]


def _input(step: Step, share: dict[str, float] | None) -> Plain:
    moved = None
    if share is not None:
        moved = [
            {"alternative": name, "ranks": round(by, 9)}
            for name, by in sorted(share.items(), key=lambda item: (-abs(item[1]), item[0]))
            if abs(by) > _NEGLIGIBLE
        ]
    if len(step.path) > 1:
        return {"path": "", "before": step.before, "after": step.after, "moved": moved}
    path = step.path[0]
    return {
        "path": path,
        "before": step.before.get(path),
        "after": step.after.get(path),
        "moved": moved,
    }


def _unexplained(
    first: dict[str, float], last: dict[str, float], explained: dict[str, float | None]
) -> list[Plain]:
    found = []
    for name, by in explained.items():
        if by is None:
            continue
        old, new = first.get(name, len(first) + 1), last.get(name, len(last) + 1)
        rest = new - old - by
        if abs(rest) > _NEGLIGIBLE:
            found.append({"alternative": name, "ranks": round(rest, 9)})
    return found
