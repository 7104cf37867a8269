"""Answers that are computed elsewhere are kept as those computed here; one that is lost is not."""

from collections.abc import Callable
from typing import Any

import pytest

from api.access.caller import THIS_MACHINE
from api.http.localisation import decode, localise
from api.http.refusals import Unavailable
from api.rankings.requests import AnswerDetail
from api.requests.idempotency import Once
from api.results.service import compared, run
from api.settings import Settings
from mcda.errors import McdaError
from tests.api.assessments.desk import ANSWER, Desk
from tests.handover import handed_over, here

EQUAL = {"kind": "objective", "scheme": "equal"}


def _run(desk: Desk, path: str, compute: Any, key: str | None = None) -> dict[str, Any]:
    number, repeat = path.rpartition("/")[2], Once(key, b"the same")
    reply = run(
        desk.database,
        THIS_MACHINE,
        number,
        Settings(),
        repeat,
        compute,
        AnswerDetail(detail="full"),
    )
    found: dict[str, Any] = localise(decode(reply.body), "en")
    return found


@pytest.mark.parametrize("fields", [{"sensitivity": True}, {"answers": [ANSWER]}])
def test_an_answer_from_elsewhere_is_the_same(desk: Desk, fields: dict[str, Any]) -> None:
    path = desk.create(**fields)
    first, second = _run(desk, path, here), _run(desk, path, handed_over)
    assert (first["number"], second["number"]) == (1, 2)
    assert second["answer"] == first["answer"]
    assert desk.ask("GET", f"{path}/results/2", 200).json() == second


def test_a_difference_from_elsewhere_is_the_same(alone: Desk) -> None:
    path = alone.create()
    alone.run(path)
    alone.ask("PATCH", path, 200, json={"weights": EQUAL})
    alone.run(path)
    number = path.rpartition("/")[2]
    first, second = (
        localise(compared(alone.database, THIS_MACHINE, number, 1, 2, Settings(), compute), "en")
        for compute in (here, handed_over)
    )
    assert [step["path"] for step in first["inputs"]] == ["/weights"]
    assert second == first == alone.ask("GET", f"{path}/results/1/diff/2", 200).json()


def test_a_refusal_from_elsewhere_keeps_its_place(alone: Desk) -> None:
    none = {"alternative": "kitic", "criterion": "hometown_ties", "value": 0, "source": "ours"}
    path = alone.create(method={"name": "weighted_product"}, overrides=[none])  # cannot take 0
    found = []
    for compute in (here, handed_over):
        with pytest.raises(McdaError) as caught:
            _run(alone, path, compute)
        found.append(caught.value)
    assert type(found[0]) is type(found[1])
    assert found[0].faults == found[1].faults
    assert found[0].faults[0].path == ("method",)


def test_an_answer_that_is_lost_is_not_kept_and_may_be_asked_for_again(desk: Desk) -> None:
    def lost(work: Callable[[], object], seconds: float) -> object:
        raise Unavailable.at("analysis_lost", retry_after=1)

    path = desk.create()
    with pytest.raises(Unavailable):
        _run(desk, path, lost, "key")
    assert desk.ask("GET", f"{path}/results", 200).json()["items"] == []
    found = _run(desk, path, here, "key")
    assert found["number"] == 1
    assert _run(desk, path, lost, "key") == found
