"""Parks that are not ranked: a gate or a must-have takes them out, or too much is unknown."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from mcda.errors import Note
from mcda.parks.appraisal import Appraisal
from mcda.parks.criteria import CRITERIA
from mcda.parks.gates import Gate
from mcda.plain import Count, Share
from mcda.prepare.screen import Exclusion
from mcda.texts import Label
from mcda.texts.figures import percent
from mcda.weight_vector import WeightVector

LEAST_KNOWN = 0.60
"""Of the criteria in use: a park of which less is known is asked about before it is ranked."""
_NEEDED = ({"land_price", "landed_cost"}, {"infrastructure", "one_stop_services"})
"""Criteria of which one each must be known."""


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
class UnknownParks:
    """Parks of which too little is known to name them, against those that are ranked."""

    count: Count
    """How many."""
    chance: Share
    """That one of them is better than all that are ranked, over the draws."""
    told: ClassVar = ("sentence",)

    @property
    def sentence(self) -> Note:
        """How many, and how often one of them is better."""
        return Note("unnamed", (), {"count": self.count, "tenths": f"{10 * self.chance:.0f}"})


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


def first_ask(appraisal: Appraisal, weights: WeightVector | None = None) -> list[FirstAsk]:
    """Return the parks of which too little is known to name them, the most unknown first.

    Of a park must be known a price of its land; its infrastructure or its services; and three
    fifths of all criteria in use: evidence alone decides, whatever the weights.
    Facts that the enterprise did not state, or that are unknown for all parks, are no gaps.
    """
    weight = defaultdict[str, float](float) if weights is None else weights.as_dict()
    rows = appraisal.evidence.values()
    rated = {
        name for name in appraisal.criterion_ids if any(row[name].cell is not None for row in rows)
    }
    asks = []
    for park in appraisal.alternative_ids:
        cells = {name: cell for name, cell in appraisal.evidence[park].items() if name in rated}
        gaps = [name for name, cell in cells.items() if cell.cell is None and not cell.unsaid]
        missing = [needed for needed in _NEEDED if needed & cells.keys()]
        lacks = any((needed & cells.keys()).issubset(gaps) for needed in missing)
        if lacks or len(cells) - len(gaps) < LEAST_KNOWN * len(cells):
            total = sum(weight[criterion] for criterion in gaps)
            ordered = sorted(gaps, key=lambda criterion: -weight[criterion])
            heaviest = tuple(name for gap in ordered for name in _asked(appraisal, park, gap))
            asks.append(FirstAsk(alternative=park, unknown_weight=total, criteria=heaviest))
    return sorted(asks, key=lambda item: -item.unknown_weight)


def _asked(appraisal: Appraisal, park: str, gap: str) -> list[str]:
    """Return what to ask a park where a criterion is not known: what it lacks of a sum."""
    row, parts = appraisal.evidence[park], CRITERIA[gap].reads if gap in CRITERIA else ()
    lacking = [name for name in sorted(parts) if row[name].cell is None and not row[name].unsaid]
    return lacking or [gap]


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


def exclusions(asked: Iterable[FirstAsk], conditions: Iterable[Gate] = ()) -> list[Exclusion]:
    """Return the parks that are not ranked, each with its reasons, gates and must-haves first."""
    reasons: dict[str, list[Note]] = {}
    for gate in conditions:
        for park in gate.alternatives if gate.severity == "gate" else ():
            reasons.setdefault(park, []).append(gate.sentence)
    for item in asked:
        names, share = [Label(criterion) for criterion in item.criteria], item.unknown_weight
        fields: Mapping[str, object] = {"share": percent(share)[0], "criteria": names}
        reasons.setdefault(item.alternative, []).append(Note("first_ask", (), fields))
    return [Exclusion(alternative=park, reasons=tuple(why)) for park, why in reasons.items()]
