"""Questions in real units, which of two amounts is worth more, and the replies to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import Note
from mcda.problem import Criterion, Direction
from mcda.texts.figures import formatted, unit_names
from weights.elicit.spans import Meaning
from weights.elicit.words import Wording
from weights.posterior import LEVEL

Reply = Literal["first", "second", "equal", "unknown"]
"""Which of two improvements is worth more."""
REPLIES: tuple[str, ...] = get_args(Reply)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A change for the better on one criterion.

    Parameters
    ----------
    criterion
        Id.
    amount
        In the criterion's unit, above 0.
    unit, direction, name
        Of the criterion.
    start
        Where it begins, in that unit; None where only its size is told.
    wording
        How values are said.

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
    amount: float
    unit: str
    direction: Direction
    name: Mapping[str, str]
    start: float | None = None
    wording: Wording | None = None

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
        """Where it leads, in the criterion's unit; None where only its size is told."""
        if self.start is None:
            return None
        better = self.amount if self.direction == "benefit" else -self.amount
        return round(self.start + better, 9)

    @property
    def change(self) -> tuple[Mapping[str, str], Mapping[str, str]] | None:
        """Its start and its end in words by language; None where only its size is told."""
        if self.start is None or self.end is None:
            return None
        said = self.wording or Wording(unit=self.unit)
        return said.say(self.start), said.say(self.end)

    @property
    def rules(self) -> tuple[tuple[Mapping[str, str], Mapping[str, str]], ...]:
        """What its two levels are called and what each asks for; empty where none are told."""
        if self.change is None or self.wording is None or self.start is None or self.end is None:
            return ()
        found = (self.wording.rule(self.start), self.wording.rule(self.end))
        return tuple(
            (name, rule) for name, rule in zip(self.change, found, strict=True) if rule is not None
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
        return Note(code, (), {"criterion": self.name, "amount": self._measured()})

    def _measured(self) -> Note | str:
        number = f"{self.amount:,.10g}"
        if not self.unit:
            return number
        # A unit such as "0 to 1" is the name of a scale and cannot follow a number.
        code = "elicit_on_scale" if self.unit[0].isdigit() else "elicit_in_unit"
        return Note(code, (), {"number": number, "unit": unit_names(self.unit)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Two amounts; the answer says on which side of a ratio the weights lie.

    Parameters
    ----------
    first, second
        What is compared.
    ratio
        ``w_first / w_second`` at which both are worth the same.
    meaning
        ``"trade_off"``: under this method the two amounts then change the score by the same, so
        that the question is one about exchange. ``"importance"``: the method's weights are no
        rates of exchange (TOPSIS, outranking, compromise), and the question only asks which
        difference should count for more.
    leader, rival
        Names of who is first so far and who threatens it most; None in a question of the caller's.
    resolves
        Share of the doubt about the winner that the answer removes on average, in 0..1.
    again
        Number of the answer on which the leader hangs most, where that is asked once more in
        other amounts.

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
    second: Amount
    ratio: float
    meaning: Meaning
    leader: Mapping[str, str] | None = None
    rival: Mapping[str, str] | None = None
    resolves: float | None = None
    again: int | None = None

    @property
    def sentence(self) -> Note:
        """The question in words."""
        code = "elicit_trade_off" if self.meaning == "trade_off" else "elicit_importance"
        fields = {"first": self.first.sentence, "second": self.second.sentence}
        return Note(code, (), fields)

    @property
    def reason(self) -> Note | None:
        """Why it is asked; None of a question of the caller's."""
        if self.leader is None or self.rival is None or self.resolves is None:
            return None
        share = formatted(100 * self.resolves, ".0f")
        code = "elicit_reason" if self.again is None else "elicit_reason_again"
        fields = {
            "leader": self.leader,
            "rival": self.rival,
            "share": share,
            "number": self.again,
        }
        return Note(code, (), fields)

    def constraint(self, reply: Reply) -> dict[str, Any] | None:
        """Return what a reply says, as a statement of kind ``imprecise``; None for "unknown"."""
        said: dict[str, Any] = {"ratio": [self.first.criterion, self.second.criterion]}
        match reply:
            case "first":
                return {**said, "low": self.ratio}
            case "second":
                return {**said, "high": self.ratio}
            case "equal":
                return {**said, "low": self.ratio / LEVEL, "high": self.ratio * LEVEL}
            case "unknown":
                return None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredQuestion:
    """A question and the reply to it.

    Parameters
    ----------
    question
        What was asked.
    reply
        Which side is worth more.

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
    reply: Reply

    def rows(self, criteria: Sequence[str]) -> FloatArray:
        """Return what it says as ``rows w <= 0``, ``(k, n)``; none for "unknown"."""
        said = self.question.constraint(self.reply) or {}
        first, second = (criteria.index(side.criterion) for side in self._sides)
        rows = []
        for bound, sign in (("low", -1.0), ("high", 1.0)):
            if bound in said:
                row = np.zeros(len(criteria))
                row[first], row[second] = sign, -sign * said[bound]
                rows.append(row)
        return np.array(rows).reshape(-1, len(criteria))

    @property
    def _sides(self) -> tuple[Amount, Amount]:
        return self.question.first, self.question.second

    def spoken(self, number: int) -> Note:
        """Return the answer in words, with its number in the interview."""
        fields = {
            "number": number,
            "first": self.question.first.sentence,
            "second": self.question.second.sentence,
        }
        return Note(f"elicit_said_{self.reply}", (), fields)


def label(name: str, by_language: Mapping[str, str]) -> dict[str, str]:
    """Return a name in both languages, the id where there is none."""
    return {language: by_language.get(language, name) for language in ("en", "zh")}
