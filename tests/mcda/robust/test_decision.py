"""The decision against brute force, by hand, and in its words."""

from dataclasses import replace

import numpy as np
import pytest

from mcda import Alternative, Criterion, Interval, LogNormal, Note, Problem, rank
from mcda.cells import Mixture, Sum
from mcda.prepare.screen import Exclusion
from mcda.robust.decision import GROUPS, chance_elsewhere, decision
from mcda.weight_set import AnyWeights
from tests.mcda.small_problems import problem_of


def ranked(rows, weights=(1, 1), known=None, method="weighted_sum", normalisation="range"):
    problem = problem_of(rows, ranges=(0, 1))
    options = {"normalisation": normalisation} if normalisation else {}
    ranking = rank(problem, list(weights), method, **options)
    if known is None:
        return ranking
    return replace(ranking, weights=ranking.weights.with_known(known))


UNIT = Interval(low=0, high=1)


def test_losses_by_hand():
    """a0 is worth .5; a1 is uniform on the only criterion that counts: E max = .5 + E(x - .5)+."""
    found = decision(ranked([[0.5, 0], [UNIT, 0]], (1, 0)), 40_000)
    assert found.loss.points == pytest.approx(0.125, abs=0.003)
    assert (found.loss.priorities, found.loss.if_wrong) == (0, 0)
    assert found.loss.facts == pytest.approx(found.loss.points)
    assert found.loss.within["0.05"] == pytest.approx(0.55, abs=0.01)
    assert sum(found.loss_by.values()) == pytest.approx(found.loss.points)
    assert found.loss_by["parks"] == pytest.approx(found.loss.points)
    (fact,) = found.facts  # a reply that leaves half of the variance: 1/8 of sqrt(1/2)
    assert (fact.alternative, fact.criterion) == ("a1", "c0")
    assert fact.gain == pytest.approx(0.125 * np.sqrt(0.5), abs=0.003)


def test_priorities_by_hand():
    """Each is best on one of two criteria, all weights as likely: E max(w, 1 - w) - 1/2 = 1/4."""
    found = decision(ranked([[1, 0], [0, 1]], known=AnyWeights(2)), 40_000, stated=True)
    assert found.loss.priorities == pytest.approx(0.25, abs=0.005)
    assert found.loss_by["priorities"] == pytest.approx(found.loss.points)
    assert (found.word, found.next_step.kind) == ("answer", "answer")
    assert decision(ranked([[1, 0], [0, 1]], known=AnyWeights(2)), answers=12).word == "best_bet"
    slight = ranked([[0.03, 0], [0, 0.03]], known=AnyWeights(2))  # .0075: here interviews end
    words = [decision(slight, stated=False, answers=count).word for count in (0, 3)]
    assert words == ["answer", "visit"]


def test_what_the_decider_can_say_comes_first():
    """In one case of two a0 is better by .4, in the other a1: saying which gains .2."""
    pick, rest = (("firm.goods", 2),), {"shares": (0.5, 0.5)}
    rows = [
        [Mixture(parts=(Interval(low=a, high=a), Interval(low=b, high=b)), pick=pick, **rest), 0]
        for a, b in ((0.9, 0.1), (0.5, 0.5))
    ]
    found = decision(ranked(rows, (1, 0)))
    assert (found.word, found.next_step.fields) == ("tell_us", ("goods",))
    assert found.tell_us[0].gain == pytest.approx(0.2, abs=0.01)
    assert found.loss_by["firm"] == pytest.approx(found.loss.points, rel=0.01)
    assert found.facts == ()
    assert "what exactly you sell" in found.sentence.say()


def test_a_country_moves_all_its_parks_at_once():
    """Asking one for what they share tells of the other; the doubt is the country's."""
    shared = [Interval(low=0, high=0.9, shared="country.x.price") for _ in range(2)]
    found = decision(ranked([[shared[0], 0], [shared[1], 0], [0.45, 0]], (1, 0)), 20_000)
    assert found.loss_by["countries"] == pytest.approx(found.loss.points, rel=0.05)
    assert len(found.facts) == 1


def test_copies_that_share_all_sources_move_no_word():
    rows = [[UNIT, 0.5], [0.55, 0.5], [Interval(low=0, high=0.4, shared="s"), 0.2]]
    alone, copied = (decision(ranked(rows + rows[2:] * k, (3, 1))) for k in (0, 20))
    assert (alone.word, alone.park) == (copied.word, copied.park)
    assert alone.loss.points == pytest.approx(copied.loss.points, abs=0.004)


