"""Changes of facts and possible ranks as plain data."""

from collections.abc import Callable
from typing import Any

import pytest

from api.rankings.parts.facts import fact_changes as told_facts
from api.rankings.parts.facts import possible_ranks as told_ranks
from mcda.ranking import Ranking
from mcda.robust import fact_changes, possible_ranks

NAMES = {"a": "Alpha", "b": "Beta", "roads": "Roads"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_nearest_fact_comes_first(ranked: Callable[..., Ranking], language: Any) -> None:
    told = told_facts(fact_changes(ranked()), NAMES, language)
    assert len(told) == 6
    nearest = [
        min(end["share"] for end in (item["below"], item["above"]) if end)
        for item in told
        if item["below"] or item["above"]
    ]
    assert nearest == sorted(nearest)
    assert all(item["sentence"] for item in told)
    (uncertain,) = [item for item in told if item["low"] is not None]
    assert (uncertain["alternative"], uncertain["criterion"]) == ("b", "roads")
    assert (uncertain["low"], uncertain["high"]) == (4, 8)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_ranks_within_the_bounds(ranked: Callable[..., Ranking], language: Any) -> None:
    told = told_ranks(possible_ranks(ranked()), NAMES, language)
    assert [item["alternative"] for item in told] == ["a", "b", "c"]
    assert all(item["best"] <= item["worst"] for item in told)
    assert "Alpha" in told[0]["sentence"]
