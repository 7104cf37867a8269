"""Files that pages load: named by their content, compressed once, kept by browsers for ever."""

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fastapi import APIRouter, HTTPException, Request, Response

router = APIRouter(include_in_schema=False)
STYLE = "style.css"
"""All of the folder ``style``, one part after the other in the order of their names."""
_FOR_EVER = "public, max-age=31536000, immutable"
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent, plain and compressed."""

    content: bytes
    packed: bytes
    kind: str


@router.get("/assets/{edition}/{name}")
def get_asset(request: Request, edition: str, name: str) -> Response:
    """Send a file; an address of another edition is answered with the present one, unkept."""
    found = _assets().get(name)
    if found is None:
        raise HTTPException(404)
    headers = {
        "Cache-Control": _FOR_EVER if edition == _edition() else "no-cache",
        "Vary": "Accept-Encoding",
    }
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(found.packed, 200, {**headers, "Content-Encoding": "gzip"}, found.kind)
    return Response(found.content, 200, headers, found.kind)


def address(name: str) -> str:
    """Return where a file is; modules of one edition find each other beside themselves.

    Raises
    ------
    KeyError
        No such file.
    """
    _assets()[name]
    return f"/assets/{_edition()}/{name}"


@cache
def _assets() -> Mapping[str, Asset]:
    folder = files("api.pages").joinpath("static")
    found = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    parts = sorted(folder.joinpath("style").iterdir(), key=lambda file: file.name)
    found[STYLE] = b"".join(file.read_bytes() for file in parts)
    return {name: _asset(name, content) for name, content in found.items()}


@cache
def _edition() -> str:
    digest = hashlib.sha256()
    for name in sorted(_assets()):
        digest.update(name.encode() + b"\0" + _assets()[name].content)
    return digest.hexdigest()[:12]


def _asset(name: str, content: bytes) -> Asset:
    ending = name[name.rindex(".") :]
    kind = _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(content, gzip.compress(content, 9, mtime=0), kind)
