"""The verdict: its words, its groups, its doubts, and that its shares keep what they promise."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import weights  # noqa: F401 - reads "equal"
from mcda import Interval, Problem, rank
from mcda.robust import acceptability, central_ranks, first_place, verdict
from mcda.robust.draws import DrawSource, weights_to_draw

BANDS = {"clear": (0.9, 1.0), "likely": (0.7, 0.9), "leaning": (0.5, 0.7), "open": (0.0, 0.6)}


@pytest.fixture
def doubtful(make_problem, weigh):
    """Return a ranking of five alternatives whose cells are bounds."""

    def make(seed, width=0.3, method="weighted_sum", **parameters):
        rng = np.random.default_rng(seed)
        middle = rng.uniform(2, 8, (5, 3))
        rows = [[Interval(low=x - width * 2, high=x + width * 2) for x in row] for row in middle]
        problem = make_problem(rows, None, [(-10, 20)] * 3)
        return rank(problem, weigh(*rng.uniform(0.5, 1, 3)), method, **parameters)

    return make


def shares_of(found, **shares):
    """Return acceptability with other first-rank shares."""
    table = np.zeros_like(found.rank_shares)
    table[:, 0] = [shares.get(name, 0.0) for name in found.alternatives]
    table[:, -1] = 1 - table[:, 0]
    return replace(found, rank_shares=table)


class TestWords:
    @pytest.mark.parametrize(
        ("first", "second", "stated", "word"),
        [
            (0.9, 0.1, True, "clear"),
            (0.8999, 0.1, True, "likely"),
            (0.7, 0.3, True, "likely"),
            (0.69, 0.31, True, "leaning"),
            (0.5, 0.3, True, "leaning"),
            (0.49, 0.3, True, "open"),
            (0.49, 0.3, False, "not_enough"),
            (0.5, 0.3, False, "leaning"),
            (1.0, 0.0, False, "leaning"),
            (0.3, 0.6, True, "open"),
            (0.6, 0.6, True, "open"),
            (1.0, 1.0, True, "open"),
        ],
    )
    def test_bounds(self, make_problem, weigh, first, second, stated, word):
        ranking = rank(make_problem([[9, 9], [1, 2], [2, 1]]), weigh(1, 1), "weighted_sum")
        drawn = shares_of(acceptability(ranking, 50), a0=first, a1=second)
        assert verdict(ranking, drawn, stated=stated).word == word

    def test_what_was_not_said_on_the_heaviest_criterion(self, make_problem, weigh):
        ranking = rank(make_problem([[9, 9], [1, 2]]), weigh(3, 1), "weighted_sum")
        assert verdict(ranking).word == "clear"
        assert verdict(ranking, unsaid=["c1"]).word == "clear"
        assert verdict(ranking, unsaid=["c0"]).word == "not_enough"
        level = rank(make_problem([[9, 9], [1, 2]]), weigh(1, 1), "weighted_sum")
        assert verdict(level, unsaid=["c1"]).word == "not_enough"

    def test_level_alternatives_are_open_and_both_named(self, make_problem, weigh):
        found = verdict(rank(make_problem([[9, 9], [9, 9], [1, 1]]), weigh(3, 1)))
        assert (found.word, found.share_first, found.main_rival) == ("open", 1.0, "a1")
        assert found.sentence.say() == (
            "a0 and a1 are level: if what you told us and what the sources say is right, each is "
            "first, or level with the first, in all draws."
        )

    def test_what_nobody_stated_is_no_premise(self, make_problem, weigh):
        ranking = rank(make_problem([[9, 9], [1, 2]]), weigh(3, 1), "weighted_sum")
        for stated, premise in ((True, "if what you told us"), (False, "with the priorities")):
            for found in (verdict(ranking, stated=stated), first_place(ranking, stated=stated)):
                assert premise in found.sentence.say()

    def test_equal_weights_are_nobodys_priorities(self, make_problem):
        ranking = rank(make_problem([[9, 9], [1, 2], [2, 1]]), "equal", "weighted_sum")
        for found in (verdict(ranking), first_place(ranking)):
            assert (found.word, found.share_first, found.stated) == ("leaning", 1.0, False)
            assert "what you told us" not in found.sentence.say()

    def test_with_an_unknown_that_decides_nothing_is_clear(self):
        """Who has the best value of all, and is first with it, may be so where it is deleted."""
        rng = np.random.default_rng(7)
        rows = rng.uniform([150, 1.4, 80], [600, 12, 91], (51, 3))
        rows[:2] = [170, 0.9, 91], [160, 1.5, 91]
        frame = pd.DataFrame(rows, columns=["violent", "murder", "grad"])
        directions = {"violent": "cost", "murder": "cost", "grad": "benefit"}
        known = rank(Problem.from_frame(frame, directions=directions), [3, 3, 2])
        frame.loc[0, "murder"] = np.nan
        ranking = rank(Problem.from_frame(frame, directions=directions), [3, 3, 2])
        assert (known.winner, ranking.winner) == ("0", "1")
        found = verdict(ranking)
        assert (found.word, found.unknown) == ("leaning", (("0", "murder"),))
        assert found.share_first < 1
        assert "able to change who is first: murder of 0." in found.summary()
        assert first_place(ranking).word == "leaning"

    def test_one_alternative_has_no_verdict(self, make_problem, weigh):
        assert verdict(rank(make_problem([[1, 2]]), weigh(1, 1))) is None

    def test_truths_drawn_from_the_stated_doubt_fall_inside_the_bands(self, doubtful):
        """Each truth is a ranking of its own, with other seeds than those of the verdict."""
        kept = {word: [] for word in ("clear", "likely", "leaning", "open")}
        for seed in range(60):
            ranking = doubtful(seed, width=0.2 + 0.02 * seed)
            found = verdict(ranking, acceptability(ranking, 2000, rng=1))
            stays = [truth.winner == found.first for truth in truths(ranking, seed)]
            kept[found.word].append(np.mean(stays))
        for word, shares in kept.items():
            assert len(shares) >= 5
            low, high = BANDS[word]
            error = 3 * np.sqrt(0.25 / (40 * len(shares)))
            assert low - error <= np.mean(shares) <= high + error, word

    def test_the_share_is_that_of_truths_ranked_one_by_one(self, doubtful):
        ranking = doubtful(3, width=0.9, method="topsis")
        found = verdict(ranking)
        truth = np.mean([t.winner == found.first for t in truths(ranking, 5, 600)])
        assert truth == pytest.approx(found.share_first, abs=4 * np.sqrt(0.25 / 600))


def truths(ranking, seed, count=40):
    """Yield rankings by drawn weights of drawn facts."""
    rng = np.random.default_rng([seed, 99])
    for row in weights_to_draw(ranking.weights, None).sample(count, rng):
        values = ranking.matrix.values.copy()
        for cell, spread in ranking.spreads.items():
            values[cell] = spread.sample(1, rng)[0]
        problem: Problem = replace(ranking.problem, performances=values.tolist())
        yield rank(problem, replace(ranking.weights, values=row), ranking.method)


def test_who_is_often_first(doubtful):
    ranking = doubtful(0)
    names = ranking.alternatives
    drawn = acceptability(ranking, 50)
    found = verdict(ranking, shares_of(drawn, **dict(zip(names, (0.4, 0.33, 0.02, 0.2, 0.05)))))
    assert found.rivals == (names[1], names[3], names[4])
    assert (found.runner_up, found.main_rival) == (names[1], names[1])
    assert list(found.shares) == list(names)
    assert found.to_frame()["share_first"].sum() == pytest.approx(1)


class TestRanks:
    def test_quantiles_of_the_draws(self, doubtful):
        ranking = doubtful(1, width=1.2)
        found = central_ranks(acceptability(ranking, 4000))
        draws = DrawSource(
            weights=weights_to_draw(ranking.weights, None), spreads=ranking.spreads, seed=7
        )
        (block,) = draws.chunk(0, 4000)
        ranks = np.empty((4000, 5))
        cells = sorted(ranking.spreads)
        for at in range(4000):
            values = ranking.matrix.values.copy()
            for cell, value in zip(cells, block.cells[:, at], strict=True):
                values[cell] = value
            prepared = ranking.method.prepare(replace(ranking.matrix, values=values))
            ranks[at] = prepared.ranks(block.weights[at : at + 1])[0]
        for part, low, high in (("half", 0.25, 0.75), ("ninety", 0.05, 0.95)):
            wanted = np.quantile(ranks, [low, high], axis=0, method="inverted_cdf").T
            np.testing.assert_array_equal(getattr(found, part), wanted)
        frame = found.to_frame()
        assert list(frame.columns) == ["half_low", "half_high", "ninety_low", "ninety_high"]
        assert (frame["ninety_low"] <= frame["half_low"]).all()


class TestSentence:
    def test_frequency_and_condition(self, doubtful):
        ranking = doubtful(0)
        names = ranking.alternatives
        drawn = shares_of(acceptability(ranking, 50), **{names[0]: 0.71, names[1]: 0.21})
        note = verdict(ranking, drawn).sentence
        called = {names[0]: "Rayong", names[1]: "Sihanoukville"}
        assert note.say("en", called) == (
            "Rayong is likely first: if what you told us and what the sources say is right, it is "
            "first in about 14 of 20 draws; its main rival, Sihanoukville, in about 4 of 20 draws."
        )
        assert note.say("zh", called) == (
            "“Rayong”很可能排第一：如果您所述情况与资料来源属实，"
            "它在每 20 次抽样的约 14 次中排第一；"
            "其主要竞争者“Sihanoukville”在每 20 次抽样的约 4 次中排第一。"
        )

    @pytest.mark.parametrize(
        ("shares", "part"),
        [
            ((1.0,), "in all draws, and no other ever is."),
            ((0.99, 0.01), "in nearly all draws; its main rival, {1}, in fewer than 1 of 20"),
            ((0.3, 0.6), "It is open: {0} has the best score"),
        ],
    )
    def test_extremes(self, doubtful, shares, part):
        ranking = doubtful(0)
        names = ranking.alternatives
        told = dict(zip(names, shares, strict=False))
        said = verdict(ranking, shares_of(acceptability(ranking, 50), **told)).sentence.say("en")
        assert part.format(*names) in said


class TestFirstPlace:
    def test_it_says_what_the_verdict_on_the_same_draws_says(self, doubtful):
        for method in ("weighted_sum", "topsis", "promethee2"):
            ranking = doubtful(3, width=0.9, method=method)
            whole = verdict(ranking, acceptability(ranking, 3000, rng=5), unsaid=["c1"])
            found = first_place(ranking, 3000, 5, unsaid=["c1"])
            for part in ("word", "first", "share_first", "shares", "rivals", "main_rival"):
                assert getattr(found, part) == getattr(whole, part)
            drawn = found.share_first * (1 - found.share_first) / 3000  # variance of a mean
            assert found.standard_error == pytest.approx(drawn**0.5) == whole.standard_error
            assert 0.5 < found.share_first < 0.99
            assert found.sentence.say() == whole.sentence.say()

    def test_one_alternative_has_none(self, make_problem, weigh):
        assert first_place(rank(make_problem([[1, 2]]), weigh(1, 1))) is None
