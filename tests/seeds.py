"""Seeds of random cases: others every day in the quick tests, all of them in the long ones."""

import os
import random
from collections.abc import Sequence
from typing import Any

import pytest

DAY = "PARKWISE_TEST_DAY"
"""Variable that chooses the cases, such as 20261130; the first line of a run tells it."""


def seeded(every: Sequence[int], few: int) -> pytest.MarkDecorator:
    """Give a test its ``seeds``: a few in the quick lane, every one where it is `long`."""
    lanes = (today(every, few), "today", ()), (list(every), "every", pytest.mark.long)
    lots = [pytest.param(seeds, id=name, marks=marks) for seeds, name, marks in lanes]
    return pytest.mark.parametrize("seeds", lots)


def each_seeded(every: Sequence[Any], few: int) -> list[Any]:
    """Return the cases of a test that has one at a time, such as seeds; most are `long`."""
    few_today = today(every, few)
    return [pytest.param(n, marks=() if n in few_today else pytest.mark.long) for n in every]


def today(every: Sequence[Any], few: int) -> list[Any]:
    """Return a few cases of the day, in their order."""
    chosen = set(random.Random(os.environ[DAY]).sample(range(len(every)), few))
    return [case for at, case in enumerate(every) if at in chosen]
