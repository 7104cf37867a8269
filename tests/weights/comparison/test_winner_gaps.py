"""How far the winner of one weighting is behind that of another."""

from typing import Any

import pytest

from mcda.problem import Alternative, Criterion, Problem
from mcda.ranking import Ranking, rank
from mcda.weight_vector import WeightVector
from weights.comparison.winner_gaps import WinnerGap, shown, winner_gaps

NAMES = ("price", "roads", "service", "ties", "aid")


def problem(rows: Any, ids: str = "abc") -> Problem:
    return Problem(
        criteria=tuple(Criterion(id=name, direction="benefit", range=(0, 1)) for name in NAMES),
        alternatives=tuple(Alternative(id=name) for name in ids),
        performances=rows,
    )


def ranked(rows: Any, method: str = "ahp", **weightings: Any) -> dict[str, Ranking]:
    made = problem(rows)
    parameters = {"mode": "ratings"} if method == "ahp" else {}
    return {
        name: rank(made, WeightVector.normalised(NAMES, row), method, **parameters)
        for name, row in weightings.items()
    }


ROWS = [[1, 0.2, 0.5, 0.1, 0.3], [0.2, 1, 0.4, 0.6, 0.3], [0.5, 0.5, 0.3, 0.2, 0.9]]


def test_by_hand() -> None:
    found = winner_gaps(
        ranked(ROWS, one=(6, 1, 1, 1, 1), two=(1, 6, 1, 1, 1), three=(2, 5, 1, 1, 1))
    )
    assert [(g.under, g.first, g.alternative, g.wanted_by) for g in found] == [
        ("one", "a", "b", ("two", "three")),
        ("two", "b", "a", ("one",)),
        ("three", "b", "a", ("one",)),
    ]
    parts = found[0].gaps
    assert parts is not None
    # a less b: .8, -.8, .1, -.5, 0
    assert parts == pytest.approx(
        {"price": 0.48, "roads": -0.08, "service": 0.01, "ties": -0.05, "aid": 0}
    )
    assert found[0].gap == pytest.approx(0.36)
    assert found[1].gap == pytest.approx(-0.08 + 0.48 - 0.01 + 0.05)


@pytest.mark.parametrize("method", ["topsis", "vikor", "weighted_sum", "promethee2"])
def test_the_parts_sum_to_the_difference_of_scores(method: str) -> None:
    found = ranked(ROWS, method, one=(6, 1, 1, 1, 1), two=(1, 6, 1, 1, 1), aid=(1, 1, 1, 1, 9))
    sign = -1 if method == "vikor" else 1
    gaps = winner_gaps(found)
    assert gaps
    for gap in gaps:
        ranking = found[gap.under]
        scores = dict(zip("abc", ranking.scores.tolist(), strict=True))
        assert gap.gap == pytest.approx(sign * (scores[gap.first] - scores[gap.alternative]))
        assert gap.gap > 0
        if gap.gaps is not None:
            assert sum(gap.gaps.values()) == pytest.approx(gap.gap)


def test_a_common_winner_leaves_no_gap() -> None:
    level = [[1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 0, 0, 0]]
    found = winner_gaps(ranked(level, both=(1, 1, 0, 0, 0), one=(2, 1, 0, 0, 0)))
    assert found == ()
    apart = winner_gaps(ranked(level, two=(1, 2, 0, 0, 0), one=(2, 1, 0, 0, 0)))
    assert [(gap.under, gap.alternative) for gap in apart] == [("two", "a"), ("one", "b")]


def gap_of(gap: float, **parts: float) -> WinnerGap:
    return WinnerGap(
        under="owner", first="a", alternative="b", wanted_by=("sales",), gap=gap, gaps=parts
    )


def test_shown_parts_add_up() -> None:
    # each third of .124 rounds to .0413, which would make .1239 of .124: two digits, .04 x 3 = .12
    total, parts = shown(0.124, {"x": 0.124 / 3, "y": 0.124 / 3, "z": 0.124 / 3})
    assert (total, list(parts.values())) == ("0.12", ["+0.04", "+0.04", "+0.04"])
    total, parts = shown(0.25, {"x": 0.125, "y": 0.125, "z": 0.0})
    assert (total, list(parts.values())) == ("0.25", ["+0.12", "+0.13", "0.00"])


def test_the_sentence_names_three_and_takes_the_rest_together() -> None:
    gap = gap_of(0.30, price=0.20, roads=0.15, service=-0.08, ties=0.02, aid=0.01)
    names = {"a": "Alpha", "b": "Beta", "price": "Land price"}
    assert gap.sentence.say("en", names) == (
        "Under “owner”, Beta is 0.30 behind Alpha (+ behind, - ahead): "
        "Land price +0.20, roads +0.15, service -0.08, the rest +0.03."
    )
    assert gap.sentence.say("zh", names) == (
        "按“owner”，Beta落后Alpha 0.30 分（+ 为落后，- 为领先）："
        "Land price +0.20、roads +0.15、service -0.08、其余 +0.03。"
    )
    four = gap_of(0.29, price=0.20, roads=0.15, service=-0.08, ties=0.02, aid=0.0)
    assert four.sentence.say().endswith("service -0.08, ties +0.02.")


def test_a_method_without_an_attribution_tells_the_gap_alone() -> None:
    gap = WinnerGap(
        under="owner", first="a", alternative="b", wanted_by=("sales",), gap=0.3, gaps=None
    )
    assert shown(gap.gap, gap.gaps) == ("0.30", {})
    assert gap.sentence.say() == "Under “owner”, b is 0.30 behind a."
