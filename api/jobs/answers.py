"""What the routes on jobs answer."""

from typing import Annotated, Any, Literal

from pydantic import Field

from api.http.answer import Answer, Instant, sent
from api.http.errors import ProblemDetails
from api.http.list_page import Listed
from api.jobs.schemas import State
from api.parks.answers import RecommendationAnswer
from api.rankings.answers import Finding, NamesAnswer, RankingAnswer, RecordAnswer


class ProgressAnswer(Answer):
    """How much of a job is done."""

    done: int = Field(ge=0, description="In the units of `total`.")
    total: int = Field(ge=0, description="Draws, requests or enterprises; 0 until it is known.")


class JobAnswer(Answer):
    """Where a job stands."""

    id: str = Field(description="Of the job.")
    kind: Literal["ranking", "recommendations", "portfolio"] = Field(description="What it does.")
    state: State = Field(description="`done`, `failed` and `cancelled` are its ends.")
    progress: ProgressAnswer
    attempts: int = Field(ge=0, description="How often it was begun.")
    cancel_asked: bool = Field(description="Somebody cancelled it; it stops within seconds.")
    created_at: Instant = Field(description="When it was put into the queue.")
    started_at: Instant | None = Field(description="When it was last begun; null before.")
    finished_at: Instant | None = Field(description="When it ended; null before.")
    deadline: Instant | None = Field(description="When it fails if it has not ended by then.")
    result: str | None = Field(description="Where the result is, once there is one.")
    problem: ProblemDetails | None = Field(description="Why it failed; null where it did not.")


class JobsAnswer(Listed[JobAnswer]):
    """The jobs."""


class RecommendationsResult(Answer):
    """What many recommendations came to."""

    items: list[RecommendationAnswer] = Field(description="In the order of the requests.")


class BestAnswer(Answer):
    """One of the best parks for an enterprise."""

    alternative: str = Field(description="Id of the park.")
    rank: int = Field(ge=1, description="Competition rank: ties share the better one (1, 1, 3).")
    score: float = Field(description="As the method defines it.")
    unknown: int = Field(ge=0, description="Of how many criteria nothing is known.")


class EnterpriseResult(Answer):
    """The best parks for one enterprise."""

    id: str = Field(description="As it was sent.")
    best: list[BestAnswer] = Field(description="The best first.")
    warnings: list[Finding] = Field(description="About what the enterprise says, or does not say.")


class PortfolioRecord(RecordAnswer):
    """What to send back for the same answer."""

    spec: Annotated[Any, sent("PortfolioJob")]


class PortfolioResult(Answer):
    """The best parks for each of many enterprises."""

    items: list[EnterpriseResult] = Field(description="In the order of the enterprises.")
    parks: list[str] = Field(description="Ids of those that were ranked.")
    criteria: list[str] = Field(description="Ids of those that they were ranked by.")
    warnings: list[Finding] = Field(description="About parks and duties, for all enterprises.")
    names: NamesAnswer = Field(description="What ids are called, in the reader's language.")
    record: PortfolioRecord


JOB_RESULTS = (RankingAnswer, RecommendationsResult, PortfolioResult)
"""What comes of a job, by its kind."""
