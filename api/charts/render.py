"""Charts as pictures, and the script that draws them on pages."""

import logging
from functools import cache
from pathlib import Path
from typing import Any

from api.charts.spec import DEFAULT_WIDTH, Spec
from api.charts.theme import theme
from api.language import Language


def svg(spec: Spec, language: Language, *, width: int = DEFAULT_WIDTH) -> str:
    """Return a chart as SVG for white paper, its text as text.

    Parameters
    ----------
    spec
        Of a chart of this package.
    language
        Chooses the font.
    width
        Pixels of the whole.
    """
    sized = {**spec, "width": width}
    drawn: str = _drawing().vegalite_to_svg(sized, config=theme("light", language))
    return drawn


def png(
    spec: Spec, scale: float = 2.0, *, language: Language = "zh", width: int = DEFAULT_WIDTH
) -> bytes:
    """Return a chart as a picture on white ground, ``scale`` pixels a pixel of the chart."""
    config = {**theme("light", language), "background": "#ffffff"}
    sized = {key: value for key, value in spec.items() if key != "background"} | {"width": width}
    drawn: bytes = _drawing().vegalite_to_png(sized, scale=scale, config=config)
    return drawn


@cache
def _drawing() -> Any:
    """Return the library that draws; in this process it then loads nothing from anywhere."""
    import vl_convert  # type: ignore[import-untyped]  # ships no types

    vl_convert.configure(allowed_base_urls=[], base_url=False)
    return vl_convert


_GLOBALS = "window.vegaEmbed=vegaEmbed;window.vega=vega;window.vegaLite=vegaLite;"


@cache
def javascript() -> bytes:
    """Return the script that sets ``vegaEmbed``, ``vega`` and ``vegaLite`` on a page.

    It is made once for each version of its package and kept in the user's cache folder; where
    that cannot be read or written it is made once a process.
    """
    from importlib.metadata import version

    from platformdirs import user_cache_path

    name = f"charts-{version('vl-convert-python')}.js"
    path = user_cache_path("parkwise") / name
    # As a classic script the bundle would leave thousands of short names on the page.
    return b"(()=>{%s})();" % (_kept(path) or _keep(path, _bundle()))


def _bundle() -> bytes:
    # The bundler reports each of its rounds as an error.
    logging.getLogger("swc_ecma_transforms_optimization").setLevel(logging.CRITICAL)
    made: str = _drawing().javascript_bundle(_GLOBALS)
    return made.encode()


def _kept(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _keep(path: Path, content: bytes) -> bytes:
    """Write a file so that no reader ever sees a part of it; return its content."""
    from tempfile import NamedTemporaryFile

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(content)
        Path(file.name).replace(path)
    except OSError:
        return content
    return content
