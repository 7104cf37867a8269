"""A report as PDF, set by Typst; texts reach the template as data and are never read as markup."""

from datetime import UTC, datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import orjson

from api.document.teller import Teller
from api.reports.fonts import choose, has_chinese, installed, printable

if TYPE_CHECKING:
    import typst

Plain = dict[str, Any]


def pdf(document: Plain, fonts: "typst.Fonts | None" = None) -> bytes:
    """Return a report as PDF.

    Parameters
    ----------
    document
        As `api.reports.layout.laid_out` returns it.
    fonts
        Those to print with; left out, those of this machine.

    Raises
    ------
    Unavailable
        The report is Chinese and there is no font with Chinese characters. An English one says
        on its first page that such characters could not be printed.
    """
    import typst

    found = installed() if fonts is None else fonts
    chosen = choose(document["language"], found.families())
    data = orjson.dumps(document).decode()
    if not chosen.has_chinese and has_chinese(data):
        note = Teller(document["language"]).word("no_font")
        noted = {**document, "notes": [*document["notes"], note]}
        data = printable(orjson.dumps(noted).decode())
    template = files("api.reports").joinpath("memo.typ").read_bytes()
    return typst.compile(
        template,
        font_paths=found,
        sys_inputs={"data": data, "fonts": orjson.dumps(chosen.families).decode()},
        timestamp=_moment(document["at"]),
    )


def _moment(at: str) -> datetime:
    """Return when a report says it was made: with its answer, so that it is always the same."""
    found = datetime.fromisoformat(at) if at else datetime.now(UTC)
    return found.astimezone(UTC).replace(microsecond=0)
