"""A method that another package brings is offered everywhere that the project's own are."""

import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint
from typing import Annotated

import numpy as np
import pytest
from annotated_types import Interval
from pydantic import BaseModel
from typer.testing import CliRunner

import mcda
from api import app as service
from api.app import create_app
from api.cli.commands import app
from api.jobs.submission import of_body
from api.rankings.requests import default_parts
from api.settings import Settings
from mcda import registry as registries
from mcda.cells import FloatArray
from mcda.errors import InvalidMethod
from mcda.method import Matrix, Method, Prepared
from mcda.methods.registry import METHODS as REGISTRY
from mcda.registry import Registry
from tests.clients import TestClient
from tests.refusals import rejects
from weights.registry_schemas import rebuild


@dataclass(frozen=True, kw_only=True)
class Bend:
    """How a column counts."""

    power: float = 1.0


class Steps(Prepared):
    """Weighted sums, of which nothing is declared."""

    def __init__(self, local: FloatArray) -> None:
        self.local = local

    def scores(self, weights: FloatArray) -> FloatArray:
        return (self.local @ weights[..., None])[..., 0]

    def contributions(self, weights: FloatArray, scores: FloatArray) -> FloatArray:
        return self.local * weights


@dataclass(frozen=True, kw_only=True)
class Ladder(Method):
    """A stranger's method: values within their range, bent."""

    name = "ladder"
    title = {"en": "Ladder", "zh": "阶梯法"}  # noqa: RUF012 - never written
    reference = "A stranger (2026)"

    share: Annotated[float, Interval(ge=0, le=1)] = 0.5
    bends: Mapping[str, Bend] = field(default_factory=dict)

    def prepare(self, matrix: Matrix) -> Prepared:
        low = matrix.values.min(axis=-2, keepdims=True)
        span = np.ptp(matrix.values, axis=-2, keepdims=True)
        rising = (matrix.values - low) / np.where(span > 0, span, 1)
        return Steps((1 + self.share) * np.abs(rising - ~matrix.benefit))


@dataclass(frozen=True, kw_only=True)
class Crooked(Ladder):
    """Costs count as benefits."""

    name = "crooked"

    def prepare(self, matrix: Matrix) -> Prepared:
        return Steps(matrix.values)


@pytest.fixture
def ladder() -> Iterator[type[Method]]:
    REGISTRY.register(Ladder)
    yield Ladder
    REGISTRY.unregister("ladder")
    rebuild([BaseModel])


@pytest.fixture
def client(ladder: type[Method]) -> Iterator[TestClient]:
    with TestClient(create_app(), raise_server_exceptions=False) as made:
        yield made


def test_it_ranks_from_python(ladder):
    assert mcda.make_method("ladder", {"share": 0.25}) == ladder(share=0.25)
    problem = mcda.Problem(
        criteria=[mcda.Criterion(id="c", direction="benefit")],
        alternatives=[mcda.Alternative(id="a"), mcda.Alternative(id="b")],
        performances=[[1], [2]],
    )
    weights = mcda.WeightVector.normalised(["c"], [1])
    assert mcda.rank(problem, weights, "ladder").winners == ("b",)


@pytest.mark.long
def test_it_answers_rankings_with_its_sensitivity(client, body):
    sent = body(
        method={"name": "ladder", "share": 1, "bends": {"price": {"power": 2}}},
        sensitivity={**default_parts(), "methods": ["ladder", "topsis"], "multiverse": True},
    )
    answer = client.post("/v1/rankings", json=sent)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert (found["method"]["name"], found["method"]["share"]) == ("ladder", 1)
    analysed = found["sensitivity"]
    assert {bound["exact"] for bound in analysed["stability"]} == {False}
    assert {change["exact"] for change in analysed["facts"]} == {False}
    assert found["record"]["spec"]["method"] == sent["method"]
    assert "ladder" in json.dumps(found["sensitivity"]["multiverse"])


@pytest.mark.long
@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"share": 2}, "/method/share"),
        ({"bends": {"price": {"power": "2"}}}, "/method/bends/price/power"),
        ({"other": 1}, "/method/other"),
    ],
)
def test_its_parameters_are_checked_at_their_place(client, body, wrong, place):
    refused = client.post("/v1/rankings", json=body(method={"name": "ladder", **wrong}))
    assert refused.status_code == 422
    assert [error["pointer"] for error in refused.json()["errors"]] == [place]


def test_it_is_described_and_listed(client):
    document = client.get("/openapi.json").json()["components"]["schemas"]
    assert document["LadderMethod"]["properties"]["name"]["const"] == "ladder"
    tags = document["AnyMethod"]["discriminator"]["mapping"]
    assert tags["ladder"] == "#/components/schemas/LadderMethod"
    listed = client.get("/v1/methods")
    assert listed.status_code == 200, listed.text
    (item,) = [item for item in listed.json()["items"] if item["name"] == "ladder"]
    assert (item["distribution"], item["measured"]) == ("", None)
    assert item["parameters"]["properties"]["share"]["maximum"] == 1


@pytest.mark.long
def test_it_is_on_the_command_line(ladder):
    assert "阶梯法" in CliRunner().invoke(app, ["methods"], env={"LANG": "zh_CN.UTF-8"}).stdout
    checked = CliRunner().invoke(app, ["methods", "check", "ladder", "--cases", "5"])
    assert checked.exit_code == 0, checked.stdout
    assert "dominated_is_never_above" in checked.stdout.replace("\n", "")


@pytest.mark.long
def test_what_one_process_registered_is_not_handed_over(ladder, body, caplog):
    rebuild([BaseModel])
    with caplog.at_level(logging.WARNING):
        assert service._processes(Settings(analysis_processes=2)) == 0
    assert "ladder" in caplog.text
    job = {"kind": "ranking", "request": body(method={"name": "ladder"})}
    with rejects(InvalidMethod, path=("request", "method", "name")):
        of_body(json.dumps(job).encode(), Settings())


@pytest.mark.long
def test_what_is_refused_is_told_and_the_others_serve(monkeypatch, body):
    points = [EntryPoint("crooked", f"{__name__}:Crooked", REGISTRY.group)]
    monkeypatch.setattr(registries, "entry_points", lambda group: points)
    before = REGISTRY.__dict__.copy()
    fresh: Registry[type[Method]] = Registry(
        group=REGISTRY.group, homes=("mcda.methods",), label="name", judge=before["_judge"]
    )
    for name in ("_items", "_origins"):
        setattr(fresh, name, dict(before[name]))
    monkeypatch.setattr(REGISTRY, "__dict__", fresh.__dict__)
    assert "crooked" not in REGISTRY
    with TestClient(create_app(), raise_server_exceptions=False) as client:
        answer = client.get("/v1/methods", headers={"Accept-Language": "zh"}).json()
        assert client.post("/v1/rankings", json=body()).status_code == 200
    (refused,) = answer["refused"]
    assert refused["name"] == "crooked"
    assert refused["reasons"][0]["code"] == "extension_lawless"
    assert "占优" in refused["reasons"][0]["detail"]
    checked = CliRunner().invoke(app, ["methods", "check", "crooked"])
    assert checked.exit_code == 1
    assert "dominance" in " ".join(checked.stdout.split())
