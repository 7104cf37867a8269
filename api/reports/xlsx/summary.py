"""The first sheets: the memo in short, and what was asked."""

from collections.abc import Iterator, Sequence

from api.reports.change import argument, fact, reasons, smallest
from api.reports.enterprise import enterprise_rows
from api.reports.evidence import cell_text
from api.reports.limits import counted, said
from api.reports.memo import excluded_line
from api.reports.record import day, method_line, requirement_lines
from api.reports.verdict import caution, contenders, drawn, verdict, whose
from api.reports.view import View
from api.reports.xlsx.book import ACCENT, COUNT, Book, Cell, Share, Sheet, wide

_LINE = 135
_HEIGHT = 15.5
_MOST_ASKED = 10


def summary(book: Book, title: str) -> None:
    """Write the recommendation, how sure, why, what would change it, and what to ask next."""
    view = book.view
    sheet = book.sheet("summary", (44, 40, 26, 26))
    sheet.page.hide_gridlines(2)
    sheet.page.write_string(0, 0, title, book.format(bold=True, font_size=16, font_color=ACCENT))
    sheet.page.write_string(1, 0, " · ".join(part for part in (view.head.name, day(view)) if part))
    sheet.row = 3
    _text(sheet, verdict(view), bold=True)
    for note in (caution(view), whose(view), view.say("foreign") if view.is_foreign else None):
        if note:
            _text(sheet, note)
    _sure(sheet, view)
    _texts(sheet, "why", reasons(view) if len(view.ranking) > 1 else [])
    _texts(sheet, "change", _changes(view))
    _asked(sheet, view)
    _texts(sheet, "screened", [excluded_line(view, item) for item in view.answer["excluded"]])
    _texts(sheet, "limits", [*counted(view), *(item["detail"] for item in said(view))])


def inputs(book: Book) -> None:
    """Write the enterprise's facts, the method, the requirements and the figures of its own."""
    view = book.view
    sheet = book.sheet("inputs", (44, 80))
    sheet.head((view.say("fact"), view.say("answer")))
    for key, told in enterprise_rows(view):
        sheet.write((key, told))
    sheet.write((view.say("record_method"), method_line(view)))
    for line in requirement_lines(view):
        sheet.write((view.say("requirement_head"), line))
    for item in view.spec.get("overrides") or ():
        key = f"{view.name(item['park'])}: {view.criterion(item['criterion'])}"
        sheet.write((key, f"{cell_text(view, item['value'])} ({item['source']})"))


def _sure(sheet: Sheet, view: View) -> None:
    if not view.firsts or len(view.ranking) < 2:
        return
    _heading(sheet, view.say("sure"))
    for row in _figures(view):
        sheet.write(row)
    for told in (contenders(view), drawn(view)):
        if told:
            _text(sheet, told)
    if not view.analysed:
        _text(sheet, view.say("not_examined"))


def _figures(view: View) -> Iterator[tuple[str, Cell]]:
    """Yield what says how sure the recommendation is, numbers as numbers."""
    first, lead, count = view.firsts[0], view.answer.get("lead"), len(view.ranking)
    share = view.first_share(first)
    if share is not None:
        yield view.say("share_first_label"), Share(share)
    if view.central_ranks(first):
        yield view.say("rank_half_label", count=count), view.central_ranks(first)
    groups = (view.answer.get("verdict") or {}).get("groups")
    if groups:
        listed = len(groups["first_choice"]) + len(groups["reserve"])
        yield view.say("short_list_label", count=count), Share(listed, COUNT)
    if lead:
        yield view.say("weak_lead_label"), Share(lead["weak_share"])


def _changes(view: View) -> list[str]:
    if not view.analysed or len(view.ranking) < 2:
        return []
    return [told for told in (smallest(view), argument(view), fact(view)) if told]


def _asked(sheet: Sheet, view: View) -> None:
    asked = (view.answer.get("ask_next") or [])[:_MOST_ASKED]
    if not asked:
        return
    _heading(sheet, view.say("ask_next"))
    heads = (view.say("alternative"), view.say("criterion"), view.say("ask_chance"))
    sheet.write(heads, bold=True)
    for item in asked:
        chance = Share(item["chance_of_changing_winner"])
        sheet.write((view.name(item["park"]), view.criterion(item["criterion"]), chance))


def _texts(sheet: Sheet, key: str, told: Sequence[str]) -> None:
    if told:
        _heading(sheet, sheet.book.view.say(key))
    for line in told:
        _text(sheet, line)


def _heading(sheet: Sheet, told: str) -> None:
    sheet.row += 1
    form = sheet.book.format(bold=True, font_size=12, font_color=ACCENT)
    sheet.page.write_string(sheet.row, 0, told, form)
    sheet.row += 1


def _text(sheet: Sheet, told: str, *, bold: bool = False) -> None:
    """Write a text across the sheet, in a row as high as it needs."""
    weight = {"bold": True} if bold else {}
    form = sheet.book.format(text_wrap=True, **weight)
    sheet.page.merge_range(sheet.row, 0, sheet.row, 3, "", form)
    sheet.page.write_string(sheet.row, 0, told, form)
    sheet.page.set_row(sheet.row, _HEIGHT * max(1, -(-wide(told) // _LINE)))
    sheet.row += 1
