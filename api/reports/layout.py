"""A document laid out for print: charts are drawn, and tables are as narrow as possible."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain

import orjson

from api.http.language import Language
from mcda.plain import Plain

Specs = Mapping[str, Plain]


def laid_out(document: Plain, specs: Specs) -> Plain:
    """Return a document for print.

    Charts get their drawing; charts without figures are removed, and so are tables whose data a
    chart shows; a table with grouped rows becomes one table for each group, under its name.
    """
    sections = []
    for section in document["sections"]:
        parts = (_blocks(block, specs, document["language"]) for block in section["blocks"])
        sections.append({**section, "blocks": list(chain.from_iterable(parts))})
    return {**document, "sections": sections}


def _blocks(block: Plain, specs: Specs, language: Language) -> Iterator[Plain]:
    if block["kind"] == "chart":
        if block["name"] in specs:
            yield {**block, "svg": _svg(orjson.dumps(specs[block["name"]]), language)}
    elif block["kind"] != "table" or not (block["grouped"] or block["behind"] in specs):
        yield block
    elif block["grouped"]:
        groups: dict[str, list[list[Plain]]] = {}
        for first, *rest in block["rows"]:
            groups.setdefault(first["text"], []).append(rest)
        for name, rows in groups.items():
            yield {"kind": "heading", "text": name}
            yield {
                **block,
                "caption": f"{block['caption']}: {name}",
                "head": block["head"][1:],
                "rows": rows,
                "widths": block["widths"][1:],
                "numbers": [place - 1 for place in block["numbers"] if place],
            }


@lru_cache(maxsize=32)
def _svg(spec: bytes, language: Language) -> str:
    """Return a chart as SVG, cached for the next format of the report."""
    from api.document.drawings import svg

    return svg(orjson.loads(spec), language)
