"""What an assessment holds, and what the routes on assessments answer."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StrictInt, StringConstraints

from api.http.answer import Answer, AnyJson, As, Instant
from api.http.list_page import Listed
from api.parks.schemas import RecommendationRequest
from api.rankings.schemas import Request
from weights.elicit import Reply
from weights.posterior import MOST_REPLIES
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
        default=None, description="Where it begins, in that unit; left out: as on a straight scale."
    )


_ANSWER: dict[str, Any] = {
    "first": {"criterion": "land_price", "amount": 20},
    "second": {"criterion": "infrastructure", "amount": 1},
    "reply": "first",
}


class AnswerModel(Request):
    """Which of two amounts is worth more to the enterprise."""

    model_config = ConfigDict(json_schema_extra={"examples": [_ANSWER]})

    first: AmountModel = Field(description="The one.")
    second: AmountModel = Field(description="The other.")
    reply: Reply = Field(description="After `equal` and `unknown` the two are not compared again.")


class SwingModel(AmountModel):
    """A change for the better among all those that were ordered or given points at once."""

    rank: Annotated[StrictInt, Field(ge=1, le=1000)] | None = Field(
        default=None, description="1 matters most; equal ranks are ties."
    )
    points: Number | None = Field(
        default=None, description="Instead of ranks: 0 to 100, two or more above 0."
    )


SWINGS: Any = Field(
    default_factory=list,
    max_length=100,
    description="What was said of all changes at once, before the answers: those that the next "
    "question tells as `swings`, each with a rank or each with points. Not a bound: answers may "
    "overrule it.",
    examples=[
        [
            {"criterion": "landed_cost", "start": 30, "amount": 12, "rank": 1},
            {"criterion": "infrastructure", "start": 4, "amount": 2, "rank": 2},
        ]
    ],
)

_EXAMPLE: dict[str, Any] = {
    "name": "Hangzhou parts maker, autumn",
    "enterprise": {
        "home": {"province": "Zhejiang", "city": "Hangzhou"},
        "markets": {"US": 0.6, "EU": 0.2, "host": 0.2},
    },
}


class AssessmentModel(RecommendationRequest):
    """A recommendation that is worked on: the same fields, a name, and answers of the interview."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

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
    swings: list[SwingModel] = SWINGS
    answers: list[AnswerModel] = Field(
        default_factory=list,
        description="Of the interview, every one in the order in which they came; of those to one"
        " question, the same two amounts, the last counts. Where any says more than `unknown`, they"
        " make the weights.",
        json_schema_extra={"maxItems": MOST_REPLIES},
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


Content = Annotated[dict[str, Any], As(AssessmentModel)]


class AssessmentInShort(Answer):
    """An assessment without its content."""

    id: str = Field(description="Of the assessment.")
    name: str = Field(description="What people call it.")
    version: int = Field(ge=1, description="Also the `ETag`.")
    results: int = Field(ge=0, description="How many results are stored.")
    answers: int = Field(ge=0, description="Of the interview.")
    created_at: Instant = Field(description="When it was first saved.")
    updated_at: Instant = Field(description="When it was last changed.")
    deleted_at: Instant | None = Field(
        description="When it was deleted; it can be restored until it is erased, after as many "
        "days as `GET /v1/organisation` tells. Null where it was not."
    )


class AssessmentAnswer(AssessmentInShort):
    """An assessment as it stands."""

    content: Content = Field(description="As it was sent, with what was changed since.")


class AssessmentsAnswer(Listed[AssessmentInShort]):
    """The assessments."""


class ContentChange(Answer):
    """A change of the content of an assessment."""

    path: str = Field(description="JSON Pointer into the content.")
    before: AnyJson = Field(
        default=None, description="What stood there; left out where nothing did."
    )
    after: AnyJson = Field(
        default=None, description="What stands there; left out where nothing does."
    )


class VersionInShort(Answer):
    """What one change made of an assessment, without its content."""

    number: int = Field(ge=1, description="Of the version.")
    at: Instant = Field(description="When it was made.")
    by: str = Field(description="Who made it: the key by its beginning, or a session.")
    action: Literal["create", "change", "answer", "withdraw", "delete", "restore"] = Field(
        description="What was done; `answer` and `withdraw` are of the interview."
    )
    changes: list[ContentChange] = Field(
        description="Of the content, each with `path`, `before`, `after`; none where it was "
        "deleted or restored."
    )


class VersionAnswer(VersionInShort):
    """What one change made of an assessment."""

    content: Content = Field(description="As the change left it.")


class VersionsAnswer(Listed[VersionInShort]):
    """The versions."""
