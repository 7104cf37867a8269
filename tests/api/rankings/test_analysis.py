"""What is asked for runs, what the data do not allow is named, and one file adds an analysis."""

import json
from collections.abc import Callable, Iterator
from typing import Annotated, Any, ClassVar

import pytest
from annotated_types import Ge
from pydantic import Field, StrictBool

from api.app import create_app
from api.http.answer import Answer
from api.rankings.analysis import (
    ANALYSES,
    Analysis,
    AnswerForm,
    Plan,
    Task,
    analyse,
    answered,
    plan_of,
    seed_of,
    sensitivity_model,
)
from api.rankings.cost import expected_seconds
from api.rankings.requests import RankingRequest, default_parts
from api.rankings.schemas import Request
from api.settings import Settings
from mcda import Alternative, Criterion, Interval, Normal, Problem, Requirement, WeightVector, rank
from mcda.errors import InvalidMethod, LimitExceeded, Note
from mcda.explain import influence
from mcda.ranking import Ranking
from mcda.robust import acceptability, agreement, ask_next, reversal, smallest_change, stability
from mcda.robust.agreement import DEFAULT_METHODS
from tests.clients import TestClient
from tests.refusals import rejects
from weights.kinds.objective import Objective

ROWS: Any = [[7, 2], [5, 6], [4, Interval(low=4, high=14)]]
PARTS = ("stability", "smallest_change", "acceptability", "methods", "reversal")
DRAWS = {"acceptability": {"samples": 50}}


def ranked(
    rows: Any, weights: tuple[float, ...] = (2, 1), method: str = "topsis", **more: Any
) -> Ranking:
    problem = Problem(
        criteria=[Criterion(id=f"c{j}", direction="benefit") for j in range(2)],
        alternatives=[Alternative(id=f"a{i}") for i in range(len(rows))],
        performances=rows,
    )
    return rank(problem, WeightVector.normalised(problem.criterion_ids, weights), method, **more)


def planned(settings: Settings | None = None, **fields: Any) -> Plan:
    """Return the plan of all that runs by default, with these changes."""
    model = sensitivity_model().model_validate({**default_parts(), **fields}) if fields else True
    plan = plan_of(model, settings or Settings())
    assert plan is not None
    return plan


def analysed(ranking: Ranking, **fields: Any) -> Task:
    task = Task(
        ranking=ranking,
        statement=Objective(kind="objective", scheme="equal"),
        settings=Settings(),
        plan=planned(**fields),
    )
    analyse(task)
    return task


def test_everything_by_default() -> None:
    ranking = ranked(ROWS)
    task = analysed(ranking)
    found, drawn, change = task.found, acceptability(ranking), smallest_change(ranking)
    assert drawn is not None
    assert change is not None
    assert found["stability"] == stability(ranking)
    assert found["smallest_change"].distance == change.distance
    assert found["acceptability"].rank_shares.tolist() == drawn.rank_shares.tolist()
    assert (found["acceptability"].samples, found["methods"]) == (10_000, agreement(ranking))
    assert (found["reversal"], found["worth_knowing"].facts) == (reversal(ranking), ask_next(drawn))
    assert len(found["worth_knowing"].facts) == 1
    assert {"exact_acceptability", "multiverse"}.isdisjoint(found)
    assert (task.notes, seed_of(task.plan)) == ([], 7)


def test_what_another_needs_is_run_and_not_told() -> None:
    asked = sensitivity_model().model_validate({"influence": True, "ranks": True})
    plan = plan_of(asked, Settings())
    assert plan is not None
    ranking = ranked(ROWS)
    task = Task(
        ranking=ranking,
        statement=Objective(kind="objective", scheme="equal"),
        settings=Settings(),
        plan=plan,
    )
    found = analyse(task)
    assert plan.keys() == {"influence", "ranks"}
    assert found["influence"].shares.tolist() == influence(ranking).shares.tolist()
    assert found["ranks"].half.tolist() == found["verdict"].ranks.half.tolist()
    form = AnswerForm(named=plan.keys())
    assert answered(found, "answer", form).keys() == {"influence", "ranks"}
    assert answered(found, "sensitivity", form) == {}


def test_true_is_the_default_and_false_is_nothing() -> None:
    assert planned() == planned(stability=True)
    assert plan_of(sensitivity_model().model_validate({"stability": False}), Settings()) == {}
    assert planned(acceptability=True)["acceptability"] == planned()["acceptability"]
    assert planned(methods=True)["methods"] == list(DEFAULT_METHODS)
    assert plan_of(False, Settings()) is None
    assert seed_of(None) is seed_of(planned(acceptability=False)) is None


def test_what_is_asked_reaches_the_draws() -> None:
    drawn = {"samples": 70, "seed": 5, "spread": "any"}
    task = analysed(ranked(ROWS), acceptability=drawn, methods=["ahp"])
    found = task.found["acceptability"]
    assert (found.samples, found.seed, found.spread) == (70, 5, "any")
    assert (tuple(task.found["methods"].rankings), seed_of(task.plan)) == (("topsis", "ahp"), 5)


def test_draws_past_the_limit_are_refused_at_their_place() -> None:
    with pytest.raises(LimitExceeded) as caught:
        planned(Settings(max_samples=50), acceptability={"samples": 51})
    (fault,) = caught.value.faults
    path = ("sensitivity", "acceptability", "samples")
    assert (fault.code, fault.path) == ("too_many_samples", path)
    error = {"standard_error": 0.01}
    assert planned(Settings(max_samples=50), acceptability=error)["acceptability"].samples == 50


