"""The sheets that compute: points and values that can be changed, and the resulting ranking."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from api.document.blocks import Document
from api.document.details import RankingLine
from api.document.score_model import Curve, ScoreModel
from api.document.teller import names_of
from api.document.values import AlternativeName, CriterionName, Teller
from api.reports.book import (
    COUNT,
    FIRST,
    OTHER,
    POINTS,
    SHARE,
    SOFT,
    VALUE,
    Book,
    BookSheet,
    Formula,
    Number,
    Written,
    number_format,
    wide,
)
from mcda.plain import Plain
from mcda.texts import Unit

Lines = Sequence[RankingLine]
_NEAR = "1E-9"
_BARS, _ROW = 10, 20  # bars of the chart; pixels of a row
_TABLE = 4  # rows above the first value, on the sheet of values
_TEXTS = 7  # columns that texts on the first sheet go across


def live(book: Book, document: Plain, source: Document) -> None:
    """Write the sheets; after a change of yellow cells the ranking is computed again."""
    teller = Teller(document["language"], names_of(source))
    lines, model = source.details.standings, source.details.model
    if model is None:
        _Start(book, document, teller, lines).fixed()
        return
    Workings(book, document, teller, lines, model).write()


class _Start:
    """The first sheet: who is first, and the ranking."""

    def __init__(self, book: Book, document: Plain, teller: Teller, lines: Lines) -> None:
        self.document, self.teller, self.lines = document, teller, lines
        self.book = book
        widths = (_name_width(lines, teller), 9, 10, 12, 10, 12, 14, 14)
        self.sheet = book.sheet(teller.word("ranking"), widths)
        self.sheet.page.hide_gridlines(2)
        book.title(self.sheet, document)

    def fixed(self) -> None:
        """Write a fixed ranking that is not computed in the workbook."""
        teller, sheet = self.teller, self.sheet
        sheet.text(self.document["brief"]["sentence"], columns=_TEXTS, bold=True)
        if not self.lines:
            return
        sheet.text(teller.word("live_fixed"), columns=_TEXTS)
        sheet.row += 1
        heads = ("alternative", "rank", "score", "first_in")
        sheet.head([teller.word(key) for key in heads], numbers=range(1, 4))
        first = sheet.row
        for line in self.lines:
            place: Written = f"{line.rank} =" if line.is_tied else Number(line.rank, COUNT)
            name = teller.tell(AlternativeName(line.id))
            cells = (name, place, Number(line.score, VALUE), Number(line.share_first))
            sheet.write(cells, bold=line.rank == 1)
        _bars(sheet, teller, first, len(self.lines), place=(sheet.row + 1, 0))


class Workings:
    """Writes the sheets of an answer whose score can be computed in the workbook."""

    def __init__(
        self, book: Book, document: Plain, teller: Teller, lines: Lines, found: ScoreModel
    ) -> None:
        self.book, self.document, self.teller, self.lines = book, document, teller, lines
        self.shares = {line.id: line.share_first for line in lines}
        self.found = found
        self.size, self.breadth = len(found.alternatives), len(found.criteria)
        self.names = [teller.tell(AlternativeName(key)) for key in found.alternatives]
        self.heads = [teller.tell(CriterionName(key)) for key in found.criteria]
        self.times = 100.0 if found.is_on_scale else 1.0
        self.form = POINTS if found.is_on_scale else VALUE
        self.start = _Start(book, document, teller, lines)
        self.values = self._sheet("sheet_values", (9, 9)) if found.is_on_scale else None
        self.workings = self._sheet("sheet_calculation")

    def _sheet(self, key: str, more: Sequence[float] = ()) -> BookSheet:
        width = _name_width(self.lines, self.teller)
        columns = [max(13.0, min(22.0, wide(head) + 2)) for head in self.heads]
        return self.book.sheet(self.teller.word(key), (width, *more, *columns, *(11,) * 8))

    def write(self) -> None:
        """Write all sheets; the first refers to cells of the others, which refer to its points."""
        teller, sheet = self.teller, self.start.sheet
        self.sentence_row = sheet.row
        sheet.row += 1
        sheet.text(self.document["brief"]["sentence"], columns=_TEXTS)
        keys = ("live_how", "live_origin") if self.found.is_on_scale else ("live_weights",)
        for key in keys:
            sheet.text(teller.word(key), columns=_TEXTS)
        sheet.row += 1
        self._points()
        places = self._calculate()
        self._rank(places)
        if self.values is not None:
            self._show_values(self.values, places)

    def _points(self) -> None:
        """Write the points that may be changed, and the weights that follow from them."""
        teller, sheet, model = self.teller, self.start.sheet, self.found
        heads = [teller.word(key) for key in ("criterion", "points", "weight")]
        sheet.head([*heads, teller.word("ends") if model.is_on_scale else "", "", "", "", ""])
        self.points_row = first = sheet.row
        last = first + self.breadth - 1
        total = f"SUM({sheet.span(first, 1, last, 1)})"
        for row, key in enumerate(model.criteria, start=first):
            weight = model.weights[key]
            formula = f"=IF({total}>0,{sheet.at(row, 1)}/{total},0)"
            sheet.write((teller.tell(CriterionName(key)), None, Formula(formula, weight, SHARE)))
            sheet.yellow(row, 1, 100 * weight, POINTS)
            if key in model.curves:
                curve = model.curves[key]
                ends = ""
                if curve.worst:
                    ends = teller.word("from_to", worst=curve.worst, best=curve.best)
                sheet.across(row, 3, 7, ends)
        rule = {
            "validate": "decimal",
            "criteria": ">=",
            "value": 0,
            "error_title": teller.word("points"),
            "error_message": teller.word("live_points_wrong"),
        }
        sheet.page.data_validation(first, 1, last, 1, rule)
        all_of = Formula(f"={total}", 100 * sum(model.weights.values()), POINTS)
        sheet.write((teller.word("sum"), all_of), bold=True)
        sheet.row += 1

    def _rank(self, placed: Plain) -> None:
        """Write the ranking in its present order, its gaps by criterion, and its chart."""
        teller, sheet = self.teller, self.start.sheet
        extra = ["first_in"] if self._is_drawn else []
        keys = ["alternative", "rank", "score", "behind", *self._others, "live_rank_then", *extra]
        behind, bars = len(keys), min(self.size, _BARS)
        sheet.row = max(sheet.row, -(-_height(bars) // _ROW) + 1)  # under the chart
        sheet.widen((*sheet.widths[:behind], *(max(10.0, wide(head) + 1.0) for head in self.heads)))
        heads = [teller.word(key) for key in keys]
        if self._has_gaps:
            soft = self.book.format(font_color=SOFT, indent=1)
            sheet.page.write_string(sheet.row, behind, teller.word("live_gaps"), soft)
            sheet.row += 1
            heads += self.heads
        sheet.head(heads, numbers=range(1, len(heads)))
        first = sheet.row
        for place in range(self.size):
            sheet.write(self._line(place, first, placed))
        look = {"bold": True, "font_color": FIRST}
        sheet.page.conditional_format(
            first, 0, first + self.size - 1, behind - 1,
            {"type": "formula", "criteria": f"=$B{first + 1}=1", "format": self.book.plain(**look)},
        )  # fmt: skip
        if extra:
            sheet.text(teller.word("live_share"), columns=_TEXTS)
        self._sentence(first, placed)
        _bars(sheet, teller, first, bars, place=(0, behind))

    def _line(self, place: int, first: int, placed: Plain) -> list[Written]:
        """Return a row: the alternative at this place now, looked up on the computing sheet."""
        key = self.found.alternatives[place]
        line, row = self.lines[place], placed["rows"][place]
        score, top = self._main_score(key), self._main_score(self.found.alternatives[0])
        sheet = self.start.sheet

        def taken(column: str, value: float | str, form: str) -> Formula:
            return Formula(f"=INDEX({column},{row})", value, form)

        cells: list[Written] = [
            taken(placed["names"], self.names[place], ""),
            taken(placed["rank"], line.rank, COUNT),
            taken(placed["score"], score, self.form),
            Formula(
                f"={sheet.at(first, 2)}-{sheet.at(first + place, 2)}", top - score, self.form
            ),
        ]  # fmt: skip
        if self.found.is_on_scale:
            cells += [
                taken(placed["closeness"], self._other(key), self.form),
                taken(placed["rank_closeness"], self.ranks[key], COUNT),
            ]
        cells.append(taken(placed["rank_then"], line.rank, COUNT))
        if self._is_drawn:
            cells.append(taken(placed["share"], self.shares[key] or 0.0, SHARE))
        return [*cells, *(self._gaps(place, placed) if self._has_gaps else ())]

    def _gaps(self, place: int, placed: Plain) -> Iterable[Written]:
        model, row, first = self.found, placed["rows"][place], placed["rows"][0]
        here, best = model.alternatives[place], model.alternatives[0]
        for key in model.criteria:
            column, weight = placed["worth"][key], placed["weights"][key]
            apart = f"INDEX({column},{first})-INDEX({column},{row})"
            gap = model.worth[best, key] - model.worth[here, key]
            value = self.times * model.weights[key] * gap
            yield Formula(f"={self.times:g}*{weight}*({apart})", value, self.form)

    @property
    def _is_drawn(self) -> bool:
        """Whether the answer has the shares of draws in which each is first."""
        return any(share is not None for share in self.shares.values())

    @property
    def _has_gaps(self) -> bool:
        """Whether each criterion adds its own part to a score."""
        return not self.found.by_distance

    @property
    def _others(self) -> list[str]:
        """Heads of score and rank by the other method."""
        if not self.found.is_on_scale:
            return []
        if self.found.by_distance:
            return ["live_sum", "live_sum_rank"]
        return ["live_closeness", "live_closeness_rank"]

    @cached_property
    def ranks(self) -> dict[str, int]:
        """Ranks by the other method."""
        scores = {key: self._other(key) for key in self.found.alternatives}
        noise = float(_NEAR) * max(map(abs, scores.values()))
        return {
            key: 1 + sum(other > score + noise for other in scores.values())
            for key, score in scores.items()
        }

    def _main_score(self, key: str) -> float:
        model = self.found
        return self.times * (model.closeness(key) if model.by_distance else model.score(key))

    def _other(self, key: str) -> float:
        model = self.found
        return self.times * (model.score(key) if model.by_distance else model.closeness(key))

    def _sentence(self, first: int, placed: Plain) -> None:
        """Write a sentence on who is first now, and how many others tie."""
        teller, sheet = self.teller, self.start.sheet
        name, score = sheet.at(first, 0), sheet.at(first, 2)
        level = f"COUNTIF({placed['rank']},1)"
        digits = 1 if self.found.is_on_scale else 4
        open_, close = teller.word("live_first", name="\0", score="\1").split("\0")
        middle, end = close.split("\1")
        more, tail = teller.word("live_level", count="\0").split("\0")
        formula = (
            f'={_text(open_)}&{name}&IF({level}>1,{_text(more)}&({level}-1)&{_text(tail)},"")'
            f"&{_text(middle)}&ROUND({score},{digits})&{_text(end)}"
        )
        count = sum(line.rank == 1 for line in self.lines)
        others = f"{more}{count - 1}{tail}" if count > 1 else ""
        points = round(self._main_score(self.found.alternatives[0]), digits)
        value = f"{open_}{self.names[0]}{others}{middle}{points:g}{end}"
        form = self.book.format(bold=True, font_size=14, font_color=FIRST)
        sheet.page.write_formula(self.sentence_row, 0, formula, form, value)

    # ---- the sheet that computes --------------------------------------------------------------

    def _calculate(self) -> Plain:
        """Write scales, recorded values, their worths in the answer and now, and the ranks."""
        sheet, model = self.workings, self.found
        pieces = self._scales() if model.is_on_scale else {}
        if model.is_on_scale:
            self._block("live_on_record")
            self.known_row = sheet.row
            for key, name in zip(model.alternatives, self.names, strict=True):
                values = (model.known[key, criterion] for criterion in model.criteria)
                sheet.write((name, *("–" if raw is None else Number(raw, VALUE) for raw in values)))
        self._block("live_worth_then")
        worth_then = sheet.row
        for key, name in zip(model.alternatives, self.names, strict=True):
            values = (model.worth[key, criterion] for criterion in model.criteria)
            sheet.write((name, *(Number(number, VALUE) for number in values)))
        self._block("live_weights_now")
        self.weights_row = sheet.row
        weights = (
            Formula(
                f"={self.start.sheet.at(self.points_row + place, 2)}", model.weights[key], SHARE
            )
            for place, key in enumerate(model.criteria)
        )
        sheet.write((self.teller.word("weight"), *weights))
        results = (
            "score", "live_from_worst", "live_from_best", *(self._others[:1] or ["live_none"]),
            "live_counts", "rank", *(self._others[1:] or ["live_none"]), "live_place",
        )  # fmt: skip
        self._block("live_worth_now", *results)
        return self._now(worth_then, pieces)

    def _block(self, title: str, *more: str) -> None:
        sheet, teller = self.workings, self.teller
        sheet.heading(teller.word(title))
        heads = [*self.heads, *(teller.word(key) for key in more)]
        sheet.head([teller.word("alternative"), *heads], numbers=range(1, len(heads) + 1))

    def _scales(self) -> dict[str, tuple[int, int]]:
        """Write the pieces of the scales; return the rows of each criterion."""
        sheet, teller = self.workings, self.teller
        sheet.heading(teller.word("live_scales"))
        keys = ("criterion", "live_from", "live_to", "live_worth_from", "live_worth_to", "slope")
        sheet.head([teller.word(key) for key in keys], numbers=range(1, 6))
        rows = {}
        for key, head in zip(self.found.criteria, self.heads, strict=True):
            first = sheet.row
            for a, b, v, w in self.found.curves[key].pieces:
                row = sheet.row + 1
                slope = Formula(f"=(E{row}-D{row})/(C{row}-B{row})", (w - v) / (b - a), VALUE)
                sheet.write((head, *(Number(number, VALUE) for number in (a, b, v, w)), slope))
            rows[key] = (first, sheet.row - 1)
        return rows

    def _now(self, worth_then: int, pieces: dict[str, tuple[int, int]]) -> Plain:
        sheet, model = self.workings, self.found
        first = sheet.row
        last, width = first + self.size - 1, self.breadth
        weights = sheet.span(self.weights_row, 1, self.weights_row, width)
        columns = {
            name: sheet.span(first, width + place, last, width + place)
            for place, name in enumerate(
                ("score", "worst", "best", "closeness", "counts", "rank", "beside", "place"), 1
            )
        }
        for place, key in enumerate(model.alternatives):
            row = first + place
            worth = [
                Formula(
                    self._worth(place, j, sheet.at(worth_then + place, 1 + j), pieces),
                    model.worth[key, criterion],
                    VALUE,
                )
                for j, criterion in enumerate(model.criteria)
            ]
            here = sheet.span(row, 1, row, width)
            line = self.lines[place]
            by_score = _ranked(sheet, row, width, columns, "score")
            other: Written = None
            if model.is_on_scale:
                beside = _ranked(sheet, row, width, columns, "closeness")
                other = Formula(beside, self.ranks[key], COUNT)
            # By rank; those level and those set apart as they stand.
            rank, counts = sheet.at(row, width + 6), sheet.at(row, width + 5)
            above = sheet.span(first, width + 6, row, width + 6)
            level = f"{rank}+COUNTIF({above},{rank})-1"
            counted = sheet.span(first, width + 5, row, width + 5)
            aside = f"SUM({columns['counts']})+COUNTIF({counted},0)"
            sheet.write(
                [
                    self.names[place],
                    *worth,
                    *self._scores(row, weights, here, key),
                    Formula(f"={self._counts(place)}", 1, COUNT),
                    Formula(by_score, line.rank, COUNT),
                    other,
                    Formula(f"=IF({counts}=1,{level},{aside})", place + 1, COUNT),
                ]
            )
        return self._places(first, columns)

    def _worth(self, place: int, j: int, then: str, pieces: dict[str, tuple[int, int]]) -> str:
        """Return the formula of a cell's present worth: that of the answer until it is changed."""
        if self.values is None:
            return f"={then}"
        sheet = self.workings
        value = self.values.at(_TABLE + place, 3 + j)
        first, last = pieces[self.found.criteria[j]]
        a, b, slope = (sheet.span(first, column, last, column) for column in (1, 2, 5))
        start = sheet.at(first, 3)
        climb = f"SUMPRODUCT({slope},ABS({value}-{a})-ABS({value}-{b})+{b}-{a})/2"
        return f"=IF({self._changed(place, j)},{start}+{climb},{then})"

    def _changed(self, place: int, j: int) -> str:
        assert self.values is not None
        value = self.values.at(_TABLE + place, 3 + j)
        return f"AND(ISNUMBER({value}),{value}<>{self.workings.at(self.known_row + place, 1 + j)})"

    def _counts(self, place: int) -> str:
        """Return a formula: 1 if an alternative is ranked, 0 if a changed value sets it apart."""
        terms = [
            f"AND({self._changed(place, j)},OR({','.join(wrong)}))"
            for j, key in enumerate(self.found.criteria)
            if self.values is not None and (wrong := self._wrong(place, j, key))
        ]
        return f"IF(OR({','.join(terms)}),0,1)" if terms else "1"

    def _wrong(self, place: int, j: int, key: str) -> list[str]:
        assert self.values is not None
        value, curve = self.values.at(_TABLE + place, 3 + j), self.found.curves[key]
        terms = []
        for wanted in curve.demands:
            if wanted.get("at_least") is not None:
                terms.append(f"{value}<{wanted['at_least']!r}")
            if wanted.get("at_most") is not None:
                terms.append(f"{value}>{wanted['at_most']!r}")
            if wanted.get("one_of"):
                others = (f"{value}<>{allowed!r}" for allowed in wanted["one_of"])
                terms.append(f"AND({','.join(others)})")
        return terms

    def _scores(self, row: int, weights: str, here: str, key: str) -> list[Written]:
        """Return the score, the distances from worst and best, and the other method's score."""
        total = f"={self.times:g}*SUMPRODUCT({weights},{here})"
        if not self.found.is_on_scale:
            return [Formula(total, self._main_score(key), self.form), None, None, None]
        worst, best = self.found.distances(key)
        near = self.workings.at(row, self.breadth + 2)
        far = self.workings.at(row, self.breadth + 3)
        closeness = f"=IF({near}+{far}>0,{self.times:g}*{near}/({near}+{far}),0)"
        main, other = (closeness, total) if self.found.by_distance else (total, closeness)
        return [
            Formula(main, self._main_score(key), self.form),
            Formula(f"=SQRT(SUMPRODUCT({weights},{here}^2))", worst, VALUE),
            Formula(f"=SQRT(SUMPRODUCT({weights},(1-{here})^2))", best, VALUE),
            Formula(other, self._other(key), self.form),
        ]

    def _places(self, first: int, columns: dict[str, str]) -> Plain:
        """Write the row of each place and the answer's ranks.

        Return the addresses of the calculation's parts, for formulas of other sheets.
        """
        sheet, teller, model = self.workings, self.teller, self.found
        last = first + self.size - 1
        names = sheet.span(first, 0, last, 0)
        worth = {key: sheet.span(first, 1 + j, last, 1 + j) for j, key in enumerate(model.criteria)}
        weights = {key: sheet.at(self.weights_row, 1 + j) for j, key in enumerate(model.criteria)}
        sheet.heading(teller.word("live_order"))
        keys = ("live_place", "live_row", "live_rank_then", "first_in")
        sheet.head([teller.word(key) for key in keys], numbers=range(4))
        top = sheet.row
        rows = []
        for place, line in enumerate(self.lines):
            formula = f"=MATCH({sheet.at(top + place, 0)},{columns['place']},0)"
            sheet.write(
                (
                    Number(place + 1, COUNT),
                    Formula(formula, place + 1, COUNT),
                    Number(line.rank, COUNT),
                    Number(line.share_first),
                )
            )
            rows.append(sheet.at(top + place, 1))
        end = top + self.size - 1
        return {
            "names": names,
            "weights": weights,
            "worth": worth,
            "score": columns["score"],
            "closeness": columns["closeness"],
            "rank": columns["rank"],
            "rank_closeness": columns["beside"],
            "rank_then": sheet.span(top, 2, end, 2),
            "share": sheet.span(top, 3, end, 3),
            "rows": rows,
        }

    # ---- the values ---------------------------------------------------------------------------

    def _show_values(self, sheet: BookSheet, placed: Plain) -> None:
        """Write the values, which can be changed, beside rank and score."""
        teller, model = self.teller, self.found
        sheet.text(teller.word("live_values"), columns=3 + self.breadth)
        heads = [teller.word(key) for key in ("alternative", "rank", "score")]
        sheet.head([*heads, *self.heads], numbers=range(1, 3 + self.breadth))
        curves = [model.curves[key] for key in model.criteria]
        units = [teller.tell(Unit(curve.unit)) for curve in curves]
        sheet.note_row(("", "", "", *units))
        ends = [teller.word("live_counted", worst=a, best=b) for a, b in map(_span_of, curves)]
        sheet.note_row((teller.word("live_counted_head"), "", "", *ends))
        sheet.freeze(3)
        table = ([model.known[key, name] for key in model.alternatives] for name in model.criteria)
        forms = [number_format([cell for cell in cells if cell is not None]) for cells in table]
        for place, key in enumerate(model.alternatives):
            row, line, where = sheet.row, self.lines[place], place + 1
            sheet.write(
                (
                    self.names[place],
                    Formula(f"=INDEX({placed['rank']},{where})", line.rank, COUNT),
                    Formula(f"=INDEX({placed['score']},{where})", self._main_score(key), self.form),
                )
            )
            for j, criterion in enumerate(model.criteria):
                value = model.known[key, criterion]
                content = teller.word("live_unknown") if value is None else value
                sheet.yellow(row, 3 + j, content, forms[j])
        self._mark_changes(sheet)

    def _mark_changes(self, sheet: BookSheet) -> None:
        """Highlight changed values, and refuse values that are no number."""
        last, end = _TABLE + self.size - 1, 2 + self.breadth
        original = self.workings.at(self.known_row, 1).replace("$", "")
        own = f"D{_TABLE + 1}"
        rule = {
            "type": "formula",
            "criteria": f"=AND(ISNUMBER({own}),{own}<>{original})",
            "format": self.book.plain(bold=True, font_color=FIRST, border=1, border_color=FIRST),
        }
        sheet.page.conditional_format(_TABLE, 3, last, end, rule)
        numbers = {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -1e12,
            "maximum": 1e12,
            "error_title": self.teller.word("value"),
            "error_message": self.teller.word("live_value_wrong"),
        }
        sheet.page.data_validation(_TABLE, 3, last, end, numbers)
        sheet.text(self.teller.word("live_apart"), columns=3 + self.breadth)


