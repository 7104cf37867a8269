"""What MkDocs is told beside `mkdocs.yml`: the reference, formulas as MathML, and a check.

Pages that stand at the root of the repository are pages of the site too; links to other files of
the repository are their names there. A page that would load anything from another host ends the
build, and so does a public name that is not in the reference.
"""

import re
from pathlib import Path
from xml.etree.ElementTree import Element

from latex2mathml.converter import convert, convert_to_element
from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocstrings import Inventory

from docs.tools.reference import PACKAGES, ROOT, offered, packages, page

AT_ROOT = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
}
PICTURES = "tests/browser/pictures"
LINK = re.compile(r"(!?)\[([^\]]*)\]\((?!https?:|#)([^)#\s]+)(#[^)\s]*)?\)")
INLINE = r"(?::math:`([^`]+)`|\$`([^`]+)`\$)"
BLOCK = re.compile(
    r"^\.\. math::[ ]*([^\n]*(?:\n+[ ]{3,}[^\n]*)*)|^```math\n(.*?)\n```$", re.MULTILINE | re.DOTALL
)
EXAMPLE = re.compile(
    r"^```.*?^```$|^([ ]*)(>>> [^\n]*(?:\n\1[^\s][^\n]*)*)", re.MULTILINE | re.DOTALL
)
LOADED = re.compile(r"""(?:\bsrc=|<link [^>]*\bhref=|url\()["']?((?:https?:)?//[^"' >)]+)""")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Name the pages of the reference and the forms that docstrings have of their own."""
    for top in PACKAGES:
        pages = [{name: f"reference/{name}.md"} for name in packages(top)]
        config.nav.append({f"Reference: {top}": pages})
    config.markdown_extensions.append(Docstrings())
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages of the reference, those at the root, and the pictures that they show."""
    for name, place in AT_ROOT.items():
        files.append(File.generated(config, place, abs_src_path=str(ROOT / name)))
    for picture in ROOT.joinpath(PICTURES).glob("*.png"):
        place = f"pictures/{picture.name}"
        files.append(File.generated(config, place, abs_src_path=str(picture)))
    for top in PACKAGES:
        for name in packages(top):
            files.append(File.generated(config, f"reference/{name}.md", content=page(name)))
    return files


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Let links lead to the pages of the site."""
    place = page.file.src_uri
    source = next((ROOT / name for name, at in AT_ROOT.items() if at == place), None)
    folder = (source or ROOT / "docs" / place).parent
    up = "../" * place.count("/")

    def led(found: re.Match[str]) -> str:
        image, text, target, anchor = found.groups()
        inside = folder.joinpath(target).resolve().relative_to(ROOT).as_posix()
        if inside in AT_ROOT:
            return f"[{text}]({up}{AT_ROOT[inside]}{anchor or ''})"
        if inside.startswith(PICTURES):
            return f"![{text}]({up}pictures/{inside.rpartition('/')[2]})"
        if inside.startswith("docs/"):
            return f"{image}[{text}]({up}{inside.removeprefix('docs/')}{anchor or ''})"
        return f"{text} (`{inside}`)"

    return markdown if place.startswith("reference/") else LINK.sub(led, markdown)


def on_post_build(config: MkDocsConfig) -> None:
    """Refuse a site that loads anything from elsewhere, or leaves a public name out."""
    with Path(config.site_dir, "objects.inv").open("rb") as file:
        places = set(Inventory.parse_sphinx(file))
    known = places | {place.rpartition(".")[2] for place in places}
    for package in (name for top in PACKAGES for name in packages(top)):
        for name, place in offered(package).items():
            if (place or name) not in known:
                raise PluginError(f"{package}.{name} is not in the reference: does it say nothing?")
    for path in Path(config.site_dir).rglob("*.html"):
        if loaded := LOADED.findall(path.read_text(encoding="utf-8")):
            raise PluginError(f"{path.name} loads {loaded[0]}")


class _Inline(InlineProcessor):
    def handleMatch(self, m: re.Match[str], _: str) -> tuple[Element, int, int]:  # noqa: N802 - theirs
        return convert_to_element(m[1] or m[2]), m.start(0), m.end(0)


class _Block(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return BLOCK.sub(self._stashed, "\n".join(lines)).split("\n")

    def _stashed(self, found: re.Match[str]) -> str:
        formula = " ".join((found[1] or found[2]).split())
        return f"\n{self.md.htmlStash.store(convert(formula, display='block'))}\n"


class _Examples(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return EXAMPLE.sub(self._fenced, "\n".join(lines)).split("\n")

    def _fenced(self, found: re.Match[str]) -> str:
        indent, example = found.groups()
        return f"{indent}```pycon\n{indent}{example}\n{indent}```" if example else found[0]


class Docstrings(Extension):
    """What docstrings write in another way than pages: formulas, and examples without a fence.

    A formula of a page stands between a dollar and a backtick, or in a fence `math`.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - theirs
        """Come before code is looked for."""
        md.preprocessors.register(_Examples(md), "examples", 27)
        md.preprocessors.register(_Block(md), "formulas", 26)
        md.inlinePatterns.register(_Inline(INLINE, md), "formula", 200)
