"""Charts of a ranking, as Python users ask for them."""

import re
from datetime import date
from pathlib import Path

import altair as alt
import pytest

import mcda.plot
from mcda import Alternative, Criterion, Interval, Problem, Ranking, WeightVector, rank, robust
from mcda.errors import UnsuitableData
from mcda.explain import gaps
from tests.mcda.plot.drawn_charts import drawn, rows, title

DOCS = Path(__file__).parents[3] / "docs" / "charts.md"
NAME = {"en": "Northern zone", "zh": "北部园区"}


def ranked(method: str = "weighted_sum", count: int = 3) -> Ranking:
    problem = Problem(
        criteria=[
            Criterion(id="price", direction="cost", unit="USD/m2", name={"zh": "价格"}),
            Criterion(id="score", direction="benefit"),  # as a column of the frame is called
        ],
        alternatives=[Alternative(id=f"a{n}", name=NAME if n == 1 else {}) for n in range(count)],
        performances=[[160, 5], [Interval(low=85, high=120), 5], [90, None]][:count],
    )
    weights = WeightVector.normalised(problem.criterion_ids, {"price": 2, "score": 1})
    parameters = {"normalisation": "minmax"} if method == "weighted_sum" else {}
    return rank(problem, weights, method, **parameters)


RANKING = ranked()
DRAWN = robust.acceptability(RANKING, samples=200)


NAMES = ["ranking", "gaps", "acceptability", "stability", "regions", "evidence"]


@pytest.mark.parametrize("name", NAMES)
def test_each_is_asked_for_by_its_name(name: str) -> None:
    chart = getattr(RANKING.plot, name)()
    assert isinstance(chart, alt.TopLevelMixin)
    assert title(chart).endswith("?")
    assert title(getattr(RANKING.plot, name)(language="zh")).endswith("？")


def test_figures_are_those_of_the_results() -> None:
    assert DRAWN
    plot, order = RANKING.plot, list(RANKING.alternatives)
    scores = RANKING.to_frame()
    possible = robust.possible_ranks(RANKING).to_frame()
    central = robust.central_ranks(DRAWN).to_frame()
    shares = DRAWN.to_frame()
    for row in rows(plot.ranking(drawn=DRAWN)):
        key = row["alternative"]
        assert (row["rank"], row["score"]) == tuple(scores.loc[key].iloc[:2])
        assert [row["best"], row["worst"]] == possible.loc[key, ["best", "worst"]].tolist()
        assert [row["half_low"], row["half_high"]] == central.loc[key].iloc[:2].tolist()
        assert row["share_first"] == shares.loc[key, "rank_1"]
    reached = [row["share"] for row in rows(plot.acceptability(DRAWN))]
    assert reached == shares.loc[order, ["rank_1", "rank_2", "rank_3"]].to_numpy().ravel().tolist()
    found = gaps(RANKING)
    assert found
    parts = {(row["alternative"], row["criterion"]): row["value"] for row in rows(plot.gaps())}
    assert parts == {
        (key, name): found.to_frame().loc[key].iloc[place]
        for key in order[1:]
        for place, name in enumerate(("price", "score"))
    }
    held = robust.stability(RANKING)
    bounds = {row["criterion"]: row["winner_low"] for row in rows(plot.stability(held))}
    assert bounds == {one.criterion: one.winner and one.winner.low for one in held.weights}


def test_names_are_those_of_the_language() -> None:
    assert "Northern zone" in drawn(RANKING.plot.ranking(drawn=DRAWN))
    chinese = drawn(RANKING.plot.ranking(drawn=DRAWN, language="zh"))
    assert "北部园区" in chinese
    assert "a0" in chinese


def test_regions_are_those_of_the_analysis() -> None:
    found = robust.weight_regions(RANKING)
    strip = {row["name"]: row["to"] - row["from"] for row in rows(RANKING.plot.regions())}
    names = {one.id: one.name.get("en", one.id) for one in RANKING.problem.alternatives}
    assert strip == pytest.approx({names[one.first]: one.share for one in found.regions})
    assert rows(RANKING.plot.regions(found=found)) == rows(RANKING.plot.regions())


def test_curves_have_the_scales_and_values_of_the_problem() -> None:
    problem = Problem(
        criteria=[
            Criterion(id="price", direction="cost", range=(50, 150)),
            Criterion(id="roads", direction="benefit"),  # without a scale
        ],
        alternatives=[Alternative(id=f"a{n}") for n in range(3)],
        performances=[[160, 5], [Interval(low=80, high=120), 5], [None, 5]],
    )
    found = [row for row in rows(problem.plot.curves()) if row["kind"] == "cell"]
    assert [(row["value"], row["worth"]) for row in found] == [(160, 0), (100, 0.5), (None, None)]
    assert (found[1]["low"], found[1]["high"]) == (80, 120)
    with pytest.raises(UnsuitableData, match="curves"):
        RANKING.problem.plot.curves()


def test_evidence_of_any_problem_has_its_bounds() -> None:
    found = {(row["name"], row["criterion"]): row for row in rows(RANKING.plot.evidence())}
    uncertain, unknown = found["Northern zone", "price"], found["a2", "score"]
    assert (uncertain["value"], uncertain["low"], uncertain["high"]) == (102.5, 85, 120)
    assert unknown["value"] is unknown["low"] is None
    text = drawn(RANKING.plot.evidence())
    assert "USD/m2" in text
    assert "strong" not in text  # nobody graded it


def test_evidence_of_parks_has_their_grades() -> None:
    parks = mcda.parks
    catalogue = parks.load_catalogue()
    appraisal = parks.appraise(
        catalogue, parks.Enterprise(), ["tcr", "ljip"], today=date(2026, 1, 1)
    )
    weights = WeightVector.normalised(appraisal.criterion_ids, [1] * len(appraisal.criteria))
    names = mcda.plot.ChartNames.of(appraisal, "en")
    found = {
        (row["name"], row["criterion"]): row
        for row in rows(rank(appraisal, weights).plot.evidence())
    }
    for key in ("tcr", "ljip"):
        for criterion, known in appraisal.evidence[key].items():
            row = found[names.alternative(key), names.criterion(criterion)]
            assert (row["value"], row["low"], row["high"]) == (known.value, known.low, known.high)
            assert known.quality
            assert row["grade"] == names.say(f"grade_{known.quality.grade}")


@pytest.mark.parametrize("name", ["gaps", "acceptability", "stability"])
def test_one_alternative_leaves_nothing_to_draw(name: str) -> None:
    with pytest.raises(UnsuitableData, match=name):
        getattr(ranked(count=1).plot, name)()


def test_one_alternative_has_a_score() -> None:
    assert len(rows(ranked(count=1).plot.ranking())) == 1


def test_a_method_without_an_attribution_has_no_gaps() -> None:
    with pytest.raises(UnsuitableData, match="gaps"):
        ranked("vikor").plot.gaps()


def test_the_page_on_charts_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code = re.findall(r"^```python\n(.*?)^```$", DOCS.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    exec("\n".join(code), {})
    assert "为何落后" in (tmp_path / "gaps.svg").read_text("utf-8")


def test_no_other_name() -> None:
    with pytest.raises(AttributeError):
        mcda.plot.pie  # noqa: B018
