"""Where an interview stands: who wins, who else can, and how sure that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from mcda.texts import sentence

Proof = Literal["linear_programme", "branch_and_bound", "sampled"]
_RULE_OF_THREE = 300.0  # per cent: none in s draws bounds a share by 3 / s with 95 % confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is known about the rivals of a leader, alternatives by their rows.

    Parameters
    ----------
    proof
        Why no rival can win; None where one can, or may.
    can_win
        Rivals that are first, ahead of the leader, under some of the weights.
    tied
        Alternatives that draw level with the leader under all weights.
    greatest_lead
        The most that any rival can be ahead of the leader; None where not computed.
    """

    proof: Proof | None
    can_win: frozenset[int] = frozenset()
    tied: tuple[int, ...] = ()
    greatest_lead: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the answers so far leave open about the winner.

    Parameters
    ----------
    winner
        First at the mean of the draws; where settled, first under all weights left.
    tied_with
        Always level with it.
    settled
        No further answer can change the winner.
    proof
        ``"linear_programme"`` and ``"branch_and_bound"`` hold for every weight vector left;
        ``"sampled"`` says only that all draws agree.
    can_win
        The winner and all others that can still be ahead of all, the likelier first. Complete
        where the method is linear in the weights; else those that were seen to win.
    shares
        Share of the draws in which each alternative is first; a tie counts for the winner.
    standard_error
        Largest of the shares' standard errors.
    samples, seed
        Of the draws.
    greatest_lead
        The most that another can be ahead of the winner under weights that are left, in the
        unit of the method's weighted sums: what is lost at most by stopping now. None where the
        method is not linear in the weights.
    names
        Of the alternatives by id and language.
    """

    winner: str
    tied_with: tuple[str, ...]
    settled: bool
    proof: Proof | None
    can_win: tuple[str, ...]
    shares: Mapping[str, float]
    standard_error: float
    samples: int
    seed: int
    greatest_lead: float | None
    names: Mapping[str, Mapping[str, str]]

    def say(self, language: str = "en") -> str:
        """Return the standing in a sentence."""
        winner = self.names[self.winner]
        if self.proof is not None:
            limit = f"{_RULE_OF_THREE / self.samples:.2g}"
            fields = {"winner": winner, "samples": self.samples, "limit": limit}
            return sentence(f"elicit_settled_{self.proof}", language, fields)
        others = [self.names[name] for name in self.can_win]
        return sentence("elicit_open", language, {"winner": winner, "alternatives": others})
