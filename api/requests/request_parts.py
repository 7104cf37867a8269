"""Parts of requests that several resources share."""

from typing import Annotated

from fastapi import Depends, Header, Path, Request

from api.http.etag_route import all_lines
from api.requests.body import read_body
from api.requests.idempotency import Once, once

Body = Annotated[bytes, Depends(read_body)]
Repeatable = Annotated[Once, Depends(once)]
Number = Annotated[int, Path(ge=1, le=2**31 - 1, description="In the order they came, from 1.")]
AssessmentId = Annotated[str, Path(description="As `POST /v1/assessments` answered.")]


def _if_match(
    request: Request,
    if_match: Annotated[
        str | None, Header(description="The `ETag` that was read; another version is answered 412.")
    ] = None,
) -> str | None:
    return None if if_match is None else all_lines(request, "if-match")


IfMatch = Annotated[str | None, Depends(_if_match)]
