"""What the README says of the replay is what it computes."""

import re
from pathlib import Path

import pytest

from weights.replay import Replay

README = Path(__file__).parents[3] / "README.md"


@pytest.fixture
def said() -> str:
    """The paragraph, in one line."""
    paragraphs = README.read_text(encoding="utf-8").split("\n\n")
    found = [" ".join(part.split()) for part in paragraphs if "hit rate" in part]
    assert len(found) == 1, "the README must have one paragraph on the hit rate of the replay"
    return found[0]


def test_hits_ranks_and_errors(said: str, found: Replay) -> None:
    figures = r"(\d+\.\d+) ± (\d+\.\d+)"
    shapes = {
        "left_out": rf"hit rate (\d+) of (\d+) \(mean 1/rank {figures}\)",
        "left_out_without_ties": rf"without home and partner (\d+) of (\d+) \({figures}\)",
        "own": rf"own reasons (\d+) of the (\d+) \({figures}, and one tie\)",
        "most_chosen": rf"most chosen park (\d+) of (\d+) \({figures}\)",
    }
    for way, shape in shapes.items():
        match = re.search(shape, said)
        assert match, shape
        score = found.scores[way]
        alone, tenants, mean, error = match.groups()
        assert (int(alone), int(tenants)) == (score.alone, score.tenants), way
        assert (mean, error) == (
            f"{score.reciprocal_rank:.2f}",
            f"{score.reciprocal_error:.2f}",
        ), way
    guess = found.scores["guess"]
    assert f"guessing {guess.hit_rate:.0%} ({guess.reciprocal_rank:.2f})".replace("%", " %") in said


def test_ties_chance_and_the_one_recommendation(said: str, found: Replay) -> None:
    assert "`parkwise replay`" in said
    assert "no validation" in said
    assert found.scores["own"].tied == 1  # "and one tie"
    advised = {item.recommended for item in found.placed["left_out_without_ties"]}
    assert (len(advised) == 1) == ("the same park to all" in said)
    guess = found.scores["guess"].hit_rate
    limits = [score.interval for score in found.scores.values() if score.interval is not None]
    within = all(low < guess < high for low, high in limits)
    assert within == ("none of these figures is clearly better than chance" in said)
