"""What would change a recommendation: weights, facts, and the strongest argument against it."""

from typing import Any

from api.reports.blocks import Block, Section, section, table, text
from api.reports.view import View

Plain = dict[str, Any]
_TIGHTEST = 2


def change(view: View) -> Section:
    """Return the section of the memo."""
    title = view.say("change")
    if not view.analysed or len(view.ranking) < 2:
        return section("change", title, text(smallest(view)))
    return section(
        "change",
        title,
        text(smallest(view)),
        _said(argument(view)),
        _said(fact(view)),
        tightest(view),
    )


def smallest(view: View) -> str:
    """Return the sentence on the smallest change of weights, or why there is none."""
    if len(view.ranking) < 2:
        return view.say("nothing_to_change")
    if not view.analysed:
        return view.say("not_examined")
    found = view.analysed.get("smallest_change")
    if not found:
        key = "no_change" if view.examined("smallest_change") else "not_examined_change"
        return view.say(key)
    said: str = found["sentence"]
    return said


def argument(view: View) -> str | None:
    """Return the strongest argument against the winner, None where there is none."""
    found = view.analysed.get("explanation")
    if not found or found["argument"] is None:
        return None
    said: str = found["sentences"][-1]
    return said


def reasons(view: View) -> list[str]:
    """Return the sentences that say why the first is first."""
    found = view.analysed.get("explanation")
    if not found:
        return []
    said: list[str] = found["sentences"]
    return said if found["argument"] is None else said[:-1]


def fact(view: View) -> str | None:
    """Return what the least change of a single fact does, where its stated bounds allow it."""
    for found in view.analysed.get("facts") or ():
        ends = [found[side] for side in ("below", "above") if found[side] is not None]
        if any(end["within_bounds"] for end in ends):
            said: str = found["sentence"]
            return said
    return None


def tightest(view: View) -> Block | None:
    """Return the two weights that may move least before another is first."""
    found = [item for item in view.analysed.get("stability") or () if _slack(item) is not None]
    found.sort(key=lambda item: _slack(item) or 0.0)
    return bounds_table(view, found[:_TIGHTEST], view.say("tightest"), titled=True)


def bounds_table(
    view: View, found: list[Plain], caption: str, *, titled: bool = False
) -> Block | None:
    """Return how far each weight may move before another is first."""
    head = [
        view.say(key)
        for key in (
            *("criterion", "stability_now", "stability_holds"),
            *("stability_below", "stability_above"),
        )
    ]
    rows = [
        [
            view.criterion(item["criterion"]),
            view.numbers.share(item["weight"], 1),
            *_holds(view, item["winner"]),
        ]
        for item in found
    ]
    return table(caption, head, rows, (1.5, 0, 0, 1.6, 1.6), numbers=(1, 2), titled=titled)


def _holds(view: View, found: Plain | None) -> list[str]:
    if found is None:
        return ["–", "–", "–"]
    share = view.numbers.share
    return [
        f"{share(found['low'], 1)} – {share(found['high'], 1)}",
        view.name(found["challenger_low"]),
        view.name(found["challenger_high"]),
    ]


def _slack(item: Plain) -> float | None:
    """Return how far a weight may move before another is first, None where nothing follows."""
    found, weight = item["winner"], item["weight"]
    if found is None:
        return None
    ways = []
    if found["challenger_low"] is not None:
        ways.append(weight - found["low"])
    if found["challenger_high"] is not None:
        ways.append(found["high"] - weight)
    return min(ways, default=None)


def _said(said: str | None) -> Block | None:
    return None if said is None else text(said)
