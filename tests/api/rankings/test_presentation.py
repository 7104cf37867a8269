"""The answer as plain data, in codes and as a reader is told it."""

from typing import Any

import pytest

from api.http.localisation import localise
from api.rankings.analysis import ANALYSES
from api.rankings.engine_result import EngineResult
from api.rankings.presentation import method, present, ranked_weights, weights
from mcda.methods import make_method
from mcda.prepare.screen import Requirement
from mcda.problem import Alternative, Criterion, Problem
from mcda.ranking import Ranking, rank
from mcda.robust import smallest_change
from mcda.weight_vector import WeightVector
from weights.source import WeightsSource

Plain = dict[str, Any]
SOURCE = WeightsSource(code="stated", profiles=())


def ranked(rows: Any, name: str = "topsis", **options: Any) -> Ranking:
    problem = Problem(
        criteria=(
            Criterion(id="price", direction="cost", name={"en": "Price", "zh": "价格"}),
            Criterion(id="roads", direction="benefit", range=(0, 9)),
        ),
        alternatives=(
            Alternative(id="a", name={"en": "Alpha", "zh": "甲"}),
            Alternative(id="b"),
            Alternative(id="c"),
        ),
        performances=rows,
    )
    return rank(problem, WeightVector.normalised(("price", "roads"), [2, 1]), name, **options)


def plain(ranking: Ranking) -> Plain:
    """Return the answer in codes, nothing analysed."""
    solved = EngineResult(ranking=ranking, source=SOURCE, answer_set=ranking.winners)
    return present(solved, ranking.problem)


ROWS = [[100, 3], [150, 6], [120, 2]]


def test_rows_stand_in_order_of_rank() -> None:
    found = plain(ranked(ROWS))
    assert [row["rank"] for row in found["ranking"]] == [1, 2, 3]
    assert all(list(row["contributions"]) == ["price", "roads"] for row in found["ranking"])
    assert found["sensitivity"] is None
    assert found["answer_set"] == [found["ranking"][0]["alternative"]]


def test_ties_name_each_other() -> None:
    found = plain(ranked([[100, 3]] * 3))
    assert [row["tied_with"] for row in found["ranking"]] == [["b", "c"], ["a", "c"], ["a", "b"]]


def test_nothing_left_is_an_empty_ranking() -> None:
    found = plain(ranked(ROWS, requirements=[Requirement(criterion="roads", at_least=9)]))
    assert found["ranking"] == []
    assert [item["alternative"] for item in found["excluded"]] == ["a", "b", "c"]
    reason = found["excluded"][0]["reasons"][0]
    assert (reason["code"], reason["alternative"], reason["criterion"]) == (
        "below_minimum",
        "a",
        "roads",
    )


@pytest.mark.parametrize(("language", "name"), [("en", "Alpha"), ("zh", "甲")])
def test_sentences_use_names_in_the_language(language: Any, name: str) -> None:
    ranking = ranked(ROWS)
    changed = {"smallest_change": smallest_change(ranking)}
    solved = EngineResult(ranking=ranking, source=SOURCE, found=changed)
    found = localise(present(solved, ranking.problem), language)
    assert name in found["sensitivity"]["smallest_change"]["sentence"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_warnings_name_their_cell(language: Any) -> None:
    (warning,) = localise(plain(ranked([[100, None], [150, 6], [120, 2]])), language)["warnings"]
    (cell,) = warning["cells"]
    assert (cell["alternative"], cell["criterion"]) == ("a", "roads")
    assert {"en": "Alpha", "zh": "甲"}[language] in warning["detail"]
    assert cell["detail"] == warning["detail"]


def test_weights_keep_their_diagnostics() -> None:
    vector = WeightVector.normalised(("a", "b"), [3, 1], "ranked", {"scheme": "sum"})
    wanted = {"values": {"a": 0.75, "b": 0.25}, "kind": "ranked", "diagnostics": {"scheme": "sum"}}
    assert weights(vector) == wanted


def test_a_method_shows_its_parameters_and_direction() -> None:
    found = method(make_method("vikor", {"v": 0.25}))
    assert (found["name"], found["v"]) == ("vikor", 0.25)
    assert found["lower_is_better"] is True
    preferences = {"price": {"type": "linear", "q": 1.0, "p": 2.0}}
    shown = method(make_method("promethee2", {"preferences": preferences}))["preferences"]
    assert shown["price"]["type"] == "linear"


def test_lists_over_the_alternatives_become_mappings() -> None:
    found = plain(ranked(ROWS, "vikor"))["details"]
    assert set() != set(found["compromise_set"]) <= {"a", "b", "c"}
    assert list(found["S"]) == list(found["R"]) == ["a", "b", "c"]


def test_parts_not_run_are_not_told() -> None:
    ranking = ranked(ROWS)
    for found in ({}, {"stability": None, "gaps": None}):
        answer = present(EngineResult(ranking=ranking, source=SOURCE, found=found), ranking.problem)
        assert next(iter(answer)) == "decision"
        assert answer["decision"] is None
        assert answer["sensitivity"] == {key: None for key in found if key != "gaps"}
        assert ANALYSES.keys() & answer.keys() - {"decision"} == found.keys() & {"gaps"}


@pytest.mark.parametrize(("normalisation", "meaning"), [("range", "scale"), ("minmax", "column")])
def test_what_weights_mean_stands_beside_them(normalisation: str, meaning: str) -> None:
    ranking = ranked([[100, 3], [150, 6], [120, 2]], "weighted_sum", normalisation="minmax")
    chosen = make_method("weighted_sum", {"normalisation": normalisation})
    found = localise(ranked_weights(ranking.weights, chosen, SOURCE), "zh")
    assert found.pop("source")["sentence"].endswith("。")
    assert found == {**weights(ranking.weights), "meaning": meaning}
    assert plain(ranking)["weights"]["meaning"] == "column"


def test_names_stand_once_in_the_language_of_the_reader() -> None:
    answer = plain(ranked(ROWS))
    assert localise(answer, "en")["names"] == {
        "alternatives": {"a": "Alpha"},
        "criteria": {"price": "Price"},
    }
    assert localise(answer, "zh")["names"] == {
        "alternatives": {"a": "甲"},
        "criteria": {"price": "价格"},
    }


def test_names_are_of_all_alternatives_of_those_that_are_not_ranked_too() -> None:
    ranking = ranked(ROWS)
    fewer = rank(ranking.problem.select([1, 2]), ranking.weights, "topsis")
    solved = EngineResult(ranking=fewer, source=SOURCE, answer_set=fewer.winners)
    assert present(solved, ranking.problem)["names"]["alternatives"].keys() == {"a"}
