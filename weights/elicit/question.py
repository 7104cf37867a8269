"""Questions in real units about which of two amounts is worth more, and their replies."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import numpy as np

from mcda.cells import FloatArray, double, shown
from mcda.errors import Fault, InvalidWeights, Note
from mcda.problem import Criterion, Direction, Problem
from mcda.texts.figures import formatted, unit_names
from weights.elicit.next_question import QuestionChoice
from weights.elicit.spans import Meaning, Spans
from weights.elicit.words import Wording
from weights.posterior import LEVEL

Reply = Literal["first", "second", "equal", "unknown"]
"""Which of two improvements is worth more."""
REPLIES: tuple[str, ...] = get_args(Reply)
Wordings = Mapping[int, Wording]
"""By column."""
Starts = tuple[float | None, float | None]
SIDES = ("first", "second")
_FARTHEST = np.log(1e6)  # of a lesser weight rounding leaves too little to be compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A change for the better on one criterion.

    Examples
    --------
    >>> from mcda import Criterion
    >>> from weights.elicit import Amount
    >>> price = Criterion(id="price", direction="cost", unit="USD/m2", name={"en": "Land price"})
    >>> cheaper = Amount.of(price, 20, start=100)
    >>> cheaper.end, cheaper.sentence.say()
    (80, '“Land price” from 100 USD/m2 to 80 USD/m2')
    """

    criterion: str
    """Id."""
    amount: float
    """In the criterion's unit, above 0."""
    unit: str
    """Of the criterion."""
    direction: Direction
    """Of the criterion."""
    name: Mapping[str, str]
    """Of the criterion."""
    start: float | None = None
    """Where it begins, in that unit; None where only its size is told."""
    wording: Wording | None = None
    """How values are said."""

    @classmethod
    def of(
        cls,
        criterion: Criterion,
        amount: float,
        start: float | None = None,
        wording: Wording | None = None,
    ) -> "Amount":
        """Return an amount of a criterion."""
        return cls(
            criterion=criterion.id,
            amount=amount,
            unit=criterion.unit,
            direction=criterion.direction,
            name=label(criterion.id, criterion.name),
            start=start,
            wording=wording,
        )

    @property
    def end(self) -> float | None:
        """The value after the change, in the criterion's unit; None if only the size is stated."""
        if self.start is None:
            return None
        return round(self.start + (self.amount if self.direction == "benefit" else -self.amount), 9)

    @property
    def change(self) -> tuple[Mapping[str, str], Mapping[str, str]] | None:
        """The start and the end in words by language; None if only the size is stated."""
        if self.start is None or self.end is None:
            return None
        wording = self.wording or Wording(unit=self.unit)
        return wording.say(self.start), wording.say(self.end)

    @property
    def rules(self) -> tuple[tuple[Mapping[str, str], Mapping[str, str]], ...]:
        """The names and requirements of the two levels; empty without levels."""
        if self.change is None or self.wording is None or self.start is None or self.end is None:
            return ()
        level_rules = (self.wording.rule(self.start), self.wording.rule(self.end))
        return tuple(
            (name, rule)
            for name, rule in zip(self.change, level_rules, strict=True)
            if rule is not None
        )

    @property
    def sentence(self) -> Note:
        """In words: "Land price" from 160 to 60 USD/m2, or lower by 20 USD/m2."""
        if self.change is not None:
            start, end = self.change
            fields = {"criterion": self.name, "start": start, "end": end}
            has_levels = self.wording is not None and self.wording.levels
            return Note("elicit_from_level" if has_levels else "elicit_from_to", (), fields)
        code = "elicit_higher" if self.direction == "benefit" else "elicit_lower"
        amount: Note | str = f"{self.amount:,.10g}"
        if self.unit:
            # A unit such as "0 to 1" is the name of a scale and cannot follow a number.
            unit = "elicit_on_scale" if self.unit[0].isdigit() else "elicit_in_unit"
            amount = Note(unit, (), {"number": amount, "unit": unit_names(self.unit)})
        return Note(code, (), {"criterion": self.name, "amount": amount})


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedSwing:
    """An improvement among all those that were ordered or given points at once.

    Examples
    --------
    >>> import mcda
    >>> from weights.elicit import Interview, WeighedSwing
    >>> price, roads = Interview.start(mcda.example().problem).swings
    >>> WeighedSwing(amount=price, rank=1).amount.end
    100.0
    """

    amount: Amount
    """What is improved, and how far."""
    rank: int | None = None
    """1 matters most; equal ranks are ties."""
    points: float | None = None
    """Instead of ranks: 0..100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Two amounts; the answer says on which side of a ratio the weights lie.

    Examples
    --------
    Of ranges of 60 USD/m2 and of 2 connections, 20 USD/m2 is a third and 1 connection a half:
    they are worth the same at weights of 1.5 to 1.

    >>> import mcda
    >>> from weights.elicit import Interview
    >>> question = Interview.start(mcda.example().problem).ask("price", 20, "utilities", 1)
    >>> question.ratio, question.meaning
    (1.5, 'trade_off')
    >>> question.constraint("first")
    {'ratio': ['price', 'utilities'], 'low': 1.5}
    """

    first: Amount
    """What is compared."""
    second: Amount
    """What is compared."""
    ratio: float
    """``w_first / w_second`` at which both are worth the same."""
    meaning: Meaning
    """``"trade_off"``: under this method the two amounts then change the score by the same, so that
    the question is one about exchange. ``"importance"``: the method's weights are no rates of
    exchange (TOPSIS, outranking, compromise), and the question only asks which difference should
    count for more."""
    leader: Mapping[str, str] | None = None
    """Names of who is first so far and who threatens it most; None in a question of the
    caller's."""
    rival: Mapping[str, str] | None = None
    """Names of who is first so far and who threatens it most; None in a question of the
    caller's."""
    resolves: float | None = None
    """Share of the doubt about the winner that the answer removes on average, in 0..1."""
    again: int | None = None
    """Number of the answer on which the leader hangs most, where that is asked once more in other
    amounts."""

    @property
    def sentence(self) -> Note:
        """The question in words."""
        code = "elicit_trade_off" if self.meaning == "trade_off" else "elicit_importance"
        return Note(code, (), {"first": self.first.sentence, "second": self.second.sentence})

    @property
    def reason(self) -> Note | None:
        """The reason for the question; None for a question of the caller."""
        if self.leader is None or self.rival is None or self.resolves is None:
            return None
        share = formatted(100 * self.resolves, ".0f")
        code = "elicit_reason" if self.again is None else "elicit_reason_again"
        fields = {"leader": self.leader, "rival": self.rival, "share": share, "number": self.again}
        return Note(code, (), fields)

    def constraint(self, reply: Reply) -> dict[str, Any] | None:
        """Return a reply as a statement of kind ``imprecise``; None for "unknown"."""
        statement: dict[str, Any] = {"ratio": [self.first.criterion, self.second.criterion]}
        match reply:
            case "first":
                return {**statement, "low": self.ratio}
            case "second":
                return {**statement, "high": self.ratio}
            case "equal":
                return {**statement, "low": self.ratio / LEVEL, "high": self.ratio * LEVEL}
            case "unknown":
                return None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredQuestion:
    """A question and the reply to it.

    Examples
    --------
    >>> import mcda
    >>> from weights.elicit import AnsweredQuestion, Interview
    >>> problem = mcda.example().problem
    >>> question = Interview.start(problem).ask("price", 20, "utilities", 1)
    >>> AnsweredQuestion(question=question, reply="first").rows(problem.criterion_ids)
    array([[-1. ,  1.5]])
    """

    question: Question
    """What was asked."""
    reply: Reply
    """Which side is worth more."""

    def rows(self, criteria: Sequence[str]) -> FloatArray:
        """Return the answer as ``rows w <= 0``, ``(k, n)``; no rows for "unknown"."""
        statement = self.question.constraint(self.reply) or {}
        first, second = (
            criteria.index(side.criterion) for side in (self.question.first, self.question.second)
        )
        rows = []
        for bound, sign in (("low", -1.0), ("high", 1.0)):
            if bound in statement:
                row = np.zeros(len(criteria))
                row[first], row[second] = sign, -sign * statement[bound]
                rows.append(row)
        return np.array(rows).reshape(-1, len(criteria))

    def spoken(self, number: int) -> Note:
        """Return the answer in words, with its number in the interview."""
        fields = {
            "number": number,
            "first": self.question.first.sentence,
            "second": self.question.second.sentence,
        }
        return Note(f"elicit_said_{self.reply}", (), fields)


