"""Uncertainty budget: how much of the doubt about the winner comes from where."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

import numpy as np

from mcda.arguments import checked, seed_from
from mcda.errors import Fault, InvalidSensitivity, Note
from mcda.method import Method
from mcda.plain import UNTOLD, Share
from mcda.ranking import Ranking
from mcda.robust.shapley_sampler import Kind, RefusedMatrix, ShapleyMeans, ShapleySampler
from mcda.table import RankingTable

if TYPE_CHECKING:
    import pandas as pd

DEFAULT_SAMPLES = 2000
DEFAULT_SEED = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtSource:
    """A source of doubt and its share.

    Examples
    --------
    >>> import mcda
    >>> source = mcda.robust.budget(mcda.example()).sources[0]
    >>> source.alternative, source.criterion, source.share
    ('south', 'price', 1.0)
    """

    kind: Kind
    """The weights together, the choice of method, or one uncertain cell."""
    alternative: str | None
    """Of a cell, else None."""
    criterion: str | None
    """Of a cell, else None."""
    share: float
    """Of the doubt; all shares sum to 1, or are 0 where there is no doubt. The share of what hardly
    matters may come out just below 0."""
    standard_error: float
    """Of the share."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Budget(RankingTable):
    """Where the doubt about the winner comes from, the largest source first.

    Examples
    --------
    >>> import mcda
    >>> mcda.robust.budget(mcda.example()).to_frame()["share"].tolist()
    [1.0, 0.0]
    """

    doubt: Share
    """Chance that nobody is first, perhaps with others, in both of two independent draws; 0..1."""
    standard_error: float
    """Of the doubt."""
    sources: tuple[DoubtSource, ...]
    """With their shares."""
    methods: tuple[Method, ...]
    """The configurations that one was drawn from, each as likely as the others."""
    unavailable: Annotated[tuple[tuple[Method, Note], ...], UNTOLD]
    """Configurations that cannot take the drawn data, and why."""
    samples: int
    """Of the draws; ``seed`` is None where the caller passed a generator."""
    seed: int | None
    """Of the draws; ``seed`` is None where the caller passed a generator."""

    def to_frame(self) -> "pd.DataFrame":
        """Return the share of each source of doubt and its standard error, the largest first."""
        import pandas as pd

        return pd.DataFrame(
            [(s.kind, s.alternative, s.criterion, s.share, s.standard_error) for s in self.sources],
            columns=["source", "alternative", "criterion", "share", "standard_error"],
        )


@checked
def budget(
    ranking: Ranking,
    methods: Sequence[Method] = (),
    samples: int = DEFAULT_SAMPLES,
    rng: int | np.random.Generator = DEFAULT_SEED,
    spread: float | Literal["any"] | None = None,
) -> Budget | None:
    r"""Divide the doubt about the winner among weights, method and uncertain cells.

    The doubt is the chance that no alternative is first in both of two independent draws, of those
    that share the first rank each being first; without ties :math:`1 - \sum_i p_i^2` with
    :math:`p_i` the chance that i is first, the variance of the winner's indicators. The shares are
    its Shapley effects, for independent sources. Two independent draws x and y are joined by a walk
    that replaces one source after the other, in random order; a step from winners V to winners W
    counts ``[X meets V] - [X meets W]`` for its source, X the winners at x, and likewise seen from
    y. Their mean over walks is the Shapley effect. With fewer than two alternatives there is no
    doubt and None is returned.

    Parameters
    ----------
    ranking
        A ranking of ``m`` alternatives.
    methods
        Configurations as defensible as the ranking's own, which is always added;
        with none the choice of method is no source.
    samples
        Number of walks, at least 1; each ranks once more than there are sources.
    rng
        Seed or generator.
    spread
        Of the weights, as in `mcda.robust.acceptability`.

    Raises
    ------
    InvalidSensitivity
        ``samples`` below 1.
    UnsuitableData
        A drawn cell is outside the values that the ranking's own method accepts.

    References
    ----------
    Goda, T. (2021). A simple algorithm for global sensitivity analysis with Shapley effects.
    Reliability Engineering & System Safety 213, 107702. doi:10.1016/j.ress.2021.107702
    Owen, A. B. (2014). Sobol' indices and Shapley value. SIAM/ASA Journal on Uncertainty
    Quantification 2(1), 245-251. doi:10.1137/130936233

    Examples
    --------
    >>> import mcda
    >>> [source.kind for source in mcda.robust.budget(mcda.example()).sources]
    ['cell', 'weights']
    """
    if type(samples) is not int or samples < 1:
        fields = {"value": samples, "limit": "-"}
        raise InvalidSensitivity([Fault("samples_bounds", ("samples",), fields)])
    if len(ranking.order) < 2:
        return None
    seed = seed_from(rng)
    walks, counted, unavailable = _walked(ranking, methods, samples, seed, spread)
    return Budget(
        names=ranking.problem.names,
        doubt=counted.doubt,
        standard_error=counted.error,
        sources=_sources(walks, counted),
        methods=tuple(walks.methods),
        unavailable=unavailable,
        samples=samples,
        seed=rng if isinstance(rng, int) else None,
    )


def _walked(
    ranking: Ranking,
    methods: Sequence[Method],
    samples: int,
    seed: int,
    spread: float | Literal["any"] | None,
) -> tuple[ShapleySampler, ShapleyMeans, tuple[tuple[Method, Note], ...]]:
    """Walk with all configurations that accept the draws, which are the same for all of them."""
    chosen = [ranking.method, *(method for method in methods if method != ranking.method)]
    unavailable: list[tuple[Method, Note]] = []
    while True:
        walks = ShapleySampler(ranking, tuple(chosen), spread)
        try:
            counted = walks.count(samples, np.random.default_rng(seed))
        except RefusedMatrix as refused:
            unavailable.append((chosen.pop(refused.place), refused.reason))
        else:
            return walks, counted, tuple(unavailable)


def _sources(walks: ShapleySampler, counted: ShapleyMeans) -> tuple[DoubtSource, ...]:
    matrix, sources = walks.ranking.matrix, []
    numbers = zip(walks.sources, counted.shares.tolist(), counted.errors.tolist(), strict=True)
    for (kind, cell), share, error in numbers:
        sources.append(
            DoubtSource(
                kind=kind,
                alternative=None if cell is None else matrix.alternatives[cell[0]],
                criterion=None if cell is None else matrix.criteria[cell[1]],
                share=share,
                standard_error=error,
            )
        )
    return tuple(sorted(sources, key=lambda source: -source.share))
