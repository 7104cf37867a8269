"""The difference of two results: the changed inputs that moved parks, and other causes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import factorial
from typing import Any, NamedTuple

import orjson
from pydantic import ValidationError

from api.assessments.merge_patch import changes
from api.http.localisation import NAMES, decode
from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.settings import Settings
from mcda.errors import McdaError, Note
from mcda.plain import Plain

MOST_STEPS = 6
"""Each more doubles the rankings to be made: six take 64, with every park and criterion 5 s."""
_ENTERED = "enterprise"
_NOT_INPUTS = ("sensitivity", "detail")
_RELATED = {
    *("/template", "/parks", "/criteria", "/weights", "/overrides", "/requirements", "/method"),
    *("/scenario", "/must", "/gates", "/keep"),
}
_ABSENT = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One changed input."""

    path: tuple[str, ...]
    """JSON Pointers of the fields that change together."""
    before: Mapping[str, Any]
    """Their values, by path."""
    after: Mapping[str, Any]
    """Their values, by path."""

    def taken(self, document: Plain) -> Plain:
        """Return a copy of a request with this change applied."""
        applied = dict(document)
        for path in self.path:
            names = path.lstrip("/").split("/")
            inner = applied
            for name in names[:-1]:
                inner[name] = dict(inner[name])
                inner = inner[name]
            if path in self.after:
                inner[names[-1]] = self.after[path]
            else:
                inner.pop(names[-1], None)
        return applied


def steps(before: Plain, after: Plain) -> list[Step]:
    """Return the changed fields: each of the request's, and each fact of the enterprise.

    More than six steps are too many to try in every order; the enterprise's facts are then one
    step, and if that is not enough, so are the last fields.
    """
    changed = _fields(before, after, deep=True)
    if len(changed) > MOST_STEPS:
        changed = _fields(before, after, deep=False)
    if len(changed) > MOST_STEPS:
        changed = [*changed[: MOST_STEPS - 1], _together(changed[MOST_STEPS - 1 :])]
    return changed


def related(found: list[Step]) -> list[Step]:
    """Return the steps, with steps that refer to each other merged into one.

    For example, weights for other criteria are meaningless before the criteria are changed too.
    """
    bound = [step for step in found if _RELATED.intersection(step.path)]
    free = [step for step in found if step not in bound]
    return found if len(bound) < 2 else [*free, _together(bound)]


def _fields(before: Plain, after: Plain, *, deep: bool) -> list[Step]:
    changed: list[Step] = []
    for name in dict.fromkeys((*before, *after)):
        if name in _NOT_INPUTS:
            continue
        old, new = before.get(name, _ABSENT), after.get(name, _ABSENT)
        if old is not _ABSENT and new is not _ABSENT and not changes(old, new):
            continue
        if deep and name == _ENTERED and isinstance(old, dict) and isinstance(new, dict):
            changed.extend(
                _step(f"/{name}/{k}", old, new, k)
                for k in dict.fromkeys((*old, *new))
                if changes(old.get(k), new.get(k))
            )
        else:
            changed.append(_step(f"/{name}", before, after, name))
    return changed


def _together(found: list[Step]) -> Step:
    return Step(
        path=tuple(path for step in found for path in step.path),
        before={path: value for step in found for path, value in step.before.items()},
        after={path: value for step in found for path, value in step.after.items()},
    )


def _step(path: str, old: Plain, new: Plain, name: str) -> Step:
    return Step(
        path=(path,),
        before={path: old[name]} if name in old else {},
        after={path: new[name]} if name in new else {},
    )


Ranks = Mapping[str, float]
_NEGLIGIBLE = 1e-9


class MovementShare(NamedTuple):
    """A part of an alternative's movement."""

    ranks: float = 0.0
    """Of its change of rank, negative for the better; what is not ranked counts as one place behind
    the last."""
    listed: float = 0.0
    """Of its coming, 1 in all, or its going, -1 in all."""

    def plus(self, other: "MovementShare", times: float = 1.0) -> "MovementShare":
        """Return the sum of this share and a multiple of another."""
        return MovementShare(self.ranks + times * other.ranks, self.listed + times * other.listed)

    def is_something(self) -> bool:
        """Tell whether the share is not zero; an alternative added last moves by 0 ranks."""
        return max(abs(self.ranks), abs(self.listed)) > _NEGLIGIBLE


