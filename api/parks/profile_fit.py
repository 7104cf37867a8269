"""The profiles of a template that fit an enterprise's statements, and the unread statements."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

import weights.fit
from api.parks.catalogue import catalogue_of
from api.parks.schemas import EnterpriseModel, RecommendationRequest
from api.settings import Settings
from mcda.errors import Note, error_path
from mcda.parks import Enterprise
from mcda.parks.markets import market_key
from mcda.parks.model import Text
from mcda.parks.templates import PARKS, Template
from weights.centres import COSTS, FIT, LANDED
from weights.fit import Facts, Fit, facts_read
from weights.profiles import WeightProfile, load_profiles
from weights.source import own_criteria
from weights.spec import Statement
from weights.weightings import weighting_of

_NAMES: Mapping[str, Text] = {
    "home": {"en": "home", "zh": "所在地"},
    "sectors": {"en": "sectors", "zh": "行业"},
    "markets": {"en": "markets", "zh": "市场"},
    "size": {"en": "size", "zh": "规模"},
    "first_investment": {"en": "first investment abroad", "zh": "是否首次海外投资"},
    "intent": {"en": "intent", "zh": "投资意图"},
    "needs_standard_factory": {"en": "need of a standard factory", "zh": "是否需要标准厂房"},
    "partners_in": {"en": "partners in parks", "zh": "园区内伙伴"},
    "investor_reliance": {"en": "reliance on the investor", "zh": "对投资主体的看重程度"},
    "container_value": {"en": "value of a container", "zh": "每箱货值"},
    "sales_per_area": {"en": "sales for each square metre", "zh": "单位面积产值"},
    "labour_share": {"en": "share of labour", "zh": "人工占比"},
    "goods": {"en": "HS codes", "zh": "HS 编码"},
    "chinese_parts": {"en": "share of Chinese parts", "zh": "中国零部件占比"},
    "delay_cost": {"en": "loss by a month of delay", "zh": "每月延误损失"},
}


def weights_of(
    request: RecommendationRequest, enterprise: Enterprise
) -> tuple[Statement, tuple[Fit, ...] | None]:
    """Return the weights of a request, and the profiles behind them if none were sent."""
    if request.weights is not None:
        return request.weights, None
    return statement_for(enterprise, request.template)


def statement_for(
    enterprise: Enterprise, template: str = PARKS
) -> tuple[Statement, tuple[Fit, ...]]:
    """Return the weights that follow from an enterprise's facts, and the profiles that fit.

    The weights are one profile, an equal blend of several, or ``unstated``.
    """
    return weights.fit.statement_for(_facts(enterprise), template)


def fitting_profiles(template: Template, enterprise: Enterprise) -> tuple[Fit, ...]:
    """Return the profiles that an enterprise's statements support."""
    return weights.fit.fits(_facts(enterprise), template.id)


def profile_notes(
    template: Template, enterprise: Enterprise, sent: Statement | None
) -> Iterator[Note]:
    """Yield notes on the profiles that follow from the statements, or that fit them better."""
    fits = fitting_profiles(template, enterprise)
    used = None if sent is None else weighting_of(sent).profile(sent)
    if sent is not None and (used is None or used in [fit.profile for fit in fits]):
        return
    for fit in fits:
        fields = {"profile": _name(fit.profile), "id": fit.profile, "because": fit.because}
        if used is None:
            yield Note("profile_by_statements", ("weights",), fields)
        else:
            yield Note("profile_fits_better", ("weights",), {**fields, "used": _name(used)})


def unread_notes(template: Template, said: EnterpriseModel) -> Iterator[Note]:
    """Yield a note on stated facts that the template does not read."""
    read = _read(template)
    stated = said.model_fields_set.difference(read)
    unread = [
        label
        for name, label in _NAMES.items()
        if name in stated and getattr(said, name) not in (None, [], {})
    ]
    if not unread:
        return
    if read:
        fields = {
            "template": template.name,
            "read": [_NAMES[name] for name in read],
            "unread": unread,
        }
        yield Note("enterprise_partly_read", ("enterprise",), fields)
    else:
        yield Note("enterprise_not_read", ("enterprise",), {"template": template.name})


def _read(template: Template) -> tuple[str, ...]:
    """Return the facts on which the profiles or criteria of a template depend."""
    facts = {"markets" if name == "sales" else name for name in facts_read(template.id)}
    return tuple(
        name for name in _NAMES if name in facts or (name == "markets" and template.markets)
    )


def _facts(enterprise: Enterprise) -> Facts:
    """Return the facts that profiles use, with markets under the names of the profiles."""
    sales: dict[str, float] = {}
    for market, share in enterprise.markets.items():
        name = market_key(market)
        sales[name] = sales.get(name, 0.0) + share
    return Facts(
        sales=sales,
        size=enterprise.size,
        first_investment=enterprise.first_investment,
        intent=enterprise.intent,
        sectors=enterprise.sectors,
        partners_in=enterprise.partners_in,
        investor_reliance=enterprise.investor_reliance,
    )


def _name(profile: str) -> Text:
    weight_profile: WeightProfile | None = load_profiles().get(profile)
    return {"en": profile, "zh": profile} if weight_profile is None else weight_profile.name


Asked = TypeVar("Asked", bound=RecommendationRequest)


def with_criteria(request: Asked, settings: Settings, answered: Iterable[str] = ()) -> Asked:
    """Return a request that names its criteria, of parks.

    Those of `answered` questions belong to them.
    """
    if request.criteria is not None or request.template != PARKS:
        return request
    with error_path("weights"):
        own = () if request.weights is None else own_criteria(request.weights)
        says_trade = bool(request.enterprise.sectors)
        criteria = default_criteria(says_trade, own, settings, answered)
    return request.model_copy(update={"criteria": criteria})


def default_criteria(
    says_trade: bool,
    names: Iterable[str],
    settings: Settings,
    answered: Iterable[str] = (),
) -> list[str]:
    """Return the criteria that follow from what is said of an enterprise and its weights.

    Landed cost stands for land price and trade cost, and industry fit is added, of a firm that says
    its trade, unless weights in somebody's own words name criteria: then these decide.
    """
    own = {*names}
    is_one = LANDED in own if own else says_trade
    is_one &= own.union(answered).isdisjoint(COSTS)
    main = [info.id for info in catalogue_of(settings).criteria]
    if is_one:
        main = [LANDED, *(name for name in main if name not in COSTS)]
    return [*main, FIT] if (FIT in own if own else says_trade) else main
