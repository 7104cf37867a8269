"""What other methods, other alternatives and other scenarios say."""

from itertools import pairwise
from typing import Any

from api.reports.blocks import Block, Section, bullets, section, table, text
from api.reports.view import View
from mcda.methods import METHODS

Plain = dict[str, Any]
_MOST_CASES = 8
_MOST_PLACES = 5


def methods(view: View) -> Section | None:
    """Return the order that each of several methods gives, None where none was asked."""
    found = view.analysed.get("methods")
    if not found or not found["rankings"]:
        return None
    title = view.say("methods")
    shares = sorted(found["winner_share"].items(), key=lambda item: -item[1])
    agreed = view.listed(
        [f"{view.name(key)} {view.numbers.share(share)}" for key, share in shares if share > 0]
    )
    rows = [[method_name(view, name), _order(view, found, name)] for name in found["rankings"]]
    lacking = [
        view.say("named_reason", name=method_name(view, name), reason=note["detail"])
        for name, note in found.get("unavailable", {}).items()
    ]
    return section(
        "methods",
        title,
        text(view.say("methods_agree", shares=agreed)),
        table(title, [view.say("method"), view.say("order_head")], rows, (1, 3)),
        bullets(lacking),
    )


def method_name(view: View, name: str) -> str:
    """Return what a method is called."""
    return METHODS[name].title[view.language] if name in METHODS else name


def reversal(view: View) -> Section | None:
    """Return whether alternatives that should not matter change the order."""
    found = view.analysed.get("reversal")
    if not found:
        return None
    cases = [item["sentence"] for item in (*found["cases"], *found["order_cases"])]
    shown = cases[:_MOST_CASES]
    if len(cases) > len(shown):
        shown.append(view.say("more", count=len(cases) - len(shown)))
    return section("reversal", view.say("reversal"), text(found["sentence"]), bullets(shown))


def scenario(view: View) -> Section | None:
    """Return the tariff scenario, its duties, and who is first under the others."""
    found = view.answer.get("scenario")
    if not found:
        return None
    named = view.say("scenario_line", name=found["name"], date=found["as_of"])
    described = found.get("description")
    return section(
        "scenario",
        view.say("scenario"),
        text(named),
        text(described) if described else None,
        _duties(view, found["rates"]),
        *_doubt(view),
    )


def _duties(view: View, rates: dict[str, dict[str, Any]]) -> Block | None:
    from api.parks.catalogue import catalogue_of
    from api.reports.enterprise import market

    known = catalogue_of().countries
    hosts = list(dict.fromkeys(key for row in rates.values() for key in row))
    head = [view.say("host"), *(market(view, key) for key in rates)]
    rows = [
        [
            known[host].name[view.language] if host in known else host,
            *(_duty(view, row.get(host)) for row in rates.values()),
        ]
        for host in hosts
    ]
    widths = [1.2, *(1.0 for _ in rates)]
    return table(view.say("duties"), head, rows, widths, numbers=range(1, len(head)), titled=True)


def _duty(view: View, found: Any) -> str:
    if found is None:
        return "–"
    if isinstance(found, int | float):
        return view.numbers.figure(found)
    low, high, mode = found["low"], found["high"], found.get("mode")
    ends = view.bounds(low, high)
    if mode is None:
        return ends
    return view.numbers.figure(mode) if low == high else f"{view.numbers.figure(mode)} ({ends})"


def _doubt(view: View) -> list[Block | None]:
    found = view.answer.get("scenario_doubt")
    if not found:
        return []
    said = view.say("scenario_doubt", share=view.numbers.share(found["share"], 1))
    rows = []
    for item in found["scenarios"]:
        shares = sorted(item["first_shares"].items(), key=lambda pair: -pair[1])[:3]
        told = view.listed(
            [f"{view.name(key)} {view.numbers.share(share)}" for key, share in shares if share]
        )
        rows.append([item["name"], view.names(item["winners"]), told])
    head = [view.say(key) for key in ("scenario", "scenario_first", "scenario_shares")]
    return [text(said), table(view.say("scenarios"), head, rows, (1.6, 1.2, 2.2), titled=True)]


def _order(view: View, found: Plain, name: str) -> str:
    """Return the front of a method's order, with ties as ties."""
    ranks, order = found.get("ranks", {}).get(name, {}), found["rankings"][name]
    said = view.name(order[0]) if order else "–"
    for before, key in pairwise(order[:_MOST_PLACES]):
        level = ranks.get(before) is not None and ranks.get(before) == ranks.get(key)
        said += f" {'=' if level else '>'} {view.name(key)}"
    return said + (" > …" if len(order) > _MOST_PLACES else "")