def test_told_losses_are_true_ones():
    """Truths drawn anew from the stated laws: what is lost is what was told, within two errors."""
    rng = np.random.default_rng(3)
    told, true = [], []
    for _ in range(30):
        lows = rng.uniform(0, 0.7, (5, 3))
        rows = [[Interval(low=x, high=x + 0.3) for x in row] for row in lows.tolist()]
        ranking = ranked(rows, rng.uniform(0.2, 1, 3), AnyWeights(3))
        found = decision(ranking, 2000)
        truth = lows[None] + 0.3 * rng.random((400, 5, 3))
        weights = rng.dirichlet(np.ones(3), 400)
        utility = np.einsum("sn,smn->sm", weights, truth)
        lost = utility.max(axis=1) - utility[:, ranking.order[0]]
        told.append(found.loss.points)
        true.append(lost.mean())
    assert np.mean(told) == pytest.approx(np.mean(true), rel=0.05)
    assert np.abs(np.subtract(told, true)).max() < 0.02


@pytest.mark.parametrize("seed", range(3))
def test_the_short_list_holds_what_it_says(seed):
    rng = np.random.default_rng(seed)
    lows = rng.uniform(0, 0.6, (8, 2))
    rows = [[Interval(low=x, high=x + 0.4) for x in row] for row in lows.tolist()]
    found = decision(ranked(rows, (1, 1), AnyWeights(2)), 4000)
    ids = [item.alternative for item in found.parks]
    assert (ids[0], found.parks[0].choose_if) == (found.park, None)
    worth = lows + 0.4 * rng.random((20_000, 8, 2))
    utility = np.einsum("sn,smn->sm", rng.dirichlet(np.ones(2), 20_000), worth)
    listed = utility[:, [int(name[1:]) for name in ids]].max(axis=1)
    assert (listed >= utility.max(axis=1) - 0.03).mean() >= 0.88


def test_words_in_their_order():
    assert decision(ranked([[0.9, 0.9], [0.1, 0.2]])).word == "decide"
    unstated = decision(ranked([[0.9, 0.9], [0.1, 0.2]]), stated=False)
    assert unstated.word == "visit"
    assert {*unstated.loss_by} == {*GROUPS}
    rows = [[UNIT, 0.5] for _ in range(6)]
    asked = decision(ranked(rows, (1, 1)))
    assert (asked.word, asked.next_step.kind) == ("ask", "ask_parks")
    assert 1 < len(asked.facts) <= 5
    assert [fact.gain for fact in asked.facts] == sorted(fact.gain for fact in asked.facts)
    assert decision(ranked(rows, (1, 1)), rounds=2).word == "best_bet"
    assert decision(rank(ranked(rows).problem, [1, 1], "topsis")) is None


def test_the_word_hardly_depends_on_the_seed():
    rng = np.random.default_rng(8)
    for _ in range(6):
        rows = [
            [Interval(low=x, high=x + 0.3) for x in row]
            for row in rng.uniform(0, 0.7, (6, 3)).tolist()
        ]
        words = [decision(ranked(rows, (3, 2, 1)), rng=seed).word for seed in range(10)]
        assert max(map(words.count, words)) >= 9


def test_sentences():
    level = decision(ranked([[0.9, 0.9], [0.895, 0.9]]))
    assert level.tied == ("a1",)
    assert level.sentence.say().endswith("As good as a0, to within one point: a1.")
    open_ = decision(ranked([[1, 0], [0, 1]], known=AnyWeights(2)), 40_000, stated=True)
    assert (
        "would give up 25." in open_.sentence.say() or "would give up 24." in open_.sentence.say()
    )
    assert "偏好尚未明确" in open_.sentence.say("zh")
    gone = Exclusion(alternative="a0", reasons=(Note("too_few"),))
    ranking = ranked([[1, 0]])
    none = rank(ranking.problem, ranking.weights, ranking.method, excluded=[gone]).decision()
    assert (none.word, none.park, none.loss) == ("none", None, None)
    assert "nothing to choose from" in none.sentence.say()


@pytest.mark.parametrize(
    ("method", "normalisation"),
    [("promethee2", None), ("weighted_sum", "minmax"), ("aras", None), ("topsis", None)],
)
def test_where_worth_depends_on_the_others_nothing_is_decided(method, normalisation):
    rows = [[0.5, UNIT], [0.4, 0.8], [0.7, 0.3]]
    assert decision(ranked(rows)).park is not None
    assert decision(ranked(rows, method=method, normalisation=normalisation)) is None


def test_few_draws_tell_numbers():
    found = decision(ranked([[0.5, UNIT], [0.4, UNIT]]), 40)
    gains = [fact.gain for fact in found.facts]
    assert gains
    assert np.isfinite([found.loss.if_wrong, *found.loss_by.values(), *gains]).all()


def test_more_than_three_are_no_visit():
    found = decision(ranked([*[[UNIT, 0]] * 6, [0, 0]], (1, 0)))
    assert len(found.parks) > 3
    assert (found.word, found.next_step.kind) == ("ask", "ask_parks")


def test_only_a_hundredth_is_level():
    found = decision(ranked([[0.5, 0.5], [0.495, 0.5], [0.4, 0.5]]))
    assert found.tied == ("a1",)


