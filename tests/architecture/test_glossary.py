"""Texts in both languages call a term of the glossary what the glossary calls it."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \| [^|]+ \|$", re.MULTILINE)
WHEREVER = (
    "decision problem",
    "value curve",
    "standard error",
    "consistency ratio",
    "sensitivity analysis",
    "rank acceptability",
    "rank reversal",
    "dominance",
    "regret",
    "consensus",
    "verdict",
    "short list",
    "grade",
)
"""Terms that no sentence uses in another sense."""


def terms() -> dict[str, tuple[str, ...]]:
    """Return what each English word of the glossary is called in Chinese."""
    rows = [row for row in ROW.findall(PAGE) if row[0] not in ("English", "---")]
    return {word: tuple(zh.split(" · ")) for en, zh in rows for word in en.split(", ")}


TERMS = terms()


def pairs(node: Any) -> Iterator[tuple[str, str]]:
    """Yield the texts of a file in both languages."""
    match node:
        case {"en": str(english), "zh": str(chinese)}:
            yield english, chinese
        case Mapping():
            for inner in node.values():
                yield from pairs(inner)
        case list():
            for inner in node:
                yield from pairs(inner)


def texts() -> list[tuple[str, str]]:
    files = [file for top in ("mcda", "weights", "api") for file in (ROOT / top).rglob("*.toml")]
    return [pair for file in files for pair in pairs(tomllib.loads(file.read_text("utf-8")))]


def faults(said: list[tuple[str, str]]) -> Iterator[str]:
    """Yield what is called by another name: a text that is a term, or holds one of those above."""
    for term, names in TERMS.items():
        whole = re.compile(rf"{re.escape(term)}s?\W*", re.IGNORECASE)
        inside = re.compile(rf"(?<![\w.({{`]){re.escape(term)}s?(?![\w(}}`])", re.IGNORECASE)
        for english, chinese in said:
            named = whole.fullmatch(english) or (term in WHEREVER and inside.search(english))
            if named and not any(name in chinese for name in names):
                yield f"{term}: {english!r} is {chinese!r}, not {' or '.join(names)}"


def test_texts_agree_with_the_glossary() -> None:
    said = texts()
    assert len(said) > 5000
    assert set(WHEREVER) <= set(TERMS)
    assert [*faults(said)] == []


@pytest.mark.parametrize(
    "text",
    [("Criterion:", "指标："), ("The verdict is not told", "未告知裁决"), ("Weights", "比重")],
)
def test_the_check_bites(text: tuple[str, str]) -> None:
    assert [*faults([text])]


def test_each_term_stands_once_in_both_languages() -> None:
    rows = ROW.findall(PAGE)
    words = [word for en, _ in rows for word in en.split(", ") if word not in ("English", "---")]
    assert len(words) == len(set(words)) > 50
    assert all(re.search(r"[\u4e00-\u9fff]", zh) for names in TERMS.values() for zh in names)
