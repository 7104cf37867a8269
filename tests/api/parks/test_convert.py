"""The user's own figures, and faults told by the field that names them."""

import pytest

from api.jobs.enterprise_sheet import read_enterprises
from api.parks.convert import called_parks, to_enterprise, to_overrides
from api.parks.schemas import EnterpriseModel, OverrideModel
from mcda.cells import Interval
from mcda.errors import Fault, InvalidEnterprise, InvalidProblem
from mcda.parks import Enterprise, load_catalogue
from mcda.parks.model import Tenure
from tests.refusals import rejects

CATALOGUE = load_catalogue()


def own(value: object) -> OverrideModel:
    return OverrideModel.model_validate(
        {"alternative": "tcr", "criterion": "land_price", "value": value, "source": "our quotation"}
    )


FULL = {
    "home": {"province": "Zhejiang", "city": "Hangzhou"}, "sectors": ["auto_parts"],
    "markets": {"US": 0.6}, "size": "sme", "first_investment": True, "intent": "trial",
    "needs_standard_factory": True, "partners_in": ["tcr"], "investor_reliance": 0.5,
    "container_value": 50000, "goods": ["87"], "chinese_parts": 0.4,
    "delay_cost": 20000, "sales_per_area": 900, "labour_share": 0.12,
}  # fmt: skip


def test_nothing_that_an_enterprise_says_is_lost() -> None:
    assert set(FULL) == set(EnterpriseModel.model_fields)
    assert to_enterprise(EnterpriseModel.model_validate(FULL), CATALOGUE) == Enterprise(**FULL)  # type: ignore[arg-type]
    assert to_enterprise(EnterpriseModel(), CATALOGUE) == Enterprise()


def test_a_wrong_enterprise_is_refused() -> None:
    with rejects(InvalidEnterprise, path=("container_value",)):
        to_enterprise(EnterpriseModel(container_value=0), CATALOGUE)


def test_a_row_of_a_sheet_states_the_value_of_a_container() -> None:
    (row,) = read_enterprises(b"id,markets,container_value\na,US=1,50000\n").clients
    said = row.enterprise()
    assert (said.markets, said.container_value) == ({"US": 1.0}, 50_000)
    [fault] = read_enterprises(b"id,container_value\na,much\n").table.faults
    assert fault.path == ("B2",)


def test_figures_become_cells() -> None:
    first, second = to_overrides([own(95), own({"low": 90, "high": 99})])
    assert first.value == 95
    assert second.value == Interval(low=90, high=99)
    assert second.source == "our quotation"


def test_a_price_says_what_it_buys() -> None:
    said = {"alternative": "tcr", "criterion": "land_price", "value": 95, "source": "q"}
    for tenure, wanted in (
        (None, None),
        ({"kind": "sale"}, Tenure(kind="sale")),
        ({"kind": "lease", "years": 50}, Tenure(kind="lease", years=50)),
    ):
        (found,) = to_overrides([OverrideModel.model_validate({**said, "tenure": tenure})])
        assert found.tenure == wanted


def test_a_wrong_figure_keeps_its_place() -> None:
    with rejects(InvalidEnterprise, path=("overrides", 1, "value", "low")):
        to_overrides([own(95), own({"low": 99, "high": 90})])


def test_alternatives_are_called_parks() -> None:
    fault = Fault("duplicate_id", ("alternatives", 2, "id"), {"id": "tcr"})
    with pytest.raises(InvalidProblem) as caught, called_parks():
        raise InvalidProblem([fault])
    assert caught.value.faults[0].path == ("parks", 2)
