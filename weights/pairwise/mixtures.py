"""What a group whose judgements were brought together leaves open: how much each judge counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from mcda.cells import FloatArray
from mcda.weight_set import WeightSet
from weights.pairwise.group import Group
from weights.pairwise.solved import Solved

_LEAST = 1e-12  # a judge who gives a child no points at all


@dataclass(frozen=True, slots=True, eq=False)
class JudgementMixtures(WeightSet):
    r"""The group's weights if the judges counted differently: the Bayesian bootstrap.

    Parameters
    ----------
    group
        With a common tree.

    Notes
    -----
    Shares are drawn from a Dirichlet distribution whose mean are the judges' shares. A node's
    priorities are the group's times :math:`\prod_j p_j^{s_j - \bar s_j}`, p the judges' own: for
    complete judgements and geometric means exactly what the drawn shares would have given.

    References
    ----------
    Rubin, D. B. (1981). The Bayesian bootstrap. Annals of Statistics 9(1), 130-134.
    doi:10.1214/aos/1176345338
    """

    name = "judges"

    group: Group

    @property
    def facts(self) -> Mapping[str, Any]:
        """The number of judges."""
        return {"judges": len(self.group.names)}

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw shares and bring the judges together by them, ``(size, n)``."""
        group = self.group
        if group.common is None:
            raise TypeError(group.aggregate)  # pragma: no cover - made for common trees only
        counted = group.shares > 0
        drawn = np.zeros((size, len(group.shares)))
        drawn[:, counted] = rng.dirichlet(group.shares[counted] * counted.sum(), size)
        places = {node.node.id: place for place, node in enumerate(group.trees[0].nodes())}
        return self._under(group.common.root, drawn, places)

    def _under(self, node: Solved, drawn: FloatArray, places: Mapping[str, int]) -> FloatArray:
        own = np.array([solved.local for solved in self.group.at(places[node.node.id])])
        change = (drawn - self.group.shares) @ np.log(np.maximum(own, _LEAST))
        local = node.local * np.exp(change - change.max(axis=1, keepdims=True))
        local /= local.sum(axis=1, keepdims=True)
        found = np.zeros((len(drawn), node.reach.shape[1]))
        for k, child in enumerate(node.children):
            below = node.reach[k] if child is None else self._under(child, drawn, places)
            found += local[:, k, None] * below
        return found