def label(name: str, by_language: Mapping[str, str]) -> dict[str, str]:
    """Return a name in both languages, or the id for a language without a name."""
    return {language: by_language.get(language, name) for language in ("en", "zh")}


def make_question(
    problem: Problem,
    spans: Spans,
    wordings: Wordings,
    chosen: QuestionChoice,
    rows: tuple[int, int],
    again: int | None,
) -> Question:
    """Return the chosen question with the names of the problem."""
    leader, rival = (problem.alternatives[row] for row in rows)
    columns = (chosen.first, chosen.second)
    question = _question(problem, spans, wordings, columns, chosen.amounts, chosen.starts)
    return replace(
        question,
        leader=label(leader.id, leader.name),
        rival=label(rival.id, rival.name),
        resolves=chosen.resolves,
        again=again,
    )


def _question(
    problem: Problem,
    spans: Spans,
    wordings: Wordings,
    columns: tuple[int, int],
    amounts: Sequence[float],
    starts: Starts,
) -> Question:
    sides = [
        Amount.of(problem.criteria[j], amount, start, wordings.get(j))
        for j, amount, start in zip(columns, amounts, starts, strict=True)
    ]
    parts = [spans.part(j, a, start) for j, a, start in zip(columns, amounts, starts, strict=True)]
    return Question(
        first=sides[0], second=sides[1], ratio=parts[1] / parts[0], meaning=spans.meaning(*columns)
    )


