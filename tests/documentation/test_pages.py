"""What pages tell of the code is there: links, names, files; what is made from the code is so."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from docs.tools import gallery, picture
from docs.tools.reference import PACKAGES, modules, offered, packages, page
from tests.documentation.pages import AT_ROOT, BLOCK, PAGES, ROOT, name_of

LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)")
NAME = re.compile(r"(?<![`/\w.])`((?:mcda|weights|api)(?:\.\w+)+)`")
FILE = re.compile(r"`((?:mcda|weights|api|tests|docs|\.ci)/[\w./-]+)`")


def prose(path: Path) -> str:
    return BLOCK.sub("", path.read_text(encoding="utf-8"))


def anchors(path: Path) -> set[str]:
    """Return the anchors of a page, as the site and the hosts of repositories make them."""
    heads = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
    plain = [re.sub(r"[^\w\- ]", "", head.replace("`", "")).strip().lower() for head in heads]
    return {head.replace(" ", "-") for head in plain}


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_links_lead_somewhere(path: Path) -> None:
    for target, anchor in LINK.findall(prose(path)):
        file = path if not target else path.parent.joinpath(target)
        assert file.exists(), target
        if anchor:
            assert anchor in anchors(file), f"{target}#{anchor}"


def found(name: str) -> bool:
    """Tell whether a dotted name is a module or something in one."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        try:
            thing = import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        for part in parts[end:]:
            if not hasattr(thing, part):
                return False
            thing = getattr(thing, part)
        return True
    return False


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_names_and_files_are_there(path: Path) -> None:
    text = prose(path)
    assert [name for name in NAME.findall(text) if not found(name)] == []
    assert [file for file in FILE.findall(text) if not ROOT.joinpath(file).exists()] == []


def test_the_checks_bite() -> None:
    assert found("mcda.scale")
    assert found("mcda.method.Method")
    assert not found("mcda.scales")
    assert NAME.findall("see `mcda.scales`") == ["mcda.scales"]


@pytest.mark.parametrize("name", gallery.PAGES)
def test_the_gallery_is_that_of_the_registries(name: str) -> None:
    stored = gallery.FOLDER.joinpath(name).read_text(encoding="utf-8")
    assert stored == gallery.PAGES[name](), "python -m docs.tools.gallery"


def test_each_in_the_gallery_has_a_formula_a_title_in_both_languages_and_what_it_rests_on() -> None:
    for name, write in gallery.PAGES.items():
        for part in write().split("\n## ")[1:]:
            assert "$`" in part or "```math" in part, (name, part[:80])
            assert " · " in part.splitlines()[0]
    for part in gallery.methods().split("\n## ")[1:]:
        assert "Published in\n" in part
        assert "Published examples, computed by the tests\n" in part


def test_the_picture_is_that_of_the_imports() -> None:
    stored = picture.FILE.read_text(encoding="utf-8")
    assert stored == picture.drawn(), "python -m docs.tools.picture"
    graph = picture.imports()
    assert picture.arrows(graph) == {("api", "weights"), ("api", "mcda"), ("weights", "mcda")}


def test_every_public_name_is_in_the_reference() -> None:
    pages = {name: page(name) for top in PACKAGES for name in packages(top)}
    shown = {
        line[4:] for text in pages.values() for line in text.splitlines() if line[:4] == "::: "
    }
    files = [path for top in PACKAGES for path in ROOT.joinpath(top).rglob("*.py")]
    public = [path for path in files if not path.stem.startswith("_")]
    assert shown == {*pages, *(name for package in pages for name in modules(package))}
    assert len(shown) == len(pages) + len(public)
    places = [place for package in pages for place in offered(package).values() if place]
    assert len(places) > 150
    for place in places:
        module = next(place[:k] for k in range(len(place), 0, -1) if place[:k] in shown)
        assert not any(part.startswith("_") for part in place.removeprefix(module).split("."))


def test_decisions_say_what_why_and_what_else_was_tried() -> None:
    index = ROOT.joinpath("docs", "decisions", "index.md")
    pages = [path for path in index.parent.glob("*.md") if path != index]
    listed = [target for target, _ in LINK.findall(prose(index)) if "/" not in target]
    assert sorted(path.name for path in pages) == sorted(listed)
    for path in pages:
        text = path.read_text(encoding="utf-8")
        heads = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert heads[:3] == ["What", "Why", "What else was tried"], path.name
        assert len(text.splitlines()) <= 40, path.name


def test_every_page_is_in_the_site() -> None:
    told = ROOT.joinpath("mkdocs.yml").read_text(encoding="utf-8")
    for path in PAGES:
        place = name_of(path).removeprefix("docs/")
        assert f" {place}\n" in told or place in AT_ROOT, place


def test_the_readme_is_read_in_five_minutes() -> None:
    text = ROOT.joinpath("README.md").read_text(encoding="utf-8")
    own = re.sub(r"^## Operation\n.*?(?=^## )", "", text, flags=re.MULTILINE | re.DOTALL)
    assert len(own.splitlines()) <= 200


def test_ci_builds_the_site_strictly_and_aloud() -> None:
    script = ROOT.joinpath(".ci", "run").read_text(encoding="utf-8")
    assert ".venv/bin/mkdocs build --strict\n" in script  # with --quiet no warning counts
