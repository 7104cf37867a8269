"""Reversals against a TOPSIS written from the book, and fixed ranges that never reverse."""

import numpy as np
import pytest

from mcda.robust import reversal
from mcda.texts import LANGUAGES
from tests.mcda import small_problems

CHANGES = ("without", "clone_of", "worse_copy_of", "dominated_newcomer", "ideal_newcomer")


def ranked(x, benefit, w, method="topsis", **parameters):
    return small_problems.ranked(x, w, method, benefit, (0, 12), **parameters)


def drawn(rng, sizes=((3, 7), (2, 5)), low=1.0, high=10.0):
    m, n = (int(rng.integers(*size)) for size in sizes)
    return rng.uniform(low, high, (m, n)), rng.random(n) < 0.6, rng.dirichlet(np.ones(n))


def closeness(x, benefit, w):
    r = w * x / np.sqrt((x**2).sum(axis=0))
    best = np.where(benefit, r.max(axis=0), r.min(axis=0))
    worst = np.where(benefit, r.min(axis=0), r.max(axis=0))
    plus, minus = (np.sqrt(((r - point) ** 2).sum(axis=1)) for point in (best, worst))
    return minus / (plus + minus)


def changed_lists(x, benefit):
    """Yield each change with its alternative, the rows that stay, and the whole new table."""
    m, worst = len(x), np.where(benefit, x.min(axis=0), x.max(axis=0))
    best = np.where(benefit, x.max(axis=0), x.min(axis=0))
    for i in range(m):
        rows = [k for k in range(m) if k != i]
        yield ("without", f"a{i}"), rows, x[rows]
    everyone = list(range(m))
    for i in range(m):
        yield ("clone_of", f"a{i}"), everyone, np.vstack([x, x[i]])
        copy = x[i] + 0.01 * (worst - best)
        copy = np.where(benefit, np.maximum(copy, worst), np.minimum(copy, worst))
        yield ("worse_copy_of", f"a{i}"), everyone, np.vstack([x, copy])
    yield ("dominated_newcomer", None), everyone, np.vstack([x, worst])
    yield ("ideal_newcomer", None), everyone, np.vstack([x, best])


def expected_cases(x, benefit, w):
    """Return winner and first changed pair of every list in which two change places."""
    order, found = np.argsort(-closeness(x, benefit, w)), {}
    for change, rows, table in changed_lists(x, benefit):
        score = dict(zip(rows, closeness(table, benefit, w), strict=False))
        stay = [i for i in order if i in score]
        moved = [(a, b) for at, a in enumerate(stay) for b in stay[at + 1 :] if score[b] > score[a]]
        if moved:
            down = moved[0][0]
            up = max((b for a, b in moved if a == down), key=score.get)
            first = max(stay, key=score.get)
            holds = first == order[0] or order[0] not in score
            found[change] = (f"a{first}", holds, f"a{down}", f"a{up}")
    return found


def test_every_case_of_random_problems():
    rng = np.random.default_rng(11)
    kinds, of_winner, of_order = set(), 0, 0
    for _ in range(200):
        x, benefit, w = drawn(rng)
        wanted = expected_cases(x, benefit, w)
        found = reversal(ranked(x, benefit, w))
        assert {
            (c.kind, c.alternative): (c.winner, c.winner_holds, c.overtaken, c.overtaking)
            for c in found.order_cases
        } == wanted
        changed = {change: case[0] for change, case in wanted.items() if not case[1]}
        assert {(c.kind, c.alternative): c.winner for c in found.cases} == changed
        assert found.independent is (not changed)
        assert found.order_holds is (not wanted)
        assert found.tried == 3 * len(x) + 2
        assert found.ideal_first is True
        assert not found.guaranteed
        kinds |= {change for change, _ in changed}
        of_winner += bool(changed)
        of_order += bool(wanted)
    assert kinds == set(CHANGES)
    assert 20 < of_winner < of_order < 120


@pytest.mark.parametrize(("m", "n"), [(5, 4), (10, 6), (15, 8)])
def test_share_of_topsis_winners_that_a_loser_decides(m, n):
    """Eight to sixteen in a hundred random problems, as measured with other implementations."""
    rng = np.random.default_rng(3)
    reversing = 0
    for _ in range(300):
        x, benefit, w = drawn(rng, ((m, m + 1), (n, n + 1)))
        found = reversal(ranked(x, benefit, w))
        reversing += any(case.kind == "without" for case in found.cases)
    assert 0.06 < reversing / 300 < 0.18


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        *(
            ("topsis", {"normalisation": "range", "distance": distance})
            for distance in ("euclidean", "manhattan", "chebyshev")
        ),
        ("weighted_sum", {"normalisation": "range"}),
        ("weighted_sum", {"normalisation": "none"}),
        ("weighted_product", {}),
        ("spotis", {}),
    ],
)
def test_what_is_independent_by_trait_never_reverses(method, parameters):
    rng = np.random.default_rng(12)
    for _ in range(250):
        found = reversal(ranked(*drawn(rng, ((2, 9), (1, 6)), 0.5, 12), method, **parameters))
        assert found.guaranteed
        assert found.independent
        assert found.order_holds
        assert found.cases == found.order_cases == ()
        assert found.ideal_first is True


