import pytest

from api.numbers import Numbers
from api.pages.compare.sentences import Sentences
from api.pages.words import words
from api.parks.labels import Labels

LABELS = Labels({"a": "Alpha", "b": "Beta"}, {"price": "Price", "roads": "Roads", "ties": "Ties"})
ITEM = {
    "between": ["owner", "board"],
    "winners": {"owner": ["a"], "board": ["b", "c"]},
    "shares": {"price": 0.8, "roads": 0.42, "ties": -0.2, "aid": -0.02},
}
WEIGHTS = [{"price": 0.5, "roads": 0.5}, {"price": 0.125, "roads": 0.875}]


@pytest.fixture
def say():
    return Sentences(words("en")["compare"], Numbers("en"), LABELS)


def test_the_headline_counts_first_places(say):
    assert say.headline(3, ["Alpha", "Beta"]) == "3 weightings, 2 different first places"
    assert say.headline(3, ["Alpha"]) == "All 3 weightings put Alpha first"


def test_ties_are_called_ties(say):
    assert say.tied(["a"]) == "Alpha"
    assert say.tied(["a", "b"]) == "Alpha, Beta (tied)"


def test_who_is_first_on_the_way(say):
    start = {"from": 0.0, "to": 0.4, "winner": "a", "tied_with": []}
    then = {"from": 0.4, "to": 1.0, "winner": "b", "tied_with": ["c"]}
    assert say.way([start]) == "Alpha all the way"
    assert say.way([start, then]) == "Alpha, from 40% of the way Beta, c (tied)"


def test_a_difference_is_explained_by_weights(say):
    first, most, then, against = say.difference(ITEM, WEIGHTS)
    assert first == "Under “owner” Alpha comes first, under “board” Beta, c (tied)."
    assert "weight of Price (50% against 13%): 80% of the difference" in most
    assert then == "Next: Roads 42%."
    assert against == "Against it: Ties -20%."
    alone = {**ITEM, "shares": {"price": 1.0, "roads": 0.0}}
    assert len(say.difference(alone, WEIGHTS)) == 2


def test_the_consensus_names_who_objects(say):
    found = {
        "alternative": "a",
        "tied_with": [],
        "greatest_regret": 0.25,
        "objects_most": "board",
        "objects_equally": ["works", "bank"],
    }
    least, most, equally = say.consensus(found, {"board": {"rank": 2}})
    assert "Alpha" in least
    assert "“board” objects most: there Alpha is at rank 2, with a score 0.25 behind" in most
    assert equally == "Just as much: works, bank."
    assert len(say.consensus({**found, "objects_equally": []}, {"board": {"rank": 2}})) == 2
    [nobody] = say.consensus({**found, "objects_most": None}, {})
    assert nobody == "Alpha is first under every weighting: nobody objects."


def test_chinese_sentences_keep_chinese_marks():
    say = Sentences(words("zh")["compare"], Numbers("zh"), LABELS)
    said = "".join(say.difference(ITEM, WEIGHTS))
    assert said.startswith("按“owner”，第一名是Alpha")
    assert "Beta、c（并列）" in said
    assert said.endswith("。")
