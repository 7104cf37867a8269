"""What a caller sends to rank a problem."""

from dataclasses import MISSING, field, fields
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, Strict, StrictBool, StrictInt, create_model
from pydantic.dataclasses import dataclass as record

from api.rankings.cells import CellModel
from mcda.method import Method
from mcda.methods import METHODS
from mcda.problem import Alternative, Criterion
from mcda.robust.acceptability import DEFAULT_SEED
from mcda.robust.agreement import DEFAULT_METHODS
from mcda.robust.budget import DEFAULT_SAMPLES as DEFAULT_WALKS
from weights.statements import MOST_CRITERIA, Id, Number
from weights.weightings import WeightSpec

MOST_ROWS = 100_000
"""Alternatives that the text of a problem may hold; settings allow far fewer."""
MOST_SAID = 1000
"""Entries of a list that a person writes: screens, figures of one's own, parks."""
Label = Annotated[str, Field(max_length=500)]
Names = Annotated[dict[Annotated[str, Field(max_length=35)], Label], Field(max_length=20)]
"""What something is called, by language."""
Row = Annotated[list[CellModel], Field(max_length=MOST_CRITERIA)]
Matrix = Annotated[
    list[Annotated[list[Number], Field(max_length=MOST_SAID)]], Field(max_length=MOST_SAID)
]
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


class PreferenceModel(Request):
    """A preference function of PROMETHEE."""

    type: Literal["usual", "ushape", "vshape", "level", "linear", "gaussian"] = "usual"
    q: Number | None = None
    p: Number | None = None
    s: Number | None = None


_NESTED: dict[tuple[str, str], Any] = {
    ("promethee2", "preferences"): Annotated[
        dict[Id, PreferenceModel], Field(max_length=MOST_CRITERIA)
    ],
    ("ahp", "comparisons"): Annotated[dict[Id, Matrix], Field(max_length=MOST_CRITERIA)],
}


def _strict(hint: Any) -> Any:
    """Return a number's annotation so that only finite numbers are taken for it."""
    if getattr(hint, "__origin__", None) is not float:
        return hint
    return Annotated[hint, Strict(), Field(allow_inf_nan=False)]


def _model_of(method: type[Method]) -> type[BaseModel]:
    hints = get_type_hints(method, include_extras=True)
    parameters: dict[str, Any] = {"name": (Literal[method.name], ...)}
    defaults = {item.name: item.default for item in fields(method)}
    for parameter, named in method.parameter_fields().items():
        annotation = _NESTED.get((method.name, parameter), _strict(hints[named]))
        default = defaults[named]
        parameters[parameter] = (
            annotation,
            Field(default_factory=dict) if default is MISSING else default,
        )
    label = "".join(part.title() for part in method.name.split("_")) + "Method"
    summary = f"{method.title['en']}. {method.reference}."
    return create_model(label, __base__=Request, __doc__=summary, **parameters)


METHOD_MODELS: dict[str, Any] = {name: _model_of(method) for name, method in METHODS.items()}
globals().update(
    {model.__name__: model for model in METHOD_MODELS.values()}
)  # so that they are pickled
if TYPE_CHECKING:

    class MethodModel(Request):
        """A method by name, its parameters beside it."""

        name: str
else:
    MethodModel = Annotated[reduce(or_, METHOD_MODELS.values()), Field(discriminator="name")]


class WithMethod(Request):
    """A request that may choose the ranking method."""

    method: MethodModel = METHOD_MODELS["topsis"](name="topsis")


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
