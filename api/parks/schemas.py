"""What a caller sends to get parks recommended."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StrictBool,
    Tag,
)
from pydantic_core import PydanticCustomError

from api.rankings.cells import CellModel
from api.rankings.parameters import MOST_SAID, request_type
from api.rankings.requests import Evidence, Options
from api.rankings.schemas import (
    MOST_ROWS,
    Label,
    MethodModel,
    MethodRequest,
    OrDefault,
    Request,
    method_request,
)
from mcda.parks.gates import GATES
from mcda.parks.model import TenureKind
from mcda.parks.must import Must
from mcda.parks.rated_problem import RatedProblem
from mcda.parks.templates import PARKS, TemplateId
from weights.statements import MOST_CRITERIA, Id, Number
from weights.weightings import WeightSpec


class HomeModel(Request):
    """Where the enterprise is at home in China, in English or Chinese."""

    province: Label = Field(default="", description="See `GET /v1/provinces`.")
    city: Label = Field(default="", description="Of the province.")


class EnterpriseModel(Request):
    """What the enterprise says of itself; everything may be left out."""

    home: HomeModel | None = None
    sectors: list[Id] = Field(
        default_factory=list,
        max_length=50,
        description="What it makes, by id or by a word of one sector: see `GET /v1/sectors`.",
    )
    markets: dict[Id, Number] = Field(
        default_factory=dict,
        max_length=MOST_SAID,
        description="Share of sales by market; `host` is the country of the park looked at.",
    )
    size: Literal["sme", "large"] | None = Field(
        default=None, description="`sme`: a small or medium-sized enterprise."
    )
    first_investment: StrictBool | None = Field(
        default=None, description="Whether it has never invested abroad."
    )
    intent: Literal["trial", "relocation", "expansion", "long_term", "undecided"] | None = Field(
        default=None, description="What it goes abroad for."
    )
    needs_standard_factory: StrictBool | None = Field(
        default=None, description="Whether it wants to rent a factory that stands already."
    )
    partners_in: list[Id] = Field(
        default_factory=list,
        max_length=MOST_SAID,
        description="Parks in which it has customers, suppliers or partners, by id.",
    )
    investor_reliance: Number | None = Field(
        default=None, description="How far it relies on who owns the park's investor, 0..1."
    )
    container_value: Number | None = Field(
        default=None,
        description="USD that its goods in a 40-foot container are worth, above 0 and at most"
        " 10,000,000; left out, landed cost takes what is typical"
        " of its sectors, and trade cost no freight.",
    )
    sales_per_area: Number | None = Field(
        default=None,
        description="USD that its plant sells a year for each m2 of plot, above 0 and at most"
        " 1,000,000; left out, what is typical of its sectors.",
    )
    labour_share: Number | None = Field(
        default=None,
        description="Share of labour costs in its sales at home, 0..1; left out, what is typical of"
        " its sectors.",
    )
    goods: list[Id] = Field(
        default_factory=list,
        max_length=MOST_SAID,
        description="Chapters, headings or subheadings of the Harmonized System of what it sells,"
        " two, four or six digits each; left out, those of its sectors.",
        examples=[["8708"]],
    )
    delay_cost: Number | None = Field(
        default=None,
        description="USD lost each month until it produces abroad, above 0 and at most"
        " 1,000,000,000; told beside the ranking as `delay`.",
    )
    chinese_parts: Number | None = Field(
        default=None,
        description="Share of parts from China in the value of its goods, 0..1: whether they count"
        " as made in the park's country. Left out, that stays open.",
    )


class TenureModel(Request):
    """What a price of land buys."""

    kind: TenureKind = Field(
        description="`sale`: the land is kept; `lease`: a sum paid once for a term; `rent`: a sum"
        " a year; `unstated`: nobody said, the bounds then hold a sale and a lease of 30 years."
    )
    years: Number | None = Field(
        default=None, description="Of a lease, above 0 and at most 999; left out, nobody said."
    )


class OverrideModel(Request):
    """A figure of the caller's own, with where it comes from."""

    alternative: Id = Field(description="A park, or an alternative of another template, by id.")
    criterion: Id = Field(description="By id.")
    value: CellModel = Field(
        description="In the criterion's unit, within what it states as `possible`; past an end of"
        " its scale it counts as the end. With `tenure` the price as it was quoted, in USD/m2."
    )
    source: Annotated[str, Field(max_length=5000)] = Field(
        description="Where it comes from, in words.", examples=["our quotation of 2026-10"]
    )
    tenure: TenureModel | None = Field(
        default=None,
        description="Of a land price: what it buys. The price then becomes what 20 years of use"
        " cost, as the catalogue's prices do; left out, `value` is that cost already.",
    )


