"""Which inputs differ, which of them moved which park, on cases made by hand."""

from collections.abc import Callable
from itertools import permutations
from math import factorial
from typing import Any

import numpy as np
import orjson
import pytest

from api.http.localisation import encode
from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.results.diff import (
    MOST_STEPS,
    MovementShare,
    attribution,
    change,
    difference,
    related,
    steps,
)
from api.settings import Settings
from mcda.texts import Note

SETTINGS = Settings()
CRITERIA = ["land_price", "infrastructure"]


def overrides(price: dict[str, float], roads: dict[str, float]) -> list[dict[str, Any]]:
    return [
        {"alternative": park, "criterion": criterion, "value": value, "source": "ours"}
        for criterion, column in zip(CRITERIA, (price, roads), strict=True)
        for park, value in column.items()
    ]


def direct(price: float, roads: float) -> dict[str, Any]:
    return {"kind": "direct", "values": {"land_price": price, "infrastructure": roads}}


BASE = {
    "enterprise": {},
    "parks": ["ljip", "tcr"],
    "criteria": CRITERIA,
    "weights": direct(1, 0),
    "overrides": overrides({"ljip": 100, "tcr": 200}, {"ljip": 4, "tcr": 6}),
    "sensitivity": False,
    "as_of": "2026-01-01",
}


def answered(**fields: Any) -> bytes:
    return encode(recommend(RecommendationRequest.model_validate({**BASE, **fields}), SETTINGS))


def ranks(answer: bytes) -> dict[str, int]:
    return {line["alternative"]: line["rank"] for line in orjson.loads(answer)["ranking"]}


def shares(found: dict[str, Any]) -> dict[str, dict[str, float]]:
    return {
        entry["path"]: {share["alternative"]: share["ranks"] for share in entry["moved"]}
        for entry in found["inputs"]
    }


def whole(old: bytes, new: bytes) -> dict[str, float]:
    """Return each alternative's change of rank; what is not ranked is one behind the last."""
    before, after = ranks(old), ranks(new)
    names = {**before, **after}
    return {
        name: after.get(name, len(after) + 1) - before.get(name, len(before) + 1) for name in names
    }


def assert_sums(found: dict[str, Any], old: bytes, new: bytes) -> None:
    told = [*shares(found).values(), {s["alternative"]: s["ranks"] for s in found["unexplained"]}]
    for name, moved in whole(old, new).items():
        assert sum(share.get(name, 0) for share in told) == pytest.approx(moved, abs=1e-8)


def test_nothing_changed():
    found = difference(answered(), answered(), SETTINGS)
    assert found["moved"] == found["inputs"] == found["unexplained"] == []
    assert found["winners"] == [["ljip"], ["ljip"]]
    assert found["engines"][0] == found["engines"][1]
    assert found["engines"][0].startswith("parkwise ")


def test_what_the_analysis_was_asked_is_no_input():
    found = difference(answered(), answered(sensitivity={"reversal": False}), SETTINGS)
    assert found["inputs"] == []


def test_one_input_has_the_whole_change():
    old, new = answered(), answered(weights=direct(0, 1))
    found = difference(old, new, SETTINGS)
    assert found["winners"] == [["ljip"], ["tcr"]]
    assert found["moved"] == [
        {"alternative": "ljip", "name": Note.naming("ljip"), "before": 1, "after": 2},
        {"alternative": "tcr", "name": Note.naming("tcr"), "before": 2, "after": 1},
    ]
    assert shares(found) == {"/weights": {"ljip": 1, "tcr": -1}}
    assert found["inputs"][0]["before"]["values"] == {"land_price": 1.0, "infrastructure": 0.0}
    assert found["inputs"][0]["after"]["values"] == {"land_price": 0.0, "infrastructure": 1.0}
    assert found["unexplained"] == []


def test_an_input_that_moves_nothing_has_nothing():
    new = answered(weights=direct(0, 1), enterprise={"size": "large"})
    assert shares(difference(answered(), new, SETTINGS)) == {
        "/weights": {"ljip": 1, "tcr": -1},
        "/enterprise/size": {},
    }


def test_two_inputs_that_cancel():
    # The weights alone put tcr first; with the roads swapped as well ljip stays where it was.
    swapped = overrides({"ljip": 100, "tcr": 200}, {"ljip": 6, "tcr": 4})
    old, new = answered(), answered(weights=direct(0, 1), overrides=swapped)
    found = difference(old, new, SETTINGS)
    assert found["moved"] == []
    assert shares(found) == {
        "/weights": {"ljip": 0.5, "tcr": -0.5},
        "/overrides": {"ljip": -0.5, "tcr": 0.5},
    }


