"""An organisation's own weight profiles, and its private data above the catalogue."""

from functools import partial
from typing import Annotated, Any

from anyio.to_thread import run_sync
from fastapi import APIRouter, Path, Request, Response

from api.access.dependencies import AsReader, AsWriter, Held
from api.access.tickets import DOWNLOAD
from api.compute.analyses import compute_of
from api.http.errors import problems
from api.http.list_page import listing
from api.http.reply import telling
from api.jobs.sheets import MEDIA
from api.own import overlays
from api.own.content import read
from api.own.schemas import (
    OverlayAnswer,
    OverlaySavedAnswer,
    OwnProfileAnswer,
    OwnProfileModel,
    OwnProfilesAnswer,
)
from api.profiles import store as profiles
from api.requests.body import body_schema, run_large
from api.requests.request_parts import Body

router = APIRouter(tags=["own"])
_XLSX = MEDIA["xlsx"]
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_UPLOAD = dict.fromkeys((_XLSX, "application/octet-stream"), _BINARY)
Slug = Annotated[
    str, Path(pattern=r"^own:[a-z0-9-]{1,60}$", description="`own:` and small letters or digits.")
]
OwnId = Annotated[str, Path(description="As `GET /v1/own-profiles` lists it.")]


@router.get(
    "/v1/own-profiles", summary="The organisation's profiles", response_model=OwnProfilesAnswer
)
def get_own_profiles(access: AsReader) -> dict[str, Any]:
    """List the weight profiles that the organisation saved."""
    return listing(access.read(profiles.list_all))


@router.get(
    "/v1/own-profiles/{profile_id}",
    summary="One of the organisation's profiles",
    response_model=OwnProfileAnswer,
    responses=problems(404),
)
def get_own_profile(profile_id: OwnId, access: AsReader) -> dict[str, Any]:
    """Return a weight profile that the organisation saved."""
    return access.read(profiles.read, profile_id=profile_id)


@router.put(
    "/v1/own-profiles/{profile_id}",
    summary="Save a profile",
    response_model=OwnProfileAnswer,
    openapi_extra=body_schema(OwnProfileModel),
    responses={
        **problems(413, 415, 422, 507),
        201: {"description": "It is new", "model": OwnProfileAnswer},
    },
)
def put_own_profile(
    request: Request, response: Response, profile_id: Slug, sent: Body, access: AsWriter
) -> dict[str, Any]:
    """Save weights under a name; requests then use them as `{"kind": "profile", "id": ...}`."""
    body, weights = compute_of(request)(partial(read, sent))
    slug = profile_id.removeprefix(profiles.PREFIX)
    fields = {"name": body.name, "description": body.note, "weights": weights}
    profile, is_new = access.write(profiles.put, slug=slug, **fields)
    response.status_code = 201 if is_new else 200
    return profile


@router.delete(
    "/v1/own-profiles/{profile_id}",
    summary="Delete a profile",
    status_code=204,
    responses=problems(404),
)
def delete_own_profile(profile_id: OwnId, access: AsWriter) -> None:
    """Delete a profile; records that used it hold its weights themselves."""
    access.write(profiles.delete, profile_id=profile_id)


@router.get(
    "/v1/overlay",
    summary="The organisation's private data",
    response_model=OverlayAnswer,
    responses=problems(404),
)
def get_overlay(access: AsReader) -> dict[str, Any]:
    """Say who laid private data over the catalogue, and when."""
    return access.read(overlays.read)


@router.get(
    "/v1/overlay/workbook",
    summary="The workbook of private data",
    responses={**problems(404), 200: {"content": {_XLSX: {"schema": {"type": "string"}}}}},
    response_class=Response,
    openapi_extra=DOWNLOAD,
)
def get_workbook(access: AsReader) -> Response:
    """Return the workbook: as it was sent, or with the rows that were added on the pages."""
    content = access.read(overlays.workbook)
    headers = {"Content-Disposition": 'attachment; filename="parkwise-overlay.xlsx"'}
    return Response(content, media_type=_XLSX, headers=headers)


@router.put(
    "/v1/overlay",
    summary="Lay private data over the catalogue",
    response_model=OverlaySavedAnswer,
    openapi_extra={"requestBody": {"required": True, "content": _UPLOAD}},
    responses=problems(413, 422, 507),
)
async def put_overlay(request: Request, access: AsWriter, settings: Held) -> Response:
    """Check a workbook and use it in all answers to the organisation; faults name the cell."""
    content = await request.body()
    report = await run_large(request, partial(overlays.told, content, settings.base))
    overlay = await run_sync(partial(access.write, overlays.put, content=content))
    request.app.state.owned.forget(access.caller.organisation)
    return telling(request, {**overlay, **report})


@router.delete(
    "/v1/overlay", summary="Remove private data", status_code=204, responses=problems(404)
)
async def delete_overlay(request: Request, access: AsWriter) -> None:
    """Go back to the catalogue without them."""
    await run_sync(access.write, overlays.delete)
    request.app.state.owned.forget(access.caller.organisation)
