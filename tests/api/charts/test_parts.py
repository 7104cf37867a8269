"""Parts of answers that lack them."""

from typing import Any

import pytest

from api.charts import parts


@pytest.mark.parametrize("answer", [{}, {"ranking": [], "sensitivity": None, "weights": None}])
def test_what_an_answer_lacks_is_empty(answer: dict[str, Any]) -> None:
    assert parts.places(answer) == []
    assert parts.weights(answer) == {}
    assert parts.analysed(answer, "stability") is None
    assert parts.behind(answer) == []
    assert parts.dividing(answer) == []
    assert parts.ranked_shares(answer) == {}
    assert parts.known_facts(answer) == {}
    assert parts.heaviest_weights(answer) == {}
    assert parts.compared(answer) == []


def test_the_best_rank_anywhere_comes_first(compared: dict[str, Any]) -> None:
    order = parts.compared(compared)
    first = {
        place["alternative"]
        for ranking in compared["rankings"]
        for place in ranking["ranking"]
        if place["rank"] == 1
    }
    assert set(order[: len(first)]) == first
    greatest = parts.heaviest_weights(compared)
    assert greatest["trade_cost_exposure"] == max(
        ranking["weights"]["values"]["trade_cost_exposure"] for ranking in compared["rankings"]
    )
