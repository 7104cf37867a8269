"""A document on a terminal: a few lines, the memo for a board, or the whole document."""

from collections.abc import Iterable

from api.cli.terminal import Depth, Language, Page, console
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
        "money": " ".join(brief["money"]) if page.language == "en" else "".join(brief["money"]),
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
    _memo_tables(page, memo)
    page.console.print()
    page.line(f"{memo['basis']}{memo['means']}")


def _memo_tables(page: Page, memo: Plain) -> None:
    """Write the first three side by side, their duels, the risks, what changes it, the steps."""
    table, words, strips = memo["table"], memo["words"], memo["strips"]
    if table:
        page.title(words["memo_table"], first=False)
        heads = [*page.words("strip_criterion", "strip_weight"), *table["columns"]]
        rows = [[row["name"], row["weight"], *map(_value, row["cells"])] for row in table["rows"]]
        page.grid(heads, [*rows, [words["score"], "", *table["points"]]], figures=(1,))
    if memo["duels"]:
        page.title(words["memo_duels"], first=False)
    for duel in memo["duels"]:
        page.line(duel["title"])
        page.items([f"{row['said']} {row['name']}" for row in duel["rows"]])
    if memo["risks"]:
        page.title(words["memo_risks"], first=False)
        page.items(memo["risks"])
    if strips or memo["changes"]:
        page.title(words["change"], first=False)
    for change in memo["changes"]:
        page.line(f"{change['head']}{words['memo_colon']}{change['said']}")
    if strips:
        heads = page.words("strip_criterion", "strip_weight", "strip_takes_over")
        rows = [[strip["name"], strip["weight_said"], strip["said"]] for strip in strips]
        page.grid(heads, rows, figures=(1,))
    if memo["steps"]:
        page.title(words["memo_steps"], first=False)
        keys = ("what", "gives", "who", "when")
        rows = [[step[key] for key in keys] for step in memo["steps"]]
        page.grid([words[f"memo_{key}"] for key in keys], rows)
        page.line(words["memo_steps_note"])


def _value(cell: Plain) -> str:
    return f"{cell['value']} ({cell['grade']['said']})" if cell["grade"] else str(cell["value"])


def _section(page: Page, section: Plain) -> None:
    page.title(section["title"], first=False)
    for block in section["blocks"]:
        match block["kind"]:
            case "text":
                page.line(block["text"])
            case "bullets":
                page.items(block["items"])
            case "figures":
                page.items([f"{item['text']} {item['label']}" for item in block["items"]])
            case "table":
                if block["titled"]:
                    page.console.print()
                    page.line(block["caption"])
                rows = [[c["text"] or ", ".join(c["refs"]) for c in row] for row in block["rows"]]
                columns = 2 if block["numbers"] and block["numbers"][0] == 0 else 1
                page.grid(block["head"], rows, figures=block["numbers"], repeated=columns)
            case "quotations":
                for source in block["sources"]:
                    page.line(f"{source['number']}. {source['title']} {source['url']}".rstrip())
                    page.items([f"{claim['ref']} “{claim['quote']}”" for claim in source["claims"]])
