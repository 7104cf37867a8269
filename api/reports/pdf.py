"""A report as PDF, set by Typst; texts reach the template as data and are never read as markup."""

from datetime import UTC, datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

import orjson

from api.document.values import Teller
from api.reports.fonts import choose, has_chinese, installed, printable
from api.reports.letterhead import Letterhead
from mcda.plain import Plain

if TYPE_CHECKING:
    import typst

Kind = Literal["memo", "annex"]
_SHARED = ("language", "title", "name", "day", "at")


def pdf(
    kind: Kind,
    document: Plain,
    memo: Plain,
    letterhead: Letterhead,
    fonts: "typst.Fonts | None" = None,
) -> bytes:
    """Return the two pages for a board, or the annex with the basis of the memo, as PDF.

    Raises
    ------
    Unavailable
        The report is Chinese and there is no font with Chinese characters. An English one says
        on its first page that such characters could not be printed.
    """
    import typst

    fonts_in_use = installed() if fonts is None else fonts
    families, is_chinese = choose(document["language"], fonts_in_use.families())
    whose = {"firm": letterhead.firm, "logo": letterhead.printed, "kind": kind}
    parts = memo
    if kind == "annex":
        parts = {key: memo[key] for key in ("words", "footer", "notices")}
        parts["sections"] = document["sections"]
    content = {**{key: document[key] for key in _SHARED}, **parts, **whose}
    data = orjson.dumps(content).decode()
    if not is_chinese and has_chinese(data):
        note = Teller(document["language"]).word("no_font")
        noted = {**content, "notices": [*content["notices"], note]}
        data = printable(orjson.dumps(noted).decode())
    # When a report says it was made: with its answer, so that it is always the same.
    at = document["at"]
    moment = datetime.fromisoformat(at) if at else datetime.now(UTC)
    template = b"".join(
        files("api.reports").joinpath(f"{name}.typ").read_bytes() for name in ("common", kind)
    )
    return typst.compile(
        template,
        font_paths=fonts_in_use,
        sys_inputs={"data": data, "fonts": orjson.dumps(families).decode()},
        timestamp=moment.astimezone(UTC).replace(microsecond=0),
    )
