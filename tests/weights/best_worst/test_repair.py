"""The answer that fits least: planted mistakes are found, and repairs are what they promise."""

from typing import Any

import numpy as np
import pytest

from weights.best_worst.answers import Answers
from weights.best_worst.consistency import output_ratio, worst_answer
from weights.best_worst.optimum import deviation

MODELS: list[Any] = ["linear", "nonlinear"]


def answers(first: Any, second: Any) -> Answers:
    """The first item is the best, the last one the worst."""
    a, b = np.array(first, dtype=float), np.array(second, dtype=float)
    names = tuple("abcdefghij"[: len(a)])
    return Answers(items=names, best=0, worst=len(a) - 1, best_to_others=a, others_to_worst=b)


@pytest.mark.parametrize("model", MODELS)
def test_a_planted_mistake_is_found_and_put_right(model):
    # All chains say 8 but that of c: 2 x 7. Either of its answers may be wrong; 7 to 4 is the
    # smaller change than 2 to 1.
    found = worst_answer(answers([1, 1, 2, 4, 8], [8, 8, 7, 2, 1]), model)
    assert found is not None
    assert (found.answers, found.item, found.pair) == ("others_to_worst", "c", ("c", "e"))
    assert (found.given, found.suggested) == (7, 4)
    assert (found.xi_after, found.consistency_ratio_after) == (0, 0)


@pytest.mark.parametrize("model", MODELS)
def test_the_direct_answer_can_be_the_one(model):
    found = worst_answer(answers([1, 2, 2, 3], [3, 3, 3, 1]), model)
    assert found is not None
    assert (found.answers, found.item, found.pair) == ("best_to_others", "d", ("a", "d"))
    assert (found.given, found.suggested, found.xi_after) == (3, 6, 0)


@pytest.mark.parametrize("model", MODELS)
def test_real_answers_get_a_real_suggestion(model):
    found = worst_answer(answers([1, 1, 2.5, 4, 8], [8, 8, 7, 2, 1]), model)
    assert found is not None
    assert found.suggested == pytest.approx(8 / 2.5, rel=1e-12)
    assert found.xi_after == 0


@pytest.mark.parametrize("model", MODELS)
def test_answers_that_agree_hold_no_worst(model):
    assert worst_answer(answers([1, 2, 4, 8], [8, 4, 2, 1]), model) is None
    assert worst_answer(answers([1, 3], [3, 1]), model) is None
    assert worst_answer(answers([1], [1]), model) is None


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("whole", [True, False])
def test_a_repair_lowers_the_deviation_as_promised_and_none_lowers_it_more(model, whole):
    rng = np.random.default_rng(3)
    for _ in range(15):
        n = int(rng.integers(3, 6))
        a, b = rng.integers(1, 10, (2, n)) if whole else rng.uniform(1, 9, (2, n))
        a[0] = b[-1] = 1
        b[0] = a[-1]
        before = deviation(answers(a, b), model)
        found = worst_answer(answers(a, b), model)
        best = min(_with_each(a, b, model, range(1, 82) if whole else np.linspace(1, 81, 81)))
        if found is None:
            assert before == 0 or best >= before * (1 - 1e-6)
            continue
        assert found.suggested >= 1
        assert not whole or found.suggested == int(found.suggested)
        first, second = a.astype(float), b.astype(float)
        place = "abcdefghij".index(found.item)
        (first if found.answers == "best_to_others" else second)[place] = found.suggested
        if place == n - 1:
            second[0] = found.suggested
        changed = answers(first, second)
        assert found.xi_after == pytest.approx(deviation(changed, model), abs=1e-13)
        assert found.xi_after < before
        ratio = output_ratio(found.xi_after, changed.best_to_worst, model)
        assert found.consistency_ratio_after == ratio
        if model == "nonlinear":  # the linear deviation also falls where weights grow apart
            assert found.xi_after <= best + 1e-9


def _with_each(a: Any, b: Any, model: Any, values: Any) -> Any:
    last = len(a) - 1
    for j in range(1, len(a)):
        for value in values:
            first, second = a.astype(float), b.astype(float)
            first[j] = value
            if j == last:
                second[0] = value
            yield deviation(answers(first, second), model)
            if j != last:
                first, second = a.astype(float), b.astype(float)
                second[j] = value
                yield deviation(answers(first, second), model)
