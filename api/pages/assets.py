"""Files that pages load: named by their content, compressed once, cached by browsers for ever."""

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fastapi import APIRouter, HTTPException, Request, Response

from api.http.language import weighted

router = APIRouter(include_in_schema=False)
STYLE = "style.css"
"""All of the folder ``style``, one part after the other in the order of their names."""
_FOR_EVER = "public, max-age=31536000, immutable"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file in the forms that are sent, plain and compressed."""

    content: bytes
    packed: bytes
    kind: str


@router.get("/assets/{edition}/{name}")
def get_asset(request: Request, edition: str, name: str) -> Response:
    """Send a file; for an address of another edition the present file, not to be cached."""
    asset = _assets().get(name)
    if asset is None:
        raise HTTPException(404)
    headers = {
        "Cache-Control": _FOR_EVER if edition == _edition() else "no-cache",
        "Vary": "Accept-Encoding",
    }
    if dict(weighted(request.headers.get("accept-encoding", ""))).get("gzip"):
        return Response(asset.packed, 200, {**headers, "Content-Encoding": "gzip"}, asset.kind)
    return Response(asset.content, 200, headers, asset.kind)


def address(name: str) -> str:
    """Return the address of a file; modules of one edition import each other relatively.

    Raises
    ------
    KeyError
        The file does not exist.
    """
    _assets()[name]
    return f"/assets/{_edition()}/{name}"


@cache
def _assets() -> Mapping[str, Asset]:
    folder = files("api.pages").joinpath("static")
    contents = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    parts = sorted(folder.joinpath("style").iterdir(), key=lambda file: file.name)
    contents[STYLE] = b"".join(file.read_bytes() for file in parts)
    assets = {}
    for name, content in contents.items():
        ending = name[name.rindex(".") :]
        kind = _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        assets[name] = Asset(content, gzip.compress(content, 9, mtime=0), kind)
    return assets


@cache
def _edition() -> str:
    digest = hashlib.sha256()
    for name in sorted(_assets()):
        digest.update(name.encode() + b"\0" + _assets()[name].content)
    return digest.hexdigest()[:12]
