"""What changed between two requests, as steps."""

from typing import Any

from api.results.inputs import MOST_STEPS, related, steps

BEFORE = {
    "enterprise": {"size": "sme", "sectors": ["a"], "home": None},
    "parks": None,
    "weights": {"kind": "profile", "id": "x"},
    "sensitivity": True,
}


def changed(**fields: Any) -> dict[str, Any]:
    return {**BEFORE, **fields}


def test_nothing_changed() -> None:
    assert steps(BEFORE, changed()) == []
    assert steps(BEFORE, changed(sensitivity=False)) == []


def test_each_fact_and_each_field_is_a_step() -> None:
    facts = {"size": "large", "sectors": ["b"], "home": None}
    after = changed(enterprise=facts, parks=["tcr"])
    found = steps(BEFORE, after)
    assert [step.path for step in found] == [
        ("/enterprise/size",),
        ("/enterprise/sectors",),
        ("/parks",),
    ]
    assert found[0].before == {"/enterprise/size": "sme"}
    assert found[0].after == {"/enterprise/size": "large"}
    document: dict[str, Any] = BEFORE
    for step in found:
        document = step.taken(document)
    assert document == after
    assert BEFORE["enterprise"]["size"] == "sme"  # type: ignore[index]


def test_what_comes_and_goes() -> None:
    before, after = changed(old=1), changed(new=2)
    document = before
    for step in steps(before, after):
        document = step.taken(document)
    assert document == after
    found = {step.path[0]: (dict(step.before), dict(step.after)) for step in steps(before, after)}
    assert found == {"/old": ({"/old": 1}, {}), "/new": ({}, {"/new": 2})}


def test_very_many_facts_are_one_step() -> None:
    old = {f"f{j}": 0 for j in range(MOST_STEPS)}
    new = dict.fromkeys(old, 1)
    before, after = changed(enterprise=old), changed(enterprise=new)
    assert len(steps(before, after)) == MOST_STEPS
    after["parks"] = []
    assert [step.path for step in steps(before, after)] == [("/enterprise",), ("/parks",)]


def test_there_are_never_more_than_can_be_taken_in_every_order() -> None:
    before = {f"field{j}": 0 for j in range(13)}
    after = dict.fromkeys(before, 1)
    found = steps(before, after)
    assert len(found) == MOST_STEPS
    assert [path for step in found for path in step.path] == [f"/{name}" for name in before]
    document: dict[str, Any] = before
    for step in found:
        document = step.taken(document)
    assert document == after


def test_fields_that_name_each_other_are_taken_as_one() -> None:
    after = changed(parks=["tcr"], weights={"kind": "direct"}, enterprise={"size": "large"})
    found = related(steps(BEFORE, after))
    assert found[-1].path == ("/parks", "/weights")
    assert all(path.startswith("/enterprise") for step in found[:-1] for path in step.path)
    alone = steps(BEFORE, changed(parks=["tcr"], as_of="2026-01-01"))
    assert related(alone) == alone
