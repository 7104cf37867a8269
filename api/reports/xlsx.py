"""A document as a workbook: sheets that compute a ranking, evidence, sources, and all tables."""

from collections.abc import Callable, Mapping
from typing import Any

import orjson

from api.document.teller import Teller
from api.language import Language
from api.reports.book import LONGEST, SHARE, Book, BookSheet, Number, Written, number_format, wide
from api.reports.live_sheets import live

Plain = dict[str, Any]
_FORMS: Mapping[str, str] = {
    "share": SHARE,
    "share_bounds": SHARE,
    "fixed": "#,##0.000",
}
_WIDEST, _NARROWEST = 70.0, 11.0
_WIDTHS = (30.0, 30.0, 26.0, 26.0)
_OWN_SHEET, _LAST = ("evidence", "sources"), "record"


def xlsx(document: Plain, answer: Plain, firm: str = "") -> bytes:
    """Return a document as a workbook: the sheets that compute, evidence, sources, and the rest.

    Parameters
    ----------
    document
        As `api.document.teller.tell` returns it.
    answer
        That it was made of, for what can be changed.
    firm
        Whose it is; empty for nobody's.
    """
    language: Language = document["language"]
    book, teller = Book(language), Teller(language)
    properties = {"title": document["title"], "author": "Parkwise", "subject": document["name"]}
    book.book.set_properties(properties | {"company": firm})
    live(book, document | {"firm": firm}, answer)
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
        _request(sheet, answer["record"]["spec"], teller)
    return book.close()


def _section(sheet: BookSheet, section: Plain, language: Language, *, alone: bool = False) -> None:
    for block in section["blocks"]:
        _write(sheet, block, language, alone=alone)


def _request(sheet: BookSheet, spec: Plain, teller: Teller) -> None:
    """Write the request that makes the answer again."""
    request = orjson.dumps(spec).decode()
    is_short = len(request) <= LONGEST
    sheet.write((teller.word("request"), request if is_short else teller.word("request_long")))


def _write(sheet: BookSheet, block: Plain, language: Language, *, alone: bool = False) -> None:
    """Write a block; the first table of a sheet of its own keeps its head in sight."""
    if block["kind"] == "table":
        _table(sheet, block, language, frozen=alone)
    elif block["kind"] in _WRITERS:
        _WRITERS[block["kind"]](sheet, block, language)


def _texts(sheet: BookSheet, block: Plain, language: Language) -> None:
    for said in block.get("items") or [block["text"]]:
        sheet.text(said)


def _figures(sheet: BookSheet, block: Plain, language: Language) -> None:
    for item in block["items"]:
        sheet.write((item["label"], *_cells(item)))


def _quotations(sheet: BookSheet, block: Plain, language: Language) -> None:
    teller = Teller(language)
    keys = ("number", "source", "address", "weak_source", "quotation", "date", "locator", "quote")
    sheet.widen((9, 60, 50, 14, 12, 14, 24, 70, 50, 30))
    sheet.head([teller.word(key) for key in (*keys, "translation_head", "in_dollars")])
    sheet.freeze()
    for source in block["sources"]:
        weak = teller.word("answer_yes" if source["weak"] else "answer_no")
        for claim in source["claims"]:
            told = (claim["ref"], claim["as_of"], claim["locator"], claim["quote"])
            more = (claim["translation"], claim["in_dollars"])
            sheet.write((source["number"], source["title"], source["url"], weak, *told, *more))


_WRITERS: Mapping[str, Callable[[BookSheet, Plain, Language], None]] = {
    "text": _texts,
    "bullets": _texts,
    "figures": _figures,
    "quotations": _quotations,
}


def _table(sheet: BookSheet, table: Plain, language: Language, *, frozen: bool) -> None:
    """Write a table; what has bounds takes two columns, what has a unit shows it."""
    teller = Teller(language)
    parted = [
        any("low" in row[column] for row in table["rows"]) for column in range(len(table["head"]))
    ]
    head: list[str] = []
    numbers: list[int] = []
    for column, said in enumerate(table["head"]):
        if parted[column] or column in table["numbers"]:
            numbers += range(len(head), len(head) + 1 + parted[column])
        ends = [f"{said}: {teller.word(key)}" for key in ("lowest", "highest")]
        head += ends if parted[column] else [said]
    if table["titled"]:
        sheet.heading(table["caption"])
    first = sheet.row
    sheet.widen(
        [_width(table, column) for column, is_two in enumerate(parted) for _ in range(1 + is_two)]
    )
    sheet.head(head, numbers=numbers)
    if frozen and first < 6:
        sheet.freeze(2 if table["grouped"] else 1)
    for place, row in enumerate(table["rows"]):
        cells = [
            written
            for column, cell in enumerate(row)
            for written in (_cells(cell) if parted[column] else _cells(cell)[:1])
        ]
        sheet.write(cells, bold=place in table["strong"])
    if table["behind"] and table["rows"]:
        _stacked(sheet, table, first)


def _cells(cell: Plain) -> tuple[Written, ...]:
    """Return what is written for a cell: two for bounds."""
    numbers = [cell[key] for key in ("low", "high", "value") if cell.get(key) is not None]
    form = _FORMS.get(cell.get("kind", "")) or number_format(numbers)
    if "low" in cell:
        return Number(cell["low"], form), Number(cell["high"], form)
    if cell.get("value") is not None:
        unit = cell.get("unit", "").replace('"', "")
        return (Number(cell["value"], f'{form} "{unit}"' if unit else form),)
    said = cell["text"] or ", ".join(cell["refs"])
    return said, None


def _width(table: Plain, column: int) -> float:
    texts = [row[column]["text"] for row in table["rows"]]
    longest = max(map(wide, (table["head"][column], *texts)), default=0)
    return min(_WIDEST, max(_NARROWEST, 1.1 * longest + 2))


def _stacked(sheet: BookSheet, table: Plain, head: int) -> None:
    """Draw the shares of ranks as stacked bars under their table."""
    count, ranks = len(table["rows"]), len(table["head"]) - 1
    chart = sheet.book.book.add_chart({"type": "bar", "subtype": "percent_stacked"})
    for rank in range(ranks):
        chart.add_series(
            {
                "name": [sheet.name, head, rank + 1],
                "categories": [sheet.name, head + 1, 0, head + count, 0],
                "values": [sheet.name, head + 1, rank + 1, head + count, rank + 1],
                "fill": {"color": _shade(rank / max(1, ranks - 1))},
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


def _shade(share: float) -> str:
    """Return a colour between the first rank's, dark, and the last one's, light."""
    first, last = (0x0B, 0x5D, 0x51), (0xE6, 0xE3, 0xDA)
    mixed = (round(a + (b - a) * share) for a, b in zip(first, last, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)
