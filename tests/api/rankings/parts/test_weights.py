"""Changes of weights and judgements as plain data."""

from collections.abc import Callable

import pytest

from api.rankings.parts import weights
from mcda.ranking import Ranking
from mcda.robust import smallest_change, stability
from weights.deciding import Judgements
from weights.pairwise.deciding import Deciding


def test_bounds_are_null_where_a_weight_is_all(ranked: Callable[..., Ranking]) -> None:
    told = weights.stability(stability(ranked()))
    assert [item["criterion"] for item in told] == ["price", "roads"]
    assert set(told[0]["winner"]) == {"low", "high", "challenger_low", "challenger_high"}


def test_the_smallest_change_carries_its_proof(ranked: Callable[..., Ranking]) -> None:
    found = smallest_change(ranked())
    assert found is not None
    told = weights.smallest_change(found, {"b": "Beta"}, "en")
    assert sum(told["weights"].values()) == pytest.approx(1)
    assert 0 < told["lower_bound"] <= told["distance"]
    assert told["certified"] is True
    assert "Beta" in told["sentence"]


def test_a_judgement_is_told_by_its_names() -> None:
    deciding = Deciding(
        judge=None,
        node="goal",
        pair=("price", "roads"),
        given=3.0,
        needed=5.0,
        steps=2,
        winner="a",
        winner_becomes="b",
        parts=(1,),
    )
    found = Judgements(deciding=deciding, steps_searched=2, without_judge=())
    told = weights.judgements(found, {"a": "Alpha", "b": "Beta"}, "en")
    assert told["deciding"]["pair"] == ("price", "roads")
    assert told["deciding"]["parts"] == (1,)
    assert "Beta" in told["deciding"]["sentence"]
    nothing = Judgements(deciding=None, steps_searched=16, without_judge=())
    assert weights.judgements(nothing, {}, "en")["deciding"] is None
