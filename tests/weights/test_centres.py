"""The weights at which a profile stands."""

from typing import Any

import pytest
from pydantic import TypeAdapter

from mcda import Alternative, Criterion, Problem
from mcda.errors import InvalidWeights
from mcda.parks import load_catalogue
from mcda.texts.tables import table
from weights.centres import COSTS, MeanRank, beyond, centre, kept, mean_ranks, weight_at
from weights.fit import Facts, statement_for
from weights.profiles import load_subjects, profile
from weights.source import PlacedCriterion, source_of
from weights.weightings import WeightSpec, resolve


def test_swings_by_their_sum() -> None:
    found = centre(profile("tariff-hit-exporter"), ("land_price", "trade_cost_exposure"))
    assert found == pytest.approx({"land_price": 40 / 140, "trade_cost_exposure": 100 / 140})


def test_an_order_by_its_centroid() -> None:
    # Operator and policy share the first two places, land cost stands last of these three.
    found = centre(
        profile("way-in-base-builder"), ("land_cost", "policy_terms", "operator_experience")
    )
    assert found == pytest.approx(
        {"land_cost": 1 / 9, "policy_terms": 4 / 9, "operator_experience": 4 / 9}
    )


def test_what_a_profile_excludes_weighs_nothing_and_what_nobody_spoke_of_the_least() -> None:
    seller = profile("host-market-seller")
    asked = ("trade_cost_exposure", "weather", "land_price", "infrastructure")
    assert centre(seller, asked) == pytest.approx(
        {
            "trade_cost_exposure": 0.0,
            "weather": 55 / 210,
            "land_price": 100 / 210,
            "infrastructure": 55 / 210,
        }
    )
    assert centre(seller, ("trade_cost_exposure",)) == {"trade_cost_exposure": 0.0}


def test_an_order_keeps_its_ties() -> None:
    assert kept([["a", "b"], ["c"], ["d"]], ("d", "b", "a")) == [["a", "b"], ["d"]]


SEVEN = tuple(load_subjects()["parks"].criteria)
SEEKER = {"kind": "profile", "id": "security-seeker"}
# Its swings: 100, 75, 75, 70, 40, 30 and 20, together 410.


def _read(written: Any) -> Any:
    return TypeAdapter[Any](WeightSpec).validate_python(written)


def _problem(*criteria: str) -> Problem:
    return Problem(
        criteria=tuple(Criterion(id=name, direction="benefit") for name in criteria),
        alternatives=(Alternative(id="a"), Alternative(id="b")),
        performances=[[1.0] * len(criteria), [2.0] * len(criteria)],
    )


@pytest.mark.parametrize(
    ("rank", "weight"),
    [
        (1.0, 100.0),
        (1.25, 90.0),
        (2.0, 60.0),
        (2.5, 40.0),
        (3.0, 20.0),
        (3.2, 20.0),
        (9.0, 20.0),
        (None, 20.0),
    ],
)
def test_between_two_ranks_in_proportion(rank: float | None, weight: float) -> None:
    for weights in ([100.0, 60.0, 20.0], [20.0, 100.0, 60.0]):
        assert weight_at(rank, weights) == pytest.approx(weight)
    assert weight_at(rank, [7.0]) == 7.0


def test_what_is_on_record_is_of_criteria_that_exist() -> None:
    known = {info.id for info in load_catalogue().all_criteria}
    assert set(mean_ranks()) <= known
    for found in mean_ranks().values():
        assert found.rank >= 1
        assert found.respondents >= 1
    assert mean_ranks()["labour_supply"] == MeanRank(rank=5.5, respondents=3)
    assert "firms_inside" not in mean_ranks()  # of which nobody spoke


