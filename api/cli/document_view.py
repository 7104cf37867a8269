"""A document on a terminal: the answer in five lines, what a board reads, or all of it."""

from collections.abc import Callable, Mapping
from typing import Any

from api.cli.terminal import Depth, Grid, Language, Page, console
from api.parks.labels import Labels

Plain = dict[str, Any]
_SHORT = ("change", "ask_next", "why")
"""Sections of which one sentence follows the verdict."""
_ALWAYS = ("weights", "full_ranking")
"""Of the annex: here nobody turns a page for the rest of the ranking."""
_INSTEAD = "ranking"


def write_document(document: Plain, language: Language, depth: Depth = "memo") -> None:
    """Write a document.

    Parameters
    ----------
    document
        As `api.document.teller.told` returns it.
    language
        Of the document.
    depth
        Five lines; the memo that a board reads; or all of the annex too. What is left out is told
        with how to ask for it.
    """
    page = Page(console(), language, Labels({}, {}))
    page.title(document["kicker"])
    for said in (" · ".join(document["winners"]), document["verdict"], document["caution"]):
        if said:
            page.line(said)
    for note in document["notes"]:
        page.line(note)
    if depth == "short":
        _short(page, document)
    else:
        _sections(page, document, whole=depth == "full")
    if depth != "full":
        page.console.print()
        page.line(page.word(f"document_after_{depth}"))


def _short(page: Page, document: Plain) -> None:
    """Write what would change it, what to ask next, and how good the evidence is."""
    sections = {section["id"]: section for section in document["memo"]}
    for name in _SHORT:
        said = _sentence(page, sections[name]) if name in sections else ""
        if said:
            page.line(page.word(f"short_{name}", said=said))


def _sentence(page: Page, section: Plain) -> str:
    """Return the first text of a section, else the first row of its first table."""
    for block in section["blocks"]:
        if block["kind"] == "text":
            return str(block["text"])
    for block in section["blocks"]:
        if block["kind"] == "table" and block["rows"]:
            heads = zip(block["head"][1:], block["rows"][0][1:], strict=True)
            parts = [page.word("short_part", head=head, said=cell["text"]) for head, cell in heads]
            between = "；" if page.language == "zh" else "; "
            return between.join([block["rows"][0][0]["text"], *parts])
    return ""


def _sections(page: Page, document: Plain, *, whole: bool) -> None:
    memo = [section for section in document["memo"] if section["id"] != _INSTEAD]
    annex = [item for item in document["annex"] if whole or item["id"] in _ALWAYS]
    shown = {section["id"]: section for section in (*annex, *memo)}
    order = [item["id"] for item in (*document["memo"], *document["annex"])]
    first = [name for name in _ALWAYS[::-1] if name in shown]
    for name in dict.fromkeys((*first, *order)):
        if name in shown:
            _section(page, shown[name])


def _section(page: Page, section: Plain) -> None:
    page.console.print()
    page.title(section["title"])
    for block in section["blocks"]:
        write = _WRITERS.get(block["kind"])
        if write is not None:
            write(page, block)


def _text(page: Page, block: Plain) -> None:
    page.line(block["text"])


def _bullets(page: Page, block: Plain) -> None:
    page.items(block["items"])


def _figures(page: Page, block: Plain) -> None:
    page.items([f"{item['text']} {item['label']}" for item in block["items"]])


def _table(page: Page, block: Plain) -> None:
    if block["titled"]:
        page.console.print()
        page.line(block["caption"])
    rows = [[cell["text"] or ", ".join(cell["refs"]) for cell in row] for row in block["rows"]]
    kept = 2 if block["numbers"] and block["numbers"][0] == 0 else 1
    page.grid(Grid(block["head"], rows, figures=block["numbers"], kept=kept))


def _quotations(page: Page, block: Plain) -> None:
    for source in block["sources"]:
        page.line(f"{source['number']}. {source['title']} {source['url']}".rstrip())
        page.items([f"{claim['ref']} “{claim['quote']}”" for claim in source["claims"]])


_WRITERS: Mapping[str, Callable[[Page, Plain], None]] = {
    "text": _text,
    "bullets": _bullets,
    "figures": _figures,
    "table": _table,
    "quotations": _quotations,
}
