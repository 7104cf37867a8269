"""A report as one HTML file that needs nothing else: styles and charts are inside."""

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

Plain = dict[str, Any]


def html(document: Plain) -> bytes:
    """Return a report as an HTML file.

    Parameters
    ----------
    document
        As `api.reports.layout.laid_out` returns it.
    """
    return _template().render(d=document).lstrip().encode()


@cache
def _template() -> Template:
    environment = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["drawing"] = drawing
    return environment.get_template("report.html")


def _source(name: str) -> str:
    return files("api.reports").joinpath("templates", name).read_text(encoding="utf-8")


def drawing(svg: str) -> Markup:
    """Return a chart to stand in the page; its texts were escaped when it was drawn."""
    return Markup(svg[svg.index("<svg") :])  # noqa: S704
