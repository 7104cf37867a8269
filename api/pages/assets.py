"""Files that pages load: named by their content, compressed once, kept by browsers for ever."""

import gzip
import hashlib
import logging
import mimetypes
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from tempfile import NamedTemporaryFile

from fastapi import APIRouter, HTTPException, Request, Response

router = APIRouter(include_in_schema=False)
CHARTS = "vega.js"
"""The bundle that draws charts, made by a package and not kept with the pages."""
_GLOBALS = "window.vegaEmbed=vegaEmbed;window.vega=vega;window.vegaLite=vegaLite;"
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
    found = _charts() if name == CHARTS else _assets().get(name)
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
    if name != CHARTS:
        _assets()[name]
    return f"/assets/{_edition()}/{name}"


@cache
def _assets() -> Mapping[str, Asset]:
    folder = files("api.pages").joinpath("static")
    return {file.name: _asset(file.name, file.read_bytes()) for file in folder.iterdir()}


@cache
def _charts() -> Asset:
    """Return the script that sets ``vegaEmbed``, ``vega`` and ``vegaLite`` on a page.

    It is made once for each version of its package and kept in the user's cache folder; where
    that cannot be read or written it is made once a process.
    """
    from platformdirs import user_cache_path

    path = user_cache_path("parkwise") / f"charts-{version('vl-convert-python')}.js"
    try:
        bundle = path.read_bytes()
    except OSError:
        bundle = _bundle()
        _keep(path, bundle)
    # As a classic script the bundle would leave thousands of short names on the page.
    return _asset(CHARTS, b"(()=>{%s})();" % bundle)


def _bundle() -> bytes:
    from api.charts import drawing

    # The bundler reports each of its rounds as an error.
    logging.getLogger("swc_ecma_transforms_optimization").setLevel(logging.CRITICAL)
    made: str = drawing().javascript_bundle(_GLOBALS)
    return made.encode()


def _keep(path: Path, content: bytes) -> None:
    """Write a file, if that can be, so that no reader ever sees a part of it."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(content)
        Path(file.name).replace(path)


@cache
def _edition() -> str:
    digest = hashlib.sha256(version("vl-convert-python").encode())
    for name in sorted(_assets()):
        digest.update(name.encode() + b"\0" + _assets()[name].content)
    return digest.hexdigest()[:12]


def _asset(name: str, content: bytes) -> Asset:
    ending = name[name.rindex(".") :]
    kind = _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(content, gzip.compress(content, 9, mtime=0), kind)
