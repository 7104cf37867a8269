"""All weights that linear statements allow: extent, centre, volume, and draws from them."""

from mcda.polytope.part import Part
from mcda.polytope.polytope import Polytope

__all__ = ["Part", "Polytope"]
