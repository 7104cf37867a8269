"""Results as plain data: what each annotation does, and what is said of each member."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, make_dataclass
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, NotRequired, TypedDict

import numpy as np
import pytest
from annotated_types import Ge, Interval, doc

from mcda import make_method
from mcda.cells import FloatArray
from mcda.plain import SAID, UNTOLD, Share, by, members, plain
from mcda.texts import Label, Note

IDS, CRITERIA = ("a", "b"), ("x", "y", "z")


@dataclass(frozen=True, kw_only=True)
class Told:
    """Of all annotations.

    Only what stands under a field is read.

    References
    ----------
    whole
        Not a parameter.
    """

    ids: Annotated[tuple[str, ...], UNTOLD]
    """Ids of the rows."""
    criteria: Annotated[tuple[str, ...], UNTOLD]
    shares: Annotated[FloatArray, by("ids")]
    """Of each.

    A second paragraph.
    """
    parts: Annotated[FloatArray, by("ids", "criteria")]
    spans: Annotated[FloatArray, by("ids", None)]
    columns: Annotated[FloatArray, by(None, "criteria")]
    whole: FloatArray
    missing: Annotated[FloatArray | None, by("ids")] = None
    text: Annotated[Mapping[str, str] | None, SAID] = None
    share: Share = 0.5
    hidden: Annotated[object, UNTOLD] = None


@dataclass(frozen=True, kw_only=True)
class Outer(Told):
    """With a property, and one of its base's members said anew."""

    shares: Annotated[FloatArray, by("ids")]
    """Of all."""
    inner: tuple[Told, ...] = ()
    """Others."""
    told: ClassVar = ("winner", "sentence")

    @property
    def winner(self) -> Annotated[Mapping[str, str], SAID]:
        """Its name.

        Not told of here.
        """
        return {"en": "North", "zh": "北区"}

    @property
    def sentence(self) -> Note:
        """In words."""
        return Note("quoted", (), {"name": Label(self.ids[0])})

    @property
    def silent(self) -> str:
        """Not one of those told."""
        return "silent"


def made(cls: Any = Told, **more: Any) -> Any:
    given = {
        "ids": IDS,
        "criteria": CRITERIA,
        "shares": np.array([0.25, 0.75]),
        "parts": np.arange(6.0).reshape(2, 3),
        "spans": np.arange(4).reshape(2, 2),
        "columns": np.arange(3.0).reshape(1, 3),
        "whole": np.array([[True], [False]]),
    }
    return cls(**{**given, **more})


PLAIN = {
    "shares": {"a": 0.25, "b": 0.75},
    "parts": {"a": {"x": 0.0, "y": 1.0, "z": 2.0}, "b": {"x": 3.0, "y": 4.0, "z": 5.0}},
    "spans": {"a": [0, 1], "b": [2, 3]},
    "columns": [{"x": 0.0, "y": 1.0, "z": 2.0}],
    "whole": [[True], [False]],
    "missing": None,
    "text": None,
    "share": 0.5,
}


def test_every_annotation_and_none():
    found = plain(made())
    assert found == PLAIN
    assert list(found) == list(PLAIN)
    assert json.loads(json.dumps(found)) == PLAIN


def test_a_text_by_language_is_a_note():
    said = plain(made(text={"en": "here", "zh": "这里"}))["text"]
    assert (said.say(), said.say("zh")) == ("here", "这里")


def test_an_array_must_have_a_row_for_every_id():
    with pytest.raises(ValueError, match="zip"):
        plain(made(shares=np.array([1.0])))


def test_nested_with_what_properties_tell():
    found = plain(made(Outer, inner=(made(), made(missing=np.array([1, 2])))))
    assert list(found) == [*PLAIN, "inner", "winner", "sentence"]
    assert found["inner"] == [PLAIN, {**PLAIN, "missing": {"a": 1, "b": 2}}]
    assert found["winner"].say("zh") == "北区"
    assert found["sentence"].say("zh", {"a": "甲"}) == "“甲”"


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"k": made(), "j": None}, {"k": PLAIN, "j": None}),
        (MappingProxyType({"k": (1, [np.float64(2), np.int64(3)])}), {"k": [1, [2.0, 3]]}),
        ((np.bool_(True), np.array(1.5), "text"), [True, 1.5, "text"]),
        (None, None),
    ],
)
def test_what_stands_in_a_result(given, wanted):
    found = plain(given)
    assert found == wanted
    assert json.loads(json.dumps(found)) == wanted


def test_a_note_stays_one():
    note = Note.naming("a")
    assert plain({"k": [note]})["k"][0] is note


def test_a_method_is_told_by_its_configuration():
    method = make_method("topsis", {"distance": "manhattan"})
    assert plain((method,)) == [method.configuration()]
    assert plain(method)["distance"] == "manhattan"
    preferences = {"x": {"type": "linear", "q": 1.0, "p": 2.0}}
    found = plain(make_method("promethee2", {"preferences": preferences}))
    assert found["name"] == "promethee2"
    assert found["preferences"]["x"] == preferences["x"]
    assert make_method(found.pop("name"), found).configuration()["preferences"] == preferences
    json.dumps(plain(make_method("promethee2", {"preferences": preferences})))


def test_members_are_documented_by_the_class_its_base_or_the_property():
    texts = {item.name: item.text for item in members(Outer)}
    assert texts["shares"] == "Of all."
    assert texts["inner"] == "Others."
    assert texts["winner"] == "Its name."
    assert texts["sentence"] == "In words."
    assert texts["parts"] == texts["whole"] == ""
    assert {item.name: item.text for item in members(Told)}["shares"] == (
        "Of each. A second paragraph."
    )
    assert "ids" not in texts
    assert not {"hidden", "silent"} & set(texts)


def test_the_annotation_tells_of_fields_without_a_place_of_their_own():
    class Pair(TypedDict("Pair", {"from": Annotated[float, doc("The lower end.")]})):
        """One end."""

        width: NotRequired[float]
        r"""Of :math:`[from, to]`,
        in its unit."""

    texts = {item.name: item.text for item in members(Pair)}
    assert texts == {"from": "The lower end.", "width": "Of :math:`[from, to]`, in its unit."}


def test_a_class_without_a_source_says_nothing_of_its_fields():
    made = make_dataclass("Made", [("share", float)])
    assert [item.text for item in members(made)] == [""]


def test_members_have_their_type_and_what_stands_beside_it():
    found = {item.name: item for item in members(Told)}
    assert found["share"].hint is float
    assert found["share"].beside == (Interval(ge=0, le=1),)
    assert found["parts"].axes == ("ids", "criteria")
    assert found["spans"].axes == ("ids", None)
    assert found["whole"].axes == ()
    assert found["text"].hint == Mapping[str, str] | None
    assert Ge(0) not in found["share"].beside
