"""Parks that are not ranked: too much is unknown, or a value lies outside a scale."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import ClassVar

from mcda.cells import Interval
from mcda.errors import Note
from mcda.parks.appraisal import Appraisal
from mcda.parks.criteria import CRITERIA
from mcda.parks.evidence import span
from mcda.plain import Share
from mcda.prepare.screen import Exclusion
from mcda.scale import whole_scale
from mcda.texts import Label, Unit
from mcda.texts.figures import percent
from mcda.weight_vector import WeightVector

LEAST_KNOWN = 0.60
"""Of the criteria in use: a park of which less is known is asked about before it is ranked."""
_NEEDED = ({"land_price"}, {"infrastructure", "one_stop_services"})
"""Criteria of which one each must be known."""
MARGIN = 0.10
"""Of the scale: past the worst end by more, nothing compensates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAsk:
    """A park of which too much is unknown to rank it."""

    alternative: str
    """Its id."""
    unknown_weight: Share
    """Weight of the criteria on which nothing is known of it."""
    criteria: tuple[str, ...]
    """Those, the heaviest first."""
    told: ClassVar = ("name",)

    @property
    def name(self) -> Note:
        """Of the park."""
        return Note.naming(self.alternative)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideScale:
    """A park that is past the worst end of a scale by more than a tenth of it."""

    alternative: str
    """Ids."""
    criterion: str
    """Ids."""
    value: float
    """Its value, in the criterion's unit."""
    end: float
    """The worst end, in the same unit."""
    told: ClassVar = ("name",)

    @property
    def name(self) -> Note:
        """Of the park."""
        return Note.naming(self.alternative)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskEnterprise:
    """What the enterprise has not said, so that it decides nothing."""

    field: str
    """Of the enterprise."""
    criteria: tuple[str, ...]
    """On which all parks stand alike until then."""
    weight: Share
    """Of these, 0..1."""
    told: ClassVar = ("sentence",)

    @property
    def sentence(self) -> Note:
        """What to say, and why."""
        return Note(f"ask_{self.field}", (), {"criteria": [Label(name) for name in self.criteria]})


def first_ask(appraisal: Appraisal, weights: WeightVector) -> list[FirstAsk]:
    """Return the parks of which too little is known to name them, the most unknown first.

    Of a park must be known a price of land, its own or its country's; its infrastructure or its
    services; and three fifths of all criteria in use: evidence alone decides, whatever the weights.
    Facts that the enterprise did not state, or that are unknown for all parks, are no gaps.
    """
    weight = weights.as_dict()
    rows = appraisal.evidence.values()
    rated = {name for row in rows for name, evidence in row.items() if evidence.cell is not None}
    asks = []
    for park in appraisal.alternative_ids:
        cells = {name: cell for name, cell in appraisal.evidence[park].items() if name in rated}
        gaps = [name for name, cell in cells.items() if cell.cell is None and not cell.unsaid]
        missing = [needed for needed in _NEEDED if needed & cells.keys()]
        lacks = any((needed & cells.keys()).issubset(gaps) for needed in missing)
        if lacks or len(cells) - len(gaps) < LEAST_KNOWN * len(cells):
            total = sum(weight[criterion] for criterion in gaps)
            heaviest = tuple(sorted(gaps, key=lambda criterion: -weight[criterion]))
            asks.append(FirstAsk(alternative=park, unknown_weight=total, criteria=heaviest))
    return sorted(asks, key=lambda item: -item.unknown_weight)


def outside_scale(appraisal: Appraisal) -> list[OutsideScale]:
    """Return the parks that lie past the worst end of a scale by more than a tenth of it.

    Without a likeliest value all possible values must lie past it: nobody stated the middle.
    """
    outside = []
    for criterion in appraisal.criteria:
        scale = whole_scale(criterion)
        if scale is None:
            continue
        low, high = scale.x[0], scale.x[-1]
        margin = MARGIN * (high - low)
        for park in appraisal.alternative_ids:
            evidence = appraisal.evidence[park][criterion.id]
            if (value := evidence.value) is None:
                continue
            least, most = (value, value)
            if isinstance(evidence.cell, Interval):
                least, most = span(evidence.cell)
            if most < low - margin and scale.v[0] == 0.0:
                end = low
            elif least > high + margin and scale.v[-1] == 0.0:
                end = high
            else:
                continue
            outside.append(
                OutsideScale(alternative=park, criterion=criterion.id, value=value, end=end)
            )
    return outside


def past_for_some(
    appraisal: Appraisal, outside: Collection[OutsideScale], parks: Collection[str]
) -> tuple[list[OutsideScale], list[Note]]:
    """Return the parks outside a scale, and a note for each scale that all parks would be outside.

    A value that is the same for all parks separates none and therefore excludes none.
    """
    some, notes = [], []
    for criterion in appraisal.criteria:
        past = [item for item in outside if item.criterion == criterion.id]
        theirs = [item for item in past if item.alternative in parks]
        mild = min(theirs, key=lambda item: abs(item.value - item.end), default=None)
        if mild is None or not {item.alternative for item in past}.issuperset(parks):
            some += past
            continue
        figures = {"value": mild.value, "end": mild.end, "unit": Unit(criterion.unit)}
        fields = {"criterion": criterion.id, "count": len(parks), **figures}
        computed = CRITERIA.get(criterion.id)
        remedy = computed().remedy_for_all(appraisal.enterprise) if computed else None
        notes.append(Note("outside_scale_for_all", (), fields, remedy))
    return some, notes


def ask_enterprise(appraisal: Appraisal, weights: WeightVector) -> list[AskEnterprise]:
    """Return the facts that the enterprise did not state, those with the most weight first."""
    weight = weights.as_dict()
    by_field: dict[str, list[str]] = {}
    for criterion, field in appraisal.unsaid.items():
        by_field.setdefault(field, []).append(criterion)
    asks = [
        AskEnterprise(field=field, criteria=tuple(names), weight=sum(weight[c] for c in names))
        for field, names in by_field.items()
    ]
    return sorted(asks, key=lambda item: -item.weight)


def exclusions(
    appraisal: Appraisal, asked: Collection[FirstAsk], outside: Collection[OutsideScale]
) -> list[Exclusion]:
    """Return the parks that are not ranked, each with its reasons."""
    units = {criterion.id: criterion.unit for criterion in appraisal.criteria}
    reasons: dict[str, list[Note]] = {}
    for park in asked:
        fields: Mapping[str, object] = {
            "share": percent(park.unknown_weight)[0],
            "criteria": [Label(criterion) for criterion in park.criteria],
        }
        reasons.setdefault(park.alternative, []).append(Note("first_ask", (), fields))
    for item in outside:
        fields = {
            "criterion": item.criterion,
            "value": item.value,
            "end": item.end,
            "unit": Unit(units[item.criterion]),
        }
        reasons.setdefault(item.alternative, []).append(Note("outside_scale", (), fields))
    return [Exclusion(alternative=park, reasons=tuple(why)) for park, why in reasons.items()]
