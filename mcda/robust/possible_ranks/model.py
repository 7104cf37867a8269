"""Which ranks the alternatives can take at the present weights, as a frozen result."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from mcda.errors import Note

if TYPE_CHECKING:
    import pandas as pd

Verdict = Literal["certainly_first", "possibly_first", "never_first"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleRank:
    """Best and worst rank of one alternative while uncertain cells move within their bounds.

    Parameters
    ----------
    alternative
        Which.
    best, worst
        1 = first; ties share the better rank. Both were reached.
    best_proved, worst_proved
        No better, no worse rank is possible. Else it is what a search reached.
    verdict
        First whatever the uncertain cells are, first for some of their values, or for none.
    proved
        The verdict is certain. That an alternative is first for some values and not for others
        is shown by an example of each and always proved.
    """

    alternative: str
    best: int
    worst: int
    best_proved: bool
    worst_proved: bool
    verdict: Verdict
    proved: bool

    def note(self, names: Mapping[str, str]) -> Note:
        """Return the verdict as a sentence can be made of it.

        Parameters
        ----------
        names
            Labels of alternatives by id; the id where there is none.
        """
        fields = {
            "alternative": names.get(self.alternative, self.alternative),
            "best": self.best,
            "worst": self.worst,
        }
        if self.verdict == "possibly_first":
            return Note("possibly_first", (), fields)
        if self.verdict == "certainly_first":
            return Note("certainly_first" if self.proved else "always_first_found", (), fields)
        return Note("never_first" if self.proved else "never_first_found", (), fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class PossibleRanks:
    """Possible ranks of every alternative, in the problem's order.

    Parameters
    ----------
    alternatives
        One for each.
    cells
        Number of uncertain cells that count.
    """

    alternatives: tuple[PossibleRank, ...]
    cells: int

    @property
    def can_be_first(self) -> tuple[str, ...]:
        """Ids of the alternatives that are first for some values of the uncertain cells."""
        return tuple(item.alternative for item in self.alternatives if item.best == 1)

    def to_frame(self) -> "pd.DataFrame":
        """Return the best and worst rank of each alternative and what is proved of them.

        The alternatives become the index, in the problem's order. Columns: ``best``,
        ``worst``, ``best_proved``, ``worst_proved``, ``verdict``, ``proved``.
        """
        import pandas as pd

        items = self.alternatives
        index = pd.Index([item.alternative for item in items], name="alternative", dtype=object)
        columns = {
            "best": np.array([item.best for item in items], dtype=np.int64),
            "worst": np.array([item.worst for item in items], dtype=np.int64),
            "best_proved": np.array([item.best_proved for item in items], dtype=bool),
            "worst_proved": np.array([item.worst_proved for item in items], dtype=bool),
            "verdict": np.array([item.verdict for item in items], dtype=object),
            "proved": np.array([item.proved for item in items], dtype=bool),
        }
        return pd.DataFrame(columns, index=index)
