from dataclasses import replace

import pytest

from mcda.parks.model import Level
from mcda.parks.overlay.figures import figures, level_of

LEVEL = Level(id="five", low=4, value=5, high=7, name={}, rule={})


@pytest.mark.parametrize(
    ("low", "mode", "high", "found"),
    [
        (1.0, 2.0, 4.0, (1.0, 2.0, 4.0)),
        (1.0, None, 4.0, (1.0, 2.5, 4.0)),
        (None, 2.0, None, (2.0, 2.0, 2.0)),
        (None, None, None, None),
        (1.0, 2.0, None, None),
        (None, 2.0, 4.0, None),
    ],
)
def test_what_is_left_out_follows_or_is_missing(quotation, low, mode, high, found):
    assert figures(replace(quotation, low=low, mode=mode, high=high)) == found


def test_a_level_gives_its_value_and_its_bounds(rating):
    assert figures(rating, LEVEL) == (4, 5, 7)
    assert figures(replace(rating, low=5.0, high=6.0), LEVEL) == (5.0, 5, 6.0)


def test_the_level_is_one_of_the_criterion(rating, quotation, catalogue):
    assert level_of(rating, catalogue).value == 7
    assert level_of(quotation, catalogue) is None
    for wrong in (replace(rating, level="leaders"), replace(rating, criterion="land_price")):
        with pytest.raises(KeyError):
            level_of(wrong, catalogue)
