"""The parts of the search for a nearer change, many at a time."""

from dataclasses import dataclass, fields, replace

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.robust.crossings import Rows

Mask = npt.NDArray[np.bool_]
_FARTHEST = 1e6  # of the ratios that are tried


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Each cell is a rival, a range of the winner's level and limits of what criteria take.

    Parameters
    ----------
    rival
        ``(c,)``.
    levels
        Lower and upper end, ``(c, 2)``.
    ratio
        Where to try next, ``(c,)``.
    above, below
        The ratio must lie between them to exclude each end, ``(c, 2)``.
    floor, cap
        ``(c, n)``.
    """

    rival: Rows
    levels: FloatArray
    ratio: FloatArray
    above: FloatArray
    below: FloatArray
    floor: FloatArray
    cap: FloatArray

    @classmethod
    def root(
        cls, rival: Rows, ratio: FloatArray, levels: tuple[float, float], criteria: int
    ) -> "Cells":
        """Return one cell a rival."""
        ends = np.full((len(rival), 2), _FARTHEST)
        limits = np.zeros((len(rival), criteria))
        return cls(rival, np.tile(levels, (len(rival), 1)), ratio, -ends, ends, limits, limits + 1)

    def __len__(self) -> int:
        return len(self.rival)

    def where(self, mask: Mask) -> "Cells":
        """Return a part of the cells."""
        return Cells(*(getattr(self, f.name)[mask] for f in fields(self)))

    def followed_by(self, *others: "Cells") -> "Cells":
        """Return these cells and others."""
        return Cells(
            *(
                np.concatenate([getattr(cells, f.name) for cells in (self, *others)])
                for f in fields(self)
            )
        )

    def forgetful(self) -> "Cells":
        """Return the cells with nothing known about their ratios."""
        ends = np.full(self.levels.shape, _FARTHEST)
        return replace(self, above=-ends, below=ends)

    def aimed(self) -> "Cells":
        """Return the cells with a ratio between what is known, or past it where one side is."""
        above, below = self.above.max(axis=1), self.below.min(axis=1)
        known, capped = above > -_FARTHEST, below < _FARTHEST
        stride = 1e-3 * (1.0 + np.abs(self.ratio))
        past = above + 2.0 * np.abs(above - self.ratio) + stride
        before = below - 2.0 * np.abs(below - self.ratio) - stride
        one_sided = np.where(known, past, np.where(capped, before, self.ratio))
        ratio = np.where(known & capped, 0.5 * (above + below), one_sided)
        return replace(self, ratio=np.clip(ratio, -_FARTHEST, _FARTHEST))

    def halved_by_level(self) -> "Cells":
        """Return both halves of each range; an end that is new knows nothing yet."""
        halves, middle = [], self.levels.mean(axis=1)
        for end in (0, 1):
            levels, above, below = self.levels.copy(), self.above.copy(), self.below.copy()
            levels[:, 1 - end] = middle
            above[:, 1 - end], below[:, 1 - end] = -_FARTHEST, _FARTHEST
            halves.append(replace(self, levels=levels, above=above, below=below))
        return halves[0].followed_by(halves[1])

    def halved_by(self, criterion: Rows, middle: FloatArray) -> "Cells":
        """Return the cells in which a criterion takes less, and those in which it takes more."""
        rows = np.arange(len(self))
        cap, floor = self.cap.copy(), self.floor.copy()
        cap[rows, criterion] = floor[rows, criterion] = middle
        less, more = replace(self, cap=cap), replace(self, floor=floor)
        return less.followed_by(more).forgetful()
