"""What a group whose judgements were brought together leaves open: how much each judge counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mcda.cells import FloatArray
from mcda.weight_set import Judgement, WeightSet
from weights.pairwise.drawn import drawn_judgements, drawn_weights, judgements_behind
from weights.pairwise.group import Group
from weights.pairwise.solved import Solved, SolvedTree

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

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """Judgements that a judge of the group answered, as the group's."""
        return judgements_behind(self._common)

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw shares and bring the judges together by them, ``(size, n)``."""
        return drawn_weights(self._common, self._local(size, rng))

    def draw(self, size: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Draw shares, and what the group's judgements would be under them."""
        local = self._local(size, rng)
        return drawn_weights(self._common, local), drawn_judgements(self._common, local)

    @property
    def _common(self) -> SolvedTree:
        if self.group.common is None:
            raise TypeError(self.group.aggregate)  # pragma: no cover - made for common trees only
        return self.group.common

    def _local(self, size: int, rng: np.random.Generator) -> list[FloatArray]:
        group = self.group
        counted = group.shares > 0
        drawn = np.zeros((size, len(group.shares)))
        drawn[:, counted] = rng.dirichlet(group.shares[counted] * counted.sum(), size)
        return [
            _mixed(node, [own.local for own in group.at(place)], drawn - group.shares)
            for place, node in enumerate(self._common.nodes())
        ]


def _mixed(node: Solved, own: Sequence[FloatArray], moved: FloatArray) -> FloatArray:
    change = moved @ np.log(np.maximum(np.array(own), _LEAST))
    local = node.local * np.exp(change - change.max(axis=1, keepdims=True))
    return np.asarray(local / local.sum(axis=1, keepdims=True))
