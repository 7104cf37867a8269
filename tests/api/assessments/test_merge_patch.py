"""The merge patch of RFC 7396, and what it changed."""

from typing import Any

import pytest

from api.assessments.merge_patch import Whole, changes, merged, patched, with_named_weights

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
def test_the_examples_of_the_rfc(document, patch, wanted):
    before = repr(document)
    assert merged(document, patch) == wanted
    assert repr(document) == before


def test_another_form_takes_the_place_of_the_old_one():
    before = {
        "weights": {"kind": "profile", "id": "x"},
        "method": {"name": "topsis", "normalisation": "sum"},
    }
    new = {"kind": "direct", "values": {"a": 1, "b": None}}
    assert patched(before, {"weights": new, "method": {"name": "vikor"}}) == {
        "weights": {"kind": "direct", "values": {"a": 1}},
        "method": {"name": "vikor"},
    }


def test_the_same_form_is_merged():
    before = {"weights": {"kind": "direct", "values": {"a": 1, "b": 2}}, "method": {"name": "m"}}
    for new in ({"kind": "direct", "values": {"b": 3}}, {"values": {"b": 3}}):
        found = patched(before, {"weights": new, "method": {"v": 0.5}})
        assert found["weights"] == {"kind": "direct", "values": {"a": 1, "b": 3}}
        assert found["method"] == {"name": "m", "v": 0.5}
    assert patched(before, {"weights": None}) == {"method": {"name": "m"}}


def test_a_whole_object_takes_the_place_of_the_old_one():
    found = merged({"a": {"b": 1, "c": {"d": 2}}}, {"a": Whole({"c": {"e": 3}, "f": None})})
    assert found == {"a": {"c": {"e": 3}}}
    assert type(found["a"]) is dict


def test_weights_that_a_profile_was_named_for_are_whole():
    before = {"weights": {"kind": "direct", "values": {"a": 1, "b": 2}}}
    meant = {"weights": {"kind": "direct", "values": {"a": 3}}}
    named = {"weights": {"kind": "profile", "id": "own:x"}}
    assert patched(before, with_named_weights(meant, named)) == meant
    for as_sent in (meant, {}, {"weights": "own:x"}):
        found = patched(before, with_named_weights(meant, as_sent))
        assert found["weights"]["values"] == {"a": 3, "b": 2}
    for patch in ({"weights": None}, {"note": "n"}, {"weights": 3}):
        assert with_named_weights(patch, patch) is patch


CRITERIA = ["land_price", "infrastructure"]
SAVED_WEIGHTS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (
        {"kind": "ranked", "order": [CRITERIA], "scheme": "exponent", "exponent": 3.0},
        {"kind": "ranked", "order": [["infrastructure"], ["land_price"]]},
    ),
    (
        {"kind": "direct", "values": {"land_price": 2, "infrastructure": 1}},
        {"kind": "direct", "values": {"infrastructure": 1, "land_price": 1}},
    ),
    (
        {"kind": "profile", "id": "mine", "order": [["land_price"], ["infrastructure"]]},
        {"kind": "profile", "id": "tariff-hit-exporter"},
    ),
]


@pytest.mark.parametrize(("old", "new"), SAVED_WEIGHTS, ids=lambda item: item["kind"])
def test_an_own_profile_that_is_named_replaces_the_weights(desk, old, new):
    for name, weights in (("spring", old), ("autumn", new)):
        profile = {"name": name, "weights": weights}
        desk.ask("PUT", f"/v1/own-profiles/own:{name}", 201, json=profile)
    path = desk.create(criteria=CRITERIA, weights={"kind": "profile", "id": "own:spring"})
    named = {"weights": {"kind": "profile", "id": "own:autumn"}}
    wanted = desk.ask("GET", "/v1/own-profiles/own:autumn", 200).json()["weights"]
    assert desk.ask("PATCH", path, 200, json=named).json()["content"]["weights"] == wanted
    missing = {"weights": {"kind": "profile", "id": "own:winter"}}
    answer = desk.ask("PATCH", path, 422, json=missing).json()
    assert [item["pointer"] for item in answer["errors"]] == ["/weights/id"]


def test_weights_that_do_not_fit_the_criteria_yet_are_saved_and_told_by_a_run(desk):
    one = {"kind": "direct", "values": {"land_price": 1}}
    path = desk.create(weights=one, criteria=["land_price"])
    desk.ask("PATCH", path, 200, json={"criteria": CRITERIA})
    answer = desk.ask("POST", f"{path}/run", 422).json()
    assert {item["code"] for item in answer["errors"]} == {"weight_missing"}
    assert {item["pointer"] for item in answer["errors"]} == {"/weights/values"}
    both = {
        "criteria": CRITERIA,
        "weights": {"kind": "direct", "values": dict.fromkeys(CRITERIA, 1)},
    }
    assert desk.ask("PATCH", path, 200, json=both).json()["content"]["criteria"] == CRITERIA


def test_changes_tell_places_and_values():
    before = {"a": {"b": 1, "c/d": 2, "gone": None}, "list": [1, 2], "same": {"x": []}}
    after = {"a": {"b": 1.5, "c/d": 2, "new~": True}, "list": [2, 1], "same": {"x": []}}
    assert changes(before, after) == [
        {"path": "/a/b", "before": 1, "after": 1.5},
        {"path": "/a/gone", "before": None},
        {"path": "/a/new~0", "after": True},
        {"path": "/list", "before": [1, 2], "after": [2, 1]},
    ]


@pytest.mark.parametrize(("one", "other"), [(1, True), (0, False), (None, False), ({}, [])])
def test_values_of_other_types_differ(one, other):
    assert changes({"a": one}, {"a": other}) == [{"path": "/a", "before": one, "after": other}]
    assert changes({"a": one}, {"a": one}) == []


def test_a_slash_in_a_name_is_escaped():
    assert changes({}, {"a/b": 1}) == [{"path": "/a~1b", "after": 1}]