@pytest.mark.parametrize(
    "normalisation", ["vector", "minmax", "max", "linear", "sum", "range", "none"]
)
def test_only_what_is_promised_is_guaranteed(normalisation):
    rng = np.random.default_rng(14)
    found = [
        reversal(ranked(*drawn(rng), "weighted_sum", normalisation=normalisation))
        for _ in range(60)
    ]
    assert {f.guaranteed for f in found} == {normalisation in ("range", "none")}
    assert all(f.order_holds for f in found) is (normalisation in ("range", "none"))


def test_belton_and_gear_1983():
    """AHP: a copy of the second makes the first win; without it the second does."""
    answer = ranked([[1, 9, 8], [9, 1, 9], [1, 1, 1]], [True] * 3, [1, 1, 1], "ahp")
    assert answer.winner == "a1"
    found = reversal(answer)
    assert ("clone_of", "a1", "a0") in {(c.kind, c.alternative, c.winner) for c in found.cases}
    case = next(c for c in found.cases if c.kind == "clone_of" and c.alternative == "a1")
    assert (case.overtaken, case.overtaking) == ("a1", "a0")


def test_a_tie_holds_while_one_of_the_tied_wins():
    found = reversal(ranked([[1, 2], [2, 1]], [True, True], [1, 1]))
    assert found.tried == 8
    assert found.independent
    assert found.order_holds


def test_a_winner_that_is_left_out_is_not_judged_but_the_order_below_is():
    """Without a1, the second of the order is overtaken by the third: no case of the winner."""
    rng = np.random.default_rng(15)
    seen = 0
    for _ in range(200):
        answer = ranked(*drawn(rng))
        for case in reversal(answer).order_cases:
            if (case.kind, case.alternative) == ("without", answer.winner):
                assert case.winner_holds
                assert case.winner != answer.winner
                seen += 1
    assert seen > 10


def test_comparisons_follow_the_rows_and_admit_no_newcomer():
    matrix = [[1, 3, 5], [1 / 3, 1, 2], [1 / 5, 1 / 2, 1]]
    found = reversal(ranked([[1], [2], [3]], [True], [1], "ahp", comparisons={"c0": matrix}))
    assert found.tried == 3 + 3
    assert found.independent
    assert found.ideal_first is None


def test_one_alternative():
    assert reversal(ranked([[1, 2]], [True, True], [1, 1])) is None


@pytest.fixture(scope="module")
def cases():
    rng = np.random.default_rng(16)
    found = [c for _ in range(300) for c in reversal(ranked(*drawn(rng))).order_cases]
    assert {(c.kind, c.winner_holds) for c in found} == {
        (change, holds) for change in CHANGES for holds in (True, False)
    }
    return found


class TestSaid:
    def test_every_case(self, cases):
        names = {"a0": "KITIC", "a1": "LJIP"}
        for case in cases:
            note = case.sentence
            told = [case.winner] if not case.winner_holds else [case.overtaken, case.overtaking]
            told += [case.alternative] if case.alternative else []
            for language in LANGUAGES:
                said = note.say(language, names)
                assert "{" not in said
                assert all(names.get(name, name) in said for name in told)

    def test_without(self, cases):
        case = next(
            c
            for c in cases
            if (c.kind, c.alternative, c.winner, c.winner_holds) == ("without", "a0", "a1", False)
        )
        names = {"a0": "KITIC", "a1": "LJIP"}
        assert case.sentence.say("en", names) == "Without KITIC, LJIP would be first."
        assert case.sentence.say("zh", names) == "若去掉“KITIC”，“LJIP”将排第一。"
        assert case.change.say("en", names) == "Without KITIC"
        assert case.change.say("zh", names) == "去掉 KITIC"

    def test_verdicts(self):
        rng = np.random.default_rng(17)
        found = [reversal(ranked(*drawn(rng))) for _ in range(60)]
        found.append(reversal(ranked(*drawn(rng), "spotis")))
        said = {f.sentence.code: f for f in found}
        assert set(said) == {
            f"reversal_verdict_{kind}" for kind in ("guaranteed", "holds", "order", "winner")
        }
        worst = said["reversal_verdict_winner"]
        start = f"In {len(worst.cases)} of the {worst.tried} changed lists"
        assert worst.sentence.say().startswith(start)
        assert all("{" not in f.sentence.say(language) for f in found for language in LANGUAGES)


def test_frame():
    rng = np.random.default_rng(18)
    found = reversal(ranked(*drawn(rng, ((8, 9), (4, 5)))))
    frame = found.to_frame()
    assert frame["overtaking"].tolist() == [case.overtaking for case in found.order_cases]
