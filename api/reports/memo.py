"""The decision memo: two pages that a board reads."""

from api.reports.blocks import Section, bullets, figures, section, table, text
from api.reports.change import change, reasons
from api.reports.limits import short
from api.reports.ranked import ranking_table
from api.reports.verdict import contenders, drawn, sureness, whose
from api.reports.view import View

_MOST_REASONS = 3
_MOST_LINES = 6
_MOST_QUESTIONS = 3
_MOST_EXCLUDED = 4
_MOST_LIMITS = 4


def memo(view: View) -> list[Section]:
    """Return the sections of the memo, in the order in which a board asks."""
    found = [_sure(view), _why(view), _ranking(view), change(view), _ask(view)]
    return [item for item in (*found, _excluded(view), short(view, _MOST_LIMITS)) if item]


def _sure(view: View) -> Section | None:
    if not view.firsts:
        return None
    if len(view.ranking) < 2:
        return section("sure", view.say("sure"), text(view.say("sure_single")))
    if not view.analysed:
        return section("sure", view.say("sure"), text(view.say("not_examined")))
    groups, draws, source = contenders(view), drawn(view), whose(view)
    return section(
        "sure",
        view.say("sure"),
        figures(sureness(view)),
        None if groups is None else text(groups),
        None if source is None else text(source),
        None if draws is None else text(draws, "soft"),
    )


def _why(view: View) -> Section | None:
    said = reasons(view)[:_MOST_REASONS]
    if not said or len(view.ranking) < 2:
        return None
    return section("why", view.say("why"), bullets(said))


def _ranking(view: View) -> Section | None:
    if not view.ranking:
        return None
    lines = view.ranking[:_MOST_LINES]
    notes = []
    if len(view.ranking) > len(lines):
        notes.append(view.say("ranking_front", shown=len(lines), count=len(view.ranking)))
    if view.answer["method"]["lower_is_better"]:
        notes.append(view.say("lower_better"))
    if any(line["tied_with"] for line in lines):
        notes.append(view.say("tie_note"))
    note = " ".join(notes) if view.language == "en" else "".join(notes)
    return section(
        "ranking",
        view.say("ranking"),
        text(note, "soft") if note else None,
        ranking_table(view, lines),
    )


def _ask(view: View) -> Section | None:
    if len(view.ranking) < 2:
        return None
    title = view.say("ask_next")
    asked = (view.answer.get("ask_next") or [])[:_MOST_QUESTIONS]
    if not asked:
        key = "ask_nothing" if view.examined("acceptability") else "not_examined_facts"
        return section("ask_next", title, text(view.say(key)))
    rows = []
    for item in asked:
        cell = (view.answer.get("evidence") or {}).get(item["park"], {}).get(item["criterion"])
        rows.append(
            [
                view.say(
                    "named_reason",
                    name=view.name(item["park"]),
                    reason=view.criterion(item["criterion"]),
                ),
                known(view, cell),
                view.numbers.share(item["chance_of_changing_winner"]),
            ]
        )
    head = [view.say(key) for key in ("ask_fact", "ask_known", "ask_chance")]
    caption = view.say("ask_caption")
    return section("ask_next", title, table(caption, head, rows, (2, 1.6, 0.9), numbers=(2,)))


def known(view: View, cell: dict[str, object] | None) -> str:
    """Return what is known of a cell at present."""
    if cell is None:
        return "–"
    low, high, unit = cell["low"], cell["high"], view.unit(str(cell["unit"]))
    if cell["kind"] == "unknown":
        return view.say("unknown")
    if isinstance(low, int | float) and isinstance(high, int | float) and low != high:
        return f"{view.bounds(low, high)} {unit}"
    value = cell["value"]
    return f"{view.value(value)} {unit}" if isinstance(value, int | float) else view.say("unknown")


def _excluded(view: View) -> Section | None:
    excluded = view.answer["excluded"]
    if not excluded:
        return None
    items = [excluded_line(view, item) for item in excluded[:_MOST_EXCLUDED]]
    if len(excluded) > _MOST_EXCLUDED:
        items.append(view.say("excluded_more", count=len(excluded) - _MOST_EXCLUDED))
    return section("screened", view.say("screened"), bullets(items))


def excluded_line(view: View, item: dict[str, object]) -> str:
    """Return what was set aside and why."""
    reasons_ = item["reasons"]
    details = [str(reason["detail"]) for reason in reasons_] if isinstance(reasons_, list) else []
    joined = (" " if view.language == "en" else "").join(details)
    return view.say("named_reason", name=view.name(str(item["alternative"])), reason=joined)
