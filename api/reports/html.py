"""A report as one self-contained HTML file: styles and charts are inside.

Colours, sizes and components are taken from the files of the pages.
"""

from functools import cache
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from api.document.drawings import inline_svg
from api.reports.letterhead import Letterhead
from mcda.plain import Plain

_OWN = files("api.reports").joinpath("templates")
_PAGES = files("api").joinpath("pages")
_STYLE = ("10-tokens.css", "20-elements.css", "40-components.css")


def html(document: Plain, memo: Plain, letterhead: Letterhead) -> bytes:
    """Return a report as an HTML file: the memo, and the annex folded under it."""
    return (
        _template()
        .render(d=document, m=memo, w=memo["words"], whose=letterhead, style=_style())
        .lstrip()
        .encode()
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("api.reports"), PackageLoader("api.pages")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["drawing"] = inline_svg
    return environment.get_template("report.html")


@cache
def _style() -> Markup:
    parts = [_PAGES.joinpath("static", "style", name) for name in _STYLE]
    texts = [part.read_text(encoding="utf-8") for part in (*parts, _OWN.joinpath("report.css"))]
    return Markup("\n".join(texts))  # noqa: S704
