"""People who join a panel from their telephones and answer."""

import re
from collections.abc import Callable

import pytest

from tests.api.pages.conftest import Reader

Reply = Callable[[int], str]


def asked(text: str) -> dict[str, str]:
    """Return the pair that a page asks, empty where it asks none."""
    return dict(re.findall(r'name="(first|second)" value="([^"]*)"', text))


def answered(reader: Reader, invitation: str, name: str, reply: Reply, most: int = 6) -> str:
    """Join and give as few answers as count, or more; return the address of the seat."""
    seat, text = reader.send(invitation, name=name)
    for turn in range(most):
        if not (pair := asked(text)):
            break
        place, text = reader.send(seat, **pair, value=reply(turn))
        assert place == seat
    return seat


@pytest.fixture
def panel(reader: Reader) -> tuple[str, str]:
    """Return the path of a panel in which everybody counts at once, and of its invitation."""
    path, text = reader.send("/panels", name="Our first park", admission="at_once")
    found = re.search(r"/join/[\w-]+", text)
    assert found
    return path, found[0]
