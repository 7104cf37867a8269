"""A criterion and a catalogue from elsewhere: examined, and answered like all others."""

from collections.abc import Hashable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from api.app import create_app
from api.settings import Settings
from mcda.errors import CatalogueFault, InvalidExtension, NotFound
from mcda.parks import Catalogue, Enterprise, Park, appraise, load_catalogue
from mcda.parks.catalogues.registry import CATALOGUES, CatalogueSource
from mcda.parks.criteria import CRITERIA, ComputedCriterion, View
from mcda.parks.criteria.entrance import examine
from mcda.parks.evidence import Finding
from mcda.parks.model import CriterionInfo
from tests.clients import TestClient

TEXT = {"en": "Home sales", "zh": "本地销售"}
INFO = CriterionInfo(
    id="home_sales",
    direction="benefit",
    unit="share",
    range=(0.0, 1.0),
    name=TEXT,
    description=TEXT,
    measures=TEXT,
    limits=TEXT,
)


class HomeSales(ComputedCriterion):
    """Share of sales in the park's own country."""

    id = "home_sales"
    info = INFO

    def finding(self, view: View, park: Park) -> Finding:
        codes = view.catalogue.countries[park.country].codes
        share = sum(view.enterprise.markets.get(code, 0.0) for code in codes)
        return Finding(cell=share, rationale={"en": f"{share:g}", "zh": f"{share:g}"})

    def facts(self, enterprise: Enterprise) -> Hashable:
        return tuple(sorted(enterprise.markets.items()))

    def subject(self, park: Park) -> str:
        return park.country


@pytest.fixture
def home_sales() -> Iterator[None]:
    CRITERIA.register(HomeSales)
    yield
    CRITERIA.unregister("home_sales")


class Renamed(CatalogueSource):
    """The shipped catalogue with another name of a park."""

    id = "renamed"

    def read(self) -> Catalogue:
        shipped = load_catalogue()
        park = replace(shipped.parks["tcr"], name={"en": "Other name", "zh": "别名"})
        return replace(shipped, parks={**shipped.parks, "tcr": park})


@pytest.fixture
def renamed() -> Iterator[None]:
    CATALOGUES.register(Renamed)
    yield
    CATALOGUES.unregister("renamed")


def test_the_own_criteria_pass_the_examination(catalogue: Catalogue) -> None:
    assert {name: list(examine(item, catalogue)) for name, item in CRITERIA.items()} == {
        name: [] for name in CRITERIA
    }


def test_a_criterion_is_one_of_the_further_ones(home_sales: None) -> None:
    assert load_catalogue().criterion("home_sales") is INFO
    view = appraise(
        load_catalogue(),
        Enterprise(markets={"VN": 0.4}),
        parks=["ljip", "tcr"],
        criteria=["home_sales", "land_price"],
    )
    assert view.evidence["tcr"]["home_sales"].cell in (0.0, 0.4)
    with TestClient(create_app()) as client:
        listed = client.get("/v1/criteria").json()
        assert "home_sales" in str(listed)
        body = {
            "enterprise": {"markets": {"VN": 0.4}},
            "criteria": ["home_sales", "land_price"],
            "weights": {"kind": "direct", "values": {"home_sales": 1, "land_price": 1}},
            "sensitivity": False,
        }
        answer = client.post("/v1/recommendations", json=body)
        assert answer.status_code == 200, answer.text
        assert set(answer.json()["weights"]["values"]) == {"home_sales", "land_price"}


def test_when_it_is_gone_the_catalogue_is_as_before() -> None:
    with pytest.raises(NotFound):
        load_catalogue().criterion("home_sales")


def _bad(**attributes: Any) -> type[ComputedCriterion]:
    return type("Bad", (HomeSales,), attributes)


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        ({"facts": lambda self, enterprise: None}, "criterion_facts"),
        ({"cell": lambda self, view, park: 0.123}, "criterion_cells"),
        ({"subject": lambda self, park: "all"}, "criterion_subject"),
        ({"info": replace(INFO, range=(0.0, 0.1))}, "criterion_scale"),
        ({"info": replace(INFO, name={"en": "x"})}, "criterion_undeclared"),
        ({"finding": lambda self, view, park: 1 / 0}, "criterion_fails"),
        ({"id": "land_price"}, "extension_twice"),
    ],
)
def test_a_bad_one_is_refused_with_its_reason(attributes: Any, code: str) -> None:
    if "subject" in attributes:
        attributes["finding"] = lambda self, view, park: Finding(
            cell=len(park.id) / 100, rationale=TEXT
        )
    with pytest.raises(InvalidExtension) as caught:
        CRITERIA.register(_bad(**attributes))
    assert caught.value.code == code
    assert caught.value.say("zh")
    assert "home_sales" not in CRITERIA


def test_a_catalogue_is_answered_from_by_name(renamed: None) -> None:
    with TestClient(create_app(Settings(catalogue="renamed"))) as client:
        assert "Other name" in client.get("/v1/parks/tcr").text
    with TestClient(create_app()) as client:
        assert "Other name" not in client.get("/v1/parks/tcr").text


def test_a_wrong_name_is_told_with_the_known_ones() -> None:
    with pytest.raises(NotFound) as caught:
        create_app(Settings(catalogue="nothing"))
    assert (caught.value.code, "shipped" in caught.value.say()) == ("unknown_catalogue", True)


def test_a_catalogue_that_contradicts_itself_is_refused() -> None:
    class Broken(CatalogueSource):
        id = "broken"

        def read(self) -> Catalogue:
            return replace(load_catalogue(), parks={})

    CATALOGUES.register(Broken)
    try:
        with pytest.raises(CatalogueFault):
            load_catalogue("broken")
    finally:
        CATALOGUES.unregister("broken")
