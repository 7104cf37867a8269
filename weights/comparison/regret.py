"""The consensus: the alternative whose greatest regret over several weightings is least."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.errors import Note
from mcda.method import TOLERANCE
from mcda.plain import UNTOLD, Size
from mcda.texts import Label
from mcda.texts.figures import Rounding, formatted
from mcda.texts.phrases import listed

_POINTS = 100
_LEAST = 0.1  # points, so that a regret is never told as none


@dataclass(frozen=True, slots=True, kw_only=True)
class Consensus:
    """The alternative that everybody can live with: the least greatest regret."""

    alternative: str
    """Its id; where several share the least greatest regret, the first of the problem's order."""
    tied_with: tuple[str, ...]
    """The others that share it."""
    greatest_regret: Size
    """In the unit of the method's score, at least 0."""
    objects_most: str | None
    """The weighting of that regret, None where the alternative is first under all."""
    objects_equally: tuple[str, ...]
    """Other weightings with the same regret."""
    regrets: Mapping[str, float]
    """By weighting: how far the alternative is behind the first."""
    in_points: Annotated[bool, UNTOLD] = False
    """Scores lie in 0..1, and are told out of 100."""
    told: ClassVar = ("name", "sentence")

    @property
    def name(self) -> Note:
        """Of the alternative."""
        return Note.naming(self.alternative)

    @property
    def sentence(self) -> Note:
        """The consensus in words."""
        alternatives = [Label(alternative) for alternative in (self.alternative, *self.tied_with)]
        if self.objects_most is None:
            return Note("consensus_unopposed", (), {"alternatives": listed(alternatives)})
        objecting = [
            Note("weighting_quoted", (), {"name": name})
            for name in (self.objects_most, *self.objects_equally)
        ]
        if self.in_points:
            points = formatted(max(_POINTS * self.greatest_regret, _LEAST), ".1f")
            regret = Note("consensus_points", (), {"points": points})
        else:
            rounding = Rounding.showing(self.greatest_regret)
            points = rounding.text(rounding.units(self.greatest_regret))
            regret = Note("consensus_score", (), {"points": points})
        fields = {
            "alternatives": listed(alternatives),
            "regret": regret,
            "objecting": listed(objecting),
        }
        return Note("consensus_opposed", (), fields)


def regrets(oriented: FloatArray, ranks: npt.NDArray[np.int64]) -> FloatArray:
    r"""Return :math:`r_{ki} = \max_l S_{kl} - S_{ki}`, at least 0, and 0 for all at rank 1.

    Shapes: `oriented`, `ranks` ``(s, m)``.

    References
    ----------
    Savage, L. J. (1951). The theory of statistical decision. Journal of the American Statistical
    Association 46(253), 55-67. doi:10.1080/01621459.1951.10500768
    """
    return np.where(ranks == 1, 0.0, oriented.max(axis=1, keepdims=True) - oriented)


def consensus(
    oriented: FloatArray,
    ranks: npt.NDArray[np.int64],
    names: Sequence[str],
    alternatives: Sequence[str],
) -> Consensus:
    """Return the alternative whose greatest regret over the weightings is least.

    Regrets of different weightings are compared directly, because one method gives them one unit.
    (VIKOR rescales its scores to 0..1 under every weighting.) Differences of at most 1e-9 of the
    largest score are ties.
    """
    table = regrets(oriented, ranks)
    level = TOLERANCE * float(np.abs(oriented).max())
    greatest = table.max(axis=0)
    best = np.flatnonzero(greatest <= greatest.min() + level).tolist()
    own = table[:, best[0]]
    worst = float(own.max())
    objecting = np.flatnonzero(own >= worst - level).tolist() if worst > level else []
    return Consensus(
        alternative=alternatives[best[0]],
        tied_with=tuple(alternatives[i] for i in best[1:]),
        greatest_regret=worst,
        objects_most=names[objecting[0]] if objecting else None,
        objects_equally=tuple(names[k] for k in objecting[1:]),
        regrets=dict(zip(names, own.tolist(), strict=True)),
        in_points=bool(oriented.min() >= 0 and oriented.max() <= 1),
    )
