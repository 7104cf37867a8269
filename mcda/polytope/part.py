"""Parts of a set of weights on one side of hyperplanes, and their shares of its volume."""

from dataclasses import dataclass, replace

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import Fault, UnsuitableData
from mcda.polytope.corners import Corners
from mcda.polytope.geometry import Round
from mcda.polytope.triangulation import Triangulation, triangulated

_LEVEL = 1e-10


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A polytope of weights within a larger one.

    Parameters
    ----------
    body
        Coordinates of the larger one.
    corners
        Of the part, in these.
    """

    body: Round
    corners: Corners

    @property
    def weights(self) -> FloatArray:
        """Weights at the corners, ``(v, n)``."""
        return self.body.weights(self.corners.points)

    def above(self, row: FloatArray) -> "Part | None":
        """Return the part where ``row @ w >= 0``; None where it has no volume.

        Parameters
        ----------
        row
            Shape ``(n,)``. What is within 1e-10 of its length counts as 0.

        Raises
        ------
        UnsuitableData
            It would have more than 2000 corners.
        """
        length = float(np.linalg.norm(row)) or 1.0
        slack = self.weights @ (row / length)
        if slack.min() >= -_LEVEL:
            return self
        if slack.max() <= _LEVEL:
            return None
        corners = self.corners.cut(slack)
        if corners is None:
            raise UnsuitableData([Fault("volumes_blurred")])
        return replace(self, corners=corners)

    def measured(self) -> Triangulation | None:
        """Return its division into simplices; None where there are too many, or rounding blurs it.

        Volumes are those in the coordinates of the body: only their ratios mean something.
        """
        return triangulated(self.corners)
