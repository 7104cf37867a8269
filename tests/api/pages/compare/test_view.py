import re

import pytest

from api.comparisons.schemas import ComparisonRequest
from api.comparisons.service import compare_weightings
from api.document.brief.verdict import LEVELS, word_title
from api.http.localisation import localise
from api.pages.compare.view import ComparisonSentences, ComparisonView, in_points, tones
from api.settings import Settings

NAMES = {
    "a": "Batang (KEK Industropolis, Grand Batang City)",
    "b": "Amata City",
    "c": "Amata City Rayong <&>",
}


def wording(language="en", tones=None, in_points=True):
    return ComparisonSentences(language, NAMES, tones or {}, in_points)


def test_names_are_brief():
    say = wording()
    assert say.name("a") == "Batang"
    assert say.name("b") == "Amata City"
    assert say.name("elsewhere") == "elsewhere"


def test_first_choice_and_rival_are_coloured_and_texts_are_escaped():
    say = wording(tones={"c": "first", "b": "rival", "a": "also"})
    assert say.plain(f"“<b>” puts {NAMES['c']} before {NAMES['b']} and {NAMES['a']}.") == (
        "“&lt;b&gt;” puts "
        '<span class="first">Amata City Rayong &lt;&amp;&gt;</span> before '
        '<span class="rival">Amata City</span> and Batang.'
    )


def test_a_headline_breaks_between_phrases_not_within_a_name():
    say = wording(tones={"a": "first"})
    assert say.coloured(f"Of two, one chooses {NAMES['a']}, one {NAMES['b']}") == (
        '<span class="phrase">Of two,</span> '
        '<span class="phrase">one chooses <span class="first">Batang</span>,</span> '
        '<span class="phrase">one Amata City</span>'
    )
    assert say.coloured("No comma") == "No comma"
    assert wording("zh").coloured("三种侧重里，两种选甲") == (
        '<span class="phrase">三种侧重里，</span><span class="phrase">两种选甲</span>'
    )


@pytest.mark.parametrize(
    ("in_points", "value", "says"),
    [(True, 0.0441, "4.4"), (True, -0.12, "−12.0"), (False, 2.5, "2.50"), (False, -0.2, "−0.20")],
)
def test_differences_are_points_of_100_where_scores_allow(in_points, value, says):
    assert wording(in_points=in_points).amount(value) == says


def test_shown_parts_add_up():
    total, parts = wording().parts({"x": 0.10449, "y": 0.02449, "z": -0.01})
    assert total == "11.9"
    assert sum(float(part.replace("−", "-")) for part in parts.values()) == pytest.approx(11.9)


PARKS = ["tcr", "szeged", "ljip", "ssez", "kitic"]
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
    return ComparisonView(answer, "en")


def _number(shown):
    return float(shown.replace("−", "-"))


def test_the_headline_is_the_answers_in_two_colours(answer, found):
    plain = " ".join(found.headline.striptags().split())
    assert f"{plain}." == answer["sentence"]
    assert found.title == plain
    assert 'class="first">Sihanoukville' in found.headline
    assert 'class="rival">Szeged' in found.headline


def test_colours_go_to_the_largest_camp_and_its_rival():
    camps = [{"alternatives": ["a", "b"]}, {"alternatives": ["b", "c"]}, {"alternatives": ["d"]}]
    assert tones(camps) == {"a": "first", "b": "first", "c": "rival", "d": "also"}


def test_the_lead_is_what_all_can_live_with_and_why_they_differ(answer, found):
    consensus, reason = (str(one.striptags()) for one in found.lead)
    assert consensus == answer["consensus"]["sentence"]
    assert reason == answer["disagreement"][0]["sentence"]


def test_each_voice_says_what_it_chooses_and_how_surely(answer, found):
    for ranking, voice in zip(answer["rankings"], found.voices, strict=True):
        assert voice["name"] == ranking["name"]
        assert voice["choice"] in ranking["ranking"][0]["name"]
        assert ranking["verdict"] is None
        lost = 100 * ranking["decision"]["loss"]["points"]
        assert voice["said"] == f"{lost:.1f} of 100 points may be lost"
        assert voice["word"] == word_title(ranking["decision"]["word"], "en")
        assert voice["level"] == LEVELS[ranking["decision"]["word"]]


