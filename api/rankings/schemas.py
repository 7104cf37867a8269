"""What a caller sends to rank a problem."""

from dataclasses import field
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, create_model
from pydantic.dataclasses import dataclass as record

from api.rankings.cells import CellModel
from api.rankings.parameters import MOST_SAID, request_fields
from mcda.method import Method
from mcda.methods import METHODS
from mcda.problem import Alternative, Criterion
from mcda.robust.acceptability import DEFAULT_SEED
from mcda.robust.agreement import DEFAULT_METHODS
from mcda.robust.budget import DEFAULT_SAMPLES as DEFAULT_WALKS
from weights.registered import Registered
from weights.statements import MOST_CRITERIA, Id, Number
from weights.weightings import WeightSpec

MOST_ROWS = 100_000
"""Alternatives that the text of a problem may hold; settings allow far fewer."""
Label = Annotated[str, Field(max_length=500)]
Names = Annotated[dict[Annotated[str, Field(max_length=35)], Label], Field(max_length=20)]
"""What something is called, by language."""
Row = Annotated[list[CellModel], Field(max_length=MOST_CRITERIA)]
_STRICT = ConfigDict(extra="forbid")
_LARGEST = 2**63 - 1  # of the integers that a record or a queued job can be written with


class Request(BaseModel):
    """Base of all request bodies: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


# These are the engine's own records, made by the validator: nothing to convert afterwards.
@record(config=_STRICT, frozen=True, kw_only=True)
class CriterionModel(Criterion):
    """A point of view from which alternatives are compared."""

    id: Id
    unit: Label = ""
    name: Names = field(default_factory=dict)
    range: tuple[Number, Number] | None = Field(
        default=None, description="Lowest and highest plausible value, in the unit."
    )


@record(config=_STRICT, frozen=True, kw_only=True)
class AlternativeModel(Alternative):
    """One of the things to choose from."""

    id: Id
    name: Names = field(default_factory=dict)


class ProblemModel(Request):
    """Alternatives (rows) seen on criteria (columns)."""

    criteria: list[CriterionModel] = Field(max_length=MOST_CRITERIA)
    alternatives: list[AlternativeModel] = Field(max_length=MOST_ROWS)
    performances: list[Row] = Field(
        description="A cell is a number, low/high, low/mode/high, a distribution, or null.",
        max_length=MOST_ROWS,
    )


class RequirementModel(Request):
    """A condition that an alternative must satisfy before anything can compensate for it."""

    criterion: Id
    at_least: Number | None = None
    at_most: Number | None = None
    one_of: list[Number] | None = Field(default=None, max_length=MOST_SAID)


class AcceptabilityModel(Request):
    """How doubt is drawn."""

    samples: Annotated[StrictInt, Field(ge=1, le=_LARGEST)] | None = Field(
        default=None,
        description="10 000 where left out; beside a standard error the most draws.",
    )
    standard_error: Annotated[Number, Field(gt=0)] | None = Field(
        default=None,
        description="Draws go on until no first-rank share has a larger one, or the limit.",
    )
    seed: Annotated[StrictInt, Field(ge=0, le=_LARGEST)] = DEFAULT_SEED
    spread: Annotated[Number, Field(ge=0, le=1)] | Literal["any"] | None = Field(
        default=None, description="Left out: what the statement of the weights leaves open."
    )


class MethodRequest(Request):
    """A method by name, its parameters beside it."""

    name: str

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how it is made again elsewhere, where its class is made from the same method."""
        return _method_request, (self.model_dump(exclude_unset=True),)


@cache
def method_model(method: type[Method]) -> type[MethodRequest]:
    """Return the model of a method in a request."""
    label = "".join(part.title() for part in method.name.split("_")) + "Method"
    name: Any = (Literal[method.name], ...)
    made: type[MethodRequest] = create_model(
        label,
        __base__=MethodRequest,
        __doc__=f"{method.title['en']}. {method.reference}.",
        name=name,
        **request_fields(method, method.parameter_fields()),
    )
    return made


def _method_request(sent: dict[str, Any]) -> MethodRequest:
    return method_model(METHODS[sent["name"]]).model_validate(sent)  # type: ignore[arg-type]  # a class is hashable


MethodModel = Annotated[MethodRequest, Registered(METHODS, "name", method_model)]
TOPSIS = _method_request({"name": "topsis"})
"""The method of a request that names none."""


class WithMethod(Request):
    """A request that may choose the ranking method."""

    method: MethodModel = TOPSIS


class WeightingModel(Request):
    """Whose weights they are, and the weights."""

    name: Id = Field(description="Not blank; no other weighting has it.", examples=["owner"])
    weights: WeightSpec


class MultiverseModel(Request):
    """Which combinations of method and weighting can be defended."""

    methods: list[MethodModel] | None = Field(
        default=None,
        description="Left out: all that can take the data, in each of their named choices.",
        max_length=200,
    )
    weightings: list[WeightingModel] = Field(
        default_factory=list, description="Beside the request's own.", max_length=50
    )


class BudgetModel(Request):
    """How the doubt is divided among its sources."""

    samples: Annotated[StrictInt, Field(ge=1, le=_LARGEST)] = DEFAULT_WALKS
    seed: Annotated[StrictInt, Field(ge=0, le=_LARGEST)] = DEFAULT_SEED
    methods: StrictBool = Field(
        default=True, description="Whether the choice of method is a source of doubt."
    )


class SensitivityModel(Request):
    """Which parts of the sensitivity analysis to run; false leaves a part out."""

    explanation: StrictBool = Field(default=True, description="Why the first is first, in words.")
    stability: StrictBool = True
    smallest_change: StrictBool = True
    facts: StrictBool = Field(
        default=True, description="From which value of a cell on another is first."
    )
    possible_ranks: StrictBool = Field(
        default=True, description="Best and worst rank of each within the bounds of the cells."
    )
    acceptability: AcceptabilityModel | StrictBool = AcceptabilityModel()
    exact_acceptability: StrictBool = Field(
        default=False,
        description="Shares of volumes instead of draws, for methods linear in the weights.",
    )
    methods: Annotated[list[Id], Field(max_length=MOST_SAID)] | StrictBool = list(DEFAULT_METHODS)
    reversal: StrictBool = True
    judgements: StrictBool = Field(
        default=True, description="Which pairwise judgement, and which judge, decides the winner."
    )
    multiverse: MultiverseModel | StrictBool = Field(
        default=False, description="All defensible combinations of method, choices and weights."
    )
    budget: BudgetModel | StrictBool = Field(
        default=False, description="How much of the doubt comes from weights, method and each cell."
    )


class Options(WithMethod):
    """What every ranking request may ask for."""

    requirements: list[RequirementModel] = Field(default_factory=list, max_length=MOST_SAID)
    sensitivity: SensitivityModel | StrictBool = True
    unknowns: Literal["bounds", "refuse"] = "bounds"


class RankingRequest(Options):
    """A problem, weights and a method."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "problem": {
                        "criteria": [
                            {"id": "land_price", "direction": "cost", "unit": "USD/m2"},
                            {"id": "infrastructure", "direction": "benefit", "range": [0, 7]},
                        ],
                        "alternatives": [{"id": "north"}, {"id": "south"}],
                        "performances": [[160, 5], [{"low": 85, "high": 140}, None]],
                    },
                    "weights": {
                        "kind": "direct",
                        "values": {"land_price": 2, "infrastructure": 1},
                    },
                    "method": {"name": "topsis", "normalisation": "vector"},
                }
            ]
        }
    )

    problem: ProblemModel
    weights: WeightSpec
