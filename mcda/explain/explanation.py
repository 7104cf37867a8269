"""Why the first is first: contrasts, dominance and the strongest argument against it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcda.arguments import checked, expect
from mcda.explain.argument import Argument, strongest_argument
from mcda.explain.contrast import Contrast, contrast, contrasts_frame
from mcda.explain.dominance import Dominance, dominance
from mcda.explain.gaps import Gaps, gaps
from mcda.ranking import Ranking
from mcda.robust import Stability
from mcda.table import RankingTable
from mcda.texts import Label, Note
from mcda.texts.figures import native
from mcda.texts.phrases import quoted

if TYPE_CHECKING:
    import pandas as pd

RIVALS = 3


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Explanation(RankingTable):
    """What can be said for and against the answer.

    Examples
    --------
    >>> import mcda
    >>> mcda.explain.explain(mcda.example(), rivals=1).to_frame()[["criterion", "part"]].round(4)
       criterion    part
    0      price  0.1389
    1  utilities  0.1667
    """

    winners: tuple[str, ...]
    """All that share rank 1, the winner first; empty where nothing was ranked."""
    score: float | None
    """Of the winner; None where nothing was ranked."""
    excluded: int
    """How many alternatives failed a screen."""
    contrasts: tuple[Contrast, ...]
    """The winner against those that follow in the order."""
    dominance: Dominance
    """Who dominates whom."""
    argument: Argument | None
    """The strongest against the winner; None with fewer than two alternatives."""

    @property
    def sentences(self) -> tuple[Note, ...]:
        """The explanation, sentence by sentence; at least one."""
        if self.argument is None:
            fields = {"excluded": self.excluded}
            if not self.winners:
                return (Note("explanation_nothing", (), fields),)
            return (Note("explanation_single", (), {**fields, "winner": Label(self.winners[0])}),)
        contrasts = (contrast.sentence for contrast in self.contrasts)
        sentences = (*contrasts, self.dominance.sentence, self.argument.sentence)
        if len(self.winners) < 2:
            return sentences
        score = native(self.score or 0.0)[0]
        tie = {"count": len(self.winners), "score": score, "names": quoted(self.winners)}
        return (Note("explanation_tie", (), tie), *sentences)

    def to_frame(self) -> "pd.DataFrame":
        """Return the parts of every lead, one row per criterion and contrast."""
        return contrasts_frame(self.contrasts)


@checked
def explain(
    ranking: Ranking,
    rivals: int = RIVALS,
    stability: Stability | None = None,
    known: Gaps | None = None,
) -> Explanation:
    """Return why the winner is first, and the arguments against the winner.

    Parameters
    ----------
    ranking
        A ranking; with ties at the top, one alternative or none, the explanation says so.
    rivals
        Number of alternatives after the winner to contrast with it, at least 0.
    stability
        Stability of this ranking, if known; else methods without a closed form are searched.
    known
        Gaps of this ranking, if they are known already.

    Examples
    --------
    >>> import mcda
    >>> mcda.explain.explain(mcda.example()).sentences[0].say()[:39]
    'west (0.83) leads south (0.53) by 0.30.'
    """
    expect("rivals", rivals, int)
    others = ranking.alternatives[1 : 1 + rivals]
    distances = gaps(ranking) if known is None else known
    return Explanation(
        names=ranking.problem.names,
        winners=ranking.winners,
        score=float(ranking.scores[ranking.order[0]]) if ranking.order else None,
        excluded=len(ranking.excluded),
        contrasts=tuple(contrast(ranking, ranking.winner, other, distances) for other in others),
        dominance=dominance(ranking),
        argument=strongest_argument(ranking, stability),
    )
