"""Plausible mistakes of whoever writes Python: each is told with a code, a place and a remedy.

A line is what somebody writes, the error and its first code, and a word of what is said.
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import mcda
import weights
from mcda import errors, explain, parks, plot, robust
from mcda.errors import InvalidArgument, McdaError
from mcda.texts import LANGUAGES, catalogue

SAID: dict[str, Any] = {"price": 2, "utilities": 1}
FRAME = pd.DataFrame({"price": [160, 90], "utilities": [5, 3]}, index=["north", "south"])
DIRECTIONS = {"price": "cost", "utilities": "benefit"}
CRITERIA = [
    mcda.Criterion(id="price", direction="cost", unit="USD/m2"),
    mcda.Criterion(id="utilities", direction="benefit"),
]
SITES = [mcda.Alternative(id="north"), mcda.Alternative(id="south")]


@cache
def known() -> dict[str, Any]:
    """Return what the lines may name."""
    cells = [[160, 5], [mcda.Interval(low=85, high=140), 3]]
    problem = mcda.Problem(criteria=CRITERIA, alternatives=SITES, performances=cells)
    ranking = mcda.rank(problem, SAID, "weighted_sum", normalisation="minmax")
    return {
        "mcda": mcda,
        "weights": weights,
        "robust": robust,
        "explain": explain,
        "plot": plot,
        "parks": parks,
        "np": np,
        "pd": pd,
        "date": date,
        "errors": errors,
        "problem": problem,
        "ranking": ranking,
        "drawn": robust.acceptability(ranking, 200),
        "frame": FRAME,
        "said": SAID,
        "criteria": CRITERIA,
        "sites": SITES,
        "catalogue": parks.load_catalogue(),
        "firm": parks.Enterprise(),
        "ways": DIRECTIONS,
    }


MISTAKES = [
    # A table, a list or nothing where a problem is needed.
    ("mcda.rank(frame, said)", "argument_problem", "Problem.from_frame"),
    ("mcda.rank([[1, 2], [3, 4]], said)", "argument_problem", "list"),
    ("mcda.rank(np.ones((2, 2)), said)", "argument_problem", "ndarray"),
    ("mcda.rank(said, problem)", "argument_problem", "problem"),
    ("mcda.rank(ranking, said)", "argument_problem", "ranking.problem"),
    ("mcda.rank(problem)", "argument_missing", "weights"),
    # Weights.
    ("mcda.rank(problem, None)", "weights_unread", "dict(land_price=2"),
    ("mcda.rank(problem, 1.0)", "weights_unread", "dict(land_price=2"),
    ("mcda.rank(problem, {1, 2})", "weights_unread", "{1, 2}"),
    ("mcda.rank(problem, [1, 2, 3])", "weights_count", "3 weights"),
    ("mcda.rank(problem, [[1, 2]])", "weights_count", "1 weights"),
    ("mcda.rank(problem, np.ones((2, 2)))", "weights_unread", "array"),
    ("mcda.rank(problem, np.array(1.0))", "weights_unread", "array(1.)"),
    ("mcda.rank(problem, np.array(['a', 'b']))", "weight_not_a_number", "“price”"),
    ("mcda.rank(problem, np.array([None, 1], dtype=object))", "weight_not_a_number", "null"),
    ("mcda.rank(problem, {'prise': 2, 'utilities': 1})", "weight_missing", "“price”?"),
    ("mcda.rank(problem, pd.Series([2, 1]))", "weight_missing", "utilities"),
    ("mcda.rank(problem, frame)", "weights_unread", "price"),
    ("mcda.rank(problem, 'tarif-hit-exporter')", "unknown_profile", "“tariff-hit-exporter”?"),
    ("mcda.rank(problem, {'kind': 'direkt'})", "kind_unknown", "“direct”?"),
    ("mcda.WeightVector([1, 2])", "argument_missing", "values"),
    ("mcda.WeightVector.normalised(['a'], None)", "weights_unread", "null"),
    # Methods.
    ("mcda.rank(problem, said, 'topis')", "unknown_method", "Did you mean “topsis”?"),
    ("mcda.rank(problem, said, 'Weighted Sum')", "unknown_method", "“weighted_sum”?"),
    ("mcda.rank(problem, said, mcda.METHODS['topsis'])", "argument_method", "a class, Topsis"),
    ("mcda.rank(problem, said, ['topsis'])", "argument_method", "make_method"),
    ("mcda.rank(problem, said, normalization='vector')", "parameter_unknown", "“normalisation”?"),
    ("mcda.rank(problem, said, normalisation='vectr')", "parameter_choice", "“vector”?"),
    ("mcda.rank(problem, said, 'vikor', v='half')", "parameter_number", "'half'"),
    ("mcda.make_method('topsis', 'vector')", "argument_mapping", "'vector'"),
    ("robust.agreement(ranking, 'topsis')", "argument_list", "square brackets"),
    ("robust.multiverse(ranking, ['topis'])", "unknown_method", "“topsis”?"),
    # Screens and what is left out.
    ("mcda.rank(problem, said, requirements='price < 120')", "argument_list", "price < 120"),
    ("mcda.rank(problem, said, requirements={'price': 120})", "argument_requirement", "at_most"),
    ("mcda.rank(problem, said, excluded=['north'])", "argument_exclusion", "without it"),
    ("mcda.rank(problem, said, unknowns='mean')", "parameter_choice", "bounds, refuse"),
    # A problem.
    (
        "mcda.Problem(criteria=['price'], alternatives=sites, performances=[[1], [2]])",
        *("argument_criterion", 'Criterion(id="price"'),
    ),
    (
        "mcda.Problem(criteria=criteria, alternatives=['a'], performances=[[1, 2]])",
        *("argument_alternative", "alternatives[0]"),
    ),
    (
        "mcda.Problem(criteria=criteria[0], alternatives=sites, performances=[[1], [2]])",
        *("argument_list", "Criterion"),
    ),
    (
        "mcda.Problem(criteria=criteria, alternatives=sites, performances=frame)",
        *("argument_cells", "from_frame"),
    ),
    (
        "mcda.Problem(criteria=criteria, alternatives=sites, performances=np.ones((2, 2, 2)))",
        *("argument_cells", "ndarray"),
    ),
    (
        "mcda.Problem(criteria=criteria, alternatives=sites, performances=[1, 2])",
        *("row_length", "Row 0"),
    ),
    (
        "mcda.Problem(criteria=criteria, alternatives=sites, performances=[['1,200', 3], [1, 2]])",
        *("cell_not_a_number", "'1,200'"),
    ),
    (
        "mcda.Problem(criteria=criteria, alternatives=[mcda.Alternative(id='a', name='A')],"
        " performances=[[1, 2]])",
        *("name_not_by_language", "dict(en="),
    ),
    ("mcda.Problem(criteria, sites, [[1, 2], [3, 4]])", "argument_placed", "criteria"),
    ("mcda.Criterion('price', 'cost')", "argument_placed", "direction"),
    ("mcda.Criterion(id='price')", "argument_missing", "“direction”"),
    ("mcda.Criterion(id='price', direction='cost', units='USD')", "argument_unknown", "“unit”?"),
    ("mcda.Interval(1, 5)", "argument_placed", "low, high"),
    ("mcda.Interval(low='a', high=5)", "not_a_number", "'a'"),
    ("problem.select(['north'])", "argument_kind", "rows[0]"),
    ("problem.select([9])", "row_unknown", "0 to 1"),
    # Frames.
    ("mcda.Problem.from_frame(frame, directions=['cost'])", "argument_mapping", "directions"),
    ("mcda.Problem.from_frame(frame)", "argument_missing", "“directions”"),
    ("mcda.Problem.from_frame('parks.csv', directions=ways)", "argument_frame", "read_csv"),
    ("mcda.Problem.from_frame(frame['price'], directions=ways)", "argument_frame", "Series"),
    ("mcda.Problem.from_frame(frame.to_numpy(), directions=ways)", "argument_frame", "ndarray"),
    ("mcda.Problem.from_frame(frame, directions=ways, units=['USD'])", "argument_mapping", "units"),
    ("mcda.Problem.from_frame(frame, directions={'Price': 'cost'})", "unknown_criterion", "?"),
    # Statements and comparisons.
    ("weights.resolve(None, problem)", "argument_statement", "tariff-hit-exporter"),
    ("weights.resolve([2, 1], problem)", "argument_statement", "list"),
    ("weights.resolve('ahp', problem)", "unknown_profile", "Known"),
    ("weights.resolve({'values': said}, problem)", "missing_field", "kind"),
    ("weights.resolve({'kind': 'direct', 'values': said}, frame)", "argument_problem", "DataFrame"),
    ("weights.compare(problem, 'tariff-hit-exporter')", "argument_list", "weightings"),
    ("weights.compare(problem, [[1, 2], [2, 1]])", "argument_statement", "weightings[0]"),
    ("weights.compare(problem, ['tariff-hit-exporter'])", "weightings_too_few", "received 1"),
    ("weights.compare(ranking, {})", "argument_problem", "Ranking"),
    # Analyses.
    ("robust.ask_next(ranking)", "argument_acceptability", "robust.acceptability(ranking)"),
    ("robust.ask_next_weight(None)", "argument_acceptability", "None"),
    ("robust.stability(problem)", "argument_ranking", "mcda.rank(problem, weights)"),
    ("robust.acceptability(frame)", "argument_ranking", "DataFrame"),
    ("robust.acceptability(ranking, samples='many')", "samples_bounds", "many"),
    ("robust.acceptability(ranking, rng='seven')", "argument_generator", "'seven'"),
    ("robust.acceptability(ranking, rng=-1)", "argument_generator", "-1"),
    ("robust.acceptability(ranking, executor=4)", "argument_kind", "Executor"),
    ("robust.acceptability(ranking, progress='yes')", "argument_kind", "'yes'"),
    ("robust.first_place(ranking, samples='many')", "argument_kind", "samples"),
    ("robust.first_place(ranking, seed=None)", "argument_generator", "None"),
    ("robust.Cluster()", "argument_missing", "address"),
    ("robust.weight_regions(ranking, 'price')", "argument_list", "'price'"),
    ("explain.apportioned([0.1, 0.2], 'two')", "argument_kind", "digits"),
    ("robust.verdict(ranking, ranking)", "argument_acceptability", "drawn"),
    ("robust.multiverse(ranking, weightings={'a': said})", "argument_weightvector", "resolve"),
    ("explain.explain(problem)", "argument_ranking", "Problem"),
    ("explain.explain(ranking, rivals='all')", "argument_kind", "rivals"),
    ("explain.contrast(ranking, 'north', 'nowhere')", "alternative_not_ranked", "north, south"),
    # Languages and charts.
    ("ranking.summary('fr')", "language_unknown", "en, zh"),
    ("ranking.to_dict('zh-CN')", "language_unknown", "zh-CN"),
    ("ranking.plot.gaps(language='fr')", "language_unknown", "fr"),
    ("ranking.plot.gaps('zh')", "argument_gaps", "explain.gaps(ranking)"),
    ("ranking.plot.stability(drawn)", "argument_stability", "Acceptability"),
    ("plot.ranking(ranking)", "argument_kind", "rows"),
    ("plot.ranking([{'alternative': 'a'}])", "chart_column_missing", "“rank”"),
    # Files.
    ("mcda.sheets.read_problem(5)", "argument_kind", "Path"),
    ("mcda.sheets.read_problem('nowhere.xlsx')", "file_not_found", "nowhere.xlsx"),
    ("mcda.sheets.write_problem(ranking, 'problem.xlsx')", "argument_problem", "ranking.problem"),
    # Parks.
    (
        "parks.appraise(catalogue, firm, ['ljip'], overrides=[parks.Override("
        "alternative='ljip', criterion='land_price', value=5, source=3)])",
        *("override_without_source", "Remedy"),
    ),
    ("parks.Catalogue()", "argument_catalogue_missing", "load_catalogue()"),
    ("parks.load_catalogue('parks')", "unknown_catalogue", "shipped"),
    ("parks.load_catalogue(['shipped'])", "unknown_catalogue", "shipped"),
    ("parks.appraise(catalogue)", "argument_missing", "“enterprise”"),
    ("parks.appraise(firm, catalogue)", "argument_catalogue", "load_catalogue()"),
    ("parks.appraise(catalogue, {'size': 'sme'})", "argument_enterprise", "Enterprise(**facts)"),
    ("parks.appraise(catalogue, firm, parks='ljip')", "argument_list", "square brackets"),
    ("parks.appraise(catalogue, firm, parks=['ljpi'])", "unknown_park", "“ljip”?"),
    ("parks.appraise(catalogue, firm, today='2026-01-01')", "argument_kind", "date"),
    ("parks.appraise(catalogue, firm, stale_after='5')", "argument_kind", "stale_after"),
    ("parks.appraise(catalogue, firm, overrides=[{}])", "argument_override", "source="),
    ("parks.appraise(catalogue, firm, scales={'land_price': 5})", "argument_statedscale", "worst="),
    ("parks.Enterprise(sector='textiles')", "argument_unknown", "“sectors”?"),
    ("parks.Enterprise('Zhejiang')", "argument_placed", "home"),
    ("parks.Enterprise(sectors='textiles')", "enterprise_not_names", "sectors"),
    ("parks.Enterprise(goods=[['87']])", "hs_chapter_invalid", "two, four or six"),
    ("parks.Enterprise(province=5)", "home_invalid", "province"),
    ("parks.scorable(firm)", "argument_catalogue", "Enterprise"),
    ("parks.conditions(catalogue, firm, {'gas': 1}, ['ljip'], 0)", "argument_must", "Must(plot"),
    ("catalogue.park(['ljip'])", "unknown_park", "ljip"),
]


@pytest.mark.parametrize(("written", "code", "said"), MISTAKES, ids=[one[0] for one in MISTAKES])
def test_a_mistake_is_told_with_a_remedy(written: str, code: str, said: str) -> None:
    with pytest.raises(McdaError) as caught:
        eval(written, known())
    error = caught.value
    assert error.code == code, str(error)
    assert said in str(error)
    assert "Remedy: " in str(error)
    assert {"title", "detail", "cause", "remedy"} <= set(catalogue()[code])
    for language in LANGUAGES:
        assert "{" not in error.help(language).replace("{1, 2}", "")
    assert isinstance(error, TypeError) == isinstance(error, InvalidArgument)


def test_the_table_is_long_and_says_nothing_twice() -> None:
    assert len({one[0] for one in MISTAKES}) == len(MISTAKES) >= 90


def test_a_place_and_the_first_few_faults_are_told() -> None:
    with pytest.raises(McdaError) as caught:
        mcda.Problem(criteria=CRITERIA, alternatives=SITES, performances=[["a", "b"]] * 2)
    lines = str(caught.value).splitlines()
    assert lines[1] == "Where: performances.0.0"
    assert sum(line.startswith("Remedy") for line in lines) == 1
    many = McdaError([*caught.value.faults] * 5)
    assert "And 15 more." in str(many)
    assert "另有 15 处。" in many.help("zh")


class TestTaken:
    """What is written in another form than the plainest, and means only one thing."""

    def test_a_profile_by_its_name(self) -> None:
        view = parks.appraise(known()["catalogue"], known()["firm"], ["ljip", "tcr"])
        named = weights.resolve("tariff-hit-exporter", view)
        stated = weights.resolve({"kind": "profile", "id": "tariff-hit-exporter"}, view)
        np.testing.assert_array_equal(named.values, stated.values)
        ranked = mcda.rank(view, "tariff-hit-exporter")
        np.testing.assert_array_equal(ranked.weights.values, stated.values)

    def test_a_scheme_by_its_name(self) -> None:
        problem = known()["problem"]
        assert weights.resolve("equal", problem).as_dict() == {"price": 0.5, "utilities": 0.5}
        named, stated = (
            weights.resolve(spec, problem).values
            for spec in ("critic", {"kind": "objective", "scheme": "critic"})
        )
        np.testing.assert_array_equal(named, stated)
        assert weights.compare(problem, ["equal", "entropy"]).names == ("equal", "entropy")

    def test_a_statement_in_a_ranking(self) -> None:
        said = {"kind": "direct", "values": SAID}
        assert mcda.rank(known()["problem"], said).weights.as_dict()["price"] == 2 / 3

    def test_without_the_package_that_reads_statements(self, monkeypatch: Any) -> None:
        monkeypatch.setattr("mcda.ranking._READERS", [])
        with pytest.raises(errors.InvalidWeights, match="import weights first"):
            mcda.rank(known()["problem"], "tariff-hit-exporter")

    def test_weights_in_a_frame(self) -> None:
        frame = pd.DataFrame({"weight": [1, 2]}, index=["utilities", "price"])
        ranked = mcda.rank(known()["problem"], frame)
        assert mcda.rank(known()["problem"], ranked.weights.to_frame()).weights.as_dict() == (
            ranked.weights.as_dict()
        )
        assert ranked.weights.as_dict()["price"] == 2 / 3

    def test_a_criterion_may_be_called_kind(self) -> None:
        frame = FRAME.set_axis(["kind", "price"], axis=1)
        problem = mcda.Problem.from_frame(frame, directions={"kind": "benefit", "price": "cost"})
        assert mcda.rank(problem, {"kind": 3, "price": 1}).weights.as_dict()["kind"] == 0.75

    def test_a_list_of_weightings_is_named_by_itself(self) -> None:
        view = parks.appraise(known()["catalogue"], known()["firm"], ["ljip", "tcr"])
        equal = {"kind": "objective", "scheme": "equal"}
        same = {"kind": "direct", "values": dict.fromkeys(view.criterion_ids, 1)}
        ready = weights.resolve("anchor-follower", view)
        found = weights.compare(view, ["tariff-hit-exporter", equal, same, same, ready])
        assert found.names == (
            *("tariff-hit-exporter", "objective", "direct", "direct 2"),
            "anchor-follower",
        )
        np.testing.assert_array_equal(found.values[-1], ready.values)

    def test_a_profile_by_its_name_among_named_ones(self) -> None:
        view = parks.appraise(known()["catalogue"], known()["firm"], ["ljip", "tcr"])
        found = weights.compare(view, {"cfo": "anchor-follower", "owner": "security-seeker"})
        assert found.names == ("cfo", "owner")


def test_a_path_may_be_a_text(tmp_path: Path) -> None:
    path = str(tmp_path / "problem.csv")
    mcda.sheets.write_problem(known()["problem"], path)
    assert mcda.sheets.read_problem(path).problem.alternative_ids == ("north", "south")


class TestLooking:
    """What somebody sees who only looks around."""

    def test_names_and_nothing_else(self) -> None:
        for module in (mcda.robust, mcda.explain, mcda.parks, mcda.plot, mcda.sheets, weights):
            assert {*dir(module)} == {*module.__all__}

    def test_charts_name_themselves(self) -> None:
        ranking = known()["ranking"]
        assert "evidence(), gaps()" in repr(ranking.plot)
        assert repr(ranking.problem.plot) == "ProblemPlots: curves()"
        assert "slopes()" in repr(weights.compare(ranking.problem, ["equal", "entropy"]).plot)

    def test_registries_name_what_they_hold(self) -> None:
        assert repr(mcda.METHODS).startswith("Registry(parkwise.methods: topsis, ahp")

    def test_no_such_name(self) -> None:
        with pytest.raises(AttributeError, match="module 'mcda' has no attribute 'topsis'"):
            mcda.topsis  # noqa: B018

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_result_says_something(self, language: str) -> None:
        ranking = known()["ranking"]
        for name in (
            *("acceptability", "stability", "possible_ranks", "agreement", "weight_regions"),
            *("verdict", "multiverse", "reversal", "smallest_change"),
        ):
            assert getattr(robust, name)(ranking).summary(language), name
        exact = robust.exact_acceptability(mcda.example(doubt=False), spread="any")
        assert exact
        assert "66.7" in exact.summary(language)
        assert weights.compare(ranking.problem, ["equal", "entropy"]).summary(language)
        held = robust.stability(mcda.example()).summary(language)
        assert {"en": "Land price", "zh": "土地价格"}[language] in held
        assert "33.3" in held

    def test_nothing_is_said_where_nothing_changes(self) -> None:
        problem = mcda.Problem(
            criteria=tuple(CRITERIA), alternatives=tuple(SITES), performances=[[1, 9], [9, 1]]
        )
        assert robust.stability(mcda.rank(problem, SAID, "weighted_sum")).summary() == ""
