from itertools import combinations

import pytest

from api.panels.questions import matrix, open_pairs, pairs, planned, suffices

SEVEN = list("abcdefg")


def _said(*pairs, value=3.0):
    return [{"first": a, "second": b, "value": value} for a, b in pairs]


@pytest.mark.parametrize("n", range(2, 10))
def test_every_pair_is_asked_once_and_the_first_join_all(n):
    items = [str(k) for k in range(n)]
    for start in range(n):
        found = pairs(items, start)
        assert len(found) == n * (n - 1) // 2
        assert {frozenset(pair) for pair in found} == set(map(frozenset, combinations(items, 2)))
        assert suffices(items, _said(*found[: max(n - 1, 1)]))


def test_judges_begin_at_different_pairs():
    assert [pairs(SEVEN, start)[0] for start in range(3)] == [("a", "b"), ("b", "c"), ("c", "d")]
    assert pairs(SEVEN, 7) == pairs(SEVEN, 0)


def test_what_was_said_is_not_asked_again_whichever_way_round():
    left = open_pairs(SEVEN, _said(("b", "a"), ("b", "c"), value=None))
    assert left[0] == ("c", "d")
    assert len(left) == 19


def test_answers_suffice_where_they_join_all():
    chain = [("a", "b"), ("d", "e"), ("c", "d"), ("f", "g"), ("e", "f")]
    assert not suffices(SEVEN, _said(*chain))
    assert not suffices(SEVEN, [*_said(*chain), *_said(("b", "c"), value=None)])
    assert suffices(SEVEN, _said(*chain, ("b", "c")))
    assert not suffices(SEVEN, [])


def test_the_matrix_is_reciprocal_with_gaps():
    assert matrix("abc", [*_said(("c", "a"), value=5.0), *_said(("b", "c"), value=None)]) == [
        [1.0, None, 0.2],
        [None, 1.0, None],
        [5.0, None, 1.0],
    ]


def test_after_the_ring_comes_what_the_answers_say_least_about():
    said = []
    for _ in range(planned(7)):
        said += _said(open_pairs(SEVEN, said)[0])
    asked = [(item["first"], item["second"]) for item in said]
    assert planned(7) == 9
    assert asked[:7] == pairs(SEVEN)[:7]
    assert asked[7] == ("a", "d")  # three steps apart, the farthest on a ring of seven
    assert asked[8] == ("c", "f")
    assert suffices(SEVEN, said)


def test_who_leaves_a_pair_open_is_asked_what_joins_its_items_instead():
    said = _said(("a", "b"), value=None)
    for _ in range(6):
        said += _said(open_pairs(SEVEN, said)[0])
    assert suffices(SEVEN, said)


@pytest.mark.parametrize(("count", "most"), [(2, 1), (3, 3), (4, 6), (5, 7), (9, 11)])
def test_no_more_pairs_are_planned_than_there_are(count, most):
    assert planned(count) == most
