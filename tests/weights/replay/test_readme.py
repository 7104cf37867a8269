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
    word = r"own word \d+ of \d+ \([^)]*\)"
    shapes = {
        "left_out": rf"hit rate (\d+) of (\d+) \(mean 1/rank {figures}\)",
        "left_out_without_ties": rf"partner (\d+) of (\d+) \({figures}\), because",
        "own": rf"own reasons (\d+) of the (\d+) \({figures}, and one tie\)",
        "all_left_out": rf"stands for them, (\d+) of (\d+) \({figures}\)",
        "all_left_out_without_word": rf"own word (\d+) of (\d+) \({figures}\) and",
        "all_left_out_without_ties": rf"partner (\d+) of (\d+) \({figures}\); by all",
        "all_own": rf"all their own reasons (\d+) of (\d+) \({figures}, and four ties\)",
        "all_own_without_word": rf"{word} and (\d+) of (\d+) \({figures}\)",
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
    assert found.scores["all_own"].tied == 4  # "and four ties"
    advised = {item.recommended for item in found.placed["left_out_without_ties"]}
    assert advised == {("vcep",)}  # "one park"
    assert "recommends one park in all" in said
    left = len(found.tenants) - found.scores["all_own_without_word"].tenants
    assert (left == 4) == ("four others having no reason left" in said)


def test_which_figures_are_better_than_chance(said: str, found: Replay) -> None:
    guess = found.scores["guess"].hit_rate
    limits = {way: score.interval for way, score in found.scores.items() if score.interval}
    assert f"of {len(limits)} figures" in said
    clear = {way for way, (low, _) in limits.items() if low > guess}
    assert clear == set()
    assert "none is clearly better than chance" in said
