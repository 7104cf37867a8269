"""Findings name what they are about."""

from api.rankings.finding import warning
from mcda.errors import Note


def test_a_park_is_an_alternative() -> None:
    fields = {"alternative": "a", "criterion": "roads", "low": 0.0, "high": 9.0, "value": 4.5}
    told = warning(Note("unknown_cell", (), fields), "en")
    assert (told["code"], told["alternative"], told["criterion"]) == ("unknown_cell", "a", "roads")
    assert told["detail"]


def test_only_names_are_named() -> None:
    assert set(warning(Note("sensitivity_trivial"), "zh")) == {"code", "detail"}
