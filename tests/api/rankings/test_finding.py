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


def test_things_are_called_by_their_names() -> None:
    note = Note(
        "uncertain_cell",
        (),
        {"alternative": "tcr", "criterion": "price", "low": 1.0, "high": 2.0, "value": 1.5},
    )
    plain, called = warning(note, "en"), warning(note, "en", {"tcr": "Rayong", "price": "Price"})
    assert "“tcr”" in plain["detail"]
    assert "“Rayong”" in called["detail"]
    assert "“Price”" in called["detail"]
    assert (called["alternative"], called["criterion"]) == ("tcr", "price")
