"""The contrast in words: every clause with its figures, and figures that add up."""

import re
from decimal import Decimal

import numpy as np
import pytest

from mcda import METHODS, Alternative, Criterion, Interval, Problem, WeightVector, rank
from mcda.explain import contrast

SIGNED = re.compile(r" ([+-]\d+(?:\.\d+)?)(?= \(|（|[;；、,。]|\.$)")
LEAD = {"en": re.compile(r" by (\d+(?:\.\d+)?)\."), "zh": re.compile(r"差距 ([\d.]+)。")}


@pytest.fixture
def parks():
    return Problem(
        criteria=[
            Criterion(id="ties", direction="benefit", unit="0 to 1", range=(0, 1)),
            Criterion(id="price", direction="cost", unit="USD/m2", range=(0, 200)),
            Criterion(id="power", direction="benefit", unit="MW", range=(0, 10)),
        ],
        alternatives=[Alternative(id=key) for key in ("far", "near")],
        performances=[[0, 100, 5], [1, Interval(low=100, high=140), 7]],
    )


def answer(problem, weights, method="weighted_sum", **parameters):
    given = WeightVector.normalised(problem.criterion_ids, weights)
    return rank(problem, given, method, **parameters)


class TestByHand:
    def test_english(self, parks):
        assert contrast(answer(parks, [5, 3, 2], normalisation="range")).sentence.say() == (
            "near (0.76) leads far (0.25) by 0.51. For it: "
            "ties +0.50 (1 against 0 on a scale of 0 to 1, weight 50 %), "
            "power +0.04 (7 against 5 MW, weight 20 %); against it: "
            "price -0.03 (120 [100 to 140] against 100 USD/m2, weight 30 %)."
        )

    def test_chinese(self, parks):
        found = contrast(answer(parks, [5, 3, 2], normalisation="range"))
        names = {
            "ties": "同乡联系",
            "price": "地价",
            "power": "供电",
            "near": "近园",
            "far": "远园",
        }
        assert found.sentence.say("zh", names) == (
            "“近园”（得分 0.76）领先“远园”（得分 0.25），差距 0.51。有利因素："
            "同乡联系 +0.50（1 对 0，标度 0 至 1，权重 50%）、"
            "供电 +0.04（7 对 5 MW，权重 20%）；不利因素："
            "地价 -0.03（120 [100 至 140] 对 100 美元/平方米，权重 30%）。"
        )

    def test_the_other_way_round(self, parks):
        found = contrast(answer(parks, [5, 3, 2], normalisation="range"), "far", "near")
        said = found.sentence.say()
        assert said.startswith("far (0.25) trails near (0.76) by 0.51. For it: price +0.03 (100 ")
        assert "against it: ties -0.50 (0 against 1 on a scale" in said
        assert "落后于" in found.sentence.say("zh")

    def test_lower_is_better(self, parks):
        found = contrast(answer(parks, [5, 3, 2], "spotis"))
        assert found.sentence.say().startswith(
            "near (0.24, lower is better) leads far (0.75) by 0.51. For it: ties +0.50 "
        )
        assert found.sentence.say("zh").startswith("“near”（得分 0.24，越低越好）领先")

    def test_products(self, make_problem, weigh):
        found = contrast(rank(make_problem([[2, 8], [4, 2]]), weigh(1, 3), "weighted_product"))
        # (2/4)^(1/4) against (2/8)^(3/4), divided as 1.04 to -0.17, the logarithms.
        assert found.sentence.say() == (
            "a0 (0.84) leads a1 (0.35) by 0.49. For it: c1 +0.59 (8 against 2, weight 75 %); "
            "against it: c0 -0.10 (2 against 4, weight 25 %)."
        )

    def test_a_method_without_attribution_tells_only_the_lead(self, make_problem, weigh):
        found = contrast(rank(make_problem([[2, 8], [4, 2]]), weigh(1, 3), "vikor"))
        assert found.sentence.say() == "a0 (0.00, lower is better) leads a1 (1.00) by 1.00."

    def test_level(self, make_problem, weigh):
        found = contrast(rank(make_problem([[1, 0], [0, 1]]), weigh(1, 1), "weighted_sum"))
        assert found.sentence.say() == (
            "a0 and a1 are level at 0.50. For a0: c0 +0.50 (1 against 0, weight 50 %); "
            "for a1: c1 +0.50 (0 against 1, weight 50 %)."
        )
        assert found.sentence.say("zh").startswith("“a0”与“a1”得分相同，均为 0.50。")

    def test_the_same(self, make_problem, weigh):
        found = contrast(rank(make_problem([[1, 2], [1, 2], [0, 0]]), weigh(1, 1)))
        assert found.sentence.say() == (
            "a0 and a1 are level at 1.00. No criterion that counts tells them apart."
        )

    def test_one_sided_and_negligible(self, make_problem, weigh):
        rows = [[9, 5.0], [1, 5.001]]
        found = contrast(
            rank(make_problem(rows, ranges=[(0, 10)] * 2), weigh(1, 1), "weighted_sum",
                 normalisation="range")
        )  # fmt: skip
        assert found.sentence.say().endswith("; against it: nothing of 0.01 or more.")
        assert found.sentence.say("zh").endswith("；不利因素：均不足 0.01。")
        rows = [[9, 5], [1, 5]]
        found = contrast(rank(make_problem(rows), weigh(1, 1), "weighted_sum"))
        assert found.sentence.say().endswith("; against it: nothing.")
        assert found.sentence.say("zh").endswith("；不利因素：无。")

    def test_judged_pairs(self, make_problem, weigh):
        judged = {"c0": [[1, 3], [1 / 3, 1]]}
        found = contrast(
            rank(make_problem([[0, 2], [0, 2]]), weigh(1, 1), "ahp", comparisons=judged)
        )
        assert "c0 +0.25 (priorities 0.75 against 0.25, weight 50 %)" in found.sentence.say()
        assert "（优先级 0.75 对 0.25，" in found.sentence.say("zh")

    def test_further_criteria_are_summed(self, make_problem, weigh):
        rows = [[10] * 5, [0] * 5]
        ranges = [(0, 10)] * 5
        problem = make_problem(rows, ranges=ranges)
        found = contrast(
            rank(problem, weigh(30, 25, 20, 15, 10), "weighted_sum", normalisation="range")
        )
        assert ", 2 further criteria +0.25; against it: nothing." in found.sentence.say()
        assert "、其余 2 项准则合计 +0.25；" in found.sentence.say("zh")
        assert found.sentence.say().count("weight") == 3

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_braces_in_a_name_are_only_text(self, parks, language):
        found = contrast(answer(parks, [5, 3, 2], normalisation="range"))
        said = found.sentence.say(language, {"near": "{first}", "ties": "}{"})
        assert "{first}" in said
        assert "}{" in said


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("method", METHODS)
def test_spoken_parts_add_up_to_the_spoken_lead(method, language, make_problem):
    rng = np.random.default_rng(11)
    for _ in range(12):
        m, n = rng.integers(2, 6), rng.integers(1, 9)
        values = rng.uniform(1, 9, (m, n)).round(1)
        directions = rng.choice(["benefit", "cost"], n).tolist()
        problem = make_problem(values.tolist(), directions, [(0.5, 10)] * n)
        weights = WeightVector.normalised(problem.criterion_ids, rng.uniform(0.01, 1, n))
        found = contrast(
            rank(problem, weights, method), *rng.permutation(problem.alternative_ids)[:2]
        )
        said = found.sentence.say(language)
        total = sum(map(Decimal, SIGNED.findall(said)))
        if found.tied or not found.parts:
            continue
        lead = Decimal(LEAD[language].search(said)[1])
        assert total == (lead if found.lead > 0 else -lead), said
        for item in (*found.pros[:1], *found.cons[:1]):
            if abs(item.part) > 0.1 * abs(found.lead):
                assert f"{item.values[0]:g}" in said
                assert f"{item.values[1]:g}" in said


