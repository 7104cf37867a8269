"""The enterprise's view of the parks."""

import numpy as np
import pytest

from mcda.errors import InvalidEnterprise, InvalidProblem
from mcda.parks import Appraisal, Catalogue, Enterprise, appraise, scorable
from mcda.problem import Problem
from mcda.scale import whole_scale

EXPECTED: dict[str, dict[str, tuple[float, float, float]]] = {
    "land_price": {"ljip": (130, 160, 191), "vcep": (85, 112.5, 140), "tcr": (82, 109.8, 164),
                   "kitic": (145, 177.5, 200)},
    "infrastructure": {"ljip": (4, 5, 6), "vcep": (3, 4, 6), "tcr": (5, 6, 7), "kitic": (4, 5, 7)},
    "one_stop_services": {"ljip": (1, 2, 3), "vcep": (0, 1, 3), "tcr": (1, 2, 3),
                          "kitic": (1, 2, 3)},
    "investor_type": {"ljip": (0.22, 0.44, 0.71), "vcep": (0.395, 0.64, 0.85),
                      "tcr": (0.22, 0.44, 0.64), "kitic": (0.51, 0.64, 0.85)},
    "hometown_ties": {"ljip": (0.4, 0.6, 0.8), "vcep": (0, 0, 0.2), "tcr": (0.8, 1, 1),
                      "kitic": (0, 0, 0.2)},
    "trade_cost_exposure": {"ljip": (0, 6, 12.82), "vcep": (0, 6, 12.82),
                            "tcr": (0.18, 6.82, 13.7), "kitic": (0, 6.82, 13.7)},
    "government_support": {"ljip": (2, 3, 3), "vcep": (2, 4, 4), "tcr": (2, 3, 3),
                           "kitic": (1, 2, 3)},
}  # fmt: skip


def test_the_example_enterprise(
    catalogue: Catalogue, hangzhou: Enterprise, study: tuple[str, ...]
) -> None:
    view = appraise(catalogue, hangzhou, study)
    assert isinstance(view, Problem)
    assert view.criterion_ids == tuple(EXPECTED)
    for criterion, row in EXPECTED.items():
        for park, expected in row.items():
            found = view.evidence[park][criterion]
            assert (found.low, found.value, found.high) == pytest.approx(expected), criterion
            assert found.claims
            assert found.rationale["en"]
            assert found.rationale["zh"]
            assert found.unit == catalogue.criterion(criterion).unit
    drawn = np.random.default_rng(7).random(20_001)
    for (i, j), spread in view.spreads.items():
        scale = whole_scale(view.criteria[j])
        assert scale is not None
        mean = scale.value(spread.quantile(drawn)).mean()
        assert scale.value(view.values[i, j]) == pytest.approx(mean, abs=0.01)


def test_kinds(catalogue: Catalogue, hangzhou: Enterprise, study: tuple[str, ...]) -> None:
    view = appraise(catalogue, hangzhou, study)
    assert {e.kind for row in view.evidence.values() for e in row.values()} == {
        "stated", "derived", "rated",
    }  # fmt: skip
    silent = appraise(catalogue, Enterprise(), study)
    assert {c for c, e in silent.evidence["tcr"].items() if e.kind == "unknown"} == {
        "hometown_ties", "trade_cost_exposure",
    }  # fmt: skip
    assert silent.unsaid == {"hometown_ties": "home", "trade_cost_exposure": "markets"}
    assert (silent.values[:, 4] == 0.5).all()
    assert (silent.values[:, 5] == 20).all()


def test_what_no_source_speaks_of_is_unknown(catalogue: Catalogue, hangzhou: Enterprise) -> None:
    row = appraise(catalogue, hangzhou, ["saysettha", "haier_ruba"]).evidence
    for park, criterion in (("saysettha", "land_price"), ("haier_ruba", "investor_type")):
        found = row[park][criterion]
        assert (found.kind, found.cell, found.claims) == ("unknown", None, ())
        assert "No source" in found.rationale["en"]
        assert "没有来源" in found.rationale["zh"]


def test_parks_hardly_known_are_compared_only_where_asked_for(
    catalogue: Catalogue, hangzhou: Enterprise
) -> None:
    by_default = appraise(catalogue, hangzhou)
    assert by_default.alternative_ids == scorable(catalogue)
    assert "phoukhyo" not in by_default.alternative_ids
    asked = appraise(catalogue, hangzhou, ["tcr", "phoukhyo"])
    (note,) = [note for note in asked.notes if note.code == "park_barely_known"]
    assert "Land price" in note.say("en")
    assert "park_barely_known" not in {note.code for note in by_default.notes}


def test_no_cell_cites_another_host_country(catalogue: Catalogue, hangzhou: Enterprise) -> None:
    view = appraise(catalogue, hangzhou)
    cited = {claim.subject for claim in view.evidence["tcr"]["trade_cost_exposure"].claims}
    assert cited == {"thailand", "all_origins", "eu"}


