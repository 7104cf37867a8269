"""Which parks stand apart from a ranking: too little known of them, or outside a scale."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import ClassVar

from mcda.errors import Note
from mcda.parks.appraisal import Appraisal
from mcda.plain import Share
from mcda.prepare.screen import Exclusion
from mcda.scale import whole_scale
from mcda.texts import Label, Unit
from mcda.texts.figures import percent
from mcda.weight_vector import WeightVector

MOST_UNKNOWN = 0.40
"""Of the weight: a park of which so much is unknown is asked about before it is ranked."""
MARGIN = 0.10
"""Of the scale: past the worst end by more, nothing compensates."""
_NOISE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAsk:
    """A park of which too much is unknown to rank it.

    Parameters
    ----------
    alternative
        Its id.
    unknown_weight
        Weight of the criteria on which nothing is known of it: 0.4 or more, up to 1.
    criteria
        Those, the heaviest first.
    """

    alternative: str
    unknown_weight: Share
    criteria: tuple[str, ...]
    told: ClassVar = ("name",)

    @property
    def name(self) -> Note:
        """Of the park."""
        return Note.naming(self.alternative)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideScale:
    """A park that is past the worst end of a scale by more than a tenth of it.

    Parameters
    ----------
    alternative, criterion
        Ids.
    value
        Its value, in the criterion's unit.
    end
        The worst end, in the same unit.
    """

    alternative: str
    criterion: str
    value: float
    end: float
    told: ClassVar = ("name",)

    @property
    def name(self) -> Note:
        """Of the park."""
        return Note.naming(self.alternative)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskEnterprise:
    """What the enterprise has not said, so that it decides nothing.

    Parameters
    ----------
    field
        Of the enterprise.
    criteria
        On which all parks stand alike until then.
    weight
        Of these, 0..1.
    """

    field: str
    criteria: tuple[str, ...]
    weight: Share
    told: ClassVar = ("sentence",)

    @property
    def sentence(self) -> Note:
        """What to say, and why."""
        return Note(f"ask_{self.field}", (), {"criteria": [Label(one) for one in self.criteria]})


def first_ask(appraisal: Appraisal, weights: WeightVector) -> list[FirstAsk]:
    """Return the parks of whose weight 40 % or more is unknown, the most unknown first.

    What the enterprise has not said counts as no gap of a park.

    Parameters
    ----------
    appraisal
        With its evidence.
    weights
        That the request came with.
    """
    weight = weights.as_dict()
    found = []
    for park in appraisal.alternative_ids:
        cells = appraisal.evidence[park]
        gaps = [c for c, seen in cells.items() if seen.cell is None and not seen.unsaid]
        total = sum(weight[criterion] for criterion in gaps)
        if total >= MOST_UNKNOWN - _NOISE:
            heaviest = tuple(sorted(gaps, key=lambda criterion: -weight[criterion]))
            found.append(FirstAsk(alternative=park, unknown_weight=total, criteria=heaviest))
    return sorted(found, key=lambda item: -item.unknown_weight)


def outside_scale(appraisal: Appraisal) -> list[OutsideScale]:
    """Return what is past the worst end of a scale by more than a tenth of it.

    Parameters
    ----------
    appraisal
        With scales on its criteria.
    """
    found = []
    for j, criterion in enumerate(appraisal.criteria):
        scale = whole_scale(criterion)
        if scale is None:
            continue
        low, high = scale.x[0], scale.x[-1]
        margin = MARGIN * (high - low)
        for park in appraisal.alternative_ids:
            value = appraisal.evidence[park][criterion.id].value
            if value is None:
                continue
            if value < low - margin and scale.v[0] == 0.0:
                end = low
            elif value > high + margin and scale.v[-1] == 0.0:
                end = high
            else:
                continue
            found.append(
                OutsideScale(
                    alternative=park, criterion=appraisal.criteria[j].id, value=value, end=end
                )
            )
    return found


def ask_enterprise(appraisal: Appraisal, weights: WeightVector) -> list[AskEnterprise]:
    """Return what the enterprise has not said, the weightiest first.

    Parameters
    ----------
    appraisal
        Of the enterprise.
    weights
        Of its criteria.
    """
    weight = weights.as_dict()
    by_field: dict[str, list[str]] = {}
    for criterion, field in appraisal.unsaid.items():
        by_field.setdefault(field, []).append(criterion)
    found = [
        AskEnterprise(field=field, criteria=tuple(names), weight=sum(weight[c] for c in names))
        for field, names in by_field.items()
    ]
    return sorted(found, key=lambda item: -item.weight)


def exclusions(
    appraisal: Appraisal,
    asked: Collection[FirstAsk],
    outside: Collection[OutsideScale],
) -> list[Exclusion]:
    """Return the parks that are not ranked, each with its reasons.

    Parameters
    ----------
    appraisal
        For units.
    asked, outside
        As `first_ask` and `outside_scale` found them.
    """
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
