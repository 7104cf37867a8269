"""The limits of the data; what the tables say of each value is counted here, not repeated."""

from collections import Counter
from typing import Any

from api.reports.blocks import Section, bullets, section, text
from api.reports.view import View

Plain = dict[str, Any]
_COUNTED = ("uncertain_cell", "unknown_cell")
_LONG = {"en": 260, "zh": 110}


def counted(view: View) -> list[str]:
    """Return one sentence for each kind of doubt that every cell of the tables shows."""
    seen = Counter(item["code"] for item in view.answer["warnings"])
    return [view.say(f"count_{code}", count=seen[code]) for code in _COUNTED if seen[code]]


def said(view: View) -> list[Plain]:
    """Return the warnings that are to be read one by one."""
    return [item for item in view.answer["warnings"] if item["code"] not in _COUNTED]


def short(view: View, most: int) -> Section | None:
    """Return the limits that matter most to the memo: of the winner first, one of a kind."""
    found = said(view)
    if not found and not counted(view):
        return None
    chosen = _chosen(view, found, most)
    left = len(found) - len(chosen)
    more = [view.say("limits_more", count=left)] if left else []
    return section("limits", view.say("limits"), bullets([*chosen, *counted(view), *more]))


def all_of_them(view: View) -> Section | None:
    """Return every limit."""
    found = [item["detail"] for item in said(view)]
    if not found and not counted(view):
        return None
    return section(
        "warnings",
        view.say("limits"),
        text(view.say("limits_note"), "soft"),
        bullets([*counted(view), *found]),
    )


def _chosen(view: View, found: list[Plain], most: int) -> list[str]:
    winners = [view.name(key) for key in view.firsts]

    def order(place: int) -> tuple[bool, bool, bool, int]:
        item = found[place]
        earlier = any(other["code"] == item["code"] for other in found[:place])
        about = any(name in item["detail"] for name in winners)
        return len(item["detail"]) > _LONG[view.language], earlier and not about, not about, place

    places = sorted(sorted(range(len(found)), key=order)[:most])
    return [found[place]["detail"] for place in places]
