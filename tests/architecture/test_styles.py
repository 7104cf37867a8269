"""A page's styles touch that page alone: each begins with a class that no other page names."""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[2] / "api" / "pages"
STYLES = {path.stem: path.read_text("utf-8") for path in PAGES.glob("static/style/*.css")}
SHARED = {name: text for name, text in STYLES.items() if name[0] in "1234"}
OWN = {name: text for name, text in STYLES.items() if name not in SHARED}
PARTS: Mapping[str, tuple[str, ...]] = {
    "50-result": (
        "annex_parts.html",
        "brief.html",
        "evidence.html",
        "result.html",
        "result_[!s]*.html",
        "result_share.html",
        "sample.html",
        "results/*.py",
        "weights.js",
    ),
    "51-home": ("home*.html", "home/*.py", "sample.js"),
    "52-interview": (
        "assess_interview.html",
        "interview_*.html",
        "seat.html",
        "assess/interview.py",
        "assess/cards.py",
        "interview.js",
    ),
    "52-questions": (
        "assess_[!i]*.html",
        "questions.html",
        "assess/[!ci]*.py",
        "order.js",
        "questions.js",
    ),
    "53-parks": ("park.html", "parks*.html", "own_data.html", "price.html", "parks/*.py"),
    "54-compare": ("compare*.html", "compare/*.py"),
    "55-panels": ("join.html", "panel*.html", "seat.html", "panels/*.py"),
    "56-desk": (
        "assessments*.html",
        "result_share*.html",
        "result_visitor.html",
        "share_form.html",
    ),
    "58-design": ("design.html",),
    "60-guide": ("guide*.html", "reading.html", "guide/*.py"),
    "61-reference": ("problems.html", "reference*.html", "reference/*.py"),
}
"""The templates, modules and scripts that may name what begins a rule of a style file."""
FRAMES = {
    "reading": "the guide and the reference are one kind of page",
    "code": "code in colours stands in both",
    "prints": "what a program prints stands in both",
}
"""Classes of more than one page, each with the reason."""
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")


def selectors(text: str) -> Iterator[str]:
    """Yield every selector of a style sheet, of a list each alone."""
    plain = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    plain = re.sub(r"@(supports|media|keyframes)[^{]*\{", "{", plain)
    for found in re.findall(r"([^{};]+)\{", plain):
        yield from (one.strip() for one in re.split(r",(?![^(]*\))", found) if one.strip())


def parts(selector: str) -> list[str]:
    return re.split(r"[\s>+~]+(?![^(]*\))", selector)


def classes(selector: str) -> list[str]:
    return CLASS.findall(selector)


COMPONENTS = {
    name
    for text in SHARED.values()
    for one in selectors(text)
    for name in next(filter(None, map(classes, parts(one))), ())
}


def beginning(selector: str) -> list[str]:
    """Return the page's own class with which a selector begins, or those within its brackets."""
    for part in parts(selector):
        inside = [name for name in classes(part) if name not in COMPONENTS]
        outside = [name for name in classes(re.sub(r"\(.*\)", "", part)) if name in inside]
        if inside:
            return outside[:1] or inside
    return []


def named(path: Path) -> set[str]:
    """Return the classes that a template, a module or a script gives to elements.

    A tone of a module is the whole class of an element.
    """
    text = path.read_text("utf-8")
    if path.suffix == ".js":
        spoken = re.findall(r"""class(?:Name\s*=|List\.\w+\(|",)(.*)""", text)
        spoken = [word for line in spoken for word in re.findall(r'"([^"]*)"', line)]
    else:
        spoken = re.findall(r"^Tone = Literal\[(.*)\]", text, re.MULTILINE)
        spoken = [word for line in spoken for word in re.findall(r'"(\w+)"', line)]
        spoken += re.findall(r'class=\\?"((?:\{\{.*?\}\}|\{%.*?%\}|[^"{])*)"', text)
    return {word for one in spoken for word in words(one)}


def words(attribute: str) -> Iterator[str]:
    """Yield the words of a class attribute, those within expressions by their quoted parts."""
    inside = re.findall(r"\{\{(.*?)\}\}", attribute)
    yield from re.sub(r"\{\{.*?\}\}|\{%.*?%\}", " ", attribute).split()
    for one in inside:
        yield from (word for said in re.findall(r"'([^']*)'", one) for word in said.split())


def files_of(page: str) -> set[Path]:
    return {path for one in PARTS[page] for path in places(one)}


def places(pattern: str) -> Iterator[Path]:
    yield from PAGES.glob(pattern if "/" in pattern else f"templates/{pattern}")
    yield from PAGES.glob(f"static/{pattern}")


def everything() -> set[Path]:
    kinds = ("templates/*.html", "**/*.py", "static/*.js")
    return {
        path for kind in kinds for path in PAGES.glob(kind) if "guide/samples/" not in str(path)
    }


def begun(text: str) -> set[str]:
    return {name for one in selectors(text) for name in beginning(one)}


def foreign(page: str, style: str, frames: Collection[str] = FRAMES) -> Iterator[str]:
    """Yield the classes that begin a rule of a page's style file and are named by another."""
    mine = begun(style) - set(frames)
    for other, text in sorted(STYLES.items()):
        also = {name for one in selectors(text) for name in classes(one)}
        yield from (f".{name} in {other}.css" for name in sorted(mine & also) if other != page)
    for path in sorted(everything() - files_of(page)):
        yield from (f".{name} in {path.name}" for name in sorted(mine & named(path)))


def unguarded(style: str) -> list[str]:
    """Return the selectors that reach a shared component, or an element, of any page."""
    return [selector for selector in selectors(style) if not beginning(selector)]


def test_every_style_file_belongs_to_a_page() -> None:
    assert OWN.keys() == PARTS.keys()
    assert not [one for parts in PARTS.values() for one in parts if not list(places(one))]


@pytest.mark.parametrize("page", sorted(OWN))
def test_a_class_of_a_page_is_named_by_no_other(page: str) -> None:
    assert list(foreign(page, OWN[page])) == []


@pytest.mark.parametrize("page", sorted(OWN))
def test_a_page_leaves_shared_components_alone(page: str) -> None:
    assert unguarded(OWN[page]) == []


def test_every_frame_is_needed() -> None:
    found = {name for page in OWN for name in foreign(page, OWN[page], frames=())}
    assert {one.split()[0] for one in found} == {f".{name}" for name in FRAMES}


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (".verdict-card { gap: 0 }", ".verdict-card in 50-result.css"),
        ("@media print { .planted > .verdict-card, td { gap: 0 } }", None),
        (".planted, :is(.planted, .verdict-card) p { gap: 0 }", ".verdict-card in brief.html"),
        (".planted .verdict-card { gap: 0 }", None),
        (".other { gap: 0 }", ".other in figures.py"),
    ],
)
def test_a_planted_collision_is_found(rule: str, found: str | None) -> None:
    told = list(foreign("51-home", rule))
    assert (found in told) if found else told == []


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (".card { gap: 0 }", [".card"]),
        ("@media print { .card td, .planted .card { gap: 0 } }", [".card td"]),
        ("td > a { gap: 0 }", ["td > a"]),
        (".card .planted { gap: 0 }", []),
        ("main:has(.planted) .card { gap: 0 }", []),
    ],
)
def test_a_planted_reach_is_found(rule: str, found: list[str]) -> None:
    assert unguarded(rule) == found
