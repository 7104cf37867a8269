"""What waiting costs: the loss a month by the months that building, or a factory, takes."""

import pytest

from mcda.errors import InvalidEnterprise
from mcda.parks import Catalogue, Enterprise, Override, appraise
from mcda.parks.delay import Delay, delay
from tests.refusals import rejects

LOSS = 50_000.0
PARKS = ("tcr", "hofusan", "vcep")


def _delay(
    catalogue: Catalogue, *overrides: Override, criteria: tuple[str, ...] = ("land_price",)
) -> Delay:
    own = Enterprise(sectors=["auto_parts"], delay_cost=LOSS)
    view = appraise(catalogue, own, PARKS, criteria, overrides=overrides)
    found = delay(catalogue, view, PARKS)
    assert found is not None
    return found


def _own(level: float) -> Override:
    return Override(
        alternative="tcr", criterion="speed_to_operation", value=level, source="our visit"
    )


@pytest.mark.parametrize(
    ("level", "months"), [(0.0, (12.0, None)), (1.0, (12.0, 36.0)), (2.0, (0.0, 12.0))]
)
def test_months_follow_from_what_stands_there(catalogue, level, months):
    """The dissertation: one's own factory takes one to three years, one that stands is there."""
    first = _delay(catalogue, _own(level), criteria=("speed_to_operation",)).parks[0]
    assert (first.months_low, first.months_high) == months
    assert first.cost_low == months[0] * LOSS
    assert first.cost_high == (None if months[1] is None else months[1] * LOSS)


def test_the_rating_stands_where_speed_is_not_compared(catalogue):
    waits = _delay(catalogue).parks
    assert len({wait.months_low == 0.0 for wait in waits}) == 2
    for wait in waits:
        mode = catalogue.ratings[wait.alternative, "speed_to_operation"].mode
        assert (wait.months_low == 0.0) == (mode >= 2)


def test_what_nothing_is_known_of_is_asked_for(catalogue):
    silent = next(
        name for name in catalogue.parks if (name, "speed_to_operation") not in catalogue.ratings
    )
    own = Enterprise(delay_cost=LOSS)
    found = delay(catalogue, appraise(catalogue, own, [silent], ["land_price"]), [silent])
    assert found is not None
    assert (found.parks, found.unknown) == ((), (silent,))
    assert "nothing is known" in found.sentences[-1].say("en")


def test_nothing_is_told_without_a_loss(catalogue):
    view = appraise(catalogue, Enterprise(), PARKS, ["land_price"])
    assert delay(catalogue, view, PARKS) is None


@pytest.mark.parametrize("loss", [0, -1, 2e9, "much", True, float("nan")])
def test_a_loss_out_of_bounds_is_refused(loss):
    with rejects(InvalidEnterprise, codes=["delay_cost_invalid"]):
        Enterprise(delay_cost=loss)  # type: ignore[arg-type]
