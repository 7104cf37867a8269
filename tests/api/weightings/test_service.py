"""Weights of a statement; the profiles as plain data."""

import pytest

from api.http.localisation import localise
from api.weightings.schemas import WeightsRequest
from api.weightings.service import get_profile, list_profiles, weigh
from mcda.errors import McdaError, NotFound
from mcda.texts import LANGUAGES
from tests.refusals import rejects
from weights.profiles import DEFAULT_PROFILE
from weights.weightings import resolve


def test_a_statement_is_weighed(settings):
    request = WeightsRequest.model_validate(
        {"weights": {"kind": "ranked", "order": [["a"], ["b"]], "scheme": "sum"}}
    )
    found = localise(weigh(request, settings), "en")
    assert found["values"] == pytest.approx({"a": 2 / 3, "b": 1 / 3})
    assert found["kind"] == "ranked"
    assert found["diagnostics"]["scheme"] == "sum"
    assert found["known"]["name"] == "order"
    assert found["known"]["intervals"]["a"] == pytest.approx([0.5125, 0.9875], abs=0.01)
    assert (found["least_consistent"], found["repair"]) == ([], [])


def test_judgements_that_contradict_each_other_get_a_proposal(settings):
    matrix = [[1, 2, 1 / 7], [0.5, 1, 3], [7, 1 / 3, 1]]
    stated = {"kind": "ahp", "items": ["a", "b", "c"], "matrix": matrix}
    found = weigh(WeightsRequest.model_validate({"weights": stated}), settings)
    english, chinese = (localise(found, language) for language in LANGUAGES)
    (proposal,) = english["repair"]
    assert proposal["consistency_ratio_before"] > 0.1 >= proposal["consistency_ratio_after"]
    assert proposal["winners_after"] is None
    assert english["least_consistent"][0]["detail"].startswith("Your least consistent answer is")
    assert chinese["repair"][0]["changes"][0]["sentence"] != proposal["changes"][0]["sentence"]
    assert proposal["ask_again"] is None
    kept = WeightsRequest.model_validate({"weights": stated, "repair": False})
    assert weigh(kept, settings)["repair"] == []


def test_answers_too_far_apart_are_to_be_asked_again(settings):
    matrix = [[1, 9, 1 / 9, 3], [1 / 9, 1, 9, 1 / 5], [9, 1 / 9, 1, 7], [1 / 3, 5, 1 / 7, 1]]
    stated = {"kind": "ahp", "items": list("abcd"), "matrix": matrix}
    found = weigh(WeightsRequest.model_validate({"weights": stated}), settings)
    english, chinese = (localise(found, language)["repair"][0] for language in LANGUAGES)
    assert english["changes"] == []
    assert (english["consistency_ratio_after"], english["weights_after"]) == (None, None)
    again = english["ask_again"]
    assert again["code"] == "repair_ask_again"
    assert again["detail"] != chinese["ask_again"]["detail"]
    for judgement in again["judgements"]:
        first, second = judgement["pair"]
        assert matrix["abcd".index(first)]["abcd".index(second)] == judgement["given"]
        assert f"{first} over {second} = " in again["detail"]


@pytest.mark.parametrize(("scheme", "codes"), [("critic", ["weights_from_data"]), ("equal", [])])
def test_weights_from_data_say_what_they_are(settings, scheme, codes):
    problem = {
        "criteria": [{"id": c, "direction": "benefit"} for c in "ab"],
        "alternatives": [{"id": "x"}, {"id": "y"}, {"id": "z"}],
        "performances": [[1, 5], [2, 3], [4, 4]],
    }
    stated = {"weights": {"kind": "objective", "scheme": scheme}, "problem": problem}
    found = weigh(WeightsRequest.model_validate(stated), settings)
    english, chinese = (localise(found, language)["warnings"] for language in LANGUAGES)
    assert [found["code"] for found in english] == codes
    if codes:
        assert "critic" in english[0]["detail"]
        assert english[0]["detail"] != chinese[0]["detail"]


@pytest.mark.parametrize(
    ("rows", "path"),
    [
        ([[1, 2]], ("problem", "performances")),
        ([[None, 1], [None, 2]], ("problem", "performances", 0, 0)),
    ],
)
def test_faults_of_the_problem_are_placed_in_the_problem(settings, rows, path):
    criteria = [{"id": "a", "direction": "cost"}, {"id": "b", "direction": "benefit"}]
    request = WeightsRequest.model_validate(
        {
            "weights": {"kind": "objective", "scheme": "critic"},
            "problem": {
                "criteria": criteria,
                "alternatives": [{"id": "x"}, {"id": "y"}],
                "performances": rows,
            },
        }
    )
    with rejects(McdaError, path=path):
        weigh(request, settings)


def test_profiles_are_listed_with_one_default():
    found = list_profiles()["items"]
    assert [item["id"] for item in found if item["default"]] == [DEFAULT_PROFILE]
    assert len(found) == 16


@pytest.mark.parametrize(("about", "count"), [("parks", 8), ("location", 2), ("park-model", 3)])
def test_profiles_are_listed_by_subject(about, count):
    found = list_profiles(about)["items"]
    assert [item["about"] for item in found] == [about] * count
    for item in found:
        assert item["subject"]["id"] == about
        assert set(item["weights"]) == set(item["subject"]["criteria"])


def test_a_profile_shows_the_weights_it_resolves_to():
    for item in list_profiles()["items"]:
        shown = get_profile(item["id"])["weights"]
        assert shown == pytest.approx(resolve({"kind": "profile", "id": item["id"]}).as_dict())


def test_an_unknown_profile_is_not_found():
    with pytest.raises(NotFound):
        get_profile("nobody")
