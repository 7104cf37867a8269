"""What pymcdm has and what of it is offered: each method is accounted for, with the reason.

The laws are those that every method here is measured for; lower is better where pymcdm says so.
"""

import importlib
import warnings
from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest

from mcda import METHODS
from mcda.method import Method, Prepared
from mcda.prepare.normalise import refuse_not_above_zero
from mcda.testing.measure import measured
from mcda.traits import Traits

OURS = {
    "ARAS", "CODAS", "EDAS", "MABAC", "MARCOS", "MOORA", "PROMETHEE_II", "SPOTIS", "TOPSIS",
    "VIKOR", "WASPAS", "WPM", "WSM",
}  # fmt: skip
OFFERED = {"MAIRCA", "OCRA", "RAFSI"}
BREAK_DOMINANCE = {"AROMAN", "COPRAS", "PROBID", "SPROBID"}
NO_SCORE = {"COCOSO"}  # where an alternative is the worst throughout
KEEP_THE_LAWS = {"LMAW", "LoPM", "RAM", "RIM"}  # no additive score, order reversed, our TOPSIS
NEED_MORE_THAN_A_PROBLEM = {"BalancedSPOTIS", "COMET", "ERVD"}  # points or judgements of an expert


@cache
def library():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module("pymcdm.methods")


@dataclass(frozen=True, eq=False)
class Looped(Prepared):
    """Asks for each weight vector anew; what gives no finite score is level with everything."""

    matrix: object
    solver: str

    def scores(self, weights):
        tables = np.broadcast_to(self.matrix.values, (len(weights), *self.matrix.values.shape[-2:]))
        return np.stack([self._one(x, w) for x, w in zip(tables, weights, strict=True)])

    def _one(self, x, w):
        types = np.where(self.matrix.benefit, 1, -1)
        if self.solver == "COPRAS" and (types == 1).all():  # it refuses problems without a cost
            return np.zeros(len(x))
        settings = [self.matrix.ranges] if self.solver == "RIM" else []
        with np.errstate(all="ignore"):
            found = getattr(library(), self.solver)(*settings)(x, w, types, validation=False)
        sign = -1 if self.solver == "LoPM" else 1  # its own flag for this is misspelt
        return sign * found if np.isfinite(found).all() else np.zeros(len(x))


@dataclass(frozen=True, kw_only=True)
class Asked(Method):
    name = "asked"
    solver: str

    @property
    def traits(self):
        return Traits(needs_positive=True)

    @classmethod
    def of(cls, parameters):
        return cls(**parameters)

    def prepare(self, matrix):
        refuse_not_above_zero(matrix, self.name)
        return Looped(matrix, self.solver)


def test_every_method_of_pymcdm_is_accounted_for():
    base = importlib.import_module("pymcdm.methods.mcda_method").MCDA_method
    classes = {
        name
        for name, found in vars(library()).items()
        if isinstance(found, type) and issubclass(found, base)
    }
    refused = BREAK_DOMINANCE | NO_SCORE | NEED_MORE_THAN_A_PROBLEM
    assert classes == OURS | OFFERED | KEEP_THE_LAWS | refused
    assert {f"pymcdm_{name.lower()}" for name in OFFERED} == {
        name for name in METHODS if name.startswith("pymcdm_")
    }


@pytest.mark.parametrize("name", sorted(BREAK_DOMINANCE))
def test_what_is_not_offered_breaks_dominance(name):
    found = measured(Asked(solver=name), range(30))["dominance"]
    assert found.kept < found.tried


@pytest.mark.parametrize("name", sorted(NO_SCORE))
def test_what_is_not_offered_gives_no_score(name):
    values, types, weights = np.array([[1.0, 1], [2, 3], [3, 2]]), np.ones(2), np.full(2, 0.5)
    with np.errstate(all="ignore"):
        found = getattr(library(), name)()(values, weights, types, validation=False)
    assert not np.isfinite(found).all()


@pytest.mark.parametrize("name", sorted(KEEP_THE_LAWS))
def test_some_that_are_not_offered_keep_the_laws(name):
    found = measured(Asked(solver=name), range(30))
    assert found["dominance"].kept == found["dominance"].tried
    assert found["monotone"].kept == found["monotone"].tried
