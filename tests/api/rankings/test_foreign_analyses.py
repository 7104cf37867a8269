"""What another package's analysis raises costs its own part, and is seen at the door."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

import pytest

from api.app import create_app
from api.rankings.analyses.robustness import BesideAnalysis
from api.rankings.analysis import ANALYSES, Analysis, Task
from api.rankings.requests import RankingRequest
from api.rankings.service import rank_problem
from api.settings import Settings
from mcda.errors import Fault, InvalidExtension, InvalidSensitivity, UnsuitableData
from mcda.texts import Note
from tests.clients import TestClient

EXAMPLE = ("north", "south", "west")


class Guest(Analysis[float]):
    """How many alternatives there are."""

    id = "guest"
    answer = float

    def run(self, asked: Any, task: Task) -> float:
        return float(len(task.ranking.order))


@contextmanager
def held(analysis: type[Analysis[Any]]) -> Iterator[None]:
    ANALYSES.register(analysis)
    try:
        yield
    finally:
        ANALYSES.unregister(analysis.id)
        create_app()  # whose schemas hold it no longer


def only_on_the_example(error: Exception) -> type[Guest]:
    class Late(Guest):
        """How many alternatives there are, but for the example."""

        def run(self, asked: Any, task: Task) -> float:
            if task.ranking.problem.alternative_ids != EXAMPLE:
                raise error
            return super().run(asked, task)

    return Late


class LateToTell(Guest):
    """How many alternatives there are, which it can tell of three alone."""

    def tell(self, found: float) -> Any:
        return {3.0: found}[found]


class LateToPlan(Guest):
    """How many alternatives there are, which it could plan at the door alone."""

    late: ClassVar[bool] = False

    def seconds(self, asked: Any, measured: Any) -> float:
        if self.late:
            raise ZeroDivisionError("secret")
        return 0.0


@pytest.mark.parametrize(
    "analysis",
    [only_on_the_example(ZeroDivisionError("secret")), LateToTell, LateToPlan],
    ids=["run", "tell", "plan"],
)
@pytest.mark.parametrize(("language", "said"), [("en", "“guest”"), ("zh", "“guest”部分")])
def test_an_exception_costs_its_own_part(analysis, body, language, said, caplog, monkeypatch):
    with held(analysis), TestClient(create_app(Settings(analysis_processes=1))) as client:
        monkeypatch.setattr(LateToPlan, "late", True)
        sent = body(sensitivity={"guest": True, "acceptability": {"samples": 50}})
        sent["problem"]["alternatives"].append({"id": "d"})
        sent["problem"]["performances"].append([110, 1])
        answer = client.post("/v1/rankings", json=sent, headers={"Accept-Language": language})
        assert answer.status_code == 200, answer.text
        found = answer.json()
    assert found["sensitivity"]["guest"] is None
    assert found["sensitivity"]["acceptability"]
    (told,) = [one for one in found["warnings"] if one["code"] == "part_failed"]
    assert said in told["detail"]
    assert "secret" not in answer.text
    assert "Traceback" in caplog.text


def test_a_coded_refusal_is_one(body):
    fault = InvalidSensitivity([Fault("weights_all_zero")])
    with held(only_on_the_example(fault)), TestClient(create_app(Settings())) as client:
        answer = client.post("/v1/rankings", json=body(sensitivity={"guest": True}))
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (
        422,
        "/sensitivity/guest",
    )


def test_what_is_our_own_and_raises_is_a_bug(body, monkeypatch):
    def run(self: Any, asked: Any, task: Task) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(BesideAnalysis, "run", run)
    request = RankingRequest.model_validate(body(sensitivity=True))
    with pytest.raises(ZeroDivisionError):
        rank_problem(request, Settings())


def spoilt(**fields: Any) -> type[Guest]:
    return type("Spoilt", (Guest,), {"__doc__": "Is spoilt.", **fields})


def _fails(self: Any, *_: Any) -> Any:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    "candidate",
    [
        type("None_", (), {"id": "guest"}),
        spoilt(run=_fails),
        spoilt(tell=_fails),
        spoilt(tell_in=_fails),
        spoilt(check=_fails),
        spoilt(seconds=_fails),
        spoilt(samples=_fails),
        spoilt(seed=_fails),
        spoilt(whole="many"),
        spoilt(tell=lambda self, found: "three"),
        spoilt(answer=str, tell=lambda self, found: Note("no_such_text_anywhere")),
        spoilt(answer=dict[str, Any], tell=lambda self, found: {"x": object()}),
    ],
    ids=["class", "run", "tell", "short", "check", "seconds", "samples", "seed", "whole", "type",
         "text", "plain"],
)  # fmt: skip
def test_what_fails_on_the_example_is_refused(candidate):

    with pytest.raises(InvalidExtension) as caught:
        ANALYSES.register(candidate)
    assert "guest" not in ANALYSES
    assert caught.value.faults[0].code == "extension_fails"
    for language in ("en", "zh"):
        assert "guest" in caught.value.say(language)


class Unsuited(Guest):
    """Is not for the example."""

    def run(self, asked: Any, task: Task) -> float:
        raise UnsuitableData([Fault("weights_all_zero")])


class Silent(Guest):
    """Finds nothing."""

    described: ClassVar = ""

    def run(self, asked: Any, task: Task) -> Any:
        return None


@pytest.mark.parametrize("analysis", [Guest, Unsuited, Silent])
def test_what_has_nothing_to_say_of_the_example_passes(analysis):
    with held(analysis):
        assert ANALYSES["guest"] is analysis
