"""Sentences with inline Markdown, and highlighted code."""

from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def inline(source: str) -> Markup:
    """Return a sentence with its code and links as HTML."""
    return Markup(_reader().renderInline(source))  # noqa: S704 - HTML in it is escaped


def highlighted(code: str, language: str) -> Markup:
    """Return code as HTML with classes for its tokens."""
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name

    lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    return Markup(highlight(code, lexer, HtmlFormatter(nowrap=True)))  # noqa: S704 - escaped by the formatter


@cache
def _reader() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False})
