"""A document on a terminal: a few lines, the memo for a board, or the whole document."""

from collections.abc import Callable, Iterable, Mapping

from api.cli.terminal import Depth, Grid, Language, Page, console
from mcda.plain import Plain
from mcda.texts.marks import SEMICOLON

_RANKING = "ranking"
"""Of the sections the one that stands in the memo too: here nobody turns a page for it."""


def write_document(document: Plain, memo: Plain, language: Language, depth: Depth) -> None:
    """Write a document.

    `depth` selects a few lines, the memo for a board, or every section too. For omitted parts, the
    option that shows them is named.
    """
    page = Page(console(), language)
    _head(page, document["brief"], memo)
    if depth == "short" and document["brief"]["winners"]:
        _lines(page, document["brief"], [reason["claim"] for reason in memo["reasons"]])
    else:
        whole = [section for section in document["sections"] if section["id"] == _RANKING]
        others = [section for section in memo["sections"] if section["id"] != _RANKING]
        _memo(page, memo, () if depth == "full" else [*whole, *others])
    if depth == "full":
        for section in document["sections"]:
            _section(page, section)
    else:
        page.console.print()
        page.say(f"document_after_{depth}")


def _head(page: Page, brief: Plain, memo: Plain) -> None:
    """Write the kind of statement, who is first, and the certainty."""
    page.title(brief["kicker"])
    first = " · ".join(filter(None, [*brief["winners"], brief["place"]]))
    if first:
        page.line(first)
    sure = brief["certainty"]
    if sure and brief["draws"]:
        page.say("short_sure", word=sure["name"], said=sure["said"])
    else:
        page.line(brief["sentence"])
    for note in memo["notices"]:
        page.line(note)


def _lines(page: Page, brief: Plain, reasons: Iterable[str]) -> None:
    """Write the reasons, the possible changes, the risk, and the next step."""
    mark = SEMICOLON[page.language]
    moves = [change["said"] for change in brief["changes"] if change["kind"] == "weights"]
    texts = {
        "reasons": mark.join(reasons),
        "change": mark.join(moves),
        "risk": brief["risk"],
        "step": brief["step"],
    }
    for key, text in texts.items():
        if text:
            page.say(f"short_{key}", said=text)


def _memo(page: Page, memo: Plain, sections: Iterable[Plain]) -> None:
    for place, reason in enumerate(memo["reasons"], 1):
        grade = reason["grade"]["said"] if reason["grade"] else ""
        parts = (reason["claim"], reason["remark"], grade)
        page.entry(f" {place}", " · ".join(filter(None, parts)))
    for sentence in memo["unscored"]:
        page.line(sentence)
    for section in sections:
        _section(page, section)
    for part in (_beside, _duels, _risks, _changes, _steps):
        part(page, memo)
    page.console.print()
    page.line(f"{memo['basis']}{memo['means']}")


def _beside(page: Page, memo: Plain) -> None:
    """Write the values of the first three, each with the grade of its evidence."""
    table, words = memo["table"], memo["words"]
    if table:
        _heading(page, words["memo_table"])
        heads = [*page.words("strip_criterion", "strip_weight"), *table["columns"]]
        rows = [[row["name"], row["weight"], *map(_value, row["cells"])] for row in table["rows"]]
        page.grid(Grid(heads, [*rows, [words["score"], "", *table["points"]]], figures=(1,)))


def _duels(page: Page, memo: Plain) -> None:
    if memo["duels"]:
        _heading(page, memo["words"]["memo_duels"])
    for duel in memo["duels"]:
        page.line(duel["title"])
        page.items([f"{row['said']} {row['name']}" for row in duel["rows"]])


def _risks(page: Page, memo: Plain) -> None:
    if memo["risks"]:
        _heading(page, memo["words"]["memo_risks"])
        page.items(memo["risks"])


def _changes(page: Page, memo: Plain) -> None:
    if not memo["strips"] and not memo["changes"]:
        return
    _heading(page, memo["words"]["change"])
    for change in memo["changes"]:
        page.line(f"{change['head']}{memo['words']['memo_colon']}{change['said']}")
    if memo["strips"]:
        heads = page.words("strip_criterion", "strip_weight", "strip_takes_over")
        rows = [[strip["name"], strip["weight_said"], strip["said"]] for strip in memo["strips"]]
        page.grid(Grid(heads, rows, figures=(1,)))


def _steps(page: Page, memo: Plain) -> None:
    if memo["steps"]:
        words, keys = memo["words"], ("what", "gives", "who", "when")
        _heading(page, words["memo_steps"])
        rows = [[step[key] for key in keys] for step in memo["steps"]]
        page.grid(Grid([words[f"memo_{key}"] for key in keys], rows))
        page.line(words["memo_steps_note"])


def _value(cell: Plain) -> str:
    return f"{cell['value']} ({cell['grade']['said']})" if cell["grade"] else str(cell["value"])


def _heading(page: Page, text: str) -> None:
    page.console.print()
    page.title(text)


def _section(page: Page, section: Plain) -> None:
    _heading(page, section["title"])
    for block in section["blocks"]:
        write = _WRITERS.get(block["kind"])
        if write is not None:
            write(page, block)


def _table(page: Page, block: Plain) -> None:
    if block["titled"]:
        page.console.print()
        page.line(block["caption"])
    rows = [[cell["text"] or ", ".join(cell["refs"]) for cell in row] for row in block["rows"]]
    columns = 2 if block["numbers"] and block["numbers"][0] == 0 else 1
    page.grid(Grid(block["head"], rows, figures=block["numbers"], kept=columns))


def _quotations(page: Page, block: Plain) -> None:
    for source in block["sources"]:
        page.line(f"{source['number']}. {source['title']} {source['url']}".rstrip())
        page.items([f"{claim['ref']} “{claim['quote']}”" for claim in source["claims"]])


_WRITERS: Mapping[str, Callable[[Page, Plain], None]] = {
    "text": lambda page, block: page.line(block["text"]),
    "bullets": lambda page, block: page.items(block["items"]),
    "figures": lambda page, block: page.items(
        [f"{item['text']} {item['label']}" for item in block["items"]]
    ),
    "table": _table,
    "quotations": _quotations,
}
