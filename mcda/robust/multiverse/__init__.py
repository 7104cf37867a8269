"""Whether another defensible method, normalisation or weighting would have another winner."""

from mcda.robust.multiverse.analysis import multiverse
from mcda.robust.multiverse.defensible_methods import defensible_methods
from mcda.robust.multiverse.result import ChangedChoice, Combination, Multiverse

__all__ = ["ChangedChoice", "Combination", "Multiverse", "defensible_methods", "multiverse"]
