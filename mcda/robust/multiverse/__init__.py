"""Would another defensible method, normalisation or weighting name another winner."""

from mcda.robust.multiverse.analysis import multiverse
from mcda.robust.multiverse.defensible import defensible_methods
from mcda.robust.multiverse.result import Choice, Combination, Multiverse

__all__ = ["Choice", "Combination", "Multiverse", "defensible_methods", "multiverse"]
