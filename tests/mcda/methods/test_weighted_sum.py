import numpy as np
import pytest

VALUES, BENEFIT = [[1, 10], [3, 30], [2, 15]], [True, False]


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("minmax", [0.4, 0.6, 0.6 * 0.5 + 0.4 * 0.75]),
        ("linear", [0.2 + 0.4, 0.6 + 0.4 / 3, 0.4 + 0.4 * 2 / 3]),
        ("max", [0.2 + 0.4 * 2 / 3, 0.6, 0.4 + 0.2]),
        ("none", [0.6 - 4, 1.8 - 12, 1.2 - 6]),
        ("range", [0.15 + 0.3, 0.45 + 0.1, 0.3 + 0.25]),
    ],
)
def test_by_hand(score, kind, wanted):
    found = score(
        "weighted_sum", VALUES, [0.6, 0.4], BENEFIT, [[0, 4], [0, 40]], normalisation=kind
    )
    np.testing.assert_allclose(found, wanted)


def test_compensation_is_complete(score):
    found = score("weighted_sum", [[0, 1], [1, 0], [0.5, 0.5]], [0.5, 0.5])
    np.testing.assert_allclose(found, 0.5)
