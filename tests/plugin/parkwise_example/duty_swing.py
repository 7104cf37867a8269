"""How far apart the recorded scenarios put the duty on an enterprise's sales."""

import tomllib
from collections.abc import Hashable
from importlib.resources import files
from typing import Any

from mcda.errors import Note
from mcda.parks import CriterionInfo, CriterionScale, Enterprise, Park
from mcda.parks.criteria import ComputedCriterion, CriterionView
from mcda.parks.criteria.trade_cost_exposure import duty
from mcda.parks.evidence import CellFinding, headline
from mcda.parks.markets import goods

_FILE = files(__package__).joinpath("duty_swing.toml")
_SAID: dict[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))


class DutySwing(ComputedCriterion):
    id = "duty_swing"
    info = CriterionInfo(id="duty_swing", scale=CriterionScale(**_SAID.pop("scale")), **_SAID)

    def finding(self, view: CriterionView, park: Park) -> CellFinding:
        host, scenarios = view.catalogue.countries[park.country], view.catalogue.scenarios.values()
        made = goods(view.enterprise, view.catalogue.schedule)
        found = [duty(view.enterprise, host, one, made) for one in scenarios]
        if not (duties := [headline(one.cell) or 0.0 for one in found if one is not None]):
            note = Note("duty_swing_unknown", ("enterprise", "markets"), {"country": host.name})
            said = {language: note.say(language) for language in ("en", "zh")}
            return CellFinding(cell=None, rationale=said, notes=(note,))
        low, high = min(duties), max(duties)
        said = {"en": f"From {low:g} to {high:g} %.", "zh": f"介于 {low:g}% 与 {high:g}% 之间。"}
        claims = tuple(dict.fromkeys(claim for one in found if one for claim in one.claims))
        return CellFinding(cell=high - low, rationale=said, claims=claims, doubts=("scenario",))

    def facts(self, enterprise: Enterprise) -> Hashable:
        made = (tuple(getattr(enterprise, name)) for name in ("sectors", "goods"))
        return (tuple(enterprise.markets.items()), *made, enterprise.chinese_parts)
