"""What is likely of weights before anybody was asked: near a profile, or anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mcda.cells import FloatArray
from mcda.weight_set import WeightSet
from weights.profiles import load_profiles
from weights.ranked import weights_of_order
from weights.tenants import load_tenants

Order = Sequence[Sequence[str]]

ANYTHING = 0.25
"""Share of the prior that knows nothing, uniform over all weights."""
_START = 0.60  # near the order an interview begins with
_PROFILES, _TENANTS = 0.8, 0.2  # of what is near neither the start nor anything
_CONCENTRATION = 2.0  # per criterion: as wide as all weights in one order are


@dataclass(frozen=True, eq=False)
class Prior(WeightSet):
    r"""A mixture of Dirichlet distributions over the weights of ``n`` criteria.

    .. math:: p(w) = \sum_k q_k\, \mathrm{Dir}(w; \alpha_k)

    All :math:`\alpha \ge 1`, so that no weights are impossible and none infinitely likely: a
    start that does not fit is overruled by answers.

    Parameters
    ----------
    shares
        ``q``, ``(k,)``, sum 1.
    alphas
        ``(k, n)``, at least 1.

    Examples
    --------
    >>> found = prior_of(["roads", "price"], order=[["price"], ["roads"]])
    >>> found.shares.tolist()
    [0.6, 0.4]
    >>> found.sample(2, np.random.default_rng(7)).shape
    (2, 2)
    """

    name = "prior"

    shares: FloatArray
    alphas: FloatArray

    @property
    def n(self) -> int:
        """Number of criteria."""
        return int(self.alphas.shape[1])

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw weights, ``(size, n)``; rows sum to 1."""
        component = rng.choice(len(self.shares), size, p=self.shares)
        drawn = rng.standard_gamma(self.alphas[component])
        return np.asarray(drawn / drawn.sum(axis=1, keepdims=True))

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


def prior_of(criteria: Sequence[str], order: Order = ()) -> Prior:
    """Return the prior of the weights of some criteria.

    Where all are criteria of parks, three fifths lie near the orders of the profiles, a quarter is
    anything and the rest lies near the orders of reasons that the interviewed tenants named; else
    all is anything. With an order to begin with three fifths lie near that, a quarter is anything
    (two fifths, where the criteria are none of parks) and the rest as before. Near an order are
    Dirichlet distributions around its centroid weights, about as wide as all weights in that order.

    Parameters
    ----------
    criteria
        Ids of the ``n`` criteria.
    order
        From the most to the least important, ties together; who is not named stands last.
    """
    near = [(_PROFILES, _profiles(criteria)), (_TENANTS, _tenants(criteria))]
    left = [(share, orders) for share, orders in near if orders]
    parts: list[tuple[float, FloatArray]] = []
    if order:
        parts.append((_START, _around(order, criteria)))
    rest = 1.0 - ANYTHING - (_START if order else 0.0)
    for share, orders in left:
        part = rest * share / sum(share for share, _ in left) / len(orders)
        parts += [(part, _around(one, criteria)) for one in orders]
    taken = sum(share for share, _ in parts)
    parts.append((1.0 - taken, np.ones(len(criteria))))
    return Prior(np.array([share for share, _ in parts]), np.array([alpha for _, alpha in parts]))


def _profiles(criteria: Sequence[str]) -> list[Order]:
    """Return the orders of the profiles that are about all of the criteria."""
    found = load_profiles().values()
    known = [(p.order, {*p.ranked, *p.excluded}) for p in found if p.about == "parks"]
    return [order for order, named in known if named >= set(criteria)]


def _tenants(criteria: Sequence[str]) -> list[Order]:
    if not _profiles(criteria):
        return []
    named = [(tenant.order, tenant.named) for tenant in load_tenants()]
    return [order for order, names in named if set(names) & set(criteria)]


def _around(order: Order, criteria: Sequence[str]) -> FloatArray:
    kept = [group for one in order if (group := [c for c in one if c in criteria])]
    named = {name for group in kept for name in group}
    last = [name for name in criteria if name not in named]
    values = weights_of_order([*kept, *([last] if last else [])], criteria)
    centre = np.array([values[name] for name in criteria])
    return np.maximum(_CONCENTRATION * len(criteria) * centre, 1.0)