def attribution(
    count: int, ranks: Callable[[frozenset[int]], Ranks]
) -> list[dict[str, MovementShare]]:
    """Return, for each step and alternative, its share of the alternative's movement.

    The share of step ``s`` is the mean, over all orders of the steps, of the change that the step
    causes: ``sum_S |S|! (n - |S| - 1)! / n! (rank(S + s) - rank(S))`` over the sets ``S`` of other
    steps. The shares of all steps sum to the whole change.

    `count` steps make ``2^count`` rankings; an alternative that is not ranked after a set of steps
    is left out of its ranks.

    References
    ----------
    Shapley, L. S. (1953). A value for n-person games. Contributions to the Theory of Games II,
    307-317. doi:10.1515/9781400881970-018
    """
    everyone = frozenset(range(count))
    ranks_of = {subset: ranks(subset) for subset in _subsets(everyone)}
    names = dict.fromkeys(name for ranking in ranks_of.values() for name in ranking)
    shares = []
    for step in range(count):
        share = dict.fromkeys(names, MovementShare())
        for subset in _subsets(everyone - {step}):
            size = len(subset)
            weight = factorial(size) * factorial(count - size - 1) / factorial(count)
            for name in names:
                movement = change(ranks_of[subset], ranks_of[subset | {step}], name)
                share[name] = share[name].plus(movement, weight)
        shares.append(share)
    return shares


def change(before: Ranks, after: Ranks, name: str) -> MovementShare:
    """Return the movement of an alternative from one ranking to another."""
    old, new = before.get(name, len(before) + 1), after.get(name, len(after) + 1)
    return MovementShare(new - old, (name in after) - (name in before))


def _subsets(items: frozenset[int]) -> Sequence[frozenset[int]]:
    sizes = range(len(items) + 1)
    return [frozenset(part) for size in sizes for part in combinations(sorted(items), size)]


Shares = Mapping[str, MovementShare]
_NOTHING = MovementShare()
_OVERLAY = "overlay"


def difference(old: bytes, new: bytes, settings: Settings) -> Plain:
    """Return the changes from one answer to another.

    ``moved``: each alternative with its rank before and after; ``inputs``: each changed input, with
    its share in those moves; ``unexplained``: movement with other causes, such as another version
    of the engine or of the catalogue, or other private data. Each ranking in between is computed
    with the present engine and data.
    """
    before, after = orjson.loads(old), orjson.loads(new)
    first, last = _ranks(before), _ranks(after)
    spec = before["record"]["spec"]
    changed = steps(spec, after["record"]["spec"])
    shares = _attributed(spec, changed, settings)
    if shares is None:
        changed = related(changed)
        shares = _attributed(spec, changed, settings)
    ids = dict.fromkeys((*first, *last))
    # Things are called as the later answer calls them.
    old_names, new_names = (decode(orjson.dumps(answer[NAMES])) for answer in (before, after))
    return {
        "engines": [answer["record"]["engine"] for answer in (before, after)],
        "winners": [
            [line["alternative"] for line in answer["ranking"] if line["rank"] == 1]
            for answer in (before, after)
        ],
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
            *(_input(step, shares[at] if shares else None) for at, step in enumerate(changed)),
            *_private_data(before["record"], after["record"]),
        ],
        "unexplained": [] if shares is None else _unexplained(first, last, shares),
        "names": {
            kind: {**old_names.get(kind, {}), **new_names[kind]}
            for kind in new_names
            if new_names[kind] is not None
        },
    }


def _attributed(
    spec: Plain, found: list[Step], settings: Settings
) -> list[dict[str, MovementShare]] | None:
    """Return the shares of the steps; None if some of the steps alone give no ranking."""

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


def _input(step: Step, shares: Shares | None) -> Plain:
    path = step.path[0] if len(step.path) == 1 else ""
    before, after = (side.get(path) if path else side for side in (step.before, step.after))
    moved = None if shares is None else _moved(shares)
    return {"path": path, "before": before, "after": after, "moved": moved}


def _moved(shares: Shares) -> list[Plain]:
    """Return the shares that are not zero, the greatest first."""
    moved = {name: share for name, share in shares.items() if share.is_something()}
    lines = [(name, round(share.ranks, 9) + 0.0) for name, share in moved.items()]  # never -0.0
    lines.sort(key=lambda item: (-abs(item[1]), item[0]))
    return [{"alternative": key, "name": Note.naming(key), "ranks": ranks} for key, ranks in lines]


def _private_data(before: Plain, after: Plain) -> list[Plain]:
    """Return the private data as a changed input if they differ; its share is unknown.

    Only the present private data are stored. Old records do not contain their digest.
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