def test_the_lead_is_the_difference_of_the_spoken_scores(make_problem, weigh):
    rng = np.random.default_rng(4)
    for _ in range(40):
        problem = make_problem(rng.uniform(1, 9, (3, 4)).tolist())
        said = contrast(rank(problem, weigh(*rng.uniform(0.1, 1, 4)))).sentence.say()
        ours, theirs = re.findall(r"\(([\d.]+)\) ", said)[:2]
        assert Decimal(ours) - Decimal(theirs) == Decimal(LEAD["en"].search(said)[1])


@pytest.mark.parametrize("factor", [1e-9, 1.0, 1e9, 1e60])
def test_scores_of_any_size_add_up(factor, make_problem, weigh):
    values = np.array([[3.17, 9.3, 1.2], [7.7, 1.9, 4.4]]) * factor
    ranking = rank(
        make_problem(values.tolist()), weigh(3, 2, 2), "weighted_sum", normalisation="none"
    )
    said = contrast(ranking).sentence.say()
    parts = [float(part) for part in re.findall(r" ([+-][\d.]+(?:e\+?-?\d+)?) \(", said)]
    lead = float(re.search(r" by ([\d.e+-]+?)\. ", said)[1])
    assert sum(parts) == pytest.approx(lead, rel=1e-5)
