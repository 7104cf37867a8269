import copy

import pytest

from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.rankings.requests import RankingRequest
from api.rankings.service import rank_problem
from api.results.retold import language_of_answer, retold
from api.settings import Settings

SETTINGS = Settings()


def recommended(language, **fields):
    import orjson

    body = {"enterprise": {}, "parks": ["tcr", "ljip", "vcep"], **fields}
    return orjson.loads(recommend(RecommendationRequest.model_validate(body), SETTINGS, language))


@pytest.fixture(scope="module")
def english():
    return recommended("en")


def test_the_same_language_is_left_as_it_is(english):
    assert retold(english, "en", SETTINGS) == (english, False)


def test_the_other_language_is_made_again(english):
    found, is_foreign = retold(english, "zh", SETTINGS)
    assert not is_foreign
    assert found == recommended("zh", as_of=english["record"]["spec"]["as_of"])
    assert language_of_answer(found) == "zh"
    assert retold(found, "en", SETTINGS)[0] == english


def test_the_record_stays_that_of_the_answer(english):
    stored = {**english, "record": {**english["record"], "engine": "parkwise 0", "overlay": "a"}}
    found, is_foreign = retold(stored, "zh", SETTINGS)
    assert not is_foreign
    assert found["record"] == stored["record"]


def test_another_ranking_keeps_its_own_sentences(english):
    changed = copy.deepcopy(english)
    changed["ranking"][0]["score"] += 1e-6
    assert retold(changed, "zh", SETTINGS) == (changed, True)


@pytest.mark.parametrize("broken", [{"parks": ["atlantis"]}, {"unheard": 1}])
def test_a_request_that_works_no_more(english, broken):
    changed = copy.deepcopy(english)
    changed["record"]["spec"] |= broken
    assert retold(changed, "zh", SETTINGS) == (changed, True)


def test_rankings_too():
    import orjson

    problem = {
        "criteria": [{"id": "p", "direction": "cost"}, {"id": "q", "direction": "benefit"}],
        "alternatives": [{"id": "x", "name": {"en": "甲。", "zh": "甲"}}, {"id": "y"}],
        "performances": [[1.0, 2.0], [2.0, 3.0]],
    }
    body = {"problem": problem, "weights": {"kind": "direct", "values": {"p": 1.0, "q": 1.0}}}
    request = RankingRequest.model_validate(body)
    english = orjson.loads(rank_problem(request, SETTINGS, "en"))
    assert language_of_answer(english) == "en"
    chinese = orjson.loads(rank_problem(request, SETTINGS, "zh"))
    assert retold(english, "zh", SETTINGS) == (chinese, False)


def test_languages_are_told_by_what_the_service_says_itself():
    plain = recommended("zh", sensitivity=False)
    assert language_of_answer(plain) == "zh"
    for part in ("warnings", "excluded"):
        plain[part] = []
    assert language_of_answer(plain) == "zh"
    own = {"kind": "override", "rationale": "our quotation."}
    silent = {**plain, "evidence": {"tcr": {"land_price": own}}}
    assert language_of_answer(silent) is None
    assert retold(silent, "en", SETTINGS) == (silent, False)


def test_reasons_of_what_was_set_aside_tell_too():
    rule = {"criterion": "land_price", "at_most": 1}
    found = recommended("zh", sensitivity=False, requirements=[rule])
    found["warnings"] = []
    assert found["excluded"]
    assert language_of_answer(found) == "zh"
