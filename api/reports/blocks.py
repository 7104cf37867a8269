"""What a report is made of: plain data that every format lays out in its own way."""

from collections.abc import Sequence
from typing import Any

Block = dict[str, Any]
Section = dict[str, Any]
Cell = str | dict[str, Any]


def section(key: str, title: str, *blocks: Block | None) -> Section:
    """Return a part of a report; what is None is left out."""
    return {"id": key, "title": title, "blocks": [block for block in blocks if block is not None]}


def text(said: str, tone: str = "") -> Block:
    """Return a paragraph; ``tone`` is ``soft`` for a remark, ``lead`` for what counts most."""
    return {"kind": "text", "text": said, "tone": tone}


def bullets(items: Sequence[str], *, ordered: bool = False) -> Block | None:
    """Return a list, None where there is nothing to list."""
    return {"kind": "bullets", "items": list(items), "ordered": ordered} if items else None


def heading(said: str) -> Block:
    """Return a heading within a section."""
    return {"kind": "heading", "text": said}


def figure(said: str, label: str) -> Block:
    """Return a figure that is shown large, with what it is."""
    return {"value": said, "label": label}


def figures(items: Sequence[Block]) -> Block | None:
    """Return figures side by side, None where there are none."""
    return {"kind": "figures", "items": list(items)} if items else None


def chart(svg: str, title: str) -> Block:
    """Return a chart as SVG with its title."""
    return {"kind": "chart", "svg": svg, "title": title}


def cell(said: str, tone: str = "", refs: Sequence[str] = ()) -> Cell:
    """Return a cell of a table with a grade to colour it by and the quotations behind it."""
    return {"text": said, "tone": tone, "refs": list(refs)}


def table(
    caption: str,
    head: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    *,
    numbers: Sequence[int] = (),
    strong: Sequence[int] = (),
    titled: bool = False,
    narrow: bool = False,
) -> Block | None:
    """Return a table, None where it has no rows.

    Parameters
    ----------
    caption
        What it shows; read aloud.
    head
        Of each column.
    rows
        Cells, a text or what `cell` returns.
    widths
        Share of the width that each column takes; 0 for as much as it needs.
    numbers
        Columns that are aligned to the right.
    strong
        Rows that stand out.
    titled
        Whether the caption is printed over it, where no heading says the same.
    narrow
        Whether two thirds of the width are enough.
    """
    if not rows:
        return None
    return {
        "kind": "table",
        "caption": caption,
        "head": list(head),
        "rows": [[cell(item) if isinstance(item, str) else item for item in row] for row in rows],
        "widths": list(widths),
        "numbers": list(numbers),
        "strong": list(strong),
        "titled": titled,
        "narrow": narrow,
    }


def quotations(sources: Sequence[dict[str, Any]]) -> Block | None:
    """Return the numbered sources with what is quoted of each, None where there are none."""
    return {"kind": "quotations", "sources": list(sources)} if sources else None