def _ranked(sheet: BookSheet, row: int, width: int, columns: dict[str, str], by: str) -> str:
    """Return the formula of a row's competition rank; differences within noise are ties."""
    own = sheet.at(row, width + (1 if by == "score" else 4))
    counts, scores = sheet.at(row, width + 5), columns[by]
    noise = f"{_NEAR}*SUMPRODUCT(MAX(ABS({scores})))"
    better = f"SUMPRODUCT(({columns['counts']}=1)*({scores}>{own}+{noise}))"
    return f'=IF({counts}=1,1+{better},"–")'


def _span_of(curve: Curve) -> tuple[str, str]:
    worst = min(curve.points, key=lambda point: point[1])[0]
    best = max(curve.points, key=lambda point: point[1])[0]
    return f"{worst:g}", f"{best:g}"


def _text(said: str) -> str:
    return '"' + said.replace('"', '""') + '"'


def _name_width(lines: Lines, teller: Teller) -> float:
    names = (teller.tell(AlternativeName(line.id)) for line in lines)
    return min(60.0, max((1.05 * wide(name) + 2 for name in names), default=20.0))


def _height(bars: int) -> int:
    """Return the height of the chart in pixels."""
    return 70 + 26 * bars


def _bars(
    sheet: BookSheet, teller: Teller, first: int, count: int, *, place: tuple[int, int]
) -> None:
    """Draw the scores of the first places, whichever alternatives hold them."""
    chart = sheet.book.book.add_chart({"type": "bar"})
    last = first + count - 1
    chart.add_series(
        {
            "name": teller.word("score"),
            "categories": [sheet.name, first, 0, last, 0],
            "values": [sheet.name, first, 2, last, 2],
            "fill": {"color": OTHER},
            "points": [{"fill": {"color": FIRST}}],
            "data_labels": {"value": True, "num_format": "0.0"},
            "gap": 45,
        }
    )
    chart.set_title({"name": teller.word("live_chart"), "name_font": {"size": 12}})
    look = {"line": {"color": SOFT}, "major_tick_mark": "none", "interval_unit": 1}
    chart.set_y_axis({"reverse": True, **look})
    chart.set_x_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    chart.set_legend({"none": True})
    chart.set_size({"width": 640, "height": _height(count)})
    options = {"description": teller.word("chart_ranking"), "object_position": 2}
    sheet.page.insert_chart(*place, chart, options)