def test_two_inputs_that_move_only_together_share_alike():
    # tcr is better on roads once they are swapped, which shows only when roads weigh something.
    old = answered(overrides=overrides({"ljip": 100, "tcr": 200}, {"ljip": 6, "tcr": 4}))
    swapped = overrides({"ljip": 100, "tcr": 200}, {"ljip": 4, "tcr": 6})
    found = difference(old, answered(weights=direct(0, 1), overrides=swapped), SETTINGS)
    assert shares(found) == {
        "/weights": {"ljip": 0.5, "tcr": -0.5},
        "/overrides": {"ljip": 0.5, "tcr": -0.5},
    }


def test_a_park_that_was_removed():
    old, new = answered(parks=["ljip", "tcr", "vcep"]), answered(parks=["tcr", "vcep"])
    found = difference(old, new, SETTINGS)
    gone = next(item for item in found["moved"] if item["alternative"] == "ljip")
    assert (gone["before"], gone["after"]) == (ranks(old)["ljip"], None)
    assert set(shares(found)) == {"/parks"}
    assert_sums(found, old, new)


def test_a_park_that_was_added():
    old, new = answered(), answered(parks=["ljip", "tcr", "kitic"])
    found = difference(old, new, SETTINGS)
    added = next(item for item in found["moved"] if item["alternative"] == "kitic")
    assert (added["before"], added["after"]) == (None, ranks(new)["kitic"])
    assert_sums(found, old, new)


def test_a_park_that_came_or_went_at_the_last_place_is_named():
    prices = overrides({"ljip": 100, "tcr": 150}, {"ljip": 4, "tcr": 6})
    dear = {"alternative": "kitic", "criterion": "land_price", "value": 190, "source": "ours"}
    old = answered(parks=["ljip", "tcr", "kitic"], overrides=[*prices, dear])
    new = answered(overrides=[*prices, dear], as_of="2026-02-01")
    assert ranks(old)["kitic"] == 3
    for found, ends in (
        (difference(old, new, SETTINGS), (3, None)),
        (difference(new, old, SETTINGS), (None, 3)),
    ):
        [moved] = found["moved"]
        assert (moved["alternative"], moved["before"], moved["after"]) == ("kitic", *ends)
        assert shares(found) == {"/parks": {"kitic": 0}, "/as_of": {}}
        assert found["unexplained"] == []


def test_a_park_that_went_from_the_last_place_for_no_input_is_unexplained():
    document = orjson.loads(answered())
    gone = {**document["ranking"][1], "alternative": "closed_since", "rank": 3}
    document["ranking"].append(gone)
    found = difference(orjson.dumps(document), answered(), SETTINGS)
    assert found["inputs"] == []
    assert found["unexplained"] == [
        {"alternative": "closed_since", "name": Note.naming("closed_since"), "ranks": 0}
    ]


def noted(answer: bytes, **record: Any) -> bytes:
    document = orjson.loads(answer)
    document["record"] |= record
    return orjson.dumps(document)


@pytest.mark.parametrize(("one", "other"), [(None, "a" * 64), ("a" * 64, None), ("a" * 64, "b")])
def test_other_private_data_are_an_input(one, other):
    old, new = noted(answered(), overlay=one), noted(answered(weights=direct(0, 1)), overlay=other)
    found = difference(old, new, SETTINGS)
    assert [item["path"] for item in found["inputs"]] == ["/weights", "/overlay"]
    assert found["inputs"][1] == {"path": "/overlay", "before": one, "after": other, "moved": None}


def test_a_record_from_before_private_data_were_noted_tells_nothing_of_them():
    document = orjson.loads(answered())
    del document["record"]["overlay"]
    old = orjson.dumps(document)
    for new in (old, answered(), noted(answered(), overlay="a" * 64)):
        assert difference(old, new, SETTINGS)["inputs"] == []
        assert difference(new, old, SETTINGS)["inputs"] == []


CASES: list[dict[str, Any]] = [
    {"weights": direct(1, 3), "method": {"name": "vikor"}},
    {"parks": ["ljip", "tcr", "kitic", "vcep"], "weights": direct(2, 1), "as_of": "2026-02-01"},
    {
        "parks": ["kitic", "tcr", "ljip"],
        "requirements": [{"criterion": "land_price", "at_most": 150}],
        "method": {"name": "weighted_sum"},
        "enterprise": {"size": "sme"},
    },
    {"criteria": ["infrastructure", "hometown_ties"], "overrides": []}
    | {"weights": {"kind": "objective", "scheme": "equal"}, "parks": ["vcep", "tcr", "ljip"]},
]


