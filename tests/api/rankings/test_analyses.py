"""What each analysis tells, as plain data of the type that it declares."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import orjson
import pytest
from pydantic import TypeAdapter

from api.http.answer import answer_type
from api.http.localisation import localise_json
from api.rankings.analysis import ANALYSES, Plan, Task, analyse, plan_of, sensitivity_model
from api.settings import Settings
from mcda import rank
from mcda.ranking import Ranking
from mcda.robust import reversal
from mcda.robust.reversal import ReversalCase
from weights.ahp.critical_judgement import Deciding
from weights.ahp.winner_dependence import Judgements
from weights.kinds.objective import Objective

NAMES = {"a": "Alpha", "b": "Beta", "roads": "Roads"}
STATED = Objective(kind="objective", scheme="equal")
QUICK = {"samples": 500, "seed": 3, "spread": "any"}
Ranked = Callable[..., Ranking]


def asked(**fields: Any) -> Plan:
    """Return a plan of these analyses alone."""
    plan = plan_of(sensitivity_model().model_validate(fields), Settings())
    assert plan is not None
    return plan


def task_of(ranking: Ranking, **fields: Any) -> Task:
    task = Task(ranking=ranking, statement=STATED, settings=Settings(), plan=asked(**fields))
    analyse(task)
    return task


def said(name: str, found: Any, language: Any = "en") -> Any:
    """Return what an analysis tells; that it is of the declared type is part of every test."""
    shown = orjson.loads(localise_json(ANALYSES[name]().tell(found), language, NAMES))
    TypeAdapter(answer_type(ANALYSES[name].answer)).validate_python(shown, strict=True)
    return shown


def told(name: str, ranking: Ranking, sent: Any = True, language: Any = "en", **also: Any) -> Any:
    """Return what an analysis of a ranking tells."""
    return said(name, task_of(ranking, **{name: sent, **also}).found[name], language)


def test_indices_are_named_by_alternative(ranked: Ranked) -> None:
    shown = told("acceptability", ranked(), QUICK)
    assert list(shown["rank_shares"]) == list(shown["rank_entropy"]) == ["a", "b", "c"]
    assert set(shown["confidence_factors"]) == set(shown["central_weights"])
    assert all(shown["rank_shares"][name][0] > 0 for name in shown["central_weights"])
    assert shown["drawn_from"]["sentence"]
    assert "a" not in shown["pairwise"]["a"]


def test_shares_of_volumes_have_the_spread_of_the_draws(ranked: Ranked) -> None:
    answer = ranked("weighted_sum", normalisation="range").problem
    answer = replace(answer, performances=[[100, 3], [130, 6], [120, 2]])
    ranking = rank(answer, ranked().weights, "weighted_sum", normalisation="range")
    shown = told("exact_acceptability", ranking, acceptability=QUICK)
    drawn = told("acceptability", ranking, {**QUICK, "samples": 20_000})
    for name, share in shown["first_shares"].items():
        assert drawn["rank_shares"][name][0] == pytest.approx(share, abs=0.02)


def test_what_is_worth_knowing_is_read_off_the_draws(ranked: Ranked) -> None:
    drawn = {"acceptability": {**QUICK, "samples": 2000}}
    task = task_of(ranked(), **drawn, worth_knowing=True)
    shown = said("worth_knowing", task.found["worth_knowing"])
    assert {item["criterion"] for item in shown["weights"]} <= {"price", "roads"}
    assert shown["weights"]
    assert shown["judgements"] == []
    assert "worth_knowing" not in task_of(ranked()).found


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_explanation_has_sentences_and_their_figures(ranked: Ranked, language: Any) -> None:
    answer = ranked()
    shown = told("explanation", answer, True, language)
    assert NAMES[answer.alternatives[0]] in shown["sentences"][0]
    for contrast in shown["contrasts"]:
        assert contrast["first"] == answer.winner
        assert sum(contrast["parts"].values()) == pytest.approx(contrast["lead"], abs=1e-12)
    assert shown["dominance"]["dominated_by"] == {"c": ["a"]}
    assert "c" not in shown["dominance"]["efficient"]
    assert shown["argument"]["change"]["criterion"] in ("price", "roads")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_nearest_fact_comes_first(ranked: Ranked, language: Any) -> None:
    shown = told("facts", ranked(), True, language)
    assert len(shown) == 6
    nearest = [
        min(end["share"] for end in (item["below"], item["above"]) if end)
        for item in shown
        if item["below"] or item["above"]
    ]
    assert nearest == sorted(nearest)
    assert all(item["sentence"] for item in shown)
    (uncertain,) = [item for item in shown if item["low"] is not None]
    assert (uncertain["alternative"], uncertain["criterion"]) == ("b", "roads")
    assert (uncertain["low"], uncertain["high"]) == (4, 8)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_ranks_within_the_bounds(ranked: Ranked, language: Any) -> None:
    shown = told("possible_ranks", ranked(), True, language)
    assert [item["alternative"] for item in shown] == ["a", "b", "c"]
    assert all(item["best"] <= item["worst"] for item in shown)
    assert "Alpha" in shown[0]["sentence"]


def test_agreement_is_of_the_methods_that_are_named(ranked: Ranked) -> None:
    shown = told("methods", ranked(), ["vikor"])
    assert (set(shown["rankings"]), shown["unavailable"]) == ({"topsis", "vikor"}, {})
    assert "methods" not in asked(methods=[])


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_reversal_is_told_by_names(ranked: Ranked, language: Any) -> None:
    answer = ranked()
    found = reversal(answer)
    shown = told("reversal", answer, True, language)
    assert found is not None
    assert shown["tried"] == found.tried
    assert shown["sentence"]
    case = ReversalCase(
        kind="clone_of",
        alternative="a",
        winner="b",
        winner_holds=False,
        overtaken="a",
        overtaking="b",
    )
    newcomer = replace(case, kind="ideal_newcomer", alternative=None)
    cloned, come = said("reversal", replace(found, cases=(case, newcomer)), language)["cases"]
    assert "Alpha" in cloned["change"]
    assert cloned["alternative"] == "a"
    assert come["sentence"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_multiverse_is_whole(ranked: Ranked, language: Any) -> None:
    shown = told("multiverse", ranked(), True, language)
    kept = [item["kept"] for item in shown["combinations"]]
    assert shown["kept_share"] == pytest.approx(sum(kept) / len(kept))
    assert all(item["responsible"] == [] for item in shown["combinations"] if item["kept"])
    assert sum(shown["winner_shares"].values()) == pytest.approx(1)
    assert str(len(kept)) in shown["sentences"][0]
    assert all(item["reason"]["detail"] for item in shown["unavailable"])


def test_bounds_of_every_weight(ranked: Ranked) -> None:
    shown = told("stability", ranked())
    assert [item["criterion"] for item in shown] == ["price", "roads"]
    assert set(shown[0]["winner"]) == {"low", "high", "challenger_low", "challenger_high"}


def test_the_smallest_change_carries_its_proof(ranked: Ranked) -> None:
    shown = told("smallest_change", ranked())
    assert sum(shown["weights"].values()) == pytest.approx(1)
    assert 0 < shown["lower_bound"] <= shown["distance"]
    assert shown["certified"] is True
    assert "Beta" in shown["sentence"]


def test_a_judgement_is_told_by_its_names() -> None:
    deciding = Deciding(
        judge=None,
        node="goal",
        pair=("price", "roads"),
        given=3.0,
        needed=5.0,
        steps=2,
        winner="a",
        winner_becomes="b",
        parts=(1,),
    )
    shown = said("judgements", Judgements(deciding=deciding, steps_searched=2, without_judge=()))
    assert (shown["deciding"]["pair"], shown["deciding"]["parts"]) == (["price", "roads"], [1])
    assert "Beta" in shown["deciding"]["sentence"]
    nothing = Judgements(deciding=None, steps_searched=16, without_judge=())
    assert said("judgements", nothing)["deciding"] is None
