"""A document as a workbook: sheets that compute a ranking, evidence, sources, and all tables."""

from collections.abc import Mapping

from api.document.blocks import Document
from api.document.values import Teller
from api.http.language import Language
from api.reports.book import LONGEST, SHARE, Book, BookSheet, Number, Written, number_format, wide
from api.reports.live_sheets import live
from mcda.plain import Plain

_FORMS: Mapping[str, str] = {
    "share": SHARE,
    "share_bounds": SHARE,
    "fixed": "#,##0.000",
}
_WIDEST, _NARROWEST = 70.0, 11.0
_WIDTHS = (30.0, 30.0, 26.0, 26.0)
_OWN_SHEET, _LAST = ("evidence", "sources"), "record"


def xlsx(document: Plain, source: Document, firm: str = "") -> bytes:
    """Return a document as a workbook: the sheets that compute, evidence, sources, and the rest.

    `source` is in codes, for the sheets that the reader can change.
    """
    language: Language = document["language"]
    book, teller = Book(language), Teller(language)
    properties = {"title": document["title"], "author": "Parkwise", "subject": document["name"]}
    book.book.set_properties(properties | {"company": firm})
    live(book, document | {"firm": firm}, source)
    sections = {section["id"]: section for section in document["sections"]}
    for key in _OWN_SHEET:
        if key in sections:
            sheet = book.sheet(sections[key]["title"], _WIDTHS)
            _section(sheet, sections[key], language, alone=True)
    more = [section for key, section in sections.items() if key not in (*_OWN_SHEET, _LAST)]
    if more:
        sheet = book.sheet(teller.word("sheet_more"), _WIDTHS)
        for section in more:
            sheet.heading(section["title"], large=True)
            _section(sheet, section, language)
    if _LAST in sections:
        sheet = book.sheet(sections[_LAST]["title"], _WIDTHS)
        _section(sheet, sections[_LAST], language, alone=True)
        request = source.details.request
        is_short = len(request) <= LONGEST
        sheet.write((teller.word("request"), request if is_short else teller.word("request_long")))
    return book.close()


def _section(sheet: BookSheet, section: Plain, language: Language, *, alone: bool = False) -> None:
    """Write the blocks of a section; on a sheet of its own, its first table's head is frozen."""
    for block in section["blocks"]:
        match block["kind"]:
            case "table":
                _table(sheet, block, language, frozen=alone)
            case "text":
                sheet.text(block["text"])
            case "bullets":
                for item in block["items"]:
                    sheet.text(item)
            case "figures":
                for item in block["items"]:
                    sheet.write((item["label"], *_cells(item)))
            case "quotations":
                _quotations(sheet, block, language)


def _quotations(sheet: BookSheet, block: Plain, language: Language) -> None:
    teller = Teller(language)
    keys = ("number", "source", "address", "weak_source", "quotation", "date", "locator", "quote")
    sheet.widen((9, 60, 50, 14, 12, 14, 24, 70, 50, 30))
    sheet.head([teller.word(key) for key in (*keys, "translation_head", "in_dollars")])
    sheet.freeze()
    for source in block["sources"]:
        weak = teller.word("answer_yes" if source["weak"] else "answer_no")
        for claim in source["claims"]:
            quotation = (claim["ref"], claim["as_of"], claim["locator"], claim["quote"])
            more = (claim["translation"], claim["in_dollars"])
            sheet.write((source["number"], source["title"], source["url"], weak, *quotation, *more))


def _table(sheet: BookSheet, table: Plain, language: Language, *, frozen: bool) -> None:
    """Write a table; bounds take two columns, units are shown in the number format."""
    teller = Teller(language)
    parted = [
        any("low" in row[column] for row in table["rows"]) for column in range(len(table["head"]))
    ]
    head: list[str] = []
    numbers: list[int] = []
    for column, label in enumerate(table["head"]):
        if parted[column] or column in table["numbers"]:
            numbers += range(len(head), len(head) + 1 + parted[column])
        ends = [f"{label}: {teller.word(key)}" for key in ("lowest", "highest")]
        head += ends if parted[column] else [label]
    if table["titled"]:
        sheet.heading(table["caption"])
    first = sheet.row
    widths: list[float] = []
    for column, is_two in enumerate(parted):
        texts = [row[column]["text"] for row in table["rows"]]
        longest = max(map(wide, (table["head"][column], *texts)), default=0)
        widths += [min(_WIDEST, max(_NARROWEST, 1.1 * longest + 2))] * (1 + is_two)
    sheet.widen(widths)
    sheet.head(head, numbers=numbers)
    if frozen and first < 6:
        sheet.freeze(2 if table["grouped"] else 1)
    for place, row in enumerate(table["rows"]):
        cells = [
            value
            for column, cell in enumerate(row)
            for value in (_cells(cell) if parted[column] else _cells(cell)[:1])
        ]
        sheet.write(cells, bold=place in table["strong"])
    if table["behind"] and table["rows"]:
        _stacked(sheet, table, first)


def _cells(cell: Plain) -> tuple[Written, ...]:
    """Return the written values of a cell: two for bounds."""
    numbers = [cell[key] for key in ("low", "high", "value") if cell.get(key) is not None]
    form = _FORMS.get(cell.get("kind", "")) or number_format(numbers)
    if "low" in cell:
        return Number(cell["low"], form), Number(cell["high"], form)
    if cell.get("value") is not None:
        unit = cell.get("unit", "").replace('"', "")
        return (Number(cell["value"], f'{form} "{unit}"' if unit else form),)
    text = cell["text"] or ", ".join(cell["refs"])
    return text, None


def _stacked(sheet: BookSheet, table: Plain, head: int) -> None:
    """Draw the shares of ranks as stacked bars under their table."""
    count, ranks = len(table["rows"]), len(table["head"]) - 1
    chart = sheet.book.book.add_chart({"type": "bar", "subtype": "percent_stacked"})
    for rank in range(ranks):
        share = rank / max(1, ranks - 1)
        first, last = (0x0B, 0x5D, 0x51), (0xE6, 0xE3, 0xDA)
        mixed = (round(a + (b - a) * share) for a, b in zip(first, last, strict=True))
        chart.add_series(
            {
                "name": [sheet.name, head, rank + 1],
                "categories": [sheet.name, head + 1, 0, head + count, 0],
                "values": [sheet.name, head + 1, rank + 1, head + count, rank + 1],
                "fill": {"color": "#" + "".join(f"{part:02x}" for part in mixed)},
                "gap": 40,
            }
        )
    chart.set_title({"name": table["caption"], "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"num_format": SHARE, "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "right"})
    chart.set_size({"width": 860, "height": 160 + 24 * count})
    sheet.page.insert_chart(sheet.row + 1, 0, chart, {"description": table["caption"]})
    sheet.row += 10 + 2 * count
