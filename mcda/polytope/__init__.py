"""All weights that linear statements allow: extent, centre, volume, and draws from them.

Of three criteria the first counts at least as much as the second, that as much as the third:

>>> from mcda.polytope import Polytope
>>> Polytope.whole(3).cut([-1, 1, 0], 0).cut([0, -1, 1], 0).bounds().round(4).tolist()
[[0.3333, 1.0], [0.0, 0.5], [0.0, 0.3333]]
"""

from mcda.polytope.polytope import Polytope, PolytopePart

__all__ = ["Polytope", "PolytopePart"]