def test_ranks_are_the_answers_by_park(answer, found):
    assert list(found.names) == list(PROFILES)
    assert {row["park"] for row in found.ranks} == set(PARKS)
    for column, ranking in enumerate(answer["rankings"]):
        shown = {row["park"]: row["places"][column]["rank"] for row in found.ranks}
        assert shown == {line["alternative"]: line["rank"] for line in ranking["ranking"]}
        drawn = {
            line["alternative"]: line["stops"][column]["rank"] for line in found.slopes["lines"]
        }
        assert drawn == shown
    sums = [sum(place["rank"] for place in row["places"]) for row in found.ranks]
    assert sums == sorted(sums)


def test_weights_sum_to_one_under_each(found):
    for column in range(len(PROFILES)):
        assert sum(shares[column] for shares in found.weights.values()) == pytest.approx(1)
    heaviest = [max(shares) for shares in found.weights.values()]
    assert heaviest == sorted(heaviest, reverse=True)
    assert [axis["criterion"] for axis in found.axes] == list(found.weights)


def test_the_reasons_add_up_to_the_turn(answer, found):
    [cause] = found.causes  # two pairs differ, over the same two parks
    total = sum(_number(figure) for figure in cause["figures"].values())
    ahead, behind, shown = map(float, re.findall(r"[\d.]+(?= points| behind)", cause["turn"]))
    assert ahead + behind == pytest.approx(shown)
    assert total == pytest.approx(shown)
    item = answer["disagreement"][0]
    assert shown == pytest.approx(100 * item["difference"], abs=0.06)
    scores = {
        r["name"]: {x["alternative"]: x["score"] for x in r["ranking"]} for r in answer["rankings"]
    }
    under = scores[item["between"][0]]
    assert ahead == pytest.approx(100 * (under["szeged"] - under["ssez"]), abs=0.06)


def test_measures_name_who_is_meant(answer, found):
    consensus, apart, _ = (value for _, value, _ in found.measures)
    _, apart_meaning, moved_meaning = (meaning for _, _, meaning in found.measures)
    assert consensus in answer["consensus"]["name"]
    taus = {pair["between"]: pair["tau"] for pair in found.pairs}
    first, second = min(taus, key=lambda pair: taus[pair])
    assert apart == f"“{first}” and “{second}”"
    assert f"{taus[first, second]:.2f}".replace("-", "−") in apart_meaning.replace("-", "−")
    distances = {pair["between"]: pair["distance"] for pair in found.pairs}
    assert f"{max(distances.values()):.0%}" in moved_meaning


def test_regrets_have_a_row_a_weighting(answer, found):
    assert [row["name"] for row in found.regrets] == list(PROFILES)
    greatest = max(_number(row["regret"]) for row in found.regrets)
    assert greatest == pytest.approx(100 * answer["consensus"]["greatest_regret"], abs=0.06)
    assert all(_number(row["regret"]) == 0 for row in found.regrets if row["place"]["rank"] == 1)


def test_scores_that_are_no_share_are_told_as_they_are(answer):
    assert in_points(answer)
    level = {"method": answer["method"], "rankings": [{"ranking": [{"score": 0}, {"score": 1}]}]}
    assert in_points(level)
    assert not in_points(localise(_codes(method={"name": "promethee2"}), "en"))
    lower = localise(_codes(method={"name": "vikor"}), "en")
    assert not in_points(lower)
    assert ComparisonView(lower, "zh").regrets


def test_parts_of_a_logarithm_are_not_told_as_those_of_the_score():
    fields = {"enterprise": {"markets": {"US": 1}}, "method": {"name": "weighted_product"}}
    found = ComparisonView(localise(_codes(["hofusan", "vcep"], **fields), "en"), "en")
    assert found.causes
    for cause in found.causes:
        assert "ahead under" not in cause["turn"]
        assert "which comes from" in cause["turn"]


def test_where_all_agree_there_is_nothing_to_explain():
    found = ComparisonView(localise(_codes(parks=["ssez", "vcep"]), "zh"), "zh")
    assert found.headline.striptags() == "三种侧重都选西哈努克港经济特区"
    assert (found.causes, found.lead) == ([], [])