def test_one_weight_doubled_may_lose_too_much_to_decide():
    """With the first weight doubled a0 is worth 2.3/3, a1 1.94/3: .12 would be lost."""
    found = decision(ranked([[0.9, 0.5], [0.5, 0.94]]))
    assert found.loss.points + 2 * found.loss.standard_error < 0.015
    assert found.loss.if_wrong == pytest.approx(0.12, abs=0.005)
    assert found.word == "answer"


def test_a_fact_that_tells_of_another_is_asked_instead_of_both():
    akin = Interval(low=0, high=0.9, shared={"country.x": 0.8})
    assert len(decision(ranked([[akin, 0], [akin, 0], [0.45, 0]], (1, 0))).facts) == 1


def _costs(*cells, groups=None):
    """Return a ranking of costs of 0 to 10, a tenth of the scale each point, that goes on."""
    cost = Criterion(id="cost", direction="cost", range=(0, 10), beyond="extrapolate")
    parks = [Alternative(id=f"a{i}") for i in range(len(cells))]
    problem = Problem(criteria=[cost], alternatives=parks, performances=[[cell] for cell in cells])
    return rank(problem, [1], "weighted_sum", normalisation="range")


def test_a_part_of_a_sum_is_asked_for_by_its_name_and_gains_what_it_is_worth():
    """a0 costs 4 + X, a1 5.2: a reply on X, lognormal, tells which is cheaper."""
    law = LogNormal(mu=-0.125, sigma=0.5, shared="alternative.a0.land_price")
    found = decision(_costs(Sum(parts=(4.0, law)), 5.2), 40_000)
    drawn = np.exp(-0.125 + 0.5 * np.random.default_rng(3).standard_normal(400_000))
    assert found.loss.points == pytest.approx(np.maximum(drawn - 1.2, 0).mean() / 10, rel=0.04)
    (fact,) = found.facts
    assert (fact.alternative, fact.criterion) == ("a0", "land_price")
    half = 1.0 + np.sqrt(0.5) * (drawn - 1.0)
    assert fact.gain == pytest.approx(np.maximum(half - 1.2, 0).mean() / 10, rel=0.08)


def test_what_the_firm_says_of_a_part_of_a_sum_comes_first():
    """a0 bears 2 x S, a1 costs 2.2 for certain: S is the firm's to say."""
    law = LogNormal(mu=np.log(2) - 0.125, sigma=0.5, shared="firm.labour_share")
    mixed = Mixture(
        parts=(Interval(low=0, high=0), Interval(low=1, high=1)),
        shares=(0.5, 0.5),
        pick=(("firm.goods", 2),),
    )
    found = decision(_costs(Sum(parts=(law, mixed)), 2.6), 40_000)
    assert {fact.field for fact in found.tell_us} == {"labour_share", "goods"}
    drawn = 2 * np.exp(-0.125 + 0.5 * np.random.default_rng(3).standard_normal(400_000))
    gains = {fact.field: fact.gain for fact in found.tell_us}
    assert gains["labour_share"] == pytest.approx(
        np.maximum(drawn + 0.5 - 2.6, 0).mean() / 10, rel=0.06
    )
    assert gains["goods"] == pytest.approx(0.5 * 0.4 / 10, rel=0.06)
    assert found.loss_by["firm"] == pytest.approx(found.loss.points, rel=0.05)


def test_a_country_moves_the_sums_of_its_parks_together():
    shared = {"country.x.land_price": 0.8, "alternative.a0.land_price": 0.6}
    first = LogNormal(mu=0, sigma=0.5, shared=shared)
    other = replace(first, shared={"country.x.land_price": 0.8, "alternative.a1.land_price": 0.6})
    found = decision(_costs(Sum(parts=(first,)), Sum(parts=(other,)), 1.2), 40_000)
    assert min(found.loss_by["countries"], found.loss_by["parks"]) > 0.005
    assert len(found.facts) == 1  # one reply tells of the other park, too


def test_how_often_one_that_is_set_apart_is_better():
    """a1 is uniform over 0..10 and a0 costs 4: better in four draws of ten."""
    ranking = _costs(4, Interval(low=0, high=10), 9)
    assert chance_elsewhere(ranking, ["a1"], 40_000) == pytest.approx(0.4, abs=0.01)
    assert chance_elsewhere(ranking, ["a2"]) == 0
    assert chance_elsewhere(ranking, []) is None
    assert chance_elsewhere(ranking, ["a0", "a1", "a2"]) is None


def test_of_parks_as_good_the_short_list_takes_one_of_a_new_country():
    class Places(Problem):
        groups = {"a0": "x", "a1": "x", "a2": "y"}  # noqa: RUF012

    cost = Criterion(id="cost", direction="cost", range=(0, 10))
    parks = [Alternative(id=name) for name in Places.groups]
    one = Interval(low=4, high=10, shared="s")
    rows = [[Interval(low=0, high=9)], [one], [one]]
    problem = Places(criteria=[cost], alternatives=parks, performances=rows)
    found = decision(rank(problem, [1], "weighted_sum", normalisation="range"))
    assert [item.alternative for item in found.parks] == ["a0", "a2"]
