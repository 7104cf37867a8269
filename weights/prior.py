"""The prior distribution of weights before the first question: near a profile, or uniform."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import Fault
from mcda.parks.data_files import document
from mcda.weight_set import WeightSet
from weights.centres import COSTS, LANDED, centre, kept
from weights.profiles import load_profiles
from weights.rank_order import weights_of_order
from weights.tenants import load_tenants

Order = Sequence[Sequence[str]]
Start = tuple[float, Mapping[str, float]]
"""A share, and weights by criterion that need not sum to 1."""

ANYTHING = 0.25
"""Share of the prior that knows nothing, uniform over all weights."""
_START = 0.60  # near the weights it starts from
_PROFILES, _TENANTS = 0.8, 0.2  # of what is near neither the start nor anything
_CONCENTRATION = 2.0  # per criterion: as wide as all weights in one order are


@dataclass(frozen=True, eq=False)
class Prior(WeightSet):
    r"""A mixture of Dirichlet distributions over the weights of ``n`` criteria.

    .. math:: p(w) = \sum_k q_k\, \mathrm{Dir}(w; \alpha_k)

    All :math:`\alpha \ge 1`, so that no weights are impossible and none infinitely likely: a
    start that does not fit is overruled by answers.

    Examples
    --------
    >>> found = prior_of(["roads", "price"], starts=[(1.0, {"price": 0.75, "roads": 0.25})])
    >>> found.shares.tolist()
    [0.6, 0.4]
    >>> found.sample(2, np.random.default_rng(7)).shape
    (2, 2)
    """

    name = "prior"

    shares: FloatArray
    """``q``, ``(k,)``, sum 1."""
    alphas: FloatArray
    """``(k, n)``, at least 1."""

    @property
    def n(self) -> int:
        """Number of criteria."""
        return int(self.alphas.shape[1])

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw weights, ``(size, n)``; rows sum to 1."""
        gammas = rng.standard_gamma(self.alphas[rng.choice(len(self.shares), size, p=self.shares)])
        return np.asarray(gammas / gammas.sum(axis=1, keepdims=True))

    def mean(self) -> FloatArray:
        """Return the mean of the weights, ``(n,)``."""
        return np.asarray(self.shares @ (self.alphas / self.alphas.sum(axis=1, keepdims=True)))

    def log_density(self, weights: FloatArray) -> FloatArray:
        """Return ``log p`` of weights ``(s, n)`` as a density over all but one weight, ``(s,)``."""
        logs = np.log(np.maximum(weights, 1e-300))
        terms = logs @ (self.alphas - 1.0).T + self._levels
        highest = terms.max(axis=1, keepdims=True)
        return np.asarray(highest[:, 0] + np.log(np.exp(terms - highest).sum(axis=1)))

    @cached_property
    def _levels(self) -> FloatArray:
        from scipy.special import gammaln

        norms = gammaln(self.alphas.sum(axis=1)) - gammaln(self.alphas).sum(axis=1)
        return np.asarray(norms + np.log(self.shares))


def prior_of(criteria: Sequence[str], starts: Sequence[Start] = ()) -> Prior:
    """Return the prior of the weights of some criteria.

    If all criteria belong to parks, three fifths lie near the profiles, a quarter is uniform and
    the rest lies near the orders of the reasons that the interviewed tenants named; else all is
    uniform. With starting weights, three fifths lie near these, a quarter is uniform (two fifths,
    if the criteria do not belong to parks) and the rest as before. Weights near a centre have a
    Dirichlet distribution around it, about as wide as all weights in one order are.

    Criteria that a start does not name weigh 0; the shares, above 0, divide the three fifths.
    """
    near = _near(tuple(criteria))
    whole = sum(share for share, _ in starts)
    parts = [(_START * share / whole, _around(weights, criteria)) for share, weights in starts]
    rest = 1.0 - ANYTHING - (_START if starts else 0.0)
    for share, alphas in near:
        part = rest * share / sum(share for share, _ in near) / len(alphas)
        parts += [(part, alpha) for alpha in alphas]
    parts.append((1.0 - sum(share for share, _ in parts), np.ones(len(criteria))))
    return Prior(np.array([share for share, _ in parts]), np.array([alpha for _, alpha in parts]))


def start_faults(starts: Sequence[Start], criteria: Sequence[str]) -> list[Fault]:
    """Return the faults of starting weights for some of the criteria."""
    faults: list[Fault] = []
    for place, (_, weights) in enumerate(starts):
        path = ("starts", place, "weights")
        faults += [
            Fault("weight_unknown_criterion", (*path, name), {"criterion": name, "known": criteria})
            for name in weights
            if name not in criteria
        ]
        faults += [
            Fault("weight_negative", (*path, name), {"criterion": name, "value": value})
            for name, value in weights.items()
            if value < 0
        ]
        if not any(value > 0 for value in weights.values()):
            faults.append(Fault("weights_all_zero", path, {}))
    return faults


def near_order(order: Order, criteria: Sequence[str]) -> dict[str, float]:
    """Return the centroid weights of an order, ties together; criteria not named come last."""
    groups = kept(order, criteria)
    ordered = {name for group in groups for name in group}
    last = [name for name in criteria if name not in ordered]
    return weights_of_order([*groups, *([last] if last else [])], criteria)


@lru_cache(maxsize=256)
def _near(criteria: tuple[str, ...]) -> tuple[tuple[float, tuple[FloatArray, ...]], ...]:
    """Return the centres near profiles and near tenants, with the shares of the two groups."""
    shipped = load_profiles().values() if set(criteria) <= _of_parks() else ()
    profiles = [
        centre(profile, criteria)
        for profile in shipped
        if profile.about == "parks" and {*profile.ranked} & set(criteria)
    ]
    reasons = [(tenant.order, tenant.named) for tenant in load_tenants()] if profiles else []
    names_said = {*criteria, *(COSTS if LANDED in criteria else ())}
    tenants = [near_order(order, criteria) for order, names in reasons if {*names} & names_said]
    near: list[tuple[float, Sequence[Mapping[str, float]]]] = [
        (_PROFILES, profiles),
        (_TENANTS, tenants),
    ]
    return tuple(
        (share, tuple(_around(weights, criteria) for weights in centres))
        for share, centres in near
        if centres
    )


@cache
def _of_parks() -> frozenset[str]:
    """Return the criteria of the park catalogue, the optional ones too."""
    return frozenset((*document("criteria.toml"), *document("criteria-further.toml")))


def _around(weights: Mapping[str, float], criteria: Sequence[str]) -> FloatArray:
    point = np.array([weights.get(name, 0.0) for name in criteria])
    return np.maximum(_CONCENTRATION * len(criteria) * point / point.sum(), 1.0)
