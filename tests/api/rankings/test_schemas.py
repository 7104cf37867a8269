"""Request models: defaults, strictness, one model a method."""

import pickle
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from api.rankings.analysis import plan_of, sensitivity_model
from api.rankings.requests import RankingRequest, default_parts
from api.rankings.schemas import MethodRequest, method_model
from api.settings import Settings
from mcda.methods import METHODS


def model_of(name: str) -> type[MethodRequest]:
    return method_model(METHODS[name])  # type: ignore[arg-type]  # a class is hashable


def test_every_method_has_a_model_with_its_parameters() -> None:
    for name, method in METHODS.items():
        assert set(model_of(name).model_fields) == {"name", *method.parameter_fields()}
        assert model_of(name).__doc__


@pytest.mark.parametrize("name", METHODS)
def test_another_process_reads_the_same_method(name: str) -> None:
    needed = {
        "ahp": {"comparisons": {"c": [[1.0, 2.0], [0.5, 1.0]]}},
        "promethee2": {"preferences": {"c": {"type": "linear", "q": 1.0, "p": 2.0}}},
        "waspas": {"lambda": 0.25},
    }.get(name, {})
    found = model_of(name).model_validate({"name": name, **needed})
    again = pickle.loads(pickle.dumps(found))
    assert again == found
    assert again.model_fields_set == found.model_fields_set == {"name", *needed}


def test_left_out_options_take_the_defaults(body: Callable[..., Any]) -> None:
    written = body()
    del written["sensitivity"]
    found = RankingRequest.model_validate(written)
    assert found.method.name == "topsis"  # type: ignore[attr-defined]
    assert found.sensitivity is None
    assert (found.detail, found.requirements, found.unknowns) == ("standard", [], "bounds")


def test_the_defaults_of_the_sensitivity_are_those_of_the_contract() -> None:
    assert plan_of(sensitivity_model()(), Settings()) == {}
    plan = plan_of(sensitivity_model()(**default_parts()), Settings())
    assert plan is not None
    assert plan["acceptability"].seed == 7
    assert plan["methods"] == ["topsis", "ahp", "weighted_sum", "promethee2"]
    assert plan["stability"] is plan["smallest_change"] is plan["reversal"] is True
    assert plan == plan_of(None, Settings()) == plan_of(True, Settings())


@pytest.mark.parametrize("name", METHODS)
def test_methods_refuse_unknown_parameters(name: str) -> None:
    with pytest.raises(ValidationError):
        model_of(name).model_validate({"name": name, "guess": 1})


def test_requests_do_not_change(body: Callable[..., Any]) -> None:
    found = RankingRequest.model_validate(body())
    with pytest.raises(ValidationError):
        found.unknowns = "refuse"  # type: ignore[misc]
