"""A user's own figure in place of the catalogue's."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mcda.cells import Cell, Spread, shown
from mcda.errors import Fault
from mcda.parks.evidence import Evidence, span
from mcda.parks.model import CriterionInfo
from mcda.parks.rationale import joined, rationale
from mcda.texts.figures import unit_names


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """One cell set by the user.

    Parameters
    ----------
    park, criterion
        Ids.
    value
        A number or a spread in the criterion's unit, within what the criterion can be.
    source
        Where the figure comes from, in the user's words; required.
    """

    park: str
    criterion: str
    value: Cell
    source: str


def override_faults(
    overrides: Sequence[Override], parks: Sequence[str], criteria: Mapping[str, CriterionInfo]
) -> Iterator[Fault]:
    """Yield a fault for each override that names nothing known or does not fit.

    Parameters
    ----------
    overrides
        As sent.
    parks
        Known ids.
    criteria
        Known criteria by id.
    """
    seen: set[tuple[str, str]] = set()
    for place, item in enumerate(overrides):
        if item.park not in parks:
            fields = {"park": item.park, "known": tuple(parks)}
            yield Fault("unknown_park", ("overrides", place, "park"), fields)
        if (item.park, item.criterion) in seen:
            twice = {"park": item.park, "criterion": item.criterion}
            yield Fault("overridden_twice", ("overrides", place), twice)
        seen.add((item.park, item.criterion))
        if not (item.source or "").strip():
            yield Fault("override_without_source", ("overrides", place, "source"), {})
        info = criteria.get(item.criterion)
        if info is None:
            known = {"criterion": item.criterion, "known": tuple(criteria)}
            yield Fault("unknown_catalogue_criterion", ("overrides", place, "criterion"), known)
        elif not fits(item.value, info):
            yield Fault("override_outside_range", ("overrides", place, "value"), _range(item, info))


def overridden(found: Evidence, override: Override) -> Evidence:
    """Return the user's figure, with what the catalogue says kept beside it.

    Parameters
    ----------
    found
        The catalogue's evidence for the cell.
    override
        The user's figure.
    """
    if found.low is None or found.high is None:
        lead = rationale("override_unknown", source=override.source)
    else:
        lead = rationale("override", source=override.source, low=found.low, high=found.high)
    return Evidence(
        cell=override.value,
        unit=found.unit,
        kind="override",
        rationale=joined(lead, found.rationale),
        claims=found.claims,
        source=override.source,
        replaced=found,
    )


def fits(value: object, info: CriterionInfo) -> bool:
    """Return whether a value is a number or spread within what the criterion can be."""
    if isinstance(value, bool) or not isinstance(value, float | int | Spread):
        return False
    low, high = span(value)
    return info.possible[0] <= low <= high <= info.possible[1]


def _range(item: Override, info: CriterionInfo) -> dict[str, object]:
    low, high = info.possible
    value = str(item.value) if isinstance(item.value, Spread) else shown(item.value)
    return {
        "criterion": info.id, "park": item.park, "value": value,
        "low": low, "high": high, "unit": unit_names(info.unit),
    }  # fmt: skip