def test_a_criterion_beyond_a_profile_weighs_what_stands_at_its_rank() -> None:
    # The fifth has 40 points and the sixth 30, so that 5.5 is worth 35; nobody's is worth 20.
    criteria = (*SEVEN, "labour_supply", "firms_inside")
    found = centre(profile("security-seeker"), criteria)
    assert set(found) == set(criteria)
    assert sum(found.values()) == pytest.approx(1)
    assert found["labour_supply"] == pytest.approx(35 / 465)
    assert found["firms_inside"] == pytest.approx(20 / 465)
    assert found["one_stop_services"] == pytest.approx(20 / 465)
    assert found["investor_type"] == pytest.approx(100 / 465)
    # What is beyond it moves nobody among its own.
    own = centre(profile("security-seeker"), SEVEN)
    for name in SEVEN:
        assert found[name] / found["investor_type"] == pytest.approx(
            own[name] / own["investor_type"]
        )


def test_it_stands_among_the_criteria_at_hand_alone() -> None:
    # Of two, 100 and 30, the rank of 5.5 is behind the last.
    found = centre(profile("security-seeker"), ("land_price", "investor_type", "labour_supply"))
    assert found == pytest.approx(
        {"land_price": 30 / 160, "investor_type": 100 / 160, "labour_supply": 30 / 160}
    )


def test_what_a_profile_excludes_is_not_the_least() -> None:
    # 100, 65 and 55: with firms on three places, at rank 2.88 stand 65 - 0.88 x 10.
    asked = ("trade_cost_exposure", "land_price", "one_stop_services", "infrastructure")
    found = centre(profile("host-market-seller"), (*asked, "speed_to_operation", "firms_inside"))
    assert mean_ranks()["speed_to_operation"].rank == 2.88
    total = 100 + 65 + 55 + 56.2 + 55
    assert found == pytest.approx(
        {
            "trade_cost_exposure": 0.0,
            "land_price": 100 / total,
            "one_stop_services": 65 / total,
            "infrastructure": 55 / total,
            "speed_to_operation": 56.2 / total,
            "firms_inside": 55 / total,
        }
    )


def test_in_an_order_it_stands_at_the_centroid_of_its_rank() -> None:
    # Of three in order 11/18, 5/18 and 2/18; land price, at 4.07, is behind the last.
    asked = ("speed_to_operation", "government_support", "fee_escalation_risk", "land_price")
    assert centre(profile("newcomer-park-investor"), asked) == pytest.approx(
        {
            "speed_to_operation": 11 / 20,
            "government_support": 5 / 20,
            "fee_escalation_risk": 2 / 20,
            "land_price": 2 / 20,
        }
    )


def test_the_weights_of_a_statement_are_those_and_it_says_what_was_placed() -> None:
    found = resolve(SEEKER, _problem("land_price", "labour_supply", "firms_inside"))
    assert found.as_dict() == pytest.approx(dict.fromkeys(found.as_dict(), 1 / 3))
    assert found.diagnostics["beyond"] == ["labour_supply", "firms_inside"]
    assert found.diagnostics["swings"] == {"land_price": 30.0}
    assert list(beyond(profile("security-seeker"), SEVEN)) == []


def test_the_source_names_it_with_its_rank_and_over_how_many() -> None:
    source = source_of(_read(SEEKER), None, (*SEVEN, "labour_supply", "firms_inside"))
    assert source.placed == (
        PlacedCriterion(id="labour_supply", rank=5.5, respondents=3),
        PlacedCriterion(id="firms_inside", rank=None, respondents=0),
    )
    names = {info.id: info.name for info in load_catalogue().all_criteria}
    for language, words in (("en", "It says nothing on"), ("zh", "未涉及")):
        said = source.sentence.say(language, names)
        assert words in said
        for name in ("labour_supply", "firms_inside"):
            assert names[name][language] in said
        assert names["land_price"][language] not in said
    assert source_of(_read(SEEKER), None, SEVEN).placed == ()
    assert "It says nothing on" not in source_of(_read(SEEKER), None, SEVEN).sentence.say()


