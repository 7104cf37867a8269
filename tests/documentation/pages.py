"""The pages of the documentation, and the blocks of code in them."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
AT_ROOT = ("README.md", "CONTRIBUTING.md")
PAGES = sorted([*map(ROOT.joinpath, AT_ROOT), *ROOT.joinpath("docs").rglob("*.md")])
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """Code between fences."""

    page: str
    language: str
    text: str


def name_of(page: Path) -> str:
    """Return the place of a page in the repository."""
    return page.relative_to(ROOT).as_posix()


def blocks(language: str = "", page: str = "") -> list[Block]:
    """Return the blocks of all pages, or of one, in all languages, or in one."""
    every = [
        Block(name_of(path), kind, text)
        for path in PAGES
        for kind, text in BLOCK.findall(path.read_text(encoding="utf-8"))
    ]
    return [
        block for block in every if language in ("", block.language) and page in ("", block.page)
    ]
