"""A weighting from elsewhere: registered, examined, and used wherever weights are stated."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal

import numpy as np
import pytest

import weights
from api.app import create_app
from api.jobs.schemas import RankingJob
from api.jobs.work import check
from api.settings import Settings
from mcda import Problem
from mcda.errors import InvalidExtension, InvalidWeights
from mcda.weight_set import Around
from tests.clients import TestClient
from tests.refusals import rejects
from weights.spec import ByCriterion, Statement
from weights.weighting import ResolvedWeights, Weighting
from weights.weightings import WEIGHTINGS

CRITERIA = ("price", "roads")
PROBLEM = {
    "criteria": [
        {"id": "price", "direction": "cost", "range": [0, 10]},
        {"id": "roads", "direction": "benefit", "range": [0, 10]},
    ],
    "alternatives": [{"id": "north"}, {"id": "south"}],
    "performances": [[2, 1], [6, 9]],
}
STARS = {"kind": "stars", "stars": {"price": 3, "roads": 1}}


class Stars(Statement):
    """Stars, each worth twice the one before."""

    kind: Literal["stars"]
    stars: ByCriterion


class StarsWeighting(Weighting[Stars]):
    """Powers of two."""

    kind = "stars"
    statement = Stars
    name: ClassVar = {"en": "stars", "zh": "星级"}
    origin: ClassVar = {"en": "From stars {profile}", "zh": "由星级得出"}
    examples: ClassVar = (STARS,)

    def resolve(self, statement: Stars, problem: Problem | None) -> ResolvedWeights:
        return ResolvedWeights(values={c: 2.0**stars for c, stars in statement.stars.items()})

    def criteria(self, statement: Stars) -> tuple[str, ...]:
        return tuple(statement.stars)


@pytest.fixture
def stars() -> Iterator[None]:
    WEIGHTINGS.register(StarsWeighting)
    yield
    WEIGHTINGS.unregister("stars")


def test_it_is_resolved_alone_and_in_a_blend(stars: None) -> None:
    assert weights.resolve(STARS).as_dict() == {"price": 0.8, "roads": 0.2}
    even = {"kind": "direct", "values": {"price": 1, "roads": 1}}
    parts = [{"share": 1, "weights": STARS}, {"share": 1, "weights": even}]
    blend = weights.resolve({"kind": "blend", "parts": parts})
    assert blend.as_dict() == pytest.approx({"price": 0.65, "roads": 0.35})
    caps = [{"criteria": ["price"], "at_most": 0.5}]
    assert weights.resolve({**STARS, "caps": caps}).as_dict()["price"] == pytest.approx(0.5)


def test_without_it_the_kind_is_unknown() -> None:
    with rejects(InvalidWeights, code="kind_unknown"):
        weights.resolve(STARS)


def test_the_service_takes_it_and_its_schema_tells_it(stars: None) -> None:
    with TestClient(create_app()) as client:
        weighed = client.post("/v1/weights", json={"weights": STARS})
        assert weighed.status_code == 200
        assert weighed.json()["values"] == {"price": 0.8, "roads": 0.2}
        ranked = client.post("/v1/rankings", json={"problem": PROBLEM, "weights": STARS})
        assert ranked.status_code == 200
        assert ranked.json()["weights"]["kind"] == "stars"
        wrong = client.post("/v1/weights", json={"weights": {**STARS, "more": 1}})
        assert wrong.json()["errors"][0]["pointer"] == "/weights/more"
        assert "Stars" in client.get("/openapi.json").json()["components"]["schemas"]
    ranking = ranked.json()["ranking"]
    assert {item["alternative"]: item["rank"] for item in ranking}["north"] == 1


def test_a_job_does_not_take_what_its_worker_does_not_know(stars: None) -> None:
    create_app()  # whose schemas hold the kind
    part = {"share": 1, "weights": STARS}
    request = {"problem": PROBLEM, "weights": {"kind": "blend", "parts": [part]}}
    job = RankingJob.model_validate({"kind": "ranking", "request": request})
    with pytest.raises(InvalidWeights) as caught:
        check(job, Settings())
    assert (caught.value.code, caught.value.faults[0].path) == (
        "weighting_local",
        ("request", "weights"),
    )


def _bad(resolve: Any, **attributes: Any) -> type[Weighting[Any]]:
    return type("Bad", (StarsWeighting,), {"resolve": resolve, **attributes})


def _negative(self: Any, statement: Stars, problem: Any) -> ResolvedWeights:
    return ResolvedWeights(values={"price": -1.0, "roads": 2.0})


def _one_left_out(self: Any, statement: Stars, problem: Any) -> ResolvedWeights:
    return ResolvedWeights(values={"price": 1.0})


def _by_place(self: Any, statement: Stars, problem: Problem | None) -> ResolvedWeights:
    criteria = CRITERIA if problem is None else problem.criterion_ids
    return ResolvedWeights(values={name: float(k) for k, name in enumerate(criteria, 1)})


def _random(self: Any, statement: Stars, problem: Any) -> ResolvedWeights:
    drawn = np.random.default_rng().dirichlet(np.ones(2)).tolist()
    return ResolvedWeights(values=dict(zip(CRITERIA, drawn, strict=True)))


def _array(self: Any, statement: Stars, problem: Any) -> ResolvedWeights:
    told: Mapping[str, Any] = {"array": np.ones(2)}
    return ResolvedWeights(values={"price": 1.0, "roads": 1.0}, diagnostics=told)


def _misplaced(self: Any, statement: Stars, problem: Problem | None) -> ResolvedWeights:
    criteria = CRITERIA if problem is None else problem.criterion_ids
    priced = np.array([0.1 + 0.8 * (name == "price") for name in criteria])
    known = Around(priced / priced.sum(), 0.1)
    # Named in another order than the set has its columns in.
    return ResolvedWeights(values={"roads": 1.0, "price": 9.0}, known=known)


def _raising(self: Any, statement: Stars, problem: Any) -> ResolvedWeights:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("resolve", "code"),
    [
        (_negative, "weighting_no_weights"),
        (_one_left_out, "weighting_uncovered"),
        (_by_place, "weighting_order"),
        (_random, "weighting_changes"),
        (_array, "weighting_diagnostics"),
        (_misplaced, "weighting_open_order"),
        (_raising, "weighting_fails"),
    ],
)
def test_one_that_gives_no_weights_is_refused(resolve: Any, code: str) -> None:
    with pytest.raises(InvalidExtension) as caught:
        WEIGHTINGS.register(_bad(resolve))
    assert code in {fault.code for fault in caught.value.faults}
    assert "stars" in caught.value.say("zh")
    assert "stars" not in WEIGHTINGS


@pytest.mark.parametrize(
    ("attributes", "field"),
    [
        ({"examples": ()}, "examples"),
        ({"name": {"en": "stars"}}, "name"),
        ({"origin": {"en": "{other}", "zh": "星"}}, "origin"),
        ({"statement": dict}, "statement"),
        ({"kind": "moons"}, "statement.kind"),
    ],
)
def test_one_that_lacks_a_declaration_is_refused(attributes: Any, field: str) -> None:
    with pytest.raises(InvalidExtension) as caught:
        WEIGHTINGS.register(_bad(StarsWeighting.resolve, **attributes))
    assert [fault.fields["field"] for fault in caught.value.faults] == [field]
