"""The user's own figures, and faults told by the field that names them."""

import pytest

from api.parks.given import called_parks, to_overrides
from api.parks.schemas import OverrideModel
from mcda.cells import Interval
from mcda.errors import Fault, InvalidEnterprise, InvalidProblem


def own(value: object) -> OverrideModel:
    return OverrideModel.model_validate(
        {"park": "tcr", "criterion": "land_price", "value": value, "source": "our quotation"}
    )


def test_figures_become_cells() -> None:
    first, second = to_overrides([own(95), own({"low": 90, "high": 99})])
    assert first.value == 95
    assert second.value == Interval(low=90, high=99)
    assert second.source == "our quotation"


def test_a_wrong_figure_keeps_its_place() -> None:
    with pytest.raises(InvalidEnterprise) as caught:
        to_overrides([own(95), own({"low": 99, "high": 90})])
    assert caught.value.faults[0].path == ("overrides", 1, "value", "low")


def test_alternatives_are_called_parks() -> None:
    fault = Fault("duplicate_id", ("alternatives", 2, "id"), {"id": "tcr"})
    with pytest.raises(InvalidProblem) as caught, called_parks():
        raise InvalidProblem([fault])
    assert caught.value.faults[0].path == ("parks", 2)