class RateModel(Request):
    """Bounds of a duty in per cent."""

    low: Number = Field(description="The least, 0 to 1000.")
    mode: Number | None = Field(default=None, description="The likeliest; left out: none is.")
    high: Number = Field(description="The most, 0 to 1000.")


Rates = Annotated[dict[Id, Number | RateModel], Field(max_length=MOST_SAID)]


class ScenarioModel(Request):
    """A tariff scenario of the caller's own: named, dated, duties by market and host country."""

    name: Label = Field(description="What readers are told that it is called.")
    as_of: Annotated[str, Field(max_length=100)] = Field(
        description="When the duties hold or were looked up, in words."
    )
    rates: dict[Id, Rates] = Field(
        max_length=MOST_SAID,
        description="Duty in per cent of the value, by market and host country.",
        examples=[{"US": {"vietnam": 20, "thailand": {"low": 10, "mode": 19, "high": 25}}}],
    )


class ScenarioOnDay(Request):
    """A tariff scenario of the catalogue as of another day."""

    id: Id = Field(description="Of a tariff scenario of the catalogue.", examples=["lapsed"])
    day: Annotated[str, Field(max_length=10, examples=["2026-03-01"])] = Field(
        description="On which the measures are looked at, as year-month-day."
    )


def _day(value: Any) -> Any:
    """Let a date through, or its text, and nothing that merely can be read as one."""
    if isinstance(value, date) or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise PydanticCustomError("date_type", "Input should be a date such as 2026-11-25")


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
Day = Annotated[date, BeforeValidator(_day)]


class MustModel(request_type(Must)):  # type: ignore[misc]  # made of the fields of the dataclass
    """What a park must have, or it is not considered; all of it may be left out."""


class ScaleModel(Request):
    """Which values of a criterion count; replaces the catalogue's scale."""

    worst: Number = Field(description="The end that is worth nothing, in the criterion's unit.")
    best: Number = Field(description="The end that is worth most, in that unit.")
    points: Annotated[list[tuple[Number, Number]], Field(max_length=100)] = Field(
        default_factory=list,
        description="Points `[x, v]` of a value curve from end to end, x rising, v in 0..1; "
        "straight where left out.",
    )


Scales = Annotated[dict[Id, ScaleModel], Field(max_length=MOST_CRITERIA)]


def as_parks_have_it(asked: MethodRequest) -> MethodRequest:
    """Return a method whose parameters that were left out follow the parks' conventions."""
    usual = RatedProblem.conventions.get(asked.name, {})
    left_out = {key: value for key, value in usual.items() if key not in asked.model_fields_set}
    return asked.model_copy(update=left_out) if left_out else asked


RATINGS = as_parks_have_it(method_request({"name": RatedProblem.default_method}))
"""The method of a request about parks that names none."""
ParksMethod = Annotated[MethodModel, AfterValidator(as_parks_have_it), OrDefault(RATINGS)]


