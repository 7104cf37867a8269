"""Why the first is first: contrasts, dominance and the strongest argument against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcda.explain.argument import Argument, argument_sentence, strongest_argument
from mcda.explain.contrast import Contrast, contrast, contrast_sentence, contrasts_frame
from mcda.explain.dominance import Dominance, dominance, dominance_sentence
from mcda.explain.gaps import Gaps, gaps
from mcda.explain.sentences import Wording
from mcda.ranking import Ranking
from mcda.robust import Stability
from mcda.texts import sentence
from mcda.texts.figures import native

if TYPE_CHECKING:
    import pandas as pd

RIVALS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What can be said for and against the answer.

    Parameters
    ----------
    winners
        All that share rank 1, the winner first; empty where nothing was ranked.
    score
        Of the winner; None where nothing was ranked.
    excluded
        How many alternatives failed a screen.
    contrasts
        The winner against those that follow in the order.
    dominance
        Who dominates whom.
    argument
        The strongest against the winner; None with fewer than two alternatives.
    """

    winners: tuple[str, ...]
    score: float | None
    excluded: int
    contrasts: tuple[Contrast, ...]
    dominance: Dominance
    argument: Argument | None

    def say(self, language: str = "en", names: Mapping[str, str] | None = None) -> list[str]:
        """Return the explanation as sentences, at least one.

        Parameters
        ----------
        language
            ``"en"`` or ``"zh"``.
        names
            Labels of criteria and alternatives by id, and of units by ``"unit:"`` and the unit.
        """
        words = Wording(language, names or {})
        if self.argument is None:
            return [self._trivial(words)]
        said = [self._tie(words)] if len(self.winners) > 1 else []
        said += [contrast_sentence(found, language, words.names) for found in self.contrasts]
        said.append(dominance_sentence(self.dominance, language, words.names))
        said.append(argument_sentence(self.argument, language, words.names))
        return said

    def _trivial(self, words: Wording) -> str:
        fields = {"excluded": self.excluded}
        if not self.winners:
            return sentence("explanation_nothing", words.language, fields)
        told = {**fields, "winner": words.name(self.winners[0])}
        return sentence("explanation_single", words.language, told)

    def _tie(self, words: Wording) -> str:
        fields = {
            "count": len(self.winners),
            "score": native(self.score or 0.0)[0],
            "names": words.listed(words.alternatives(self.winners)),
        }
        return sentence("explanation_tie", words.language, fields)

    def to_frame(self) -> "pd.DataFrame":
        """Return the parts of every lead, one row a criterion and contrast."""
        return contrasts_frame(self.contrasts)


def explain(
    answer: Ranking,
    rivals: int = RIVALS,
    stability: Stability | None = None,
    known: Gaps | None = None,
) -> Explanation:
    """Return why the first is first, and what speaks against it.

    Parameters
    ----------
    answer
        A ranking; with ties at the top, one alternative or none, the explanation says so.
    rivals
        How many of those that follow the winner it is contrasted with, at least 0.
    stability
        Of this answer, if it is known already; methods without a closed form are else searched.
    known
        Gaps of this answer, if they are known already.
    """
    others = answer.alternatives[1 : 1 + rivals]
    told = gaps(answer) if known is None else known
    return Explanation(
        winners=answer.winners,
        score=float(answer.scores[answer.order[0]]) if answer.order else None,
        excluded=len(answer.excluded),
        contrasts=tuple(contrast(answer, answer.winner, other, told) for other in others),
        dominance=dominance(answer),
        argument=strongest_argument(answer, stability),
    )
