"""What may be said of a key to be made."""

from typing import Any

import pytest
from pydantic import ValidationError

from api.keys.schemas import KeyRequest, NewKeyAnswer, RotationRequest

KEY = {
    "id": "a" * 24,
    "name": "x",
    "prefix": "pw_0",
    "scopes": ["read"],
    "created_at": "2026-01-01T00:00:00.000Z",
    "expires_at": None,
    "revoked_at": None,
    "last_used_at": None,
}


@pytest.mark.parametrize(
    ("name", "kept"),
    [("x", "x"), ("  front end\n", "front end"), ("工" * 200, "工" * 200), ("é 🏭", "é 🏭")],
)
def test_names(name: str, kept: str) -> None:
    assert KeyRequest(name=name).name == kept


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"name": ""},
        {"name": "  \n"},
        {"name": "x" * 201},
        {"name": "a\0b"},
        {"name": "a\x1b[2Jb"},
        {"name": "a\nb"},
        {"name": "a\x7fb"},
        {"name": "a\x9bb"},
        {"name": "a\ud800b"},
        {"name": None},
        {"name": 1},
        {"name": "x", "scope": "root"},
        {"name": "x", "scope": ["read"]},
        {"name": "x", "scope": "READ"},
        {"name": "x", "days": 0},
        {"name": "x", "days": 3651},
        {"name": "x", "days": "7"},
        {"name": "x", "days": True},
        {"name": "x", "days": 1.0},
        {"name": "x", "organisation": "b"},
        {"name": "x", "key": "pw_"},
    ],
)
def test_keys_that_are_not_made(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        KeyRequest.model_validate(fields)


def test_a_key_lasts_for_ever_where_nothing_is_said_and_its_scope_is_left_open() -> None:
    assert KeyRequest(name="x").model_dump() == {"name": "x", "scope": None, "days": None}


@pytest.mark.parametrize("hours", [-1, 169, "1", True, 0.0, None])
def test_times_of_grace_that_are_not_given(hours: Any) -> None:
    with pytest.raises(ValidationError):
        RotationRequest.model_validate({"grace_hours": hours})


def test_the_text_is_part_of_the_answer_for_a_new_key_only() -> None:
    assert NewKeyAnswer.model_validate({**KEY, "key": "pw_0_x"}).key == "pw_0_x"
    with pytest.raises(ValidationError):
        NewKeyAnswer.model_validate(KEY)