class AboutParks(Request):
    """What every request about parks may ask for."""

    method: ParksMethod = Field(
        default=RATINGS,
        description="Parameters that are left out follow the parks' conventions: AHP `ratings`, "
        "TOPSIS `range` with `weighting: distance`; the textbook's form must be spelled out.",
    )
    unknowns: Literal["typical", "bounds", "cautious", "refuse"] = Field(
        default="typical",
        description="What stands where nothing is known: what parks of the country or region have,"
        " anything on the scale, the quarter at its worst end; `refuse` asks for a 422.",
    )
    scales: Scales = Field(default_factory=dict, description="By criterion.")


class AsOfModel(Request):
    """A day, and firms whose own plants do not count, so that what they did can be foretold."""

    date: Day = Field(description="Word of firms inside that was told later is left out.")
    without_firms: list[Label] = Field(
        default_factory=list,
        max_length=20,
        description="Firms by name: what names them or stands on the page of one is left out.",
    )


AsOf = Annotated[
    Annotated[Day, Tag("day")] | Annotated[AsOfModel, Tag("object")],
    Discriminator(lambda value: "object" if isinstance(value, dict | AsOfModel) else "day"),
]

CRITERIA_FIELD: Any = Field(
    default=None,
    max_length=MOST_SAID,
    description="By id; the catalogue's main ones where left out.",
)
OVERRIDES_FIELD: Any = Field(
    default_factory=list,
    max_length=MOST_SAID,
    description="Figures of the caller's own, in the place of the catalogue's.",
)
EXAMPLE: dict[str, Any] = {
    "enterprise": {
        "home": {"province": "Zhejiang", "city": "Hangzhou"},
        "sectors": ["auto_parts"],
        "markets": {"US": 0.6, "EU": 0.2, "host": 0.2},
        "size": "sme",
        "first_investment": True,
        "intent": "trial",
    },
    "weights": {"kind": "profile", "id": "first-time-private-exporter"},
}


class RecommendationRequest(AboutParks, Options):
    """An enterprise's facts; parks, criteria and weights may be left to the defaults."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    template: TemplateId = Field(
        default=PARKS, description="Which choice: see `GET /v1/templates`."
    )
    enterprise: EnterpriseModel
    parks: list[Id] | None = Field(
        default=None,
        description="Parks, or alternatives of another template, by id.",
        max_length=MOST_ROWS,
    )
    criteria: list[Id] | None = CRITERIA_FIELD
    weights: WeightSpec | None = Field(
        default=None,
        description="Left out, they follow from the enterprise's facts: a profile that fits, a "
        "blend of those that do, else equal ignorance.",
    )
    overrides: list[OverrideModel] = OVERRIDES_FIELD
    scenario: Id | ScenarioOnDay | ScenarioModel | None = Field(
        default=None,
        description="Id of a tariff scenario, `{id, day}` for one as of another day, or"
        " `{name, as_of, rates}`.",
    )
    must: MustModel = Field(
        default_factory=MustModel,
        description="What a park must have; one that certainly lacks it is `excluded`.",
    )
    gates: dict[Id, StrictBool] = Field(
        default_factory=dict,
        max_length=MOST_SAID,
        description="By code: `true` makes a gate of a warning too, `false` only warns. A gate that"
        " is left out takes parks out where evidence leaves no doubt.",
        json_schema_extra={
            "examples": [{"stability": True, "failure": False}],
            "propertyNames": {"enum": [*GATES]},
        },
    )
    keep: list[Id] = Field(
        default_factory=list,
        description="Parks that no gate or must-have takes out and that never stand apart, by id.",
        max_length=MOST_SAID,
    )
    evidence: Evidence = Field(default_factory=list)
    as_of: AsOf | None = Field(
        default=None,
        description="Day from which evidence ages; the day of the answer if left out. As an object"
        " also without what was told later, or by some firms, of firms inside.",
    )

    @property
    def day(self) -> date:
        """The day of the answer."""
        stated = self.as_of.date if isinstance(self.as_of, AsOfModel) else self.as_of
        return stated or date.today()
