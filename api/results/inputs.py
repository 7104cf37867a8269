"""What changed between two requests, as steps that can be taken one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.assessments.merge_patch import changes

MOST_STEPS = 6
"""Each more doubles the rankings to be made: six take 64, with every park and criterion 5 s."""
_ENTERED = "enterprise"
_NOT_INPUTS = ("sensitivity", "detail")
_RELATED = {
    *("/template", "/parks", "/criteria", "/weights", "/overrides", "/requirements", "/method"),
    *("/scenario", "/screens", "/keep"),
}
_ABSENT = object()
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One input that changed.

    Parameters
    ----------
    path
        JSON Pointers of the fields that change together.
    before, after
        Their values, by path.
    """

    path: tuple[str, ...]
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    def taken(self, document: Plain) -> Plain:
        """Return a request with this step taken; the request itself stays."""
        found = dict(document)
        for path in self.path:
            names = path.lstrip("/").split("/")
            inner = found
            for name in names[:-1]:
                inner[name] = dict(inner[name])
                inner = inner[name]
            if path in self.after:
                inner[names[-1]] = self.after[path]
            else:
                inner.pop(names[-1], None)
        return found


def steps(before: Plain, after: Plain) -> list[Step]:
    """Return the fields that differ: each of the request's, and each fact of the enterprise.

    More than six are too many to take in every order; the enterprise's facts then make one step,
    and where that is not enough, so do the last fields.
    """
    found = _fields(before, after, deep=True)
    if len(found) > MOST_STEPS:
        found = _fields(before, after, deep=False)
    if len(found) > MOST_STEPS:
        found = [*found[: MOST_STEPS - 1], _together(found[MOST_STEPS - 1 :])]
    return found


def related(found: list[Step]) -> list[Step]:
    """Return the steps, those that name each other's things taken as one.

    Weights for other criteria, say, mean nothing before the criteria are changed too.
    """
    bound = [step for step in found if _RELATED.intersection(step.path)]
    free = [step for step in found if step not in bound]
    return found if len(bound) < 2 else [*free, _together(bound)]


def _fields(before: Plain, after: Plain, *, deep: bool) -> list[Step]:
    found: list[Step] = []
    for name in dict.fromkeys((*before, *after)):
        if name in _NOT_INPUTS:
            continue
        old, new = before.get(name, _ABSENT), after.get(name, _ABSENT)
        if old is not _ABSENT and new is not _ABSENT and not changes(old, new):
            continue
        if deep and name == _ENTERED and isinstance(old, dict) and isinstance(new, dict):
            found.extend(_step(f"/{name}/{k}", old, new, k) for k in _differing(old, new))
        else:
            found.append(_step(f"/{name}", before, after, name))
    return found


def _together(found: list[Step]) -> Step:
    return Step(
        path=tuple(path for step in found for path in step.path),
        before={path: value for step in found for path, value in step.before.items()},
        after={path: value for step in found for path, value in step.after.items()},
    )


def _differing(old: Plain, new: Plain) -> list[str]:
    return [name for name in dict.fromkeys((*old, *new)) if changes(old.get(name), new.get(name))]


def _step(path: str, old: Plain, new: Plain, name: str) -> Step:
    return Step(
        path=(path,),
        before={path: old[name]} if name in old else {},
        after={path: new[name]} if name in new else {},
    )
