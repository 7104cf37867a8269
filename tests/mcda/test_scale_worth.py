"""What uncertain cells are worth: against quantiles, and by hand."""

import numpy as np
import pytest

from mcda import Problem
from mcda.cells import Beta, Interval, LogNormal, Normal, Spread, Triangular, Typical, limited_means
from mcda.criterion import Alternative, Criterion
from mcda.scale import Scale, logarithmic, whole_scale

SPREADS: tuple[Spread, ...] = (
    Interval(low=0.2, high=4),
    Interval(low=2, high=2),
    Triangular(low=0.2, mode=1, high=4),
    Triangular(low=1, mode=1, high=4),
    Triangular(low=1, mode=4, high=4),
    Triangular(low=2, mode=2, high=2),
    Normal(mean=1, sd=2),
    LogNormal(mu=0.3, sigma=0.7),
    Beta(alpha=2, beta=3, low=0.5, high=6),
    Typical(
        parts=(Interval(low=1, high=1), Triangular(low=0, mode=2, high=5), Interval(low=2, high=3)),
        shares=(0.3, 0.5, 0.2),
    ),
)
AT = np.array([-1.0, 0.0, 0.5, 1.0, 1.2, 2.0, 3.3, 5.0, 9.0])
_SHARES = (np.arange(200_000) + 0.5) / 200_000


@pytest.mark.parametrize("spread", SPREADS[:-1], ids=lambda s: type(s).__name__)
def test_the_mean_of_the_lesser(spread: Spread) -> None:
    drawn = spread.quantile(_SHARES)
    expected = [np.minimum(drawn, x).mean() for x in AT]
    assert spread.limited_mean(AT) == pytest.approx(expected, abs=1e-3)


def test_a_mixture_is_the_mean_of_its_parts_by_their_shares() -> None:
    typical = SPREADS[-1]
    assert isinstance(typical, Typical)
    for name in ("limited_mean", "below"):
        parts = [getattr(part, name)(AT) for part in typical.parts]
        assert getattr(typical, name)(AT) == pytest.approx(np.array(typical.shares) @ parts)
    assert (typical.low, typical.high) == (0, 5)
    assert typical.headline == pytest.approx(0.3 * 1 + 0.5 * 7 / 3 + 0.2 * 2.5)
    shares = np.array([0.0, 0.1, 0.4, 0.75, 1.0])
    assert (typical.below(typical.quantile(shares)) >= shares - 1e-9).all()
    rng = np.random.default_rng(7)
    drawn = typical.sample(100_000, rng)
    assert [(drawn <= x).mean() for x in AT] == pytest.approx(typical.below(AT), abs=0.006)


def test_many_cells_at_once_are_each_alone() -> None:
    table = limited_means(SPREADS, AT)
    assert table.shape == (len(SPREADS), len(AT))
    for row, spread in zip(table, SPREADS, strict=True):
        assert row == pytest.approx(spread.limited_mean(AT), abs=1e-12)


def test_worth_by_hand() -> None:
    """Half of a uniform price below the best end, half evenly between the ends: 3/4."""
    scale = Scale((60.0, 200.0), (1.0, 0.0))
    assert scale.means([Interval(low=-80, high=200)]) == pytest.approx([0.75])
    assert scale.certain([Interval(low=-80, high=200)]) == pytest.approx([95])


@pytest.mark.parametrize(
    "scale",
    [
        Scale((60.0, 100.0, 200.0), (1.0, 0.5, 0.0)),
        Scale(*map(tuple, zip(*logarithmic(200, 60), strict=True))),
        Scale((0.0, 50.0, 80.0, 200.0), (0.0, 1.0, 1.0, 0.0), target=True),
    ],
)
def test_a_certain_equivalent_is_worth_the_mean(scale: Scale) -> None:
    cells = [
        Triangular(low=10, mode=40, high=250),
        Interval(low=70, high=180),
        Triangular(low=90, mode=150, high=220),
    ]
    means = [scale.value(cell.quantile(_SHARES)).mean() for cell in cells]
    assert scale.means(cells) == pytest.approx(means, abs=1e-5)
    assert scale.value(scale.certain(cells)) == pytest.approx(means, abs=1e-5)
    if scale.target:
        assert (scale.certain(cells) > 80).tolist() == [False, True, True]


def test_headlines_by_worth_only_where_a_problem_says_so() -> None:
    class Valued(Problem):
        is_valued = True

    given = {
        "criteria": (Criterion(id="price", direction="cost", range=(60, 200)),),
        "alternatives": (Alternative(id="a"), Alternative(id="b")),
        "performances": [[Triangular(low=90, mode=90, high=150)], [95.0]],
    }
    assert Problem(**given).values.tolist() == [[90], [95]]
    assert Valued(**given).values == pytest.approx(np.array([[110], [95]]))


def test_curves_that_rise_or_fall_all_the_way_have_an_inverse() -> None:
    falling = whole_scale(
        Criterion(id="p", direction="cost", range=(60, 200), value=logarithmic(200, 60))
    )
    assert falling is not None
    assert falling.is_strict
    x = np.array([60.0, 99.0, 150.0, 200.0])
    assert falling.inverse(falling.value(x)) == pytest.approx(x)
    assert not Scale((0.0, 1.0, 2.0, 3.0), (0.0, 0.5, 0.5, 1.0)).is_strict