@pytest.mark.parametrize("fields", CASES, ids=range(len(CASES)))
def test_shares_sum_to_the_change_and_the_way_back_negates_them(fields):
    old, new = answered(), answered(**fields)
    there, back = difference(old, new, SETTINGS), difference(new, old, SETTINGS)
    assert_sums(there, old, new)
    assert_sums(back, new, old)
    assert there["inputs"]
    assert there["unexplained"] == back["unexplained"] == []
    assert back["winners"] == there["winners"][::-1]
    negated = {
        path: {name: -by for name, by in share.items()} for path, share in shares(there).items()
    }
    assert shares(back).keys() == negated.keys()
    for path, share in shares(back).items():
        assert share == pytest.approx(negated[path])
    for one in there["moved"]:
        other = next(o for o in back["moved"] if o["alternative"] == one["alternative"])
        assert (other["before"], other["after"]) == (one["after"], one["before"])


def test_fields_that_name_each_other_move_parks_together():
    values = {"infrastructure": 1, "hometown_ties": 1}
    fields: dict[str, Any] = {
        "criteria": list(values),
        "weights": {"kind": "direct", "values": values},
        "overrides": [],
        "as_of": "2026-02-01",
    }
    old, new = answered(), answered(**fields)
    found = difference(old, new, SETTINGS)
    assert [entry["path"] for entry in found["inputs"]] == ["/as_of", ""]
    assert found["inputs"][1]["after"]["/criteria"] == list(values)
    assert_sums(found, old, new)


def test_another_template_is_another_question():
    new = answered(template="location", parks=None, criteria=None, overrides=[], weights={
        "kind": "objective", "scheme": "equal",
    })  # fmt: skip
    found = difference(answered(), new, SETTINGS)
    assert_sums(found, answered(), new)
    assert {item["alternative"]: item["after"] for item in found["moved"]}["tcr"] is None


def test_what_no_input_accounts_for_is_told():
    document = orjson.loads(answered())
    document["record"]["engine"] = "parkwise 0.0.1"
    for line in document["ranking"]:
        line["rank"] = 3 - line["rank"]
    old, new = orjson.dumps(document), answered()
    found = difference(old, new, SETTINGS)
    assert found["engines"][0] == "parkwise 0.0.1" != found["engines"][1]
    assert found["inputs"] == []
    assert found["unexplained"] == [
        {"alternative": "ljip", "name": Note.naming("ljip"), "ranks": -1},
        {"alternative": "tcr", "name": Note.naming("tcr"), "ranks": 1},
    ]


def test_what_cannot_be_ranked_alone_is_told_without_shares():
    document = orjson.loads(answered())
    document["record"]["spec"]["parks"] = ["closed_since", "tcr"]
    found = difference(orjson.dumps(document), answered(), SETTINGS)
    assert [(entry["path"], entry["moved"]) for entry in found["inputs"]] == [("/parks", None)]
    assert found["unexplained"] == []


def test_a_fault_of_the_engine_is_no_input_that_cannot_be_ranked(monkeypatch):
    old, new = answered(), answered(weights=direct(0, 1))

    def broken(*_: Any) -> None:
        raise ValueError("operands could not be broadcast together")

    monkeypatch.setattr("api.results.diff.recommend", broken)
    with pytest.raises(ValueError, match="broadcast"):
        difference(old, new, SETTINGS)


BEFORE = {
    "enterprise": {"size": "sme", "sectors": ["a"], "home": None},
    "parks": None,
    "weights": {"kind": "profile", "id": "x"},
    "sensitivity": True,
}


def changed(**fields: Any) -> dict[str, Any]:
    return {**BEFORE, **fields}


def test_no_input_changed():
    assert steps(BEFORE, changed()) == []
    assert steps(BEFORE, changed(sensitivity=False)) == []


def test_each_fact_and_each_field_is_a_step():
    after = changed(enterprise={"size": "large", "sectors": ["b"], "home": None}, parks=["tcr"])
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


def test_what_comes_and_goes():
    before, after = changed(old=1), changed(new=2)
    document = before
    for step in steps(before, after):
        document = step.taken(document)
    assert document == after
    found = {step.path[0]: (dict(step.before), dict(step.after)) for step in steps(before, after)}
    assert found == {"/old": ({"/old": 1}, {}), "/new": ({}, {"/new": 2})}


