"""A criterion and a catalogue from elsewhere: examined, and answered like all others."""

from collections.abc import Hashable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from api.app import create_app
from api.jobs.schemas import JobModel
from api.jobs.work import check
from api.settings import Settings
from mcda.errors import CatalogueFault, InvalidEnterprise, InvalidExtension, NotFound
from mcda.parks import Catalogue, Enterprise, Park, appraise, load_catalogue, unknown
from mcda.parks.catalogues.registry import CATALOGUES, CatalogueSource
from mcda.parks.criteria import CRITERIA, ComputedCriterion, CriterionView
from mcda.parks.criteria.entrance import examine
from mcda.parks.evidence import CellFinding
from mcda.parks.model import CriterionInfo, CriterionScale
from tests.clients import TestClient

TEXT = {"en": "Home sales", "zh": "本地销售"}
SCALE = CriterionScale(
    worst=0.0, best=1.0, worst_in_words=TEXT, best_in_words=TEXT, reason=TEXT, as_of="2026-11-28"
)
INFO = CriterionInfo(
    id="home_sales",
    direction="benefit",
    unit="share",
    possible=(0.0, 1.0),
    scale=SCALE,
    name=TEXT,
    description=TEXT,
    measures=TEXT,
    limits=TEXT,
)


class HomeSales(ComputedCriterion):
    """Share of sales in the park's own country."""

    id = "home_sales"
    info = INFO

    def finding(self, view: CriterionView, park: Park) -> CellFinding:
        codes = view.catalogue.countries[park.country].codes
        share = sum(view.enterprise.markets.get(code, 0.0) for code in codes)
        return CellFinding(cell=share, rationale={"en": f"{share:g}", "zh": f"{share:g}"})

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


@pytest.mark.long
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
        assert "home_sales" in str(client.get("/v1/criteria").json())
        body = {
            "enterprise": {"markets": {"VN": 0.4}},
            "criteria": ["home_sales", "land_price"],
            "weights": {"kind": "direct", "values": {"home_sales": 1, "land_price": 1}},
            "sensitivity": False,
        }
        answer = client.post("/v1/recommendations", json=body)
        assert answer.status_code == 200, answer.text
        assert set(answer.json()["weights"]["values"]) == {"home_sales", "land_price"}


def test_a_job_does_not_take_what_its_worker_does_not_know(home_sales: None) -> None:
    sent = {"enterprise": {"markets": {"VN": 0.4}}, "criteria": ["land_price", "home_sales"]}
    for job, path in (
        ({"kind": "recommendations", "requests": [{"enterprise": {}}, sent]}, ("requests", 1)),
        ({"kind": "portfolio", "enterprises": [{"id": "a"}], "criteria": sent["criteria"]}, ()),
    ):
        with pytest.raises(InvalidEnterprise) as caught:
            check(JobModel.model_validate(job).root, Settings())
        (fault,) = caught.value.faults
        assert (fault.code, fault.path) == ("criterion_local", (*path, "criteria", 1))
        assert "home_sales" in caught.value.say("zh")


def test_what_it_counts_needs_no_note_and_what_it_rests_on_is_dated() -> None:
    class Counting(HomeSales):
        id = "counting"
        info = replace(INFO, id="counting")
        counts = frozenset({"intent"})
        uses_scenario = True

    said = Enterprise(intent="trial", sectors=("footwear",))

    def codes(criterion: str) -> set[str]:
        view = appraise(load_catalogue(), said, criteria=["land_price", criterion])
        return {note.code for note in view.notes}

    CRITERIA.register(Counting)
    try:
        noted = codes("counting")
    finally:
        CRITERIA.unregister("counting")
    assert "scenario_dated" in noted
    assert "intent_not_scored" not in noted
    assert "sector_not_stated" in noted
    assert {"scenario_dated", "intent_not_scored"} & codes("infrastructure") == {
        "intent_not_scored"
    }


def test_what_is_recorded_the_criterion_says(catalogue: Catalogue) -> None:
    class Recorded(HomeSales):
        def is_recorded(self, catalogue: Catalogue, park: Park) -> bool:
            return park.id == "tcr"

    CRITERIA.register(Recorded)
    try:
        alone = replace(catalogue, criteria=(INFO,))
        assert unknown(alone, "tcr") == ()
        assert unknown(alone, "ljip") == ("home_sales",)
    finally:
        CRITERIA.unregister("home_sales")


def test_figures_of_an_own_catalogue_are_known(catalogue: Catalogue) -> None:
    figures = replace(catalogue, criteria=(catalogue.criterion("labour_cost"),))
    found = {park: unknown(figures, park) for park in catalogue.parks}
    assert set(found.values()) == {(), ("labour_cost",)}
    view = appraise(figures, Enterprise(), parks=list(found))
    assert {park for park, gaps in found.items() if gaps} == {
        park for park in found if view.evidence[park]["labour_cost"].cell is None
    }


def test_when_it_is_gone_the_catalogue_is_as_before() -> None:
    with pytest.raises(NotFound):
        load_catalogue().criterion("home_sales")


def _by_scenario(view: CriterionView) -> CellFinding:
    return CellFinding(cell=len(view.scenario.id) / 100, rationale=TEXT)


def _bad(**attributes: Any) -> type[ComputedCriterion]:
    return type("Bad", (HomeSales,), attributes)


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        ({"facts": lambda self, enterprise: None}, "criterion_facts"),
        ({"cell": lambda self, view, park: 0.123}, "criterion_cells"),
        ({"subject": lambda self, park: "all"}, "criterion_subject"),
        (
            {"info": replace(INFO, possible=(0.0, 0.1), scale=replace(SCALE, best=0.1))},
            "criterion_scale",
        ),
        ({"info": replace(INFO, name={"en": "x"})}, "criterion_undeclared"),
        ({"finding": lambda self, view, park: 1 / 0}, "criterion_fails"),
        ({"id": "land_price"}, "extension_twice"),
        ({"counts": frozenset({"moods"})}, "criterion_undeclared"),
        ({"finding": lambda self, view, park: _by_scenario(view)}, "criterion_scenario"),
    ],
)
def test_a_bad_one_is_refused_with_its_reason(attributes: Any, code: str) -> None:
    if "subject" in attributes:
        attributes["finding"] = lambda self, view, park: CellFinding(
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
