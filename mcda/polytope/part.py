"""Parts of a set of weights on one side of hyperplanes, and their shares of its volume."""

from dataclasses import dataclass, replace

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import Fault, UnsuitableData
from mcda.polytope.corners import Corners
from mcda.polytope.geometry import Round
from mcda.polytope.triangulation import Triangulation, triangulate

_LEVEL = 1e-10


@dataclass(frozen=True, slots=True, eq=False)
class PolytopePart:
    """A polytope of weights within a larger one.

    Parameters
    ----------
    body
        Coordinates of the larger one.
    corners
        Of the part, in these.

    Examples
    --------
    In a quarter of all weights of three criteria the first counts more than the others together.

    >>> import numpy as np
    >>> from mcda.polytope import Polytope
    >>> whole = Polytope.whole(3).part()
    >>> half = whole.above(np.array([1.0, -1.0, -1.0]))
    >>> volumes = [part.measured().volumes.sum() for part in (half, whole)]
    >>> round(float(volumes[0] / volumes[1]), 4)
    0.25
    """

    body: Round
    corners: Corners

    @property
    def weights(self) -> FloatArray:
        """Weights at the corners, ``(v, n)``."""
        return self.body.weights(self.corners.points)

    def above(self, row: FloatArray) -> "PolytopePart | None":
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
        return triangulate(self.corners)
