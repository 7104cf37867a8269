"""Offers a job for a request that exceeds the synchronous limits, within the refusal."""

from collections.abc import Mapping
from dataclasses import replace

from starlette.requests import HTTPConnection

from mcda.errors import Note

SHAPES: Mapping[str, str] = {
    "ranking": '{"kind": "ranking", "request": ...}',
    "recommendations": '{"kind": "recommendations", "requests": [...]}',
}
"""What is sent to ``/v1/jobs``, by the kind of the job; the dots stand for the request."""
_KINDS: Mapping[str, str] = {
    "/v1/rankings": "ranking",
    "/v1/recommendations": "recommendations",
}
_WITHOUT = ("/v1/comparisons", "/v1/weights")
_LIMITS: Mapping[str, str] = {
    "too_many_alternatives": "job_max_alternatives",
    "too_many_criteria": "job_max_criteria",
    "too_many_samples": "job_max_samples",
    "body_too_large": "max_upload_bytes",
}
"""Settings with the limit of a job, by the code of what is past that of a request."""


def with_offer(fault: Note, request: HTTPConnection) -> Note:
    """Return a fault; that of a limit names the job with room for it, or says that no job does."""
    limit, path = _LIMITS.get(fault.code), request.url.path
    if limit is None:
        return fault
    if path in _WITHOUT:
        return replace(fault, within=Note("no_job_does_it"))
    kind = _KINDS.get(path)
    if kind is None:
        return fault
    if fault.fields.get("count", 0) > getattr(request.app.state.settings, limit):
        return fault
    offer = Note("job_does_it", (), {"job": kind, "shape": SHAPES[kind]})
    return replace(fault, fields={**fault.fields, "job": kind}, within=offer)
