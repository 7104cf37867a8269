"""What is walked whole only among the long tests, and in a sample among the others."""

import pytest

EVERY = pytest.mark.parametrize(
    "step", [pytest.param(19, id="sample"), pytest.param(1, id="all", marks=pytest.mark.long)]
)
"""Of a long list the items ``[::step]``: one in nineteen, or all of them."""
