"""Markdown as the pages show it: with anchors, highlighted code, and the samples in their place."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from api.language import Language
from api.pages.guide.samples import LANGUAGES, parts, printed
from api.pages.inline_markdown import highlighted
from api.pages.words import words

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a text, and the anchor that leads to it."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class MarkdownText:
    """A text as it is shown.

    Parameters
    ----------
    title, lead
        The first heading, and the first paragraph.
    headings
        Of the second level.
    body
        All that follows the title.
    """

    title: str
    lead: str
    headings: tuple[Heading, ...]
    body: Markup


def read(source: str, language: Language, anchors: Sequence[str] = ()) -> MarkdownText:
    """Return a text of Markdown as it is shown.

    Parameters
    ----------
    source
        The Markdown; its first line is the title.
    language
        Of the words around samples.
    anchors
        Of the headings, in order; those that are left out are made of the headings themselves.
    """
    title, _, rest = source.partition("\n")
    tokens = _reader().parse(rest)
    found: list[Heading] = []
    inline = [token for token in tokens if token.type in ("heading_open", "inline")]
    for opened, held in pairwise(inline):
        if opened.type == "heading_open" and opened.tag == "h2":
            given = islice(anchors, len(found), None)
            found.append(Heading(next(given, None) or slug(held.content), _plain(held.content)))
            opened.attrSet("id", found[-1].anchor)
    body = _reader().renderer.render(tokens, _reader().options, {"language": language})
    lead = next((token.content for token in tokens if token.type == "inline"), "")
    return MarkdownText(title.removeprefix("# "), _plain(lead), tuple(found), Markup(body))  # noqa: S704 - the text is the project's own


def slug(heading: str) -> str:
    """Return a heading as an anchor."""
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")


def _plain(said: str) -> str:
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", said).replace("`", "").replace("**", "")


@cache
def _reader() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    made.add_render_rule("fence", _fence)
    made.add_render_rule("softbreak", _break)
    return made


def _break(_: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """Leave no gap in Chinese where a line of the source ends."""
    return "" if tokens[index - 1].content.endswith(_NO_SPACE_AFTER) else "\n"


_NO_SPACE_AFTER = tuple("，。；：、！？（）")


def _fence(_: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """Show code; ``sample NAME PART`` and ``prints NAME [FIRST-LAST]`` name what is shown."""
    kind, *named = tokens[index].info.split() or ["text"]
    if kind == "sample":
        name, part = named
        is_first, env["has_sample"] = not env.get("has_sample"), True
        return "".join(_tabs(name, part, env["language"], is_first))
    if kind == "prints":
        said = words(env["language"])["guide"]["prints"]
        shown = "\n".join(_lines(*named))
        return f'<p class="prints">{said}</p><pre tabindex="0"><samp>{escape(shown)}</samp></pre>'
    return _code(tokens[index].content.rstrip("\n"), kind)


def _lines(name: str, numbers: str = "1-") -> Iterable[str]:
    first, dash, last = numbers.partition("-")
    return printed(name)[int(first) - 1 : int(last or first) if last or not dash else None]


def _code(code: str, language: str) -> Markup:
    shown = highlighted(code, language)
    return Markup('<pre class="code" tabindex="0"><code>{}</code></pre>').format(shown)


def _tabs(name: str, part: str, language: Language, is_first: bool) -> Iterator[str]:
    """Yield a part of a sample in all languages; a button of any sample turns all of a page."""
    called = escape(words(language)["guide"]["sample"])
    yield f'<div class="sample" role="group" aria-label="{called}"><div class="tabs">'
    for place, name_shown in enumerate(LANGUAGES):
        chosen = " checked" if place == 0 and is_first else ""
        button = f'<input type="radio" name="sample" value="{name_shown}"{chosen}>'
        yield f"<label>{button}{name_shown}</label>"
    yield "</div>"
    for name_shown, (ending, lexer) in LANGUAGES.items():
        code = highlighted(parts(name, ending)[part], lexer)
        yield f'<pre class="code {name_shown}" tabindex="0"><code>{code}</code></pre>'
    yield "</div>"
