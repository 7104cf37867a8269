import pytest

from api.http.language import Language
from api.http.localisation import decode, encode
from api.pages.results.result_view import ResultView, movement, result_view
from api.pages.words import words
from api.parks.labels import Labels
from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.results.documents import kept_document
from api.settings import Settings
from mcda.parks import load_catalogue
from weights.validation import validate

WORDS = words("en")["result"]


class Stored:
    """As much of a result as is compared."""

    language = "en"

    def __init__(self, count, *order, tied=1):
        self.labels = Labels({key: key.title() for key in "abcde"}, {})
        winners = [key.title() for key in order[:tied]]
        draws = [{"count": count}] if count else []
        self.document = {"brief": {"winners": winners, "draws": draws}}
        self.standings = [{"id": key, "rank": rank} for rank, key in enumerate(order, 1)]


def test_another_is_first():
    assert movement(Stored(9, *"abc"), Stored(8, *"bac"), WORDS) == [
        "First now: B; before: A.",
        "B moves from 2 to 1.",
        "A moves from 1 to 2.",
    ]


def test_all_that_are_level_are_named():
    said = movement(Stored(9, *"abc"), Stored(9, *"abc", tied=2), WORDS)
    assert said[0] == "First now: A, B; before: A."


def test_the_first_stays():
    assert movement(Stored(9, *"abc"), Stored(12, *"abc"), WORDS) == [
        "Still first: A, in about 12 of 20 draws, 9 before.",
        "No park changes its place.",
    ]
    assert movement(Stored(0, *"abc"), Stored(12, *"abc"), WORDS)[0] == "Still first: A."


def test_who_moves_furthest_is_told_first_and_the_rest_is_counted():
    assert movement(Stored(9, *"abcde"), Stored(9, *"aedcb"), WORDS)[1:] == [
        "E moves from 5 to 2.",
        "B moves from 2 to 5.",
        "D moves from 4 to 3.",
        "1 more change places.",
    ]
    assert movement(Stored(0), Stored(9, *"ab"), WORDS) == ["No park changes its place."]


HEAD = {"number": 1, "version": 1, "at": "", "by": "", "language": None}


def _stored(**fields) -> bytes:
    enterprise = {"home": {"province": "Zhejiang"}}
    body = {"enterprise": enterprise, "parks": ["tcr", "ljip"], "detail": "full", **fields}
    return encode(recommend(validate(RecommendationRequest, body), Settings()))


def _view(answer: bytes, language: Language = "en") -> ResultView:
    return result_view(HEAD, kept_document(decode(answer), Settings()), language, Settings())


def test_values_add_up_to_the_scores():
    """The page adds up weights times values while a slider moves: that is the score."""
    stored = _stored()
    found, answer = _view(stored), decode(stored)
    weights = answer["weights"]["values"]
    assert found.values["criteria"] == list(weights)
    for line, row in zip(answer["ranking"], found.values["alternatives"], strict=True):
        assert row["id"] == line["alternative"]
        total = sum(w * v for w, v in zip(weights.values(), row["values"], strict=True))
        assert total == pytest.approx(line["score"], abs=1e-5)
        assert all(0 <= value <= 1 for value in row["values"])
    assert found.labels.name("tcr") == "Thai-Chinese Rayong Industrial Zone"


def test_values_of_a_criterion_without_weight_are_known_too():
    known = _view(_stored()).values
    only = {"kind": "direct", "values": {"land_price": 1.0}}
    weighed = _stored(
        weights={**only, "values": dict.fromkeys(known["criteria"], 0.0) | only["values"]}
    )
    found = _view(weighed).values
    rows = {
        row["id"]: dict(zip(found["criteria"], row["values"], strict=True))
        for row in found["alternatives"]
    }
    assert rows.keys() == {row["id"] for row in known["alternatives"]} != set()
    for row in known["alternatives"]:
        assert rows[row["id"]] == pytest.approx(
            dict(zip(known["criteria"], row["values"], strict=True)), abs=1e-5
        )


@pytest.mark.parametrize(
    "method", [{"name": "weighted_sum"}, {"name": "ahp", "mode": "distributive"}]
)
def test_values_of_other_sums_add_up_too(method):
    stored = _stored(method=method)
    view, answer = _view(stored), decode(stored)
    weights = [slider["weight"] for slider in view.sliders]
    for line, row in zip(answer["ranking"], view.values["alternatives"], strict=True):
        total = sum(w * v for w, v in zip(weights, row["values"], strict=True))
        assert total == pytest.approx(line["score"], abs=1e-5)


def test_sliders_name_the_ends_of_their_scales():
    view = _view(_stored(), "zh")
    ends = {slider["criterion"]: slider["ends"] for slider in view.sliders}
    assert ends["land_price"] != ends["infrastructure"]
    assert all(len(pair) == 2 and all(pair) for pair in ends.values())


def test_values_of_a_method_that_adds_nothing_up():
    assert _view(_stored(method={"name": "topsis"})).values is None


def test_one_stored_result_is_read_in_either_language():
    stored = _stored()
    english, chinese = (_view(stored, language) for language in ("en", "zh"))
    assert chinese.document["notes"] == english.document["notes"] == []
    ids = [[line["id"] for line in one.standings] for one in (chinese, english)]
    assert ids[0] == ids[1] == [line["alternative"] for line in decode(stored)["ranking"]]
    first = load_catalogue().park(ids[0][0])
    assert chinese.document["brief"]["winners"] == [first.name["zh"]]
    assert english.document["brief"]["winners"] == [first.name["en"]]


def test_an_answer_without_sensitivity():
    brief = _view(_stored(sensitivity=False)).document["brief"]
    assert brief["certainty"] is None
    assert brief["draws"] == []
    assert [place["rank"] for place in brief["places"]] == [1, 2]