def test_very_many_facts_are_one_step():
    old = {f"f{j}": 0 for j in range(MOST_STEPS)}
    new = dict.fromkeys(old, 1)
    before, after = changed(enterprise=old), changed(enterprise=new)
    assert len(steps(before, after)) == MOST_STEPS
    after["parks"] = []
    assert [step.path for step in steps(before, after)] == [("/enterprise",), ("/parks",)]


def test_there_are_never_more_than_can_be_taken_in_every_order():
    before = {f"field{j}": 0 for j in range(13)}
    after = dict.fromkeys(before, 1)
    found = steps(before, after)
    assert len(found) == MOST_STEPS
    assert [path for step in found for path in step.path] == [f"/{name}" for name in before]
    document: dict[str, Any] = before
    for step in found:
        document = step.taken(document)
    assert document == after


def test_fields_that_name_each_other_are_taken_as_one():
    after = changed(parks=["tcr"], weights={"kind": "direct"}, enterprise={"size": "large"})
    found = related(steps(BEFORE, after))
    assert found[-1].path == ("/parks", "/weights")
    assert all(path.startswith("/enterprise") for step in found[:-1] for path in step.path)
    alone = steps(BEFORE, changed(parks=["tcr"], as_of="2026-01-01"))
    assert related(alone) == alone


Table = dict[frozenset[int], dict[str, float]]


def drawn(count: int, seed: int) -> Table:
    """Return ranks after every set of steps; some alternatives are missing from some."""
    rng = np.random.default_rng(seed)
    table = {}
    for code in range(2**count):
        taken = frozenset(step for step in range(count) if code >> step & 1)
        names = [name for name in "abcd" if rng.random() < 0.8]
        ranks = rng.permutation(len(names)) + 1.0
        table[taken] = dict(zip(names, ranks.tolist(), strict=True))
    return table


def presence(made: dict[str, float], name: str) -> float:
    return float(name in made)


def place(made: dict[str, float], name: str) -> float:
    return made.get(name, len(made) + 1)


def by_all_orders(
    count: int, table: Table, at: Callable[[dict[str, float], str], float]
) -> list[dict[str, float]]:
    shares = [dict.fromkeys("abcd", 0.0) for _ in range(count)]
    for order in permutations(range(count)):
        taken: frozenset[int] = frozenset()
        for step in order:
            after = taken | {step}
            for name in "abcd":
                made = at(table[after], name) - at(table[taken], name)
                shares[step][name] += made / factorial(count)
            taken = after
    return shares


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("seed", range(4))
def test_it_is_the_mean_over_all_orders(count, seed):
    table = drawn(count, seed)
    found = attribution(count, table.__getitem__)
    everyone = frozenset(range(count))
    names = {name for made in table.values() for name in made}
    for part, at in enumerate((place, presence)):
        wanted = by_all_orders(count, table, at)
        for name in names:
            shares = [share[name][part] for share in found]
            assert shares == pytest.approx([share[name] for share in wanted], abs=1e-12)
            whole = at(table[everyone], name) - at(table[frozenset()], name)
            assert sum(shares) == pytest.approx(whole, abs=1e-12)


def test_no_step_has_no_share():
    assert attribution(0, lambda _: {"a": 1}) == []


def test_a_step_that_does_nothing_has_nothing():
    ranks = {False: {"a": 1.0, "b": 2.0}, True: {"a": 2.0, "b": 1.0}}
    found = attribution(3, lambda taken: ranks[1 in taken])
    assert [share["a"].ranks for share in found] == pytest.approx([0, 1, 0])
    assert [share["b"].ranks for share in found] == pytest.approx([0, -1, 0])
    assert [share["a"].is_something() for share in found] == [False, True, False]


def test_going_from_the_last_place_is_something():
    both, one = {"a": 1.0, "b": 2.0}, {"a": 1.0}
    assert change(both, one, "b") == MovementShare(ranks=0, listed=-1)
    assert change(one, both, "b") == MovementShare(ranks=0, listed=1)
    assert change(both, one, "b").is_something()
    assert not change(both, one, "a").is_something()
    assert not change(both, one, "b").plus(change(one, both, "b")).is_something()


def test_each_set_is_ranked_once():
    asked = []

    def ranks(taken: frozenset[int]) -> dict[str, float]:
        asked.append(taken)
        return {"a": 1.0}

    attribution(4, ranks)
    assert len(asked) == len(set(asked)) == 2**4
