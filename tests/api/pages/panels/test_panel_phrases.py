import pytest

from api.pages.panels.panel_phrases import PanelPhrases

NAMES = {"a": "Land price", "b": "Infrastructure"}
EN, ZH = PanelPhrases("en", NAMES), PanelPhrases("zh", {"a": "土地价格", "b": "基础设施"})
DISPUTE = {
    "pair": ("a", "b"),
    "highest": "Li",
    "highest_value": 5.0,
    "lowest": "Wang",
    "lowest_value": 1 / 3,
}


def test_the_two_who_differ_most_are_quoted():
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
