"""Weights, contributions and ranking, bound together by formulas."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, isclose
from typing import Any

from api.reports.xlsx.book import COUNT, SCORE, SHARE, Book, Cell, Formula, Share, Sheet

Plain = dict[str, Any]
_ADDED_UP = "weighted_sum"
_NEAR = 1e-9


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the numbers of another sheet stand: addresses by id."""

    at: Mapping[str, str]


def weights(book: Book) -> Placed:
    """Write points and weights: change a point and all weights follow, their sum stays 1."""
    view = book.view
    found: dict[str, float] = view.answer["weights"]["values"]
    sheet = book.sheet("weights", (34, 24, 14, 14))
    heads = ("criterion", "id", "points", "weight")
    sheet.head([view.say(key) for key in heads], numbers=(2, 3))
    last = len(found)
    form = book.format(num_format=SCORE, bg_color="#fff7dd")
    for row, (key, value) in enumerate(found.items(), start=1):
        formula = Formula(f"=C{row + 1}/SUM($C$2:$C${last + 1})", value, SHARE)
        sheet.write((view.criterion(key), key, None, formula))
        sheet.page.write_number(row, 2, value, form)
    total = Formula(f"=SUM(D2:D{last + 1})", sum(found.values()), SHARE)
    points = Formula(f"=SUM(C2:C{last + 1})", sum(found.values()))
    sheet.write((view.say("sum"), "", points, total), bold=True)
    sheet.row += 1
    live = view.answer["method"]["name"] == _ADDED_UP
    sheet.write((view.say("points_live" if live else "points_fixed"),))
    return Placed({key: sheet.at(row, 3) for row, key in enumerate(found, start=1)})


def contributions(book: Book, weighed: Placed) -> Placed:
    """Write what each criterion adds; for a weighted sum as weight times normalised value."""
    view = book.view
    if not view.ranking:
        return Placed({})
    criteria = list(view.ranking[0]["contributions"])
    sheet = book.sheet("contributions", (book.name_width(), *(14 for _ in criteria), 12))
    heads = [view.say("alternative"), *map(view.criterion, criteria), view.say("sum")]
    sheet.head(heads, numbers=range(1, len(heads)))
    values = _normalised(view.answer, criteria)
    first_value = len(view.ranking) + 4
    sums = {}
    for row, line in enumerate(view.ranking, start=1):
        parts = line["contributions"]
        cells: list[Cell] = [view.name(line["alternative"])]
        for column, key in enumerate(criteria, start=1):
            value = values.get((line["alternative"], key))
            if value is None:
                cells.append(Share(parts[key], SCORE))
            else:
                factor = _address(first_value + row - 1, column)
                cells.append(Formula(f"={weighed.at[key]}*{factor}", parts[key]))
        ends = f"{_address(row, 1)}:{_address(row, len(criteria))}"
        cells.append(Formula(f"=SUM({ends})", sum(parts.values())))
        sheet.write(cells, bold=line["rank"] == 1)
        sums[line["alternative"]] = sheet.at(row, len(criteria) + 1)
    if values:
        _write_values(sheet, criteria, values, first_value)
    return Placed(sums)


def ranking(book: Book, sums: Placed) -> None:
    """Write the ranking with its scores as formulas where they are sums, and its chart."""
    view = book.view
    sheet = book.sheet("ranking", (8, book.name_width(), 22, 12, 24, 18, 14))
    heads = ("rank", "alternative", "id", "score", "tied", "possible_ranks", "first_in")
    sheet.head([view.say(key) for key in heads], frozen=2, numbers=(0, 3, 6))
    count, method = len(view.ranking), view.answer["method"]
    is_live = method["name"] == _ADDED_UP
    for row, line in enumerate(view.ranking, start=1):
        key = line["alternative"]
        rank: Cell = Share(line["rank"], COUNT)
        if is_live:
            rank = Formula(f"=RANK(D{row + 1},$D$2:$D${count + 1})", line["rank"], COUNT)
        sheet.write(
            (
                *(rank, view.name(key), key, _score(line, sums)),
                view.names(line["tied_with"]),
                view.possible_ranks(key),
                Share(view.first_share(key)),
            ),
            bold=line["rank"] == 1,
        )
    if count:
        _bars(book, sheet, count)


def _score(line: Plain, sums: Placed) -> Cell:
    total, score = sum(line["contributions"].values()), line["score"]
    address = sums.at[line["alternative"]]
    if isclose(total, score, rel_tol=_NEAR, abs_tol=_NEAR):
        return Formula(f"={address}", score)
    if total < 700 and isclose(exp(total), score, rel_tol=_NEAR):
        return Formula(f"=EXP({address})", score)
    return Share(score, SCORE)


def _normalised(answer: Plain, criteria: list[str]) -> dict[tuple[str, str], float]:
    """Return the normalised values of a weighted sum: what each adds, by its weight."""
    if answer["method"]["name"] != _ADDED_UP:
        return {}
    weighed = answer["weights"]["values"]
    return {
        (line["alternative"], key): line["contributions"][key] / weighed[key]
        for line in answer["ranking"]
        for key in criteria
        if weighed.get(key)
    }


def _write_values(
    sheet: Sheet, criteria: list[str], values: Mapping[tuple[str, str], float], first: int
) -> None:
    view = sheet.book.view
    sheet.row = first - 1
    sheet.write((view.say("normalised"),), bold=True)
    for line in view.ranking:
        key = line["alternative"]
        row = (Share(values.get((key, name)), SCORE) for name in criteria)
        sheet.write((view.name(key), *row))


def _address(row: int, column: int) -> str:
    from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]  # no types

    found: str = xl_rowcol_to_cell(row, column)
    return found


def _bars(book: Book, sheet: Sheet, count: int) -> None:
    chart = book.book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": book.view.say("score"),
            "categories": [sheet.name, 1, 1, count, 1],
            "values": [sheet.name, 1, 3, count, 3],
            "fill": {"color": "#0b6fb8"},
            "gap": 60,
        }
    )
    chart.set_title({"name": book.view.say("ranking"), "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"num_format": "0.00", "major_gridlines": {"visible": False}})
    chart.set_legend({"none": True})
    chart.set_size({"width": 720, "height": 140 + 24 * count})
    sheet.page.insert_chart(count + 2, 1, chart, {"description": book.view.say("chart_ranking")})
