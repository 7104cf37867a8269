"""The status of an interview: the winner, the other possible winners, and the certainty."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from mcda.texts import Note
from mcda.texts.figures import formatted
from mcda.texts.phrases import followed

Proof = Literal["linear_programme", "branch_and_bound", "sampled"]
Word = Literal["clear", "likely", "leaning", "open"]
Closeness = Literal["close", "unsettled", "undecided"]
CLEAR, LIKELY, LEANING = 0.90, 0.70, 0.50


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
    """The least such share over the answers, each turned round alone; None without answers."""
    hangs_on: int | None
    """Number of the answer at which that is."""
    holds_if_one_answer_is_wrong: bool
    """The word stays clear whichever single answer is turned round; before the first answer only
    where it is proved."""
    settled: bool
    """Clear, and holds."""
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
    left_open: tuple[str, str] | None
    """The winner and its main rival, where the interview stops without being settled."""
    as_good: bool
    """In 90 % of the posterior and more, whichever single answer is turned round, none is better
    than the winner by more than .02 of the scale; never on methods without a fixed scale."""
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
    def rival(self) -> str | None:
        """The other alternative that is first most often; None if no other is ever first."""
        others = [name for name in self.shares if name != self.winner]
        best = max(others, key=self.shares.__getitem__, default=None)
        return best if best is not None and self.shares[best] > 0 else None

    @property
    def sentence(self) -> Note:
        """The status in sentences, the last of which names the limits of the result."""
        return followed(*self.sentences)

    @property
    def sentences(self) -> tuple[Note, ...]:
        """The same sentences one by one: the word and the shares first, the limits last."""
        return tuple(Note(code, (), self._fields) for code in self._codes)

    @property
    def _codes(self) -> list[str]:
        if self.settled:
            first = "elicit_settled"
        elif self.left_open is not None:
            first = f"elicit_left_{self.closeness}"
        else:
            first = f"elicit_{self.word}"
        hangs = self.word == "clear" and not self.settled and self.hangs_on is not None
        return [
            first,
            *(["elicit_hangs"] if hangs else []),
            *(["elicit_proved"] if self.proved else []),
            *(["elicit_contradiction"] if self.contradicting else []),
            "elicit_facts_remain",
        ]

    @property
    def closeness(self) -> Closeness:
        """The relation of the winner and its rival if the interview ends without a settled winner.

        ``close``, the one is about as good; ``unsettled``, the first is ahead and one wrong answer
        might turn that; ``undecided``, the answers do not tell them apart.
        """
        if self.as_good:
            return "close"
        return "unsettled" if self.word in ("clear", "likely") or self.proved else "undecided"

    @property
    def _fields(self) -> Mapping[str, object]:
        rival = self.left_open[1] if self.left_open else self.rival
        return {
            "winner": self.names[self.winner],
            "rival": self.names[rival or self.winner],
            "share": formatted(100 * self.share_first, ".0f"),
            "rival_share": formatted(100 * self.shares[rival or self.winner], ".0f"),
            "number": self.hangs_on,
            "answers": [str(number) for number in self.contradicting],
        }
