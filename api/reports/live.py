"""Sheets on which points can be changed: weights, contributions and ranking bound by formulas."""

from collections.abc import Mapping
from math import exp, isclose
from typing import Any

from api.document.result import Result, rank
from api.document.teller import Teller
from api.document.values import Alternative, Criterion
from api.reports.book import COUNT, SCORE, SHARE, Book, Formula, Number, Sheet, Written, wide
from api.telling import names_in

Plain = dict[str, Any]
_ADDED_UP = "weighted_sum"
_NEAR = 1e-9


def live(book: Book, document: Plain, answer: Plain) -> None:
    """Write the sheets; change a point and all weights follow, and what is a sum of them.

    Parameters
    ----------
    book
        The workbook.
    document
        As `api.document.teller.told` returns it, for its language.
    answer
        In codes.
    """
    result = Result(answer)
    teller = Teller(document["language"], names_in(answer))
    if not result.ranking:
        return
    weighed = _weights(book, result, teller)
    sums = _contributions(book, result, teller, weighed)
    _ranking(book, result, teller, sums)


def _weights(book: Book, result: Result, teller: Teller) -> Mapping[str, str]:
    """Write points and weights; return the addresses of the weights by criterion."""
    found: dict[str, float] = result.answer["weights"]["values"]
    sheet = book.sheet(teller.word("sheet_points"), (34, 24, 14, 14))
    heads = ("criterion", "id", "points", "weight")
    sheet.head([teller.word(key) for key in heads], numbers=(2, 3))
    sheet.freeze()
    last = len(found)
    form = book.format(num_format=SCORE, bg_color="#fff7dd")
    for row, (key, value) in enumerate(found.items(), start=1):
        formula = Formula(f"=C{row + 1}/SUM($C$2:$C${last + 1})", value, SHARE)
        sheet.write((teller.tell(Criterion(key)), key, None, formula))
        sheet.page.write_number(row, 2, value, form)
    total = Formula(f"=SUM(D2:D{last + 1})", sum(found.values()), SHARE)
    points = Formula(f"=SUM(C2:C{last + 1})", sum(found.values()))
    sheet.write((teller.word("sum"), "", points, total), bold=True)
    sheet.row += 1
    is_live = result.answer["method"]["name"] == _ADDED_UP
    sheet.write((teller.word("points_live" if is_live else "points_fixed"),))
    return {key: sheet.at(row, 3) for row, key in enumerate(found, start=1)}


def _contributions(
    book: Book, result: Result, teller: Teller, weighed: Mapping[str, str]
) -> Mapping[str, str]:
    """Write what each criterion adds, for a weighted sum as weight times normalised value."""
    criteria = list(result.ranking[0]["contributions"])
    widths = (_name_width(result, teller), *(14 for _ in criteria), 12)
    sheet = book.sheet(teller.word("sheet_contributions"), widths)
    names = [teller.tell(Criterion(key)) for key in criteria]
    heads = [teller.word("alternative"), *names, teller.word("sum")]
    sheet.head(heads, numbers=range(1, len(heads)))
    sheet.freeze()
    values = _normalised(result, criteria)
    first_value = len(result.ranking) + 4
    sums = {}
    for row, line in enumerate(result.ranking, start=1):
        parts = line["contributions"]
        cells: list[Written] = [teller.tell(Alternative(line["alternative"]))]
        for column, key in enumerate(criteria, start=1):
            value = values.get((line["alternative"], key))
            if value is None:
                cells.append(Number(parts[key], SCORE))
            else:
                factor = _address(first_value + row - 1, column)
                cells.append(Formula(f"={weighed[key]}*{factor}", parts[key]))
        ends = f"{_address(row, 1)}:{_address(row, len(criteria))}"
        cells.append(Formula(f"=SUM({ends})", sum(parts.values())))
        sheet.write(cells, bold=line["rank"] == 1)
        sums[line["alternative"]] = sheet.at(row, len(criteria) + 1)
    if values:
        sheet.row = first_value - 1
        sheet.write((teller.word("normalised"),), bold=True)
        for line in result.ranking:
            key = line["alternative"]
            shown = (Number(values.get((key, name)), SCORE) for name in criteria)
            sheet.write((teller.tell(Alternative(key)), *shown))
    return sums


def _ranking(book: Book, result: Result, teller: Teller, sums: Mapping[str, str]) -> None:
    """Write the ranking with its scores as formulas where they are sums, and its chart."""
    sheet = book.sheet(teller.word("ranking"), (8, _name_width(result, teller), 22, 12, 14))
    heads = ("rank", "alternative", "id", "score", "first_in")
    sheet.head([teller.word(key) for key in heads], numbers=(0, 3, 4))
    sheet.freeze(2)
    count = len(result.ranking)
    is_live = result.answer["method"]["name"] == _ADDED_UP
    for row, line in enumerate(result.ranking, start=1):
        key, shown = line["alternative"], rank(line)
        place: Written = Number(line["rank"], COUNT) if shown.isdigit() else shown
        if is_live:
            formula = f"=RANK(D{row + 1},$D$2:$D${count + 1})"
            place = Formula(formula, line["rank"], COUNT)
        told = (teller.tell(Alternative(key)), key, _score(line, sums))
        share = Number(result.first_share(key))
        sheet.write((place, *told, share), bold=line["rank"] == 1)
    _bars(sheet, teller, count)


def _score(line: Plain, sums: Mapping[str, str]) -> Written:
    total, score = sum(line["contributions"].values()), line["score"]
    address = sums[line["alternative"]]
    if isclose(total, score, rel_tol=_NEAR, abs_tol=_NEAR):
        return Formula(f"={address}", score)
    if total < 700 and isclose(exp(total), score, rel_tol=_NEAR):
        return Formula(f"=EXP({address})", score)
    return Number(score, SCORE)


def _normalised(result: Result, criteria: list[str]) -> Mapping[tuple[str, str], float]:
    """Return the normalised values of a weighted sum: what each adds, by its weight."""
    if result.answer["method"]["name"] != _ADDED_UP:
        return {}
    weighed = result.answer["weights"]["values"]
    return {
        (line["alternative"], key): line["contributions"][key] / weighed[key]
        for line in result.ranking
        for key in criteria
        if weighed.get(key)
    }


def _name_width(result: Result, teller: Teller) -> float:
    names = (teller.tell(Alternative(line["alternative"])) for line in result.ranking)
    return min(70.0, max((1.1 * wide(name) + 2 for name in names), default=20.0))


def _address(row: int, column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]  # no types

    found: str = xl_rowcol_to_cell(row, column)
    return found


def _bars(sheet: Sheet, teller: Teller, count: int) -> None:
    chart = sheet.book.book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": teller.word("score"),
            "categories": [sheet.name, 1, 1, count, 1],
            "values": [sheet.name, 1, 3, count, 3],
            "fill": {"color": "#0b6fb8"},
            "gap": 60,
        }
    )
    chart.set_title({"name": teller.word("ranking"), "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"num_format": "0.00", "major_gridlines": {"visible": False}})
    chart.set_legend({"none": True})
    chart.set_size({"width": 720, "height": 140 + 24 * count})
    place = {"description": teller.word("chart_ranking")}
    sheet.page.insert_chart(count + 2, 1, chart, place)
