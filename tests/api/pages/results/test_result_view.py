import pytest

from api.localisation import encode
from api.pages.results.result_view import result_view
from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.settings import Settings
from mcda.parks import load_catalogue
from weights.validation import validate

HEAD = {"number": 1, "version": 1, "at": "", "by": "", "language": None}


def _stored(**fields) -> bytes:
    enterprise = {"home": {"province": "Zhejiang"}}
    body = {"enterprise": enterprise, "parks": ["tcr", "ljip"], "detail": "full", **fields}
    return encode(recommend(validate(RecommendationRequest, body), Settings()))


def test_values_add_up_to_the_scores():
    """The page adds up weights times values while a slider moves: that is the score."""
    found = result_view(HEAD, _stored(), "en", Settings())
    weights = found.answer["weights"]["values"]
    assert found.values["criteria"] == list(weights)
    for line, row in zip(found.answer["ranking"], found.values["alternatives"], strict=True):
        assert row["id"] == line["alternative"]
        total = sum(w * v for w, v in zip(weights.values(), row["values"], strict=True))
        assert total == pytest.approx(line["score"], abs=1e-5)
        assert all(0 <= value <= 1 for value in row["values"])
    assert found.labels.name("tcr") == "Thai-Chinese Rayong Industrial Zone"


def test_values_of_a_criterion_without_weight_are_known_too():
    known = result_view(HEAD, _stored(), "en", Settings()).values
    only = {"kind": "direct", "values": {"land_price": 1.0}}
    weighed = _stored(
        weights={**only, "values": dict.fromkeys(known["criteria"], 0.0) | only["values"]}
    )
    found = result_view(HEAD, weighed, "en", Settings()).values
    rows = {
        row["id"]: dict(zip(found["criteria"], row["values"], strict=True))
        for row in found["alternatives"]
    }
    for row in known["alternatives"]:
        assert rows[row["id"]] == pytest.approx(
            dict(zip(known["criteria"], row["values"], strict=True)), abs=1e-5
        )


def test_values_of_a_method_that_adds_nothing_up():
    stored = _stored(method={"name": "topsis"})
    assert result_view(HEAD, stored, "en", Settings()).values is None


def test_one_stored_result_is_read_in_either_language():
    stored = _stored()
    english, chinese = (
        result_view(HEAD, stored, language, Settings()) for language in ("en", "zh")
    )
    assert chinese.document["notes"] == english.document["notes"] == []
    ids = [[line["alternative"] for line in one.answer["ranking"]] for one in (chinese, english)]
    assert ids[0] == ids[1]
    assert chinese.answer["warnings"] != english.answer["warnings"]
    first = load_catalogue().park(chinese.answer["ranking"][0]["alternative"])
    assert chinese.document["brief"]["winners"] == [first.name["zh"]]
    assert english.document["brief"]["winners"] == [first.name["en"]]


def test_an_answer_without_sensitivity():
    brief = result_view(HEAD, _stored(sensitivity=False), "en", Settings()).document["brief"]
    assert brief["certainty"] is None
    assert brief["draws"] == []
    assert [place["rank"] for place in brief["places"]] == [1, 2]
