"""``POST /v1/weights`` and ``GET /v1/profiles``."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import Field

from api.http.answer import Answer, sent
from api.http.errors import problems
from api.http.etag_route import TaggedRoute
from api.http.list_page import Listed
from api.http.reply import telling
from api.rankings.analysis import DrawnFromAnswer
from api.rankings.answers import RecordAnswer, Warned, WeightsAnswer
from api.rankings.cost import expected_seconds
from api.requests.body import Computation, body_schema, read_body, respond
from api.weightings import service
from api.weightings.schemas import WeightsRequest
from mcda.parks.templates import TemplateId
from weights.ahp.repair import JudgementChange
from weights.profiles.model import Form, Subject, WeightProfile


class KnownAnswer(DrawnFromAnswer):
    """How well the weights are known: what the statement leaves open."""

    stated: bool = Field(description="False: it does not say, so ±20 % is taken.")
    intervals: dict[str, tuple[float, float]] = Field(description="Central 95 % of the draws.")
    samples: int = Field(ge=1, description="Draws of which these are.")
    seed: int = Field(description="Of the draws.")


class SaidAnswer(Answer):
    """A finding as a sentence."""

    code: str = Field(description="What kind of finding it is.")
    detail: str = Field(description="It in words.")


class GivenAnswer(Answer):
    """A judgement as it was given: how many times more important the first is."""

    pair: tuple[str, str] = Field(description="The two, the one called more important first.")
    given: float = Field(description="How many times more important the first was said to be.")


class AskAgainAnswer(SaidAnswer):
    """Answers too far apart to be mended by new numbers: ask these again."""

    judgements: list[GivenAnswer] = Field(description="The farthest off first.")


class ProposalAnswer(Answer):
    """The fewest judgements whose change makes a matrix acceptable; a proposal, never applied."""

    node: str = Field(description="Where in the hierarchy they stand.")
    ask_again: AskAgainAnswer | None = Field(
        description="Instead of changes, where these would be more than 3 judgements or more than "
        "8 steps of the scale in all."
    )
    changes: list[JudgementChange] = Field(description="None of them where to ask again.")
    consistency_ratio_before: float = Field(description="Of the matrix as it was given.")
    consistency_ratio_after: float | None = Field(description="Null where to ask again.")
    fewest_judgements: Literal["proved", "found"] = Field(
        description="Whether it is proved that fewer judgements would not do, or none was found."
    )
    fewest_steps: Literal["proved", "found"] = Field(
        description="The same of the steps of the scale by which these judgements move."
    )
    weights_after: dict[str, float] | None = Field(
        description="By criterion, with the changes; null where to ask again."
    )
    winners_before: list[str] | None = Field(description="With a problem: who is first now.")
    winners_after: list[str] | None = Field(description="With a problem: who would be first.")


class WeightsRecord(RecordAnswer):
    """What to send back for the same answer."""

    spec: Annotated[Any, sent("WeightsRequest")]


class ResolvedAnswer(WeightsAnswer):
    """Weights, how they came about, how well they are known, and what would mend them."""

    known: KnownAnswer
    warnings: list[Warned] = Field(
        description="Such as `weights_normalised`: `direct` values that look like shares of 1 or "
        "100 but do not sum to it were divided by their sum."
    )
    least_consistent: list[SaidAnswer] = Field(
        description="Judgements that fit the others least, in words."
    )
    repair: list[ProposalAnswer] = Field(
        description="What would make each matrix acceptable that is not."
    )
    record: WeightsRecord


class SubjectAnswer(Answer, of=Subject):
    """What profiles are about."""

    criteria: dict[str, str] = Field(description="What they are called, by id.")


class ProfileAnswer(Answer, of=WeightProfile):
    """What criteria are worth to one kind of enterprise or investor, and what that rests on."""

    about: TemplateId = Field(description="Id of its subject: see `GET /v1/templates`.")
    subject: SubjectAnswer
    form: Form = Field(description="Whether it states swings or a rank order.")
    weights: dict[str, float] = Field(
        description="Of swings each by their sum, of an order its centroid weights."
    )
    label: str = Field(description="What the weights are, in a sentence.")
    default: bool = Field(description="It stands for an enterprise of which nothing is known.")


class ProfilesAnswer(Listed[ProfileAnswer]):
    """The profiles."""


ProfileId = Annotated[str, Path(description="As `GET /v1/profiles` lists it.")]
router = APIRouter(tags=["weights"], route_class=TaggedRoute)


@router.post(
    "/v1/weights",
    summary="Weights of a statement",
    response_model=ResolvedAnswer,
    openapi_extra=body_schema(WeightsRequest),
    responses=problems(413, 415, 422),
)
async def post_weights(request: Request) -> Response:
    """Turn a statement about importance into weights, with diagnostics."""
    body = await read_body(request)
    settings = request.app.state.settings
    computation = Computation(model=WeightsRequest, answer=service.weigh, seconds=expected_seconds)
    return await respond(request, computation, body, settings)


@router.get("/v1/profiles", summary="All profiles", response_model=ProfilesAnswer)
def get_profiles(
    request: Request,
    about: Annotated[TemplateId | None, Query(description="Only those about this subject.")] = None,
) -> Response:
    """List the weighting profiles with their evidence."""
    return telling(request, service.list_profiles(about))


@router.get(
    "/v1/profiles/{profile_id}",
    summary="One profile",
    response_model=ProfileAnswer,
    responses=problems(404),
)
def get_profile(request: Request, profile_id: ProfileId) -> Response:
    """Return a weighting profile with its evidence."""
    return telling(request, service.get_profile(profile_id))
