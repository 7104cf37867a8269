"""Requests to rank a problem."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StrictBool

from api.rankings.analysis import (
    ANALYSES,
    AnswerForm,
    Detail,
    Included,
    SensitivityRequest,
    sensitivity_model,
)
from api.rankings.parameters import MOST_SAID
from api.rankings.schemas import ProblemModel, Request, RequirementModel, WithMethod
from weights.registry_schemas import Together
from weights.statements import Id
from weights.weightings import WeightSpec

Sensitivity = Annotated[SensitivityRequest, Together(ANALYSES, sensitivity_model)]

Evidence = Annotated[
    list[Id],
    Field(
        max_length=MOST_SAID,
        description="Alternatives whose evidence is told whole, with claims and quotations, by id.",
    ),
]


class AnswerDetail(Request):
    """How much of an answer is told."""

    detail: Detail = Field(
        default="standard",
        description="How much to work out and to tell. `summary`: the decision, the ranking and"
        " what to do next. `standard`: and the sensitivity, and the evidence in figures. `full`:"
        " everything, but the parts of the sensitivity that cost many times the rest and run where"
        " they are asked for.",
    )
    include: list[Included] = Field(
        default_factory=list,
        max_length=MOST_SAID,
        description="What to tell of the rest: `verdict` (how often each is first, where there is a"
        " decision), `contributions` of criteria to scores, `pairwise` and `central_weights` of the"
        " draws, all `facts` that change the winner, all `cells` of warnings, warnings of `gates`,"
        " `rates` of the scenario; of each cell of evidence `rationale`, `claims`, their `quotes`,"
        " `portions`.",
    )


class Options(AnswerDetail, WithMethod):
    """What every ranking request may ask for."""

    requirements: list[RequirementModel] = Field(
        default_factory=list,
        max_length=MOST_SAID,
        description="What an alternative must satisfy; who does not is `excluded`, with reasons.",
    )
    sensitivity: Sensitivity | StrictBool | None = Field(
        default=None,
        description="Which parts of the analysis to run and to tell: an object for exactly those"
        " that it names, `true` for those that run by default, `false` for none. Left out, `detail`"
        " decides.",
    )
    unknowns: str = Field(description="What stands where nothing is known.")

    def form(self, told: AnswerDetail) -> AnswerForm:
        """Return the form of an answer to this request of which so much is told."""
        parts, names = self.sensitivity, None
        if isinstance(parts, SensitivityRequest):
            names = [name for name, part in parts if part not in (None, False)]
        return AnswerForm(
            detail=told.detail,
            include=told.include,
            evidence=getattr(told, "evidence", ()),
            named=names,
            sensitivity=told.detail != "summary" or parts is not None,
        )

    @property
    def is_brief(self) -> bool:
        """Whether a decision, where there is one, stands for shares of draws."""
        is_asked = self.sensitivity is not None or "verdict" in self.include
        return self.detail == "summary" and not is_asked


def default_parts() -> dict[str, Any]:
    """Return the `sensitivity` that names what runs by default."""
    return {name: True for name, analysis in ANALYSES.items() if analysis.default is not False}


def in_full(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return a request with full detail that runs no more analyses than before."""
    parts = asked.get("sensitivity")
    if asked.get("detail") != "full" and parts in (None, True):
        parts = default_parts()
    return {**asked, "detail": "full", "sensitivity": parts}


_EXAMPLE: dict[str, Any] = {
    "problem": {
        "criteria": [
            {"id": "land_price", "direction": "cost", "unit": "USD/m2"},
            {"id": "infrastructure", "direction": "benefit", "range": [0, 7]},
        ],
        "alternatives": [{"id": "north"}, {"id": "south"}],
        "performances": [[160, 5], [{"low": 85, "high": 140}, None]],
    },
    "weights": {"kind": "direct", "values": {"land_price": 2, "infrastructure": 1}},
    "method": {"name": "topsis", "normalisation": "vector"},
}


class RankingRequest(Options):
    """A problem, weights and a method."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    problem: ProblemModel
    weights: WeightSpec = Field(description="What they are, or follow from.")
    unknowns: Literal["bounds", "refuse"] = Field(
        default="bounds",
        description="Where nothing is known: anything on the criterion's scale, else within the "
        "known cells of its column; `refuse` asks for a 422 instead.",
    )
