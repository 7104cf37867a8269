"""The enterprise's view of the parks."""

from dataclasses import replace

import numpy as np
import pytest

from mcda.cells import Mixture
from mcda.errors import InvalidEnterprise, InvalidProblem
from mcda.parks import Appraisal, Enterprise, appraise, scorable
from mcda.problem import Problem
from mcda.scale import whole_scale
from tests.refusals import rejects

KEPT = 1 - 1.08**-20
"""Of a price, for 20 years of land that is kept, at 8 % a year: 0.7855."""
TO_2057, TO_2058 = (KEPT / (1 - 1.08 ** -(year - 2026)) for year in (2057, 2058))
"""The same of a lease to a year: the price is spread over the years from 2026 on that are left."""
EXPECTED: dict[str, dict[str, tuple[float, float, float]]] = {
    "land_price": {"ljip": (100 * TO_2057, 160 * TO_2057, 191 * TO_2057),
                   "vcep": (70 * TO_2058, 101 * TO_2058, 140 * TO_2058),
                   "tcr": (70.9 * KEPT, 90.6 * KEPT, 130 * KEPT),
                   "kitic": (145 * KEPT, 177.5 * KEPT, 200 * KEPT)},
    "infrastructure": {"ljip": (5, 5, 6), "vcep": (3, 3, 6), "tcr": (4, 4, 7), "kitic": (4, 4, 7)},
    "one_stop_services": {"ljip": (1, 2, 3), "vcep": (0, 1, 3), "tcr": (1, 2, 3),
                          "kitic": (1, 2, 3)},
    # reliance 0.1 .. 0.4 .. 0.7 in nine cases from 0.2 to 0.6, each as likely as any other
    "investor_type": {"ljip": (0.26, 0.44, 0.68), "vcep": (0.52, 0.64, 0.8),
                      "tcr": (0.26, 0.44, 0.62), "kitic": (0.52, 0.64, 0.8)},
    "hometown_ties": {"ljip": (0.4, 0.6, 0.8), "vcep": (0, 0, 0.2), "tcr": (0.8, 1, 1),
                      "kitic": (0, 0, 0.2)},
    # United States, 0.6 of the sales: 1.15, the mean of the lines of 8708; section 232 on 0.753,
    # 0.882 or 0.894 of automobile parts and that on metal articles on 0.412 of the rest, 25 each;
    # 0.043 of them may be parts of buses at 10; the tier on forced labour 12.5, 10 of Indonesia.
    # EU, 0.2: 3.83, of Vietnam on what the agreement leaves, 0.01, 0.15 or 0.29.
    "trade_cost_exposure": {"ljip": (21.01912, 22.26414, 22.73522),
                            "vcep": (21.01912, 22.26414, 22.73522),
                            "tcr": (21.77746, 22.91524, 23.27908),
                            "kitic": (20.27746, 21.41524, 21.84698)},
    "government_support": {"ljip": (2, 2, 3), "vcep": (3, 4, 4), "tcr": (1, 1, 3),
                           "kitic": (1, 1, 2)},
}  # fmt: skip


def said_more(enterprise):
    """Return the enterprise with goods that count as the host's."""
    return replace(enterprise, province="", city="", chinese_parts=0.1)


def test_the_example_enterprise(catalogue, hangzhou, study):
    view = appraise(catalogue, said_more(hangzhou), study)
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


def test_kinds(catalogue, hangzhou, study):
    view = appraise(catalogue, hangzhou, study)
    assert {e.kind for row in view.evidence.values() for e in row.values()} == {
        "stated", "derived", "rated",
    }  # fmt: skip
    silent = appraise(catalogue, Enterprise(), study)
    assert {c for c, e in silent.evidence["tcr"].items() if e.kind == "unknown"} == {
        "hometown_ties", "trade_cost_exposure",
    }  # fmt: skip
    assert silent.unsaid == {"hometown_ties": "home", "trade_cost_exposure": "markets"}
    open_ = {silent.criterion_ids[j]: {n for n, _ in cell.pick}
             for (_, j), cell in silent.spreads.items() if isinstance(cell, Mixture)}  # fmt: skip
    assert open_ == {
        "investor_type": {"firm.investor_reliance"},
        "hometown_ties": {"firm.home"},
        "trade_cost_exposure": {"firm.goods", "firm.chinese_parts", "firm.markets"},
    }


def test_what_no_source_speaks_of_is_unknown(catalogue, hangzhou):
    row = appraise(catalogue, hangzhou, ["saysettha", "boten_sez"]).evidence
    for park, criterion in (("saysettha", "land_price"), ("boten_sez", "investor_type")):
        found = row[park][criterion]
        assert (found.kind, found.cell, found.claims) == ("unknown", None, ())
        assert "No source" in found.rationale["en"]
        assert "没有来源" in found.rationale["zh"]


def test_parks_hardly_known_are_compared_only_where_asked_for(catalogue, hangzhou):
    by_default = appraise(catalogue, hangzhou)
    assert by_default.alternative_ids == scorable(catalogue)
    assert not {"hisense_atlantis", "arerti"} & set(by_default.alternative_ids)
    # Of the seven criteria four are known of hisense_atlantis, one of arerti.
    asked = appraise(catalogue, hangzhou, ["tcr", "hisense_atlantis", "arerti"])
    (note,) = [note for note in asked.notes if note.code == "park_barely_known"]
    assert note.fields["park"] == catalogue.parks["arerti"].name
    assert "Land price" in note.say("en")
    assert "park_barely_known" not in {note.code for note in by_default.notes}


