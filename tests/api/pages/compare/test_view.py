import re

import pytest

from api.comparisons.schemas import ComparisonRequest
from api.comparisons.service import compare_weightings
from api.localisation import localise
from api.pages.compare.view import in_points, tones, view
from api.settings import Settings

PARKS = ["tcr", "ssez", "ljip", "vcep", "great_stone"]
PROFILES = {
    "CFO": "cost-driven-labour-intensive",
    "Sales": "tariff-hit-exporter",
    "Owner": "long-term-base-builder",
}


def _codes(parks=PARKS, **fields):
    weightings = [
        {"name": name, "weights": {"kind": "profile", "id": profile}}
        for name, profile in PROFILES.items()
    ]
    asked = {"enterprise": {}, "parks": parks, "weightings": weightings, **fields}
    return compare_weightings(ComparisonRequest.model_validate(asked), Settings())


@pytest.fixture(scope="module")
def codes():
    return _codes()


@pytest.fixture(scope="module")
def answer(codes):
    return localise(codes, "en")


@pytest.fixture(scope="module")
def found(answer):
    return view(answer, "en")


def _number(shown):
    return float(shown.replace("−", "-"))


def test_the_headline_is_the_answers_in_two_colours(answer, found):
    plain = " ".join(found.headline.striptags().split())
    assert f"{plain}." == answer["sentence"]
    assert found.title == plain
    assert 'class="first">Sihanoukville' in found.headline
    assert 'class="rival">China-Belarus' in found.headline


def test_colours_go_to_the_largest_camp_and_its_rival():
    camps = [{"alternatives": ["a", "b"]}, {"alternatives": ["b", "c"]}, {"alternatives": ["d"]}]
    assert tones(camps) == {"a": "first", "b": "first", "c": "rival", "d": "also"}


def test_the_lead_is_what_all_can_live_with_and_who_is_most_alike(answer, found):
    consensus, alike = (str(one.striptags()) for one in found.lead)
    assert consensus == answer["consensus"]["sentence"]
    distances = {
        item["sentence"]: answer["weight_distance"][item["between"][0]][item["between"][1]]
        for item in answer["agreements"]
    }
    assert alike == min(distances, key=lambda sentence: distances[sentence])
    assert list(found.agreements) == sorted(distances, key=lambda one: distances[one])


def test_each_voice_says_what_it_chooses_and_how_surely(answer, found):
    for ranking, voice in zip(answer["rankings"], found.voices, strict=True):
        assert voice.name == ranking["name"]
        assert voice.choice in ranking["ranking"][0]["name"]
        times = round(20 * ranking["verdict"]["share_first"])
        assert voice.said == f"first in {times} of 20 draws"
        assert voice.word in ("Clear", "Likely", "Leaning", "Open", "Not enough to say")
        assert (voice.level == 0) == (voice.word == "Not enough to say")


def test_ranks_are_the_answers_by_park(answer, found):
    assert list(found.names) == list(PROFILES)
    assert {row["park"] for row in found.ranks} == set(PARKS)
    for column, ranking in enumerate(answer["rankings"]):
        shown = {row["park"]: row["places"][column]["rank"] for row in found.ranks}
        assert shown == {line["alternative"]: line["rank"] for line in ranking["ranking"]}
        drawn = {line.alternative: line.stops[column].rank for line in found.slopes.lines}
        assert drawn == shown
    sums = [sum(place["rank"] for place in row["places"]) for row in found.ranks]
    assert sums == sorted(sums)


def test_weights_sum_to_one_under_each(found):
    for column in range(len(PROFILES)):
        assert sum(row["shares"][column] for row in found.weights) == pytest.approx(1)
    heaviest = [max(row["shares"]) for row in found.weights]
    assert heaviest == sorted(heaviest, reverse=True)
    assert [axis.criterion for axis in found.axes] == [row["criterion"] for row in found.weights]


def test_a_strip_for_every_two_that_differ(answer, found):
    turning = {tuple(i["between"]) for i in answer["winner_regions"] if len(i["stretches"]) > 1}
    assert {switch.between for switch in found.switches} == turning
    assert turning
    for switch in found.switches:
        assert [part.tone for part in switch.segments] == ["first", "rival"]
        assert all(name in switch.said for name in switch.between)


def test_the_reasons_add_up_to_the_turn(answer, found):
    [cause] = found.causes  # two pairs differ, over the same two parks
    total = sum(_number(figure) for figure in cause.figures.values())
    ahead, behind, shown = map(float, re.findall(r"[\d.]+(?= points| behind)", cause.turn))
    assert ahead + behind == pytest.approx(shown)
    assert total == pytest.approx(shown)
    [item] = [i for i in answer["disagreement"] if tuple(i["between"]) == cause.between]
    assert shown == pytest.approx(100 * item["difference"], abs=0.06)
    scores = {
        r["name"]: {x["alternative"]: x["score"] for x in r["ranking"]} for r in answer["rankings"]
    }
    under = scores[cause.between[0]]
    assert ahead == pytest.approx(100 * (under["ssez"] - under["great_stone"]), abs=0.06)


def test_every_gap_between_winners_is_told_in_parts_that_add_up(answer, found):
    assert answer["winner_gaps"]
    for item, shown in zip(answer["winner_gaps"], found.gaps, strict=True):
        assert item["under"] in shown["said"]
        assert all(name in shown["wanted"] for name in item["wanted_by"])
        assert sum(map(_number, shown["parts"].values())) == pytest.approx(_number(shown["total"]))
        assert _number(shown["total"]) == pytest.approx(100 * item["gap"], abs=0.06)


def test_measures_name_who_is_meant(answer, found):
    consensus, apart, moved = found.measures
    assert consensus.value in answer["consensus"]["name"]
    taus = {pair["between"]: pair["tau"] for pair in found.pairs}
    first, second = min(taus, key=lambda pair: taus[pair])
    assert apart.value == f"“{first}” and “{second}”"
    assert f"{taus[first, second]:.2f}".replace("-", "−") in apart.meaning.replace("-", "−")
    distances = {pair["between"]: pair["distance"] for pair in found.pairs}
    assert f"{max(distances.values()):.0%}" in moved.meaning


def test_regrets_have_a_row_a_weighting(answer, found):
    assert [row["name"] for row in found.regrets] == list(PROFILES)
    greatest = max(_number(row["regret"]) for row in found.regrets)
    assert greatest == pytest.approx(100 * answer["consensus"]["greatest_regret"], abs=0.06)
    assert all(_number(row["regret"]) == 0 for row in found.regrets if row["place"]["rank"] == 1)


def test_scores_that_are_no_share_are_told_as_they_are(answer):
    assert in_points(answer)
    other = localise(_codes(method={"name": "promethee2"}), "en")
    assert not in_points(other)
    lower = localise(_codes(method={"name": "vikor"}), "en")
    assert not in_points(lower)
    assert view(lower, "zh").regrets


def test_parts_of_a_logarithm_are_not_told_as_those_of_the_score():
    found = view(localise(_codes(method={"name": "weighted_product"}), "en"), "en")
    assert found.causes
    for cause in found.causes:
        assert "ahead under" not in cause.turn
        assert "which comes from" in cause.turn


def test_where_all_agree_nothing_turns():
    found = view(localise(_codes(parks=["ssez", "vcep"]), "zh"), "zh")
    assert found.headline.striptags() == "三种侧重都选西哈努克港经济特区"
    assert (found.switches, found.causes) == ([], [])
    assert len(found.lead) == 1
