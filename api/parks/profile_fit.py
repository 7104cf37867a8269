"""Which profiles of a template an enterprise's statements speak for, and what is not read."""

from collections.abc import Iterator, Mapping

import weights.fit
from api.parks.schemas import EnterpriseModel, RecommendationRequest
from mcda.errors import Note
from mcda.parks import Enterprise
from mcda.parks.model import Text
from mcda.parks.scenario import market_key
from mcda.parks.templates import PARKS, Template
from weights.fit import Facts, Fit, facts_read
from weights.profiles import WeightProfile, load_profiles
from weights.spec import Statement
from weights.weightings import weighting_of

_MARKETS = {"CHINA": "CN"}
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
    "hs_chapters": {"en": "HS chapters", "zh": "HS 章号"},
    "chinese_parts": {"en": "share of Chinese parts", "zh": "中国零部件占比"},
    "delay_cost": {"en": "loss by a month of delay", "zh": "每月延误损失"},
}


def weights_of(
    request: RecommendationRequest, enterprise: Enterprise
) -> tuple[Statement, tuple[Fit, ...] | None]:
    """Return the weights of a request, and the profiles they follow from where none were sent."""
    if request.weights is not None:
        return request.weights, None
    return statement_for(enterprise, request.template)


def statement_for(
    enterprise: Enterprise, template: str = PARKS
) -> tuple[Statement, tuple[Fit, ...]]:
    """Return the weights that follow from an enterprise's facts, and the profiles that fit.

    Parameters
    ----------
    enterprise
        What it said.
    template
        Id of the kind of decision.

    Returns
    -------
    Statement
        One profile, an equal blend of several, or nothing (``unstated``).
    tuple of Fit
        Each with the facts that speak for it.
    """
    return weights.fit.statement_for(_facts(enterprise), template)


def fitting_profiles(template: Template, enterprise: Enterprise) -> tuple[Fit, ...]:
    """Return the profiles that an enterprise's statements speak for.

    Parameters
    ----------
    template
        The kind of decision.
    enterprise
        What it said.
    """
    return weights.fit.fits(_facts(enterprise), template.id)


def profile_notes(
    template: Template, enterprise: Enterprise, sent: Statement | None
) -> Iterator[Note]:
    """Yield which profiles follow from the statements, or that others fit them better.

    Parameters
    ----------
    template
        The kind of decision.
    enterprise
        What it said.
    sent
        The weights that the caller asked for, ``None`` where they follow from the facts.
    """
    found = fitting_profiles(template, enterprise)
    used = None if sent is None else weighting_of(sent).profile(sent)
    if sent is not None and (used is None or used in [fit.profile for fit in found]):
        return
    for fit in found:
        fields = {"profile": _name(fit.profile), "id": fit.profile, "because": fit.because}
        if used is None:
            yield Note("profile_by_statements", ("weights",), fields)
        else:
            yield Note("profile_fits_better", ("weights",), {**fields, "used": _name(used)})


def unread_notes(template: Template, said: EnterpriseModel) -> Iterator[Note]:
    """Yield which facts were stated that the template does not read."""
    read = _read(template)
    stated = said.model_fields_set.difference(read)
    unread = [
        named
        for name, named in _NAMES.items()
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
    """Return which facts the profiles about a template or its criteria depend on."""
    asked = {"markets" if name == "sales" else name for name in facts_read(template.id)}
    return tuple(
        name for name in _NAMES if name in asked or (name == "markets" and template.markets)
    )


def _facts(enterprise: Enterprise) -> Facts:
    """Return what profiles ask for, markets under the names that they use."""
    sales: dict[str, float] = {}
    for market, share in enterprise.markets.items():
        key = market_key(market)
        name = _MARKETS.get(key, key)
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
    found: WeightProfile | None = load_profiles().get(profile)
    return {"en": profile, "zh": profile} if found is None else found.name