def test_only_profiles_place_what_they_do_not_know() -> None:
    criteria = (*SEVEN, "labour_supply")
    own = {"kind": "profile", "id": "ours", "order": [["land_price"]]}
    for stated in ({"kind": "direct", "values": {"land_price": 1}}, own, {"kind": "unstated"}):
        assert source_of(_read(stated), None, criteria).placed == ()
    parts = [{"share": 1, "weights": SEEKER}, {"share": 1, "weights": {"kind": "unstated"}}]
    blend = source_of(_read({"kind": "blend", "parts": parts}), None, criteria)
    assert [one.id for one in blend.placed] == ["labour_supply"]
    derived = source_of(*statement_for(Facts(sales={"US": 0.8})), criteria)
    assert [(one.id, one.rank) for one in derived.placed] == [("labour_supply", 5.5)]


def test_a_profile_that_knows_none_of_the_criteria_places_none() -> None:
    with pytest.raises(InvalidWeights) as caught:
        resolve(SEEKER, _problem("labour_supply", "firms_inside"))
    assert [(fault.code, fault.fields["criteria"]) for fault in caught.value.faults] == [
        ("profile_without_criterion", ["labour_supply", "firms_inside"])
    ]


MAIN = tuple(info.id for info in load_catalogue().criteria)


@pytest.mark.parametrize("name", ["tariff-hit-exporter", "host-market-seller", "anchor-follower"])
def test_ties_and_fit_weigh_as_plants_show_and_costs_are_one(name: str) -> None:
    """Ties .25, the fit in the ratio of the logit; the rest keeps its shares, cost their sum."""
    with_cost = ("landed_cost", *(one for one in MAIN if one not in COSTS), "industry_fit")
    seven, found = centre(profile(name), MAIN), centre(profile(name), with_cost)
    terms = table("mcda.parks", "data", "forecast.toml")["terms"]
    assert sum(found.values()) == pytest.approx(1)
    assert found["hometown_ties"] == pytest.approx(0.25)
    ratio = found["industry_fit"] / found["hometown_ties"]
    assert ratio == pytest.approx(terms["industry"][0] / terms["tie"][0])
    rest = [one for one in MAIN if one not in ("hometown_ties", *COSTS)]
    weighed = [one for one in rest if seven[one]]
    factor = found[weighed[0]] / seven[weighed[0]]
    assert [found[one] for one in rest] == pytest.approx([factor * seven[one] for one in rest])
    together = factor * sum(seven[one] for one in COSTS)
    assert found["landed_cost"] == pytest.approx(together) or found["landed_cost"] == 0.25
    assert all(found[one] == 0 for one in profile(name).excluded if one in found)


def test_cost_weighs_a_quarter_at_least_or_nothing() -> None:
    criteria = ("landed_cost", "infrastructure", "government_support", "investor_type")
    for name in ("security-seeker", "long-term-base-builder", "cost-driven-labour-intensive"):
        stated = centre(profile(name), (*COSTS, *criteria[1:]))
        found, cost = centre(profile(name), criteria), sum(stated[one] for one in COSTS)
        assert found["landed_cost"] == pytest.approx(max(cost, 0.25))
        factor = (1 - found["landed_cost"]) / (1 - cost)
        for one in criteria[1:]:
            assert found[one] == pytest.approx(factor * stated[one])
    seller = centre(profile("host-market-seller"), ("landed_cost", "infrastructure"))
    assert seller["landed_cost"] == pytest.approx(100 / 155)  # of duties it says nothing counts


def test_an_order_holds_cost_where_its_first_part_stands() -> None:
    order = [["infrastructure"], ["land_price", "government_support"], ["trade_cost_exposure"]]
    assert kept(order, ("landed_cost", "infrastructure", "government_support")) == [
        ["infrastructure"],
        ["landed_cost", "government_support"],
    ]
    assert kept(order, ("landed_cost", "land_price")) == [["land_price"], ["landed_cost"]]


def test_a_profile_that_ranks_the_fit_itself_keeps_its_place() -> None:
    found = centre(profile("newcomer-park-investor"), ("government_support", "industry_fit"))
    assert found["government_support"] > found["industry_fit"] > 0
