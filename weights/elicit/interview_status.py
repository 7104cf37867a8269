"""The status of an interview: the winner, the other possible winners, and the certainty."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from mcda.texts import Note
from mcda.texts.figures import formatted
from mcda.texts.phrases import followed

Proof = Literal["linear_programme", "branch_and_bound", "sampled"]
Word = Literal["clear", "likely", "leaning", "open"]
CLEAR, LIKELY, LEANING = 0.90, 0.70, 0.50
FEWEST = 3
"""Answers without which a loss settles nothing: most of it is what people like this one say."""


def word_of(share: float, *, overtaken: bool = False) -> Word:
    """Return the verdict's word for the share of draws that agree with the headline's winner."""
    if overtaken or share < LEANING:
        return "open"
    return "clear" if share >= CLEAR else "likely" if share >= LIKELY else "leaning"


@dataclass(frozen=True, slots=True, kw_only=True)
class WinnerProof:
    """The result of a proof about the rivals of a leader; alternatives are row indices."""

    proof: Proof | None
    """Why no rival can win; None where one can, or may. ``"sampled"`` says only that draws
    agree."""
    can_win: frozenset[int] = frozenset()
    """Rivals that are first, ahead of the leader, under some of the weights."""
    tied: tuple[int, ...] = ()
    """Alternatives that draw level with the leader under all weights."""
    greatest_lead: float | None = None
    """The most that any rival can be ahead of the leader; None where not computed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewStatus:
    """What the answers so far tell of the winner; of priorities only, facts at their headline.

    Examples
    --------
    West is first wherever price weighs more than a third, which is two thirds of all weights:

    >>> import mcda
    >>> from weights.elicit import Interview
    >>> status = Interview.start(mcda.example().problem).standing()
    >>> status.winner, status.word, status.proved
    ('west', 'leaning', False)
    >>> round(status.shares["west"], 1)
    0.7
    """

    winner: str
    """First at the mean of the posterior of the weights."""
    tied_with: tuple[str, ...]
    """Level with it under all weights that fit the answers."""
    word: Word
    """``clear`` where the winner is first in 90 % of the posterior and more, ``likely`` (70),
    ``leaning`` (50), else, and where another is first more often, ``open``."""
    share_first: float
    """Share of the posterior in which the winner is first."""
    share_if_wrong: float | None
    """Such share with that answer turned round on which it hangs most; None without answers."""
    hangs_on: int | None
    """Number of that answer: it costs most if it is wrong."""
    holds_if_one_answer_is_wrong: bool
    """Whichever single answer is turned round, the winner loses at most .03 of the scale; without
    a scale, the word stays clear. Before the first answer only where it is proved."""
    settled: bool
    """It loses at most .01 on average (without a scale: is clear), and that holds."""
    proved: bool
    """Under no weights that fit all answers another is first; never where they contradict each
    other."""
    proof: Proof | None
    """``"linear_programme"`` or ``"branch_and_bound"`` where proved."""
    contradicting: tuple[int, ...]
    """Numbers of the fewest answers that no weights fit together; empty where some fit all."""
    can_win: tuple[str, ...]
    """The winner and all others that can still be ahead of all, the likelier first: where the
    method is linear in the weights under weights that fit all answers; else, and where answers
    contradict each other, those first in some of the posterior."""
    rival: str | None
    """The second of `cover`, else who is first most often beside the winner; None if nobody is."""
    left_open: tuple[str, str] | None
    """The winner and its main rival, where the interview stops without being settled."""
    loss: float | None
    """What the winner loses on average against the best for each of the likely weights, a part of
    the scale; None for methods without a fixed scale."""
    loss_if_wrong: float | None
    """The most that it would lose if one of the answers were turned round; None without answers."""
    cover: tuple[str, ...]
    """A short list, the winner first: in nine cases of ten one of it is within .03 of the best.
    Empty for methods without a fixed scale."""
    answers: int
    """Questions with a reply other than "unknown"."""
    hangs: bool
    """Hardly anything is lost (without a scale: it is clear) unless the answer `hangs_on` errs."""
    remaining: int
    """About how many questions are left; 0 where it stops."""
    shares: Mapping[str, float]
    """Share of the posterior in which each alternative is first; a tie counts for the winner."""
    standard_error: float
    """Largest of the shares' standard errors."""
    effective_samples: float
    """As many independent draws tell as much as the weighted draws do."""
    samples: int
    """Of the draws."""
    seed: int
    """Of the draws."""
    greatest_lead: float | None
    """The most that another can be ahead of the winner under weights that fit all answers, in the
    unit of the method's weighted sums. None where the method is not linear in the weights or the
    answers contradict each other."""
    names: Mapping[str, Mapping[str, str]]
    """Of the alternatives by id and language."""

    @property
    def sentence(self) -> Note:
        """The status in sentences, the last of which names the limits of the result."""
        return followed(*self.sentences)

    @property
    def sentences(self) -> tuple[Note, ...]:
        """The same sentences one by one: the word and the shares first, the limits last."""
        return tuple(Note(code, (), self._fields) for code in self._codes)

    @property
    def _first_code(self) -> str:
        kind, word = ("elicit", self.word) if self.loss is None else ("elicit_loss", "open")
        if self.settled:
            return f"{kind}_settled"
        return f"{kind}_left" if self.left_open and self.hangs_on else f"{kind}_{word}"

    @property
    def _codes(self) -> list[str]:
        is_short = len(self.cover) in (1, 2) and self.answers >= FEWEST
        return [
            self._first_code,
            *(["elicit_loss_hangs" if self.cover else "elicit_hangs"] if self.hangs else []),
            *([f"elicit_cover_{len(self.cover)}"] if is_short and not self.settled else []),
            *(["elicit_proved"] if self.proved else []),
            *(["elicit_contradiction"] if self.contradicting else []),
            "elicit_facts_remain",
        ]

    @property
    def _fields(self) -> Mapping[str, object]:
        rival = self.rival or self.winner
        return {
            "winner": self.names[self.winner],
            "rival": self.names[rival],
            "share": formatted(100 * self.share_first, ".0f"),
            "rival_share": formatted(100 * self.shares[rival], ".0f"),
            "number": self.hangs_on,
            "answers": [str(number) for number in self.contradicting],
            "loss": f"{100 * (self.loss or 0.0):.1f}",
            "worst": f"{100 * max(self.loss or 0.0, self.loss_if_wrong or 0.0):.1f}",
        }
