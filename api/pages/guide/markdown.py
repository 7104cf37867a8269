"""Markdown for the pages: with anchors, highlighted code, and samples inserted."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from api.http.language import Language
from api.pages.inline_markdown import highlighted
from api.pages.words import words

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

LANGUAGES: Mapping[str, tuple[str, str]] = {
    "curl": ("sh", "bash"),
    "Python": ("py", "python"),
    "TypeScript": ("ts", "typescript"),
}
"""Ending of the files, and the name that the highlighter knows, by what readers call it."""
_BEGIN = re.compile(r"^(?:#|//) -- (\w+)\n", re.MULTILINE)
_NO_SPACE_AFTER = tuple("，。；：、！？（）")


@cache
def parts(name: str, ending: str) -> Mapping[str, str]:
    """Return the parts of a sample by their names, in order.

    Raises
    ------
    FileNotFoundError
        The sample does not exist.
    """
    _, *pieces = _BEGIN.split(_sample(f"{name}.{ending}"))
    pairs = zip(pieces[::2], pieces[1::2], strict=True)
    return {part: code.strip("\n") for part, code in pairs}


@cache
def printed(name: str) -> tuple[str, ...]:
    """Return the lines that a sample prints."""
    return tuple(_sample(f"{name}.txt").splitlines())


def _sample(file: str) -> str:
    """Return the content of a file of the samples."""
    return files("api.pages.guide").joinpath("samples", file).read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class MarkdownText:
    """A text in the form that is shown."""

    title: str
    """The first heading, and the first paragraph."""
    lead: str
    """The first heading, and the first paragraph."""
    headings: tuple[tuple[str, str], ...]
    """Anchor and title, of the second level."""
    body: Markup
    """All that follows the title."""


def read(source: str, language: Language, anchors: Sequence[str] = ()) -> MarkdownText:
    """Return a text of Markdown in the form that is shown.

    Its first line is the title. Missing anchors are made from the headings themselves.
    """
    title, _, rest = source.partition("\n")
    tokens = _reader().parse(rest)
    headings: list[tuple[str, str]] = []
    inline = [token for token in tokens if token.type in ("heading_open", "inline")]
    for opened, text in pairwise(inline):
        if opened.type == "heading_open" and opened.tag == "h2":
            unused = islice(anchors, len(headings), None)
            anchor = next(unused, None) or slug(text.content)
            headings.append((anchor, _plain(text.content)))
            opened.attrSet("id", anchor)
    body = _reader().renderer.render(tokens, _reader().options, {"language": language})
    lead = next((token.content for token in tokens if token.type == "inline"), "")
    return MarkdownText(title.removeprefix("# "), _plain(lead), tuple(headings), Markup(body))  # noqa: S704 - the text is the project's own


def slug(heading: str) -> str:
    """Return the anchor of a heading."""
    return re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-")


def _plain(said: str) -> str:
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", said).replace("`", "").replace("**", "")


@cache
def _reader() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.add_render_rule("fence", _fence)
    parser.add_render_rule("softbreak", _break)
    return parser


def _break(_: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """Return a line break; none in Chinese, where it would show as a gap."""
    return "" if tokens[index - 1].content.endswith(_NO_SPACE_AFTER) else "\n"


def _fence(_: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """Return code as HTML; ``sample NAME PART`` and ``prints NAME [FIRST-LAST]`` insert samples."""
    kind, *arguments = tokens[index].info.split() or ["text"]
    if kind == "sample":
        name, part = arguments
        is_first, env["has_sample"] = not env.get("has_sample"), True
        return "".join(_tabs(name, part, env["language"], is_first))
    if kind == "prints":
        label = words(env["language"])["guide"]["prints"]
        output = "\n".join(_lines(*arguments))
        return f'<p class="prints">{label}</p><pre tabindex="0"><samp>{escape(output)}</samp></pre>'
    code = highlighted(tokens[index].content.rstrip("\n"), kind)
    return Markup('<pre class="code" tabindex="0"><code>{}</code></pre>').format(code)


def _lines(name: str, numbers: str = "1-") -> Iterable[str]:
    first, dash, last = numbers.partition("-")
    return printed(name)[int(first) - 1 : int(last or first) if last or not dash else None]


def _tabs(name: str, part: str, language: Language, is_first: bool) -> Iterator[str]:
    """Yield a part of a sample in all languages; a button of any sample switches the whole page."""
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
