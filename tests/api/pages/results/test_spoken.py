from api.pages.results.spoken import told
from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.settings import Settings
from api.telling import kept
from mcda.parks import load_catalogue
from weights.validation import validated

HEAD = {"number": 1, "version": 1, "at": "", "by": "", "language": None}


def _stored(**fields) -> bytes:
    enterprise = {"home": {"province": "Zhejiang"}}
    body = {"enterprise": enterprise, "parks": ["tcr", "ljip"], "detail": "full", **fields}
    return kept(recommend(validated(RecommendationRequest, body), Settings()))


def test_a_document_and_what_to_try():
    found = told(HEAD, _stored(), "en", Settings())
    (ranking,) = [part for part in found.document["annex"] if part["id"] == "full_ranking"]
    shown = [row[1]["id"] for row in ranking["blocks"][0]["rows"]]
    assert shown == [line["alternative"] for line in found.answer["ranking"]]
    assert found.labels.name("tcr") == "Thai-Chinese Rayong Industrial Zone"
    assert len(found.problem["alternatives"]) == 2


def test_one_stored_result_is_read_in_either_language():
    stored = _stored()
    english, chinese = (told(HEAD, stored, language, Settings()) for language in ("en", "zh"))
    assert chinese.document["notes"] == english.document["notes"] == []
    ids = [[line["alternative"] for line in one.answer["ranking"]] for one in (chinese, english)]
    assert ids[0] == ids[1]
    assert chinese.answer["warnings"] != english.answer["warnings"]
    first = load_catalogue().park(chinese.answer["ranking"][0]["alternative"])
    assert chinese.document["winners"] == [first.name["zh"]]
    assert english.document["winners"] == [first.name["en"]]


def test_an_answer_without_sensitivity():
    found = told(HEAD, _stored(sensitivity=False), "en", Settings())
    assert next(part["id"] for part in found.document["memo"]) == "sure"
    assert "acceptability" not in [part["id"] for part in found.document["annex"]]
