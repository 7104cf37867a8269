"""What an assessment holds."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints

from api.parks.schemas import RecommendationRequest
from api.rankings.schemas import Request
from weights.elicit import Reply
from weights.statements import Id, Number

LONGEST_NAME = 200
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_NAME)
]


class AmountModel(Request):
    """A change for the better on one criterion."""

    criterion: Id = Field(description="By id.", examples=["land_price"])
    amount: Annotated[Number, Field(gt=0)] = Field(description="In the criterion's unit.")
    start: Number | None = Field(
        default=None,
        description="Where it begins, in that unit; left out: as on a straight scale.",
    )


class AnswerModel(Request):
    """Which of two amounts is worth more to the enterprise."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "first": {"criterion": "land_price", "amount": 20},
                    "second": {"criterion": "infrastructure", "amount": 1},
                    "reply": "first",
                }
            ]
        }
    )

    first: AmountModel = Field(description="The one.")
    second: AmountModel = Field(description="The other.")
    reply: Reply = Field(description="After `equal` and `unknown` the two are not compared again.")


class AssessmentModel(RecommendationRequest):
    """A recommendation that is worked on: the same fields, a name, and answers of the interview."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Hangzhou parts maker, autumn",
                    "enterprise": {
                        "home": {"province": "Zhejiang", "city": "Hangzhou"},
                        "markets": {"US": 0.6, "EU": 0.2, "host": 0.2},
                    },
                }
            ]
        }
    )

    name: Name = Field(
        description="What people call it.", examples=["Hangzhou parts maker, autumn"]
    )
    note: str = Field(default="", max_length=5000, description="Anything that is to be remembered.")
    employees: Literal["under_300", "300_to_1000", "over_1000"] | None = Field(
        default=None,
        description="How many people work for it, as the pages ask; they make `enterprise.size` of"
        " it: `large` above 1000, else `sme`.",
    )
    products: str = Field(
        default="",
        max_length=500,
        description="What it makes, in its own words, where no sector fits; kept, not computed"
        " with.",
    )
    answers: list[AnswerModel] = Field(
        default_factory=list,
        max_length=300,
        description="Of the interview; where there are any, they make the weights.",
    )


class AssessmentPatch(Request):
    """A merge patch (RFC 7396): fields replace those of the same name, null removes one.

    Weights of another `kind` or an own profile that is named, and a method of another `name`,
    replace the old ones whole.
    """

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={"examples": [{"enterprise": {"size": "large"}, "note": None}]},
    )


State = Literal["live", "deleted"]
Plain = dict[str, Any]
