"""Which profile of a template an enterprise's own statements speak for, and what is not read."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from api.parks.schemas import EnterpriseModel
from mcda.errors import Note
from mcda.parks import Enterprise
from mcda.parks.model import Text
from mcda.parks.scenario import market_key
from mcda.parks.templates import Template
from weights.profiles import Profile, load_profiles

_MAIN = 0.5
"""What is more than this share of the sales carries the business."""
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
}
_READ = {"location": ("markets",), "way-in": ("size", "first_investment", "intent")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A profile that statements speak for, and the statement."""

    profile: str
    because: Text


def fitting(template: Template, enterprise: Enterprise) -> Fit | None:
    """Return the profile that an enterprise's statements speak for, ``None`` where none do.

    Parameters
    ----------
    template
        The kind of decision.
    enterprise
        What it said.
    """
    if template.id == "location":
        return _by_markets(enterprise)
    return _by_size(enterprise) if template.id == "way-in" else None


def profile_notes(
    template: Template, enterprise: Enterprise, used: str | None, chosen: bool
) -> Iterator[Note]:
    """Yield which profile follows from the statements, or that another fits them better.

    Parameters
    ----------
    template
        The kind of decision.
    enterprise
        What it said.
    used
        Id of the profile in use; ``None`` for other weights.
    chosen
        The caller asked for those weights.
    """
    fit = fitting(template, enterprise)
    if fit is None:
        return
    fields = {"profile": _name(fit.profile), "id": fit.profile, "because": fit.because}
    if not chosen:
        yield Note("profile_by_statements", ("weights",), fields)
    elif used is not None and used != fit.profile:
        yield Note("profile_fits_better", ("weights",), {**fields, "used": _name(used)})


def unread_notes(template: Template, said: EnterpriseModel) -> Iterator[Note]:
    """Yield which facts were stated that the template does not read."""
    read = _READ.get(template.id, ())
    stated = [name for name in _NAMES if name in said.model_fields_set and getattr(said, name)
              not in (None, [], {})]  # fmt: skip
    unread = [_NAMES[name] for name in stated if name not in read]
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


def _by_markets(enterprise: Enterprise) -> Fit | None:
    """Return the profile of home-market firms or of exporters, by where most sales are."""
    sales = enterprise.markets
    home = math.fsum(share for market, share in sales.items() if market_key(market) == "CHINA")
    abroad = math.fsum(sales.values()) - home
    if home > _MAIN:
        return Fit(
            profile="region-choice-home-market",
            because=_share(home, "of your sales are in China", "的销售在中国"),
        )
    if abroad > _MAIN:
        return Fit(
            profile="region-choice-exporter",
            because=_share(abroad, "of your sales are abroad", "的销售在境外"),
        )
    return None


def _by_size(enterprise: Enterprise) -> Fit | None:
    """Return the profile by what an enterprise can bear, then by how far ahead it looks."""
    if enterprise.size == "large":
        large: Text = {"en": "You are a large enterprise", "zh": "贵企业为大型企业"}
        return Fit(profile="way-in-leading-firm", because=large)
    if enterprise.intent == "long_term":
        ahead: Text = {"en": "You look for a long-term base", "zh": "贵企业意在建设长期基地"}
        return Fit(profile="way-in-base-builder", because=ahead)
    if enterprise.size == "sme" or enterprise.first_investment:
        small: Text = {
            "en": "You are a small or medium-sized enterprise, or new abroad",
            "zh": "贵企业为中小企业或首次出海",
        }
        return Fit(profile="way-in-newcomer", because=small)
    return None


def _share(share: float, english: str, chinese: str) -> Text:
    return {"en": f"{share:.0%} {english}".replace("%", " %"), "zh": f"{share:.0%} {chinese}"}


def _name(profile: str) -> Text:
    found: Profile | None = load_profiles().get(profile)
    return {"en": profile, "zh": profile} if found is None else found.name
