"""Details of any method are described, whatever others call the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
import pytest
from annotated_types import doc
from pydantic import BaseModel, TypeAdapter

from api.app import create_app
from api.rankings.details import answer_type
from mcda.methods import METHODS
from mcda.methods.weighted_sum import WeightedSum
from tests.clients import TestClient
from weights.registry_schemas import rebuild


@dataclass(frozen=True, kw_only=True)
class Bend:
    """How a column counts, see ``power``."""

    power: Annotated[float | None, doc("Above 0.")] = None
    side: Literal["low", "high"]


@dataclass(frozen=True, kw_only=True)
class Details:
    preferences: Annotated[Sequence[Bend], doc("how columns count.")]


@dataclass(frozen=True, kw_only=True)
class Bent(WeightedSum):
    name = "bent"
    place = 1000
    title: ClassVar = {"en": "Bent sum", "zh": "弯曲求和法"}
    details = Details


@pytest.fixture
def bent() -> Iterator[None]:
    METHODS.register(Bent)
    yield
    METHODS.unregister("bent")
    rebuild([BaseModel])


@pytest.mark.parametrize(
    ("hint", "wanted"),
    [
        (float, float),
        (Mapping[str, Sequence[int]], dict[str, list[int]]),
        (Annotated[str | None, doc("x")], str | None),
        (Literal["a", "b"], Literal["a", "b"]),
        (np.ndarray, Any),
        (Mapping[str, np.ndarray], dict[str, Any]),
    ],
    ids=str,
)
def test_types_become_those_of_answers(hint: Any, wanted: Any) -> None:
    assert answer_type(hint) == wanted
    assert TypeAdapter(answer_type(hint)).json_schema() is not None


@pytest.mark.long
def test_two_methods_may_use_one_name(bent: None) -> None:
    with TestClient(create_app()) as client:
        schemas = client.get("/openapi.json").json()["components"]["schemas"]
    found = schemas["DetailsAnswer"]["properties"]["preferences"]
    assert found["description"] == (
        "PROMETHEE II: the preference function of each criterion. Bent sum: how columns count."
    )
    assert [kind.get("type") for kind in found["anyOf"]] == ["object", "array", "null"]
    assert schemas["BendAnswer"]["required"] == ["side"]
    assert schemas["BendAnswer"]["properties"]["power"]["description"] == "Above 0."
    assert schemas["BendAnswer"]["description"] == "How a column counts, see `power`."


def test_without_it_they_are_as_before() -> None:
    with TestClient(create_app()) as client:
        schemas = client.get("/openapi.json").json()["components"]["schemas"]
    assert "BendAnswer" not in schemas
