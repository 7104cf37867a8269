"""The text of a key: its form, and that nothing but prefix and digest is kept or shown."""

import hashlib
import re
from collections import Counter

import pytest

from api.access.key import bearer, digest_of, make_key, prefix_of

GOOD = "pw_0123456789_" + "A" * 43


def test_a_key_has_its_form_and_256_random_bits() -> None:
    made = make_key()
    assert re.fullmatch(r"pw_[0-9a-f]{10}_[A-Za-z0-9_-]{43}", made.text)
    assert made.text.startswith(f"{made.prefix}_")
    assert made.digest == hashlib.sha256(made.text.encode("ascii")).digest()


def test_keys_differ_throughout() -> None:
    made = [make_key() for _ in range(300)]
    assert len({one.text for one in made}) == len({one.prefix for one in made}) == 300
    for place in range(14, 56):
        assert Counter(one.text[place] for one in made).most_common(1)[0][1] < 30


def test_a_key_does_not_show_its_secret() -> None:
    made = make_key()
    assert made.text[14:] not in repr(made)
    assert made.digest.hex() not in repr(made)
    assert repr(made.digest) not in repr(made)
    assert made.prefix in repr(made)


def test_the_prefix_of_a_key() -> None:
    assert prefix_of(GOOD) == "pw_0123456789"
    made = make_key()
    assert prefix_of(made.text) == made.prefix


@pytest.mark.parametrize(
    "text",
    [
        "",
        "pw_",
        GOOD[:-1],
        GOOD + "A",
        GOOD + "\n",
        " " + GOOD,
        GOOD.upper(),
        GOOD.replace("A", "\0"),
        GOOD.replace("A", "Ａ"),
        GOOD.replace("0", "٠"),
        "%" * 57,
    ],
)
def test_what_looks_like_no_key_has_no_prefix(text: str) -> None:
    assert prefix_of(text) is None


@pytest.mark.parametrize("text", ["", "\xff", "\0", "x" * 100_000])
def test_anything_has_a_digest(text: str) -> None:
    assert digest_of(text) == hashlib.sha256(text.encode()).digest()


@pytest.mark.parametrize(
    ("header", "token"),
    [
        *(("Bearer x", "x"), ("bearer x", "x"), ("BEARER   x  ", "x"), ("Bearer x y", "x y")),
        *(("Bearer", None), ("Bearer ", None), ("Bearerx", None), ("Basic x", None)),
        *((" Bearer x", None), ("", None), ("x", None), ("Bearer\tx", None)),
    ],
)
def test_the_token_of_a_header(header: str, token: str | None) -> None:
    assert bearer(header) == token
