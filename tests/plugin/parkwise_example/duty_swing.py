"""How far the duty on an enterprise's sales lies apart between the recorded scenarios."""

from collections.abc import Hashable, Iterator

from mcda.parks import Catalogue, CriterionInfo, Enterprise, Park
from mcda.parks.criteria import ComputedCriterion, View
from mcda.parks.criteria.trade_cost_exposure import duty
from mcda.parks.evidence import Finding, headline


class DutySwing(ComputedCriterion):
    id = "duty_swing"
    info = CriterionInfo(
        id="duty_swing",
        direction="cost",
        unit="% of sales",
        range=(0.0, 50.0),
        name={"en": "Swing of duties", "zh": "关税波动"},
        description={"en": "What a change of tariffs can cost.", "zh": "关税变动可能带来的成本。"},
        measures={"en": "Highest less lowest duty.", "zh": "各情景最高与最低关税之差。"},
        limits={"en": "Only scenarios on record count.", "zh": "仅计入有记录的情景。"},
        overlaps=("trade_cost_exposure",),
    )

    def finding(self, view: View, park: Park) -> Finding:
        host, scenarios = view.catalogue.countries[park.country], view.catalogue.scenarios.values()
        cells = [duty(view.enterprise, host, one)[0] for one in scenarios]
        duties = [value for value in map(headline, cells) if value is not None]
        if not duties:
            return Finding(cell=None, rationale={"en": "No duty is known.", "zh": "关税未知。"})
        low, high = min(duties), max(duties)
        said = {"en": f"From {low:g} to {high:g} %.", "zh": f"介于 {low:g}% 与 {high:g}% 之间。"}
        claims = tuple(self.recorded_claims(view.catalogue))
        cell = round(high - low, 10)
        return Finding(cell=cell, rationale=said, claims=claims, doubts=("scenario",))

    def recorded_claims(self, catalogue: Catalogue) -> Iterator[str]:
        yield from dict.fromkeys(c for one in catalogue.scenarios.values() for c in one.claims)

    def facts(self, enterprise: Enterprise) -> Hashable:
        return tuple(enterprise.markets.items())

    def subject(self, park: Park) -> str:
        return park.country
