"""The enterprise's facts, in words."""

from collections.abc import Mapping
from typing import Any

from api.reports.blocks import Section, section, table
from api.reports.view import View
from mcda.parks.markets import market_name

Plain = dict[str, Any]
Row = tuple[str, str]


def enterprise(view: View) -> Section | None:
    """Return what the enterprise said of itself, None for a problem without one."""
    rows = enterprise_rows(view)
    if not rows:
        return None
    title = view.say("enterprise")
    head = [view.say("fact"), view.say("answer")]
    return section("enterprise", title, table(title, head, rows, (1, 2)))


def enterprise_rows(view: View) -> list[Row]:
    """Return each fact with what was said; what was left open is told as such."""
    facts = view.spec.get("enterprise")
    if facts is None:
        return []
    told = {
        "home": _home(view, facts.get("home")),
        "sectors": _sectors(view, facts.get("sectors") or []),
        "markets": _markets(view, facts.get("markets") or {}),
        "size": _word(view, "size", facts.get("size")),
        "first_investment": _word(view, "answer", _yes_no(facts.get("first_investment"))),
        "intent": _word(view, "intent", facts.get("intent")),
        "needs_standard_factory": _word(
            view, "answer", _yes_no(facts.get("needs_standard_factory"))
        ),
        "partners_in": view.names(facts.get("partners_in") or []),
        "investor_reliance": _figure(view, facts.get("investor_reliance")),
        "container_value": _figure(view, facts.get("container_value")),
    }
    open_ = view.say("left_open")
    return [(view.say(f"fact_{key}"), said or open_) for key, said in told.items()]


def _home(view: View, home: Mapping[str, str] | None) -> str:
    from mcda.parks.places import resolve

    if not home:
        return ""
    place = resolve(home.get("province", ""), home.get("city", ""))
    if place is not None:
        return place.name[view.language]
    return " ".join(part for part in (home.get("province"), home.get("city")) if part)


def _sectors(view: View, codes: list[str]) -> str:
    from mcda.parks.rationale import sectors

    known = sectors()
    return view.listed([known[code][view.language] if code in known else code for code in codes])


def _markets(view: View, markets: Mapping[str, float]) -> str:
    return view.listed(
        [f"{market(view, key)} {view.numbers.share(share)}" for key, share in markets.items()]
    )


def market(view: View, key: str) -> str:
    """Return the name of a market: one of the great ones, or a country of the catalogue."""
    return market_name(key)[view.language]


def _word(view: View, kind: str, value: str | None) -> str:
    return "" if value is None else view.kind(kind, value)


def _yes_no(value: bool | None) -> str | None:
    return None if value is None else "yes" if value else "no"


def _figure(view: View, value: float | None) -> str:
    return "" if value is None else view.numbers.figure(value, 9)
