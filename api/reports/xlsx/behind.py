"""What the numbers rest on: performances, evidence, sources and the record."""

from collections.abc import Sequence
from typing import Any

import orjson

from api.parks.dollars import in_dollars
from api.reports.evidence import references
from api.reports.record import record_rows
from api.reports.sources import translation
from api.reports.view import View
from api.reports.xlsx.book import LONGEST, Book, Cell
from mcda.parks.dates import is_calendar_date
from mcda.parks.recorded import date_text

Plain = dict[str, Any]


def performances(book: Book) -> None:
    """Write value, lowest and highest of every alternative on every criterion."""
    view = book.view
    evidence, problem = view.answer.get("evidence"), view.spec.get("problem")
    rows = _of_evidence(book) if evidence else _of_problem(problem) if problem else []
    if not rows:
        return
    criteria = [key for key, _ in rows[0][1]]
    sheet = book.sheet("performances", (book.name_width(), *(14 for _ in range(3 * len(criteria)))))
    units = _units(book, criteria)
    heads = [view.say("alternative")]
    for key in criteria:
        unit = f" ({units[key]})" if units[key] else ""
        heads += [
            f"{view.criterion(key)}{unit}",
            f"{view.criterion(key)}: {view.say('lowest')}",
            f"{view.criterion(key)}: {view.say('highest')}",
        ]
    sheet.head(heads, numbers=range(1, len(heads)))
    for name, cells in rows:
        row: list[Cell] = [view.name(name)]
        for _, (value, low, high) in cells:
            row += [view.say("unknown") if value is None else value, low, high]
        sheet.write(row)


def evidence(book: Book) -> None:
    """Write what stands behind each value, with the numbers of the quotations."""
    view = book.view
    found = view.answer.get("evidence")
    if not found:
        return
    sheet = book.sheet("evidence", (36, 22, 12, 12, 12, 18, 14, 12, 70, 24))
    heads = ("alternative", "criterion", "value", "lowest", "highest", "unit", "kind", "grade")
    sheet.head(
        [view.say(key) for key in (*heads, "basis", "quotations")], frozen=2, numbers=(2, 3, 4)
    )
    for name in _order(book):
        for key, cell in found[name].items():
            quality = cell.get("quality")
            source = cell.get("source")
            sheet.write(
                (
                    *(view.name(name), view.criterion(key)),
                    view.say("unknown") if cell["value"] is None else cell["value"],
                    *(cell["low"], cell["high"], view.unit(cell["unit"])),
                    view.kind("kind", cell["kind"]),
                    "" if quality is None else view.kind("grade", quality["grade"]),
                    view.say("own_source", source=source) if source else cell["rationale"],
                    ", ".join(references(view, cell)),
                )
            )


def sources(book: Book, numbered: Sequence[Plain]) -> None:
    """Write one line a quotation, with its source."""
    view = book.view
    if not numbered:
        return
    sheet = book.sheet("sources", (9, 60, 50, 14, 9, 14, 24, 70, 50, 50))
    heads = ("number", "source", "address", "weak_source", "quotation", "date", "locator")
    sheet.head([view.say(key) for key in (*heads, "quote", "translation_head", "in_dollars")])
    for source in numbered:
        weak = view.kind("answer", "yes" if source["weak"] else "no")
        for claim in source["claims"]:
            sheet.write(
                (
                    *(source["number"], source["title"], source["url"], weak, claim["ref"]),
                    *(_date(view, claim["as_of"]), claim.get("locator") or "", claim["quote"]),
                    translation(claim, view.language),
                    in_dollars(claim.get("usd"), view.language),
                )
            )


def _date(view: View, as_of: str) -> str:
    """Return a date that can be sorted by as it is, any other in words."""
    return as_of if is_calendar_date(as_of) else date_text(as_of)[view.language]


def record(book: Book) -> None:
    """Write what identifies the answer, and the request that makes it again."""
    view = book.view
    sheet = book.sheet("record", (32, 100))
    sheet.head((view.say("fact"), view.say("record_value")))
    for row in record_rows(view):
        sheet.write(row)
    request = orjson.dumps(view.spec).decode()
    if len(request) > LONGEST:
        request = view.say("request_long")
    sheet.write((view.say("request"), request))
    sheet.write(("", view.say("record_note")))


def _order(book: Book) -> list[str]:
    found = book.view.answer["evidence"]
    placed = [line["alternative"] for line in book.view.ranking]
    return [name for name in dict.fromkeys((*placed, *found)) if name in found]


def _of_evidence(book: Book) -> list[tuple[str, list[tuple[str, Sequence[Any]]]]]:
    found = book.view.answer["evidence"]
    return [
        (
            name,
            [
                (key, (cell["value"], cell["low"], cell["high"]))
                for key, cell in found[name].items()
            ],
        )
        for name in _order(book)
    ]


def _of_problem(problem: Plain) -> list[tuple[str, list[tuple[str, Sequence[Any]]]]]:
    criteria = [item["id"] for item in problem["criteria"]]
    return [
        (item["id"], list(zip(criteria, map(_ends, row), strict=True)))
        for item, row in zip(problem["alternatives"], problem["performances"], strict=True)
    ]


def _ends(cell: Any) -> Sequence[Any]:
    """Return value, lowest and highest of a cell of a problem."""
    if not isinstance(cell, dict):
        return cell, cell, cell
    low, high = cell.get("low"), cell.get("high")
    value = next((cell[key] for key in ("mode", "mean") if cell.get(key) is not None), None)
    if value is None and low is not None and high is not None:
        value = (low + high) / 2
    return value, low, high


def _units(book: Book, criteria: Sequence[str]) -> dict[str, str]:
    view = book.view
    problem = view.spec.get("problem")
    if problem is not None:
        return {item["id"]: view.unit(item.get("unit") or "") for item in problem["criteria"]}
    first = next(iter(view.answer["evidence"].values()))
    return {key: view.unit(first[key]["unit"]) for key in criteria}
