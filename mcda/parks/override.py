"""A user's own figure in place of the catalogue's figure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mcda.arguments import called
from mcda.cells import Cell, Interval, Spread, Triangular, shown
from mcda.errors import Fault
from mcda.parks.evidence import Evidence, span
from mcda.parks.land_price import LONGEST_TERM, cell_at_cost, has_sound_term, possible_value
from mcda.parks.model import CriterionInfo, Tenure, Text
from mcda.parks.rationale import joined, rationale
from mcda.texts.figures import unit_names
from mcda.texts.suggestions import NamedThing, listed


@called
@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """One cell set by the user.

    Examples
    --------
    >>> from mcda.parks import Enterprise, Override, appraise, load_catalogue
    >>> own = Override(alternative="ljip", criterion="land_price", value=120, source="our broker")
    >>> view = appraise(load_catalogue(), Enterprise(), ["ljip"], overrides=[own])
    >>> view.evidence["ljip"]["land_price"].value
    120.0
    """

    alternative: str
    """Ids; a park, or an alternative of another template."""
    criterion: str
    """Ids; a park, or an alternative of another template."""
    value: Cell
    """A number or a spread in the criterion's unit, within what the criterion can be; of a price
    with its ``tenure`` in the unit in which prices are quoted."""
    source: str
    """Where the figure comes from, in the user's words; required."""
    tenure: Tenure | None = None
    """What a price buys: it then becomes the present cost of its use, as the catalogue's prices do.
    Without it the value is that cost already."""


def override_faults(
    overrides: Sequence[Override],
    parks: Mapping[str, NamedThing],
    criteria: Mapping[str, CriterionInfo],
) -> Iterator[Fault]:
    """Yield a fault for each override that is unknown or given twice, or whose value is wrong."""
    cells: set[tuple[str, str]] = set()
    for place, item in enumerate(overrides):
        if item.alternative not in parks:
            fields = {"park": item.alternative, **listed(parks)}
            yield Fault("unknown_park", ("overrides", place, "alternative"), fields)
        if (item.alternative, item.criterion) in cells:
            twice = {"park": item.alternative, "criterion": item.criterion}
            yield Fault("overridden_twice", ("overrides", place), twice)
        cells.add((item.alternative, item.criterion))
        if not isinstance(item.source, str) or not item.source.strip():
            yield Fault("override_without_source", ("overrides", place, "source"), {})
        info = criteria.get(item.criterion)
        if info is None:
            unknown = {"criterion": item.criterion, **listed(criteria)}
            yield Fault("unknown_catalogue_criterion", ("overrides", place, "criterion"), unknown)
        elif not fits(item.value, possible_value(item.tenure, info)):
            low, high = possible_value(item.tenure, info)
            unit = info.unit if item.tenure is None else info.quoted_unit
            stated = str(item.value) if isinstance(item.value, Spread) else shown(item.value)
            fields = {
                "criterion": info.id, "park": item.alternative, "value": stated,
                "low": low, "high": high, "unit": unit_names(unit),
            }  # fmt: skip
            yield Fault("override_outside_range", ("overrides", place, "value"), fields)
        elif item.tenure is not None:
            path, value = ("overrides", place), item.value
            if info.use is None:
                yield Fault("tenure_without_price", (*path, "tenure"), {"criterion": info.id})
            elif isinstance(value, Spread) and not isinstance(value, Interval | Triangular):
                yield Fault("tenure_of_distribution", (*path, "value"), {"value": str(value)})
            if not has_sound_term(item.tenure):
                years, kind = shown(item.tenure.years), item.tenure.kind
                term = {"kind": kind, "value": years, "limit": LONGEST_TERM}
                yield Fault("tenure_term", (*path, "tenure", "years"), term)


def overridden(found: Evidence, override: Override, info: CriterionInfo) -> Evidence:
    """Return the user's figure, with the catalogue's evidence in its reason."""
    if found.low is None or found.high is None:
        lead = rationale("override_unknown", source=override.source)
    else:
        lead = rationale("override", source=override.source, low=found.low, high=found.high)
    cell, reason = override_cell(override, info)
    lead = joined(lead, *(() if reason is None else (reason,)))
    return Evidence(
        cell=cell,
        unit=found.unit,
        kind="override",
        rationale=joined(lead, found.rationale),
        claims=found.claims,
        source=override.source,
        replaced=found,
    )


def override_cell(override: Override, info: CriterionInfo) -> tuple[Cell, Text | None]:
    """Return the user's figure in the criterion's unit, and how a price became the cost of use."""
    cell = override.value
    if override.tenure is None or info.use is None:
        return cell, None
    # What cannot be a price was refused before.
    price = cell if isinstance(cell, Interval | Triangular) else float(cell)  # type: ignore[arg-type]
    return cell_at_cost(price, override.tenure, info.use)


def fits(value: object, possible: tuple[float, float]) -> bool:
    """Return whether a value is a number or spread within what is possible."""
    if isinstance(value, bool) or not isinstance(value, float | int | Spread):
        return False
    low, high = span(value)
    return possible[0] <= low <= high <= possible[1]
