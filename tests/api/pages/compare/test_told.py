import pytest

from api.comparisons.schemas import ComparisonRequest
from api.comparisons.service import compare_weightings
from api.pages.compare.told import told
from api.parks.labels import labels_of_catalogue
from api.settings import Settings
from api.telling import said

PARKS = ["tcr", "ssez", "ljip", "vcep"]
PROFILES = ("cost-driven-labour-intensive", "long-term-base-builder", "security-seeker")


@pytest.fixture(scope="module")
def answer():

    weightings = [{"name": i, "weights": {"kind": "profile", "id": i}} for i in PROFILES]
    request = ComparisonRequest.model_validate(
        {"enterprise": {}, "parks": PARKS, "weightings": weightings}
    )
    return said(compare_weightings(request, Settings()), "en")


@pytest.fixture(scope="module")
def found(answer):
    return told(answer, labels_of_catalogue("en"), "en")


def test_ranks_are_the_answers_by_park(answer, found):
    assert found.names == list(PROFILES)
    assert {row["park"] for row in found.ranks} == set(PARKS)
    for column, ranking in enumerate(answer["rankings"]):
        shown = {row["park"]: row["places"][column]["rank"] for row in found.ranks}
        assert shown == {line["alternative"]: line["rank"] for line in ranking["ranking"]}
    sums = [sum(place["rank"] for place in row["places"]) for row in found.ranks]
    assert sums == sorted(sums)


def test_first_places_name_their_weightings(answer, found):
    assert sorted(name for item in found.firsts for name in item["under"]) == sorted(PROFILES)
    counts = [len(item["under"]) for item in found.firsts]
    assert counts == sorted(counts, reverse=True)
    assert f"3 weightings, {len(counts)} different" in found.headline
    for item in found.firsts:
        for name in item["under"]:
            ranking = answer["rankings"][PROFILES.index(name)]["ranking"]
            first = [line["alternative"] for line in ranking if line["rank"] == 1]
            assert list(item["parks"]) == first


def test_weights_sum_to_one_under_each(found):
    for column in range(len(PROFILES)):
        assert sum(row["shares"][column] for row in found.weights) == pytest.approx(1)
    heaviest = [max(row["shares"]) for row in found.weights]
    assert heaviest == sorted(heaviest, reverse=True)


def test_every_two_have_agreement_and_distance(answer, found):
    assert [pair["between"] for pair in found.pairs] == [
        (PROFILES[0], PROFILES[1]),
        (PROFILES[0], PROFILES[2]),
        (PROFILES[1], PROFILES[2]),
    ]
    for pair in found.pairs:
        one, other = pair["between"]
        assert pair["tau"] == answer["kendall_tau"][other][one]
        assert pair["distance"] == answer["weight_distance"][other][one]
        assert pair["way"]


def test_every_gap_between_winners_is_told_in_parts_that_add_up(answer, found):
    assert answer["winner_gaps"]
    assert len(found.gaps) == len(answer["winner_gaps"])
    for item, shown in zip(answer["winner_gaps"], found.gaps, strict=True):
        assert item["under"] in shown["said"]
        assert all(name in shown["wanted"] for name in item["wanted_by"])
        total = sum(map(float, shown["parts"].values()))
        assert total == pytest.approx(float(shown["total"]), abs=1e-9)
        assert float(shown["total"]) == pytest.approx(item["gap"], rel=0.05)


def test_each_first_place_says_how_sure_it_is(answer, found):
    sure = {one["name"]: one for item in found.firsts for one in item["sure"]}
    for ranking in answer["rankings"]:
        shown = sure[ranking["name"]]
        assert shown["share"] == ranking["verdict"]["share_first"]
        assert shown["sentence"] == ranking["verdict"]["sentence"]
        assert shown["word"] in ("Clear", "Likely", "Leaning", "Open", "Not enough to say")


def test_the_consensus_has_a_row_a_weighting(answer, found):
    rows = found.consensus["rows"]
    assert [row["name"] for row in rows] == list(PROFILES)
    assert max(row["regret"] for row in rows) == answer["consensus"]["greatest_regret"]
    assert found.consensus["sentence"] == answer["consensus"]["sentence"]
    assert all(row["regret"] == 0 for row in rows if row["place"]["rank"] == 1)
