import pytest

from api.pages.panels.panel_phrases import PanelPhrases, rows
from api.panels.panel_status import JudgeReplies, PanelStatus

NAMES = {"a": "Land price", "b": "Infrastructure"}
EN, ZH = PanelPhrases("en", NAMES), PanelPhrases("zh", {"a": "土地价格", "b": "基础设施"})
DISPUTE = {
    "pair": ("a", "b"),
    "highest": "Li",
    "highest_value": 5.0,
    "lowest": "Wang",
    "lowest_value": 1 / 3,
}


@pytest.mark.parametrize(
    ("share", "word"),
    [(1, "High"), (0.75, "High"), (0.74, "Middling"), (0.5, "Middling"), (0, "Low")],
)
def test_what_a_consensus_means(share, word):
    assert EN.consensus(share).startswith(word)


def test_the_two_who_differ_most_are_quoted():
    assert EN.pair(DISPUTE) == "Land price and Infrastructure"
    assert EN.views(DISPUTE) == [
        "Li: Land price is 5 times as important as Infrastructure.",
        "Wang: Infrastructure is 3 times as important as Land price.",
    ]
    assert ZH.views({**DISPUTE, "lowest_value": 1.0}) == [
        "Li：土地价格的重要性是基础设施的 5 倍。",
        "Wang：两者同样重要。",
    ]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (7.0, "Land price over Infrastructure: Much more"),
        (1 / 9, "Infrastructure over Land price: Overwhelmingly"),
        (1.0, "Land price and Infrastructure: both the same"),
        (None, "Land price or Infrastructure: not known"),
    ],
)
def test_answers_are_read_again(value, said):
    assert EN.judgement({"first": "a", "second": "b", "value": value}) == said


def test_a_row_for_every_judge():
    said = [{"first": "a", "second": "b", "value": None}]
    answered = [{"first": "a", "second": "b", "value": 3.0}]
    standing = PanelStatus(
        ("a", "b"), [JudgeReplies(1, "Li", said), JudgeReplies(2, "Wang", answered)]
    )
    assert rows(standing, 1) == [
        {"number": 1, "name": "Li", "count": 0, "all": 1, "ready": False},
        {"number": 2, "name": "Wang", "count": 1, "all": 1, "ready": True},
    ]
