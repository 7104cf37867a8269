"""A document laid out for print: charts are drawn, and each table is as narrow as it can be."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import orjson

from api.language import Language

Plain = dict[str, Any]
Specs = Mapping[str, Plain]


def laid_out(document: Plain, specs: Specs) -> Plain:
    """Return a document for print.

    Charts get their drawing, those without figures go; a table goes where a chart shows the same;
    one whose rows are grouped becomes a table a group, under its name.

    Parameters
    ----------
    document
        As `api.document.teller.tell` returns it.
    specs
        Charts by name, to be drawn.
    """
    sections = [_section(one, specs, document["language"]) for one in document["sections"]]
    return {**document, "sections": sections}


def _section(section: Plain, specs: Specs, language: Language) -> Plain:
    blocks = [made for block in section["blocks"] for made in _blocks(block, specs, language)]
    return {**section, "blocks": blocks}


def _blocks(block: Plain, specs: Specs, language: Language) -> Iterator[Plain]:
    if block["kind"] == "chart":
        if block["name"] in specs:
            yield {**block, "svg": _svg(orjson.dumps(specs[block["name"]]), language)}
    elif block["kind"] != "table" or not (block["grouped"] or block["behind"] in specs):
        yield block
    elif block["grouped"]:
        yield from _groups(block)


def _groups(table: Plain) -> Iterator[Plain]:
    groups: dict[str, list[list[Plain]]] = {}
    for first, *rest in table["rows"]:
        groups.setdefault(first["text"], []).append(rest)
    for name, rows in groups.items():
        yield {"kind": "heading", "text": name}
        yield {
            **table,
            "caption": f"{table['caption']}: {name}",
            "head": table["head"][1:],
            "rows": rows,
            "widths": table["widths"][1:],
            "numbers": [place - 1 for place in table["numbers"] if place],
        }


@lru_cache(maxsize=32)
def _svg(spec: bytes, language: Language) -> str:
    """Return a chart as SVG; the second format of a report need not draw it again."""
    from api.charts import svg

    return svg(orjson.loads(spec), language)