def read_question(
    problem: Problem,
    spans: Spans,
    wordings: Wordings,
    criteria: tuple[str, str],
    amounts: tuple[float, float],
    starts: Starts = (None, None),
) -> Question:
    """Return a question of the caller's own.

    Raises
    ------
    InvalidWeights
        Unknown or equal criteria, an amount that is not above 0, a criterion without extent, an
        improvement that is worth nothing on its criterion's scale, or a ratio of weights beyond a
        million to one.
    """
    criterion_ids = problem.criterion_ids
    faults = [
        fault.at_path(side, *fault.path)
        for side, name, amount in zip(SIDES, criteria, amounts, strict=True)
        for fault in amount_faults(problem, spans, name, amount)
    ]
    if criteria[0] == criteria[1]:
        place = ("second", "criterion")
        faults.append(Fault("elicit_same_criterion", place, {"criterion": criteria[0]}))
    InvalidWeights.raise_any(faults)
    first, second = (criterion_ids.index(name) for name in criteria)
    sizes_asked = float(amounts[0]), float(amounts[1])
    parts = [
        spans.part(j, amount, start)
        for j, amount, start in zip((first, second), sizes_asked, starts, strict=True)
    ]
    faults = [
        Fault("elicit_worthless", (side, "start"), {"criterion": name, "value": shown(start)})
        for side, name, start, part in zip(SIDES, criteria, starts, parts, strict=True)
        if not part > 0
    ]
    InvalidWeights.raise_any(faults)
    sizes = np.log(parts)
    if abs(sizes[0] - sizes[1]) > _FARTHEST:
        side = SIDES[int(np.abs(sizes).argmax())]
        raise InvalidWeights([Fault("elicit_far_apart", (side, "amount"))])
    return _question(problem, spans, wordings, (first, second), sizes_asked, starts)


def amount_faults(problem: Problem, spans: Spans, name: str, amount: float) -> Iterator[Fault]:
    """Yield what is wrong with an amount of a criterion."""
    ids = problem.criterion_ids
    if name not in ids:
        fields = {"criterion": name, "known": ids}
        yield Fault("weight_unknown_criterion", ("criterion",), fields)
    elif np.isnan(spans.full[ids.index(name)]):
        yield Fault("elicit_no_extent", ("criterion",), {"criterion": name})
    if not 0 < double(amount) < np.inf:
        yield Fault("elicit_amount", ("amount",), {"criterion": name, "value": shown(amount)})