def test_no_cell_cites_another_host_country(catalogue, hangzhou):
    view = appraise(catalogue, hangzhou)
    cited = {claim.subject for claim in view.evidence["tcr"]["trade_cost_exposure"].claims}
    hosts = {name for name, country in catalogue.countries.items() if country.role == "host"}
    assert cited & hosts == {"thailand"}
    # Those of no country: duties on all origins, the market, and rules of origin as bounds.
    rules = {catalogue.claims[claim].subject for claim in catalogue.schedule.claims}
    assert rules == {"all_origins", "united_kingdom", "asean"}
    assert cited - hosts - {"china"} == {"all_origins", "eu", *rules}


def test_selection_keeps_the_order_asked_for(catalogue, hangzhou):
    view = appraise(catalogue, hangzhou, ["kitic", "ljip"], ["hometown_ties", "land_price"])
    assert view.alternative_ids == ("kitic", "ljip")
    assert view.criterion_ids == ("hometown_ties", "land_price")
    assert set(view.evidence) == {"kitic", "ljip"}
    assert "scenario_dated" not in {note.code for note in view.notes}


def test_rows_can_be_selected_afterwards(catalogue, hangzhou):
    few = appraise(catalogue, hangzhou).select([2, 0])
    assert isinstance(few, Appraisal)
    assert few.alternative_ids == ("tcr", "ljip")
    assert few.evidence["tcr"]["land_price"].value == pytest.approx(90.6 * KEPT)


def test_notes_of_the_example(catalogue, hangzhou, study):
    codes = [note.code for note in appraise(catalogue, hangzhou, study).notes]
    assert codes[0] == "scenario_dated"
    assert set(codes) == {
        "scenario_dated", "sector_not_stated", "factory_unknown", "factory_stated",
        "intent_not_scored", "proxy_price", "evidence_stale", "origin_open",
    }  # fmt: skip


def test_a_note_is_given_once(catalogue):
    codes = [note.code for note in appraise(catalogue, Enterprise(markets={"US": 0.6})).notes]
    assert codes.count("home_not_stated") == 1
    assert codes.count("share_not_accounted") == 1


def test_scenarios(catalogue, hangzhou):
    def cost(scenario: object) -> float | None:
        view = appraise(catalogue, said_more(hangzhou), scenario=scenario)  # type: ignore[arg-type]
        return view.evidence["ljip"]["trade_cost_exposure"].value

    # United States, 0.6: the general 1.15; 0.882 of the parts at 25 under section 232 and the rest
    # at 20 or 10; in April 2025, before section 232 reached parts, all at 46.
    # EU, 0.2: 0.15 of 3.83.
    eu = 0.2 * 0.15 * 3.83
    assert cost("us_2025_12") == pytest.approx(0.6 * (1.15 + 22.05 + 0.118 * 20) + eu)
    assert cost("us_2025_04") == pytest.approx(0.6 * (1.15 + 46) + eu)
    assert cost(catalogue.scenario("us_section_122")) == pytest.approx(
        0.6 * (1.15 + 22.05 + 0.118 * 10) + eu
    )
    own = {"name": "mine", "as_of": "2026-11-01",
           "rates": {"US": {"vietnam": 5, "thailand": 5, "indonesia": 5},
                     "EU": {"vietnam": 0, "thailand": 0, "indonesia": 0}}}  # fmt: skip
    assert cost(own) == pytest.approx(3)


def test_unknown_names_are_refused_with_their_place(catalogue):
    with pytest.raises(InvalidEnterprise) as caught:
        appraise(catalogue, Enterprise(partners_in=["tcr", "ufo"]), ["ljip", "x"], ["y"])
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [
        ("unknown_park", ("parks", 1)),
        ("unknown_catalogue_criterion", ("criteria", 0)),
        ("unknown_park", ("enterprise", "partners_in", 1)),
    ]
    with pytest.raises(InvalidEnterprise, match="us_1930"):
        appraise(catalogue, Enterprise(), scenario="us_1930")


def test_repeated_parks_are_refused(catalogue):
    with rejects(InvalidProblem, code="duplicate_id"):
        appraise(catalogue, Enterprise(), ["tcr", "tcr"])


def test_the_same_view_twice(catalogue, hangzhou):
    one, other = appraise(catalogue, hangzhou), appraise(catalogue, hangzhou)
    assert one.evidence == other.evidence
    assert one.notes == other.notes


@pytest.mark.parametrize(
    ("park", "criterion", "sources", "newest"),
    [
        ("pengsheng", "infrastructure", 1, 2016),  # the sewage network, not the tenants of 2024
        ("giic", "infrastructure", 1, None),  # water and sewage plants, not the tenants of 2024
        ("ljip", "infrastructure", 2, None),  # two undated pages list all five
        ("pengsheng", "investor_type", 1, 2016),  # "private" is one report
        ("great_stone", "investor_type", 1, 2022),  # central enterprises, one report
        ("kitic", "government_support", 1, 2016),  # the confirmation, not the talks of 2024
        ("mckip", "location", 1, 2024),  # the port; the town is known by two
        ("ljip", "location", 1, None),  # an hour's drive; all figures go back to the park
        ("vcep", "location", 1, None),  # the port; no other source speaks of it
        ("mckip", "operator_trust", 2, 2017),  # two name the Malaysian side
        ("tcr", "ownership", 1, 2015),
        ("zccz", "tax_incentives", 0, 2019),  # a weak source, the other contradicts it
        ("zambia_jiangxi", "government_support", 2, 2023),  # two reports state the same
        ("vcep", "ownership", 3, 2019),  # three state the same, the newest of 2019
    ],
)
def test_evidence_is_as_good_as_that_of_its_weakest_fact(
    catalogue, park, criterion, sources, newest
):
    asked = "investor_type" if criterion == "ownership" else criterion
    found = appraise(catalogue, Enterprise(), [park], [asked]).evidence[park][asked].quality
    assert found is not None
    assert (found.sources, found.newest) == (sources, newest)
