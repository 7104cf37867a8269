from api.pages.results.movement import movement
from api.pages.words import words
from api.parks.labels import Labels

WORDS = words("en")["result"]


class Stored:
    """As much of a result as is compared."""

    def __init__(self, count, *order):
        self.labels = Labels({key: key.title() for key in "abcde"}, {})
        winners = [order[0].title()] if order else []
        draws = [{"count": count}] if count else []
        self.document = {"brief": {"winners": winners, "draws": draws}}
        self.answer = {
            "ranking": [{"alternative": key, "rank": rank} for rank, key in enumerate(order, 1)]
        }


def test_another_is_first():
    said = movement(Stored(9, *"abc"), Stored(8, *"bac"), WORDS)
    assert said == [
        "B is first now, instead of A.",
        "B moves from 2 to 1.",
        "A moves from 1 to 2.",
    ]


def test_the_first_stays():
    assert movement(Stored(9, *"abc"), Stored(12, *"abc"), WORDS) == [
        "A stays first: in about 12 of 20 draws, 9 before.",
        "No park changes its place.",
    ]
    assert movement(Stored(0, *"abc"), Stored(12, *"abc"), WORDS)[0] == "A stays first."


def test_who_moves_furthest_is_told_first_and_the_rest_is_counted():
    said = movement(Stored(9, *"abcde"), Stored(9, *"aedcb"), WORDS)
    assert said[1:] == [
        "E moves from 5 to 2.",
        "B moves from 2 to 5.",
        "D moves from 4 to 3.",
        "1 more change places.",
    ]
    assert movement(Stored(0), Stored(9, *"ab"), WORDS) == ["No park changes its place."]
