"""Where an interview stands, in words."""

from typing import Any

import pytest

from weights.elicit.standing import Standing


def standing(**more: Any) -> Standing:
    given: dict[str, Any] = {
        "winner": "a",
        "tied_with": (),
        "settled": True,
        "proof": "linear_programme",
        "can_win": ("a",),
        "shares": {"a": 1.0, "b": 0.0},
        "standard_error": 0.0,
        "samples": 2000,
        "seed": 7,
        "greatest_lead": 0.0,
        "names": {"a": {"en": "A park", "zh": "甲园"}, "b": {"en": "b", "zh": "b"}},
    }
    return Standing(**{**given, **more})


@pytest.mark.parametrize("proof", ["linear_programme", "branch_and_bound", "sampled"])
def test_settled(proof: Any) -> None:
    said = standing(proof=proof)
    assert said.say().startswith("“A park” is first")
    assert "“甲园”" in said.say("zh")
    assert ("prove" in said.say()) is (proof != "sampled") or "no proof" in said.say()


def test_sampled_says_how_sure_it_is() -> None:
    """None in 2000 draws: below 3/2000 with 95 % confidence, (1 - 0.0015)^2000 = 0.0497."""
    assert "less than 0.15 %" in standing(proof="sampled").say()
    assert 0.049 < (1 - 0.0015) ** 2000 < 0.051


def test_open() -> None:
    said = standing(settled=False, proof=None, can_win=("a", "b"))
    assert said.say() == (
        "Not settled: “A park” leads, and under weights that fit what was said each of these can "
        "be first: A park, b."
    )
    assert said.say("zh").endswith("甲园、b。")
