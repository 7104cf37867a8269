"""All weights that linear statements allow: extent, centre, volume, and draws from them."""

from weights.polytope.polytope import Polytope

__all__ = ["Polytope"]
