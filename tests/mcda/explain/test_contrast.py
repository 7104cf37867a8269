"""Why one and not another: figures of both, sorted for and against."""

from dataclasses import replace

import numpy as np
import pytest

from mcda import Alternative, Criterion, Interval, Problem, WeightVector, rank
from mcda.errors import NotFound
from mcda.explain import contrast, gaps


@pytest.fixture
def parks():
    return Problem(
        criteria=[
            Criterion(id="ties", direction="benefit", range=(0, 1)),
            Criterion(id="price", direction="cost", unit="USD/m2", range=(0, 200)),
            Criterion(id="power", direction="benefit", unit="MW", range=(0, 10)),
        ],
        alternatives=[Alternative(id=key) for key in ("far", "near", "mid")],
        performances=[[0, 100, 5], [1, Interval(low=100, high=140), 5], [0.5, 60, 1]],
    )


@pytest.fixture
def answer(parks):
    weights = WeightVector.normalised(parks.criterion_ids, [5, 3, 2])
    return rank(parks, weights, "weighted_sum", normalisation="range")


class TestContrast:
    def test_winner_and_second_by_default(self, answer):
        found = contrast(answer)
        assert (found.first, found.second) == answer.alternatives[:2] == ("near", "mid")
        assert found == contrast(answer, "near", "mid")
        assert contrast(answer, "mid").second == "near"  # the best of the others

    def test_what_nobody_knows_speaks_for_neither(self, make_problem, weigh):
        for rows in ([[3, None], [2, 1], [1, 5]], [[3, 3], [2, None], [1, 1]]):
            found = contrast(rank(make_problem(rows), weigh(1, 1), "weighted_sum"), "a0", "a1")
            assert [part.criterion for part in (*found.pros, *found.cons)] == ["c0"]
            assert [part.criterion for part in found.unknown] == ["c1"]
            assert sum(part.part for part in found.parts) == pytest.approx(found.lead)
            said = found.sentence.say()
            assert "From values that nobody knows: c1 +" in said
            assert "c1" not in said.partition("From values")[0]

    def test_parts_by_hand(self, answer):
        found = contrast(answer, "near", "far")
        parts = {p.criterion: p.part for p in found.parts}
        assert parts == pytest.approx({"ties": 0.5, "price": -0.3 * 20 / 200, "power": 0.0})
        assert found.lead == pytest.approx(0.47)
        assert found.scores == pytest.approx((0.5 + 0.3 * 80 / 200 + 0.1, 0.3 * 0.5 + 0.1))
        assert [p.criterion for p in found.pros] == ["ties"]
        assert [p.criterion for p in found.cons] == ["price"]
        assert not found.tied

    def test_values_units_weights_and_doubt(self, answer):
        price = contrast(answer, "near", "far").parts[1]
        assert price.values == (120.0, 100.0)
        assert price.unit == "USD/m2"
        assert price.weight == pytest.approx(0.3)
        assert price.spreads == (Interval(low=100, high=140), None)
        assert not price.judged

    def test_sides_are_sorted_by_size(self, answer):
        found = contrast(answer, "mid", "far")
        assert [p.criterion for p in found.pros] == ["ties", "price"]
        assert [p.part for p in found.pros] == pytest.approx([0.25, 0.06])
        assert [p.part for p in found.cons] == pytest.approx([-0.08])

    def test_a_lower_score_that_is_better_leads(self, parks):
        weights = WeightVector.normalised(parks.criterion_ids, [5, 3, 2])
        found = contrast(rank(parks, weights, "spotis"), "near", "far")
        assert found.lower_is_better
        assert found.scores[0] < found.scores[1]
        assert found.lead == pytest.approx(0.47)
        assert [p.part for p in found.parts] == pytest.approx([0.5, -0.03, 0.0])

    def test_products_in_proportion_to_their_logarithms(self, make_problem, weigh):
        ranking = rank(make_problem([[2, 8], [4, 2]]), weigh(1, 3), "weighted_product")
        found = contrast(ranking, "a0", "a1")
        assert found.lead == found.scores[0] - found.scores[1]
        parts = np.array([p.part for p in found.parts])
        assert parts.sum() == pytest.approx(found.lead, abs=1e-15)
        wanted = np.array([0.25 * np.log(2 / 4), 0.75 * np.log(8 / 2)])
        np.testing.assert_allclose(parts / parts.sum(), wanted / wanted.sum(), atol=1e-14)

    @pytest.mark.parametrize("method", ["vikor", "codas", "promethee2"])
    def test_a_method_without_attribution_tells_only_the_lead(self, parks, method):
        weights = WeightVector.normalised(parks.criterion_ids, [5, 3, 2])
        found = contrast(rank(parks, weights, method))
        assert found.parts == ()
        assert found.lead > 0
        assert found.to_frame().empty

    def test_known_gaps_are_used(self, answer):
        known = gaps(answer)
        assert contrast(answer, "near", "far", known) == contrast(answer, "near", "far")
        doubled = replace(known, values=2 * known.values)
        assert contrast(answer, "near", "far", doubled).parts[0].part == pytest.approx(1.0)
        assert contrast(answer, "far", "near", doubled) == contrast(answer, "far", "near")

    def test_level_alternatives(self, make_problem, weigh):
        ranking = rank(make_problem([[1, 0], [0, 1]]), weigh(1, 1), "weighted_sum")
        found = contrast(ranking, "a0", "a1")
        assert found.tied
        assert found.lead == pytest.approx(0.0, abs=1e-12)
        assert [p.part for p in found.parts] == [0.5, -0.5]

    def test_judged_pairs(self, make_problem, weigh):
        judged = {"c0": [[1, 3], [1 / 3, 1]]}
        ranking = rank(make_problem([[None, 2], [7, 6]]), weigh(1, 1), "ahp", comparisons=judged)
        first = contrast(ranking, "a0", "a1").parts[0]
        assert first.judged
        assert first.values == pytest.approx((0.75, 0.25))
        assert first.unit == ""
        assert first.spreads == (None, None)

    @pytest.mark.parametrize(("first", "second"), [("far", "nowhere"), ("nowhere", None)])
    def test_who_was_not_ranked_is_named(self, answer, first, second):
        with pytest.raises(NotFound) as caught:
            contrast(answer, first, second)
        assert caught.value.code == "alternative_not_ranked"
        assert "nowhere" in str(caught.value)
        assert "near" in caught.value.say("zh")

    def test_one_alternative_has_no_other(self, make_problem, weigh):
        with pytest.raises(NotFound):
            contrast(rank(make_problem([[1, 2]]), weigh(1, 1)))

    def test_frame(self, answer):
        frame = contrast(answer, "near", "far").to_frame()
        assert frame["part"].sum() == pytest.approx(0.47)
        assert frame["criterion"].tolist() == ["ties", "price", "power"]
