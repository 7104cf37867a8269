"""The merge patch of RFC 7396, and what it changed."""

from typing import Any

import pytest

from api.assessments.changing import changes, merged, patched

# Appendix A of the RFC.
APPENDIX: list[tuple[Any, Any, Any]] = [
    ({"a": "b"}, {"a": "c"}, {"a": "c"}),
    ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
    ({"a": "b"}, {"a": None}, {}),
    ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
    ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
    ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
    ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
    ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
    (["a", "b"], ["c", "d"], ["c", "d"]),
    ({"a": "b"}, ["c"], ["c"]),
    ({"a": "foo"}, None, None),
    ({"a": "foo"}, "bar", "bar"),
    ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
    ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
    ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
]


@pytest.mark.parametrize(("document", "patch", "wanted"), APPENDIX)
def test_the_examples_of_the_rfc(document: Any, patch: Any, wanted: Any) -> None:
    before = repr(document)
    assert merged(document, patch) == wanted
    assert repr(document) == before


def test_another_form_takes_the_place_of_the_old_one() -> None:
    before = {
        "weights": {"kind": "profile", "id": "x"},
        "method": {"name": "topsis", "normalisation": "sum"},
    }
    new = {"kind": "direct", "values": {"a": 1, "b": None}}
    assert patched(before, {"weights": new, "method": {"name": "vikor"}}) == {
        "weights": {"kind": "direct", "values": {"a": 1}},
        "method": {"name": "vikor"},
    }


def test_the_same_form_is_merged() -> None:
    before = {"weights": {"kind": "direct", "values": {"a": 1, "b": 2}}, "method": {"name": "m"}}
    for new in ({"kind": "direct", "values": {"b": 3}}, {"values": {"b": 3}}):
        found = patched(before, {"weights": new, "method": {"v": 0.5}})
        assert found["weights"] == {"kind": "direct", "values": {"a": 1, "b": 3}}
        assert found["method"] == {"name": "m", "v": 0.5}
    assert patched(before, {"weights": None}) == {"method": {"name": "m"}}


def test_changes_tell_places_and_values() -> None:
    before = {"a": {"b": 1, "c/d": 2, "gone": None}, "list": [1, 2], "same": {"x": []}}
    after = {"a": {"b": 1.5, "c/d": 2, "new~": True}, "list": [2, 1], "same": {"x": []}}
    assert changes(before, after) == [
        {"path": "/a/b", "before": 1, "after": 1.5},
        {"path": "/a/gone", "before": None},
        {"path": "/a/new~0", "after": True},
        {"path": "/list", "before": [1, 2], "after": [2, 1]},
    ]


@pytest.mark.parametrize(("one", "other"), [(1, True), (0, False), (None, False), ({}, [])])
def test_values_of_other_types_differ(one: Any, other: Any) -> None:
    assert changes({"a": one}, {"a": other}) == [{"path": "/a", "before": one, "after": other}]
    assert changes({"a": one}, {"a": one}) == []


def test_a_slash_in_a_name_is_escaped() -> None:
    assert changes({}, {"a/b": 1}) == [{"path": "/a~1b", "after": 1}]