def test_selection_keeps_the_order_asked_for(catalogue: Catalogue, hangzhou: Enterprise) -> None:
    view = appraise(catalogue, hangzhou, ["kitic", "ljip"], ["hometown_ties", "land_price"])
    assert view.alternative_ids == ("kitic", "ljip")
    assert view.criterion_ids == ("hometown_ties", "land_price")
    assert set(view.evidence) == {"kitic", "ljip"}
    assert "scenario_dated" not in {note.code for note in view.notes}


def test_rows_can_be_selected_afterwards(catalogue: Catalogue, hangzhou: Enterprise) -> None:
    few = appraise(catalogue, hangzhou).select([2, 0])
    assert isinstance(few, Appraisal)
    assert few.alternative_ids == ("tcr", "ljip")
    assert few.evidence["tcr"]["land_price"].value == 109.8


def test_notes_of_the_example(
    catalogue: Catalogue, hangzhou: Enterprise, study: tuple[str, ...]
) -> None:
    codes = [note.code for note in appraise(catalogue, hangzhou, study).notes]
    assert codes[0] == "scenario_dated"
    assert set(codes) == {
        "scenario_dated", "sector_not_stated", "factory_unknown", "factory_stated",
        "intent_not_scored", "proxy_price", "evidence_stale",
    }  # fmt: skip


def test_a_note_is_given_once(catalogue: Catalogue) -> None:
    codes = [note.code for note in appraise(catalogue, Enterprise(markets={"US": 0.6})).notes]
    assert codes.count("home_not_stated") == 1
    assert codes.count("share_not_accounted") == 1


def test_scenarios(catalogue: Catalogue, hangzhou: Enterprise) -> None:
    def cost(scenario: object) -> float | None:
        view = appraise(catalogue, hangzhou, scenario=scenario)  # type: ignore[arg-type]
        return view.evidence["ljip"]["trade_cost_exposure"].value

    assert cost("us_2025_08") == pytest.approx(12)
    assert cost("us_2025_04") == pytest.approx(27.6)
    assert cost(catalogue.scenario("us_section_122")) == pytest.approx(6)
    own = {"name": "mine", "as_of": "2026-11-01",
           "rates": {"US": {"vietnam": 5, "thailand": 5, "indonesia": 5},
                     "EU": {"vietnam": 0, "thailand": 0, "indonesia": 0}}}  # fmt: skip
    assert cost(own) == pytest.approx(3)


def test_unknown_names_are_refused_with_their_place(catalogue: Catalogue) -> None:
    with pytest.raises(InvalidEnterprise) as caught:
        appraise(catalogue, Enterprise(partners_in=["tcr", "ufo"]), ["ljip", "x"], ["y"])
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [
        ("unknown_park", ("parks", 1)),
        ("unknown_catalogue_criterion", ("criteria", 0)),
        ("unknown_park", ("enterprise", "partners_in", 1)),
    ]
    with pytest.raises(InvalidEnterprise, match="us_1930"):
        appraise(catalogue, Enterprise(), scenario="us_1930")


def test_repeated_parks_are_refused(catalogue: Catalogue) -> None:
    with pytest.raises(InvalidProblem) as caught:
        appraise(catalogue, Enterprise(), ["tcr", "tcr"])
    assert caught.value.code == "duplicate_id"


def test_the_same_view_twice(catalogue: Catalogue, hangzhou: Enterprise) -> None:
    one, other = appraise(catalogue, hangzhou), appraise(catalogue, hangzhou)
    assert one.evidence == other.evidence
    assert one.notes == other.notes


@pytest.mark.parametrize(
    ("park", "criterion", "sources", "newest"),
    [
        ("pengsheng", "infrastructure", 1, 2016),  # the sewage network, not the tenants of 2024
        ("giic", "infrastructure", 1, 2025),  # water and sewage plants, not the tenants
        ("ljip", "infrastructure", 1, None),  # an undated page on the wastewater plant
        ("pengsheng", "investor_type", 1, 2016),  # "private" is one report
        ("great_stone", "investor_type", 1, 2022),  # central enterprises, one report
        ("kitic", "government_support", 1, 2019),  # the owner's size says nothing of governments
        ("mckip", "location", 1, 2013),  # the town; the port is known better
        ("ljip", "location", 1, 2025),  # all figures go back to the park
        ("vcep", "location", 1, 2025),  # the port; no other source speaks of it
        ("mckip", "operator_trust", 1, 2017),  # 51 per cent
        ("tcr", "ownership", 1, 2015),
        ("zccz", "tax_incentives", 0, 2019),  # a weak source, the other contradicts it
        ("pengsheng", "government_support", 2, 2024),  # two reports state the same
        ("vcep", "ownership", 3, 2025),  # three state the same
    ],
)
def test_evidence_is_as_good_as_that_of_its_weakest_fact(
    catalogue: Catalogue, park: str, criterion: str, sources: int, newest: int | None
) -> None:
    asked = "investor_type" if criterion == "ownership" else criterion
    view = appraise(catalogue, Enterprise(), [park], [asked])
    found = view.evidence[park][asked].quality
    assert found is not None
    assert (found.sources, found.newest) == (sources, newest)