@pytest.mark.parametrize(
    ("rows", "screens", "codes"),
    [
        ([[1, 2]], [], ["sensitivity_trivial"]),
        ([[1, 2], [3, 4]], [Requirement(criterion="c0", at_least=2)], ["sensitivity_trivial"]),
        ([[1, 2], [3, 4]], [Requirement(criterion="c0", at_least=9)], []),
    ],
)
def test_one_or_none_has_nothing_to_compare(rows: Any, screens: Any, codes: list[str]) -> None:
    task = analysed(ranked(rows, requirements=screens), multiverse=True)
    words = {name: found.word for name, found in task.found.items() if found is not None}
    assert words == ({} if codes else {"decision": "none"}), task.found
    assert [note.code for note in task.notes] == codes
    assert all(note.say() and note.say("zh") for note in task.notes)


def test_draws_the_method_cannot_take_are_noted() -> None:
    ranking = ranked([[Normal(mean=1, sd=2), 3], [2, 4]], method="weighted_product")
    task = analysed(ranking, acceptability={"samples": 300})
    assert task.found["acceptability"] is task.found["worth_knowing"] is None
    note = task.notes[0]
    assert (note.code, note.path) == ("part_unavailable", ("sensitivity", "acceptability"))
    assert note.fields["reason"].code == "not_above_zero"
    assert "a0" in note.say()
    assert "a0" in note.say("zh")
    assert task.found["stability"] is not None
    assert task.found["reversal"] is not None


@pytest.mark.parametrize(
    ("method", "codes"),
    [("weighted_sum", ["no_change_possible"]), ("vikor", ["no_attribution", "no_change_found"])],
)
def test_where_no_change_was_found_a_note_says_so(method: str, codes: list[str]) -> None:
    task = analysed(ranked([[9, 9], [1, 2], [2, 1]], method=method), **DRAWS)
    assert task.found["smallest_change"] is None
    assert [note.code for note in task.notes] == codes
    assert "a0" in task.notes[-1].say()
    assert "a0" in task.notes[-1].say("zh")


def test_wrong_requests_keep_their_place() -> None:
    with rejects(InvalidMethod, path=("sensitivity", "methods", 1)):
        analysed(ranked(ROWS), **DRAWS, methods=["ahp", "nonsense"])


class MarginModel(Request):
    """Which place the margin is taken to."""

    to: Annotated[int, Ge(2)] = 2


class MarginAnswer(Answer):
    """A margin."""

    margin: float = Field(ge=0)
    sentence: str


class Margin(Analysis[float]):
    """By how much the first is ahead of another place."""

    id = "margin"
    place = 200
    request = MarginModel | StrictBool
    default: ClassVar[Any] = False
    whole = MarginModel()
    answer = MarginAnswer

    def run(self, asked: MarginModel, task: Task) -> float:
        """Return the difference of scores."""
        scores = task.ranking.scores
        first, other = (task.ranking.order[place] for place in (0, asked.to - 1))
        return float(abs(scores[first] - scores[other]))

    def tell(self, found: float) -> Any:
        """Return it, and in words."""
        words = {"en": f"{found:.3f} ahead", "zh": f"领先 {found:.3f}"}
        return {"margin": found, "sentence": Note.of(words)}


@pytest.fixture
def margin() -> Iterator[None]:
    ANALYSES.register(Margin)
    yield
    ANALYSES.unregister("margin")
    create_app()  # whose schemas hold it no longer


def test_a_new_analysis_is_one_file(margin: None, body: Callable[..., Any]) -> None:
    """Request, answer, document, cost and language: nothing else names it."""
    with TestClient(create_app(Settings(analysis_processes=1))) as client:

        def margin_of(asked: Any, status: int = 200) -> Any:
            sent = body(sensitivity={"acceptability": {"samples": 50}, "margin": asked})
            answer = client.post("/v1/rankings", json=sent, headers={"Accept-Language": "zh"})
            assert answer.status_code == status, answer.text[:300]
            return answer.json()

        scores = [row["score"] for row in margin_of(True)["ranking"]]
        told = margin_of({"to": 3})["sensitivity"]["margin"]
        assert told["margin"] == pytest.approx(scores[0] - scores[2], abs=1e-12)
        assert told["sentence"].startswith("领先 ")
        assert "margin" not in margin_of(False)["sensitivity"]
        assert margin_of({"to": 1}, 422)["errors"][0]["pointer"] == "/sensitivity/margin/to"
        schemas = client.get("/openapi.json").json()["components"]["schemas"]
        assert "margin" in schemas["SensitivityModel"]["properties"]
        assert schemas["SensitivityAnswer"]["properties"]["margin"]["description"] == Margin.__doc__
        assert schemas["MarginAnswer"]["properties"]["margin"]["minimum"] == 0

    def seconds(**fields: Any) -> float:
        asked = RankingRequest.model_validate(body(sensitivity=fields))
        return expected_seconds(asked, Settings(analysis_seconds=None))

    assert seconds(margin=True) > seconds()


def test_what_is_no_longer_registered_is_refused(client: TestClient, body: Any) -> None:
    answer = client.post("/v1/rankings", json=body(sensitivity={"margin": True}))
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_field")
    assert "margin" not in json.dumps(client.get("/openapi.json").json()["components"])
