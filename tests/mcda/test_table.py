"""Results print as small tables, say themselves in a sentence and become plain data."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

import mcda
import weights
from mcda import explain, robust
from mcda.errors import InvalidWeights
from mcda.parks import Enterprise, appraise, load_catalogue
from mcda.table import MOST_ROWS, RankingTable, Tabular
from tests.refusals import rejects

CRITERIA = [
    mcda.Criterion(id="price", direction="cost", range=(50, 200)),
    mcda.Criterion(id="roads", direction="benefit", range=(0, 7)),
]
WEIGHTS = {"price": 2.0, "roads": 1.0}


def problem(count: int = 3, certain: bool = False) -> mcda.Problem:
    doubt: Any = 100.0 if certain else mcda.Interval(low=85, high=140)
    rows = [[160.0 - k, float(5 * k % 7)] for k in range(count - 1)]
    names = [mcda.Alternative(id=f"a{k}") for k in range(count)]
    return mcda.Problem(criteria=CRITERIA, alternatives=names, performances=[*rows, [doubt, 3.0]])


def ranking(count: int = 3, certain: bool = False) -> mcda.Ranking:
    return mcda.rank(problem(count, certain), WEIGHTS, "weighted_sum", normalisation="range")


def results() -> dict[str, Tabular]:
    first, sure = ranking(), ranking(certain=True)
    found = {
        "problem": first.problem,
        "weights": first.weights,
        "ranking": first,
        "catalogue": load_catalogue(),
        "appraisal": appraise(load_catalogue(), Enterprise(), ["tcr", "ljip"]),
        "acceptability": robust.acceptability(first, samples=200),
        "exact": robust.exact_acceptability(sure),
        "comparison": weights.compare(
            first.problem,
            {
                "one": {"kind": "direct", "values": WEIGHTS},
                "other": {"kind": "ranked", "order": [["roads"], ["price"]]},
            },
        ),
        "agreement": robust.agreement(first),
    }
    for name in (
        *("stability", "smallest_change", "possible_ranks", "fact_changes", "reversal"),
        *("verdict", "multiverse", "weight_regions"),
    ):
        found[name] = getattr(robust, name)(first)
    found["decision"] = first.decision()
    found |= {name: getattr(explain, name)(first) for name in ("explain", "gaps", "influence")}
    return found


RESULTS = results()


def test_every_result_that_has_a_frame_prints_one() -> None:
    def below(cls: type) -> set[type]:
        return {cls, *(one for sub in cls.__subclasses__() for one in below(sub))}

    shown = {one.__name__ for found in RESULTS.values() for one in type(found).__mro__}
    others = {"Contrast", "CentralRanks", "TemplateProblem"}
    ours = {c.__name__ for c in below(Tabular) if c.__module__.startswith(("mcda", "weights"))}
    assert ours <= shown | others


@pytest.mark.parametrize("name", RESULTS)
def test_it_is_small_in_a_terminal_and_a_notebook(name: str) -> None:
    found = RESULTS[name]
    text, html = repr(found), found._repr_html_()
    assert text.startswith(type(found).__name__)
    lines = [line for line in text.splitlines()[1:] if line.strip()]
    frame = found.to_frame()
    assert all(len(line) <= 100 for line in lines)
    if not frame.empty:
        assert str(frame.columns[0]) in text
        assert "<table" in html
    assert len(text) < 6000
    assert "array(" not in text


@pytest.mark.parametrize("name", RESULTS)
def test_as_plain_data_it_is_json(name: str) -> None:
    found = RESULTS[name].to_dict()
    assert json.loads(json.dumps(found, allow_nan=False)) == json.loads(json.dumps(found))


ANALYSES = (
    *("stability", "acceptability", "smallest_change", "possible_ranks", "fact_changes"),
    *("reversal", "verdict", "multiverse", "agreement", "weight_regions"),
    *("explain", "gaps", "influence", "contrast"),
)


@pytest.mark.parametrize("name", ANALYSES)
def test_sentences_call_things_as_the_problem_does(name: str) -> None:
    one = problem()
    named = replace(
        one,
        criteria=[replace(item, name={"en": item.id.upper()}) for item in one.criteria],
        alternatives=[replace(item, name={"en": item.id.upper()}) for item in one.alternatives],
    )
    first = mcda.rank(named, WEIGHTS, "weighted_sum", normalisation="range")
    found = getattr(robust, name, None) or getattr(explain, name)
    result = found(first)
    ids = re.compile(r"\b(a[0-2]|price|roads)\b")
    assert isinstance(result, RankingTable)
    told = [result.summary(), *sentences(result.to_dict())]
    assert [said for said in told if ids.search(said)] == []


def sentences(told: Any) -> Iterator[str]:
    """Yield the texts of plain data that are no ids."""
    if isinstance(told, str) and " " in told:
        yield told
    elif isinstance(told, dict | list):
        for part in told.values() if isinstance(told, dict) else told:
            yield from sentences(part)


TABLES = {"gaps", "influence", "weights"}
"""They are all that there is to say, but where the influence of a criterion is odd."""


@pytest.mark.parametrize("name", sorted(set(RESULTS) - TABLES))
def test_every_result_says_something_of_itself(name: str) -> None:
    assert RESULTS[name].summary()
    assert RESULTS[name].summary("zh") != RESULTS[name].summary()


def test_a_long_table_is_cut_and_says_so() -> None:
    text = repr(ranking(40))
    assert "[40 rows" in text
    assert len(text.splitlines()) < MOST_ROWS + 8
    assert len(ranking(40).to_frame()) == 40


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "a2 is first of 3 (0.531746), before a1 (0.420317)."),
        ("zh", "a2在 3 个方案中居首（0.531746），其后是a1（0.420317）。"),
    ],
)
def test_a_ranking_says_who_is_first(language: str, said: str) -> None:
    # a2: 2/3 (200 - 112.5) / 150 + 1/3 3/7; a1: 2/3 (200 - 159) / 150 + 1/3 5/7
    assert ranking().summary(language) == said


def test_level_ones_and_those_that_failed_are_told() -> None:
    rows = [[100.0, 3.0], [100.0, 3.0], [100.0, 1.0]]
    names = [mcda.Alternative(id=name, name={"en": name.upper(), "zh": name}) for name in "abc"]
    level = mcda.Problem(criteria=CRITERIA, alternatives=names, performances=rows)
    required = [mcda.Requirement(criterion="roads", at_least=2)]
    found = mcda.rank(level, WEIGHTS, requirements=required)
    assert found.summary().startswith("A, B share the first place of 2")
    assert found.summary().endswith("1 did not pass what was required.")
    nothing = mcda.rank(
        level, WEIGHTS, requirements=[mcda.Requirement(criterion="roads", at_least=9)]
    )
    assert nothing.summary()
    assert repr(nothing).startswith("Ranking: ")


def test_a_problem_comes_back_from_its_frame() -> None:
    first = problem()
    again = mcda.Problem.from_frame(
        first.to_frame(),
        directions={"price": "cost", "roads": "benefit"},
        ranges={"price": (50, 200), "roads": (0, 7)},
    )
    assert mcda.rank(again, WEIGHTS).scores.tolist() == mcda.rank(first, WEIGHTS).scores.tolist()


@pytest.mark.parametrize(
    "said",
    [
        [2, 1],
        (2.0, 1.0),
        np.array([2.0, 1.0]),
        pd.Series({"roads": 1.0, "price": 2.0}),
        {"roads": 1, "price": 2},
        mcda.WeightVector.normalised(["price", "roads"], [2, 1]),
    ],
    ids=["list", "tuple", "array", "series", "mapping", "vector"],
)
def test_weights_are_taken_as_they_are_written(said: Any) -> None:
    assert mcda.rank(problem(), said).weights.as_dict() == pytest.approx(
        {"price": 2 / 3, "roads": 1 / 3}
    )


@pytest.mark.parametrize("said", [None, 3, object()])
def test_what_no_weights_are_written_in_is_refused_with_what_to_pass(said: Any) -> None:
    with rejects(InvalidWeights, codes=["weights_unread"]):
        mcda.rank(problem(), said)


@pytest.mark.parametrize("said", [[1], {"price": 1}, {"price": 1, "roads": -1}])
def test_weights_that_do_not_fit_are_refused(said: Any) -> None:
    with pytest.raises(InvalidWeights):
        mcda.rank(problem(), said)


def test_the_package_names_what_it_offers_and_nothing_else() -> None:
    assert set(mcda.__all__) < set(dir(mcda))
    assert {"Any", "TYPE_CHECKING", "import_module"}.isdisjoint(dir(mcda))
    assert mcda.__version__.split(".")[0].isdigit()
