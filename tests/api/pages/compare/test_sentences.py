import pytest

from api.numbers import Numbers
from api.pages.compare.sentences import Sentences
from api.pages.words import words
from api.parks.labels import Labels

LABELS = Labels({"a": "Alpha", "b": "Beta"}, {"price": "Price", "roads": "Roads", "ties": "Ties"})


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


def test_whose_first_is_behind_whose(say):
    gap = {"under": "owner", "alternative": "b", "first": "a", "wanted_by": ["board", "bank"]}
    assert say.behind(gap) == "Under “owner”: Beta behind Alpha"
    assert say.wanted(gap["wanted_by"]) == "first for board, bank"


def test_of_whom_too_little_is_known(say):
    assert say.first_ask([]) == ""
    assert say.first_ask(["Alpha"]).startswith("Too little is known of Alpha")


def test_chinese_sentences_keep_chinese_marks():
    say = Sentences(words("zh")["compare"], Numbers("zh"), LABELS)
    assert say.word("leaning") == "倾向"
    assert say.tied(["b", "c"]) == "Beta、c（并列）"
    assert say.first_ask(["Alpha", "Beta"]).endswith("应先询问。")
