"""Draws the architecture from the imports: `python -m docs.tools.picture`.

Rows are the layers of the contracts in `pyproject.toml`, which the linter holds imports to; what
stands in no contract, and the arrows between the packages, are read from the imports themselves. A
test compares the file with what it would draw.
"""

import ast
import tomllib
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docs" / "architecture.svg"
PACKAGES = ("api", "weights", "mcda")
SAID = {
    "api": "the service, its pages, the command line",
    "weights": "from what people say to weights",
    "mcda": "problems, methods, rankings, how sure they are; parks",
}
WIDTH, LINE, PAD, GAP, LETTER = 1040, 26, 14, 30, 7.4
"""Of the picture, of a row, inside a box, between boxes, of a letter."""
RIGHT = WIDTH - 60
BESIDE = "beside these layers:"

Rows = Sequence[Sequence[str]]


def layers(package: str) -> list[list[str]]:
    """Return the layers of a package that a contract names, the highest first."""
    project = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    named = [one["layers"] for one in contracts if one.get("containers") == [package]]
    if not named:
        full = [one["layers"] for one in contracts if one["type"] == "layers"]
        own = [rows for rows in full if all(f"{package}." in row for row in rows)]
        named = [max(own, key=len)]
    return [
        [name.strip().removeprefix(f"{package}.") for name in row.split("|")] for row in named[0]
    ]


def rows(package: str, graph: grimp.ImportGraph) -> Iterator[list[str]]:
    """Yield the rows of a box: its layers, below them the packages and modules of no layer."""
    named = layers(package)
    inside = {name.rpartition(".")[2] for name in graph.find_children(package)}
    assert {name for row in named for name in row} <= inside
    rest = sorted(inside - {name for row in named for name in row})
    packages = [name for name in rest if graph.find_children(f"{package}.{name}")]
    yield from named
    if packages:
        yield [BESIDE, *packages]


def arrows(graph: grimp.ImportGraph) -> set[tuple[str, str]]:
    """Return which of the packages imports which."""
    return {
        (one, other)
        for one in PACKAGES
        for other in PACKAGES
        if one != other and graph.find_shortest_chains(one, other, as_packages=True)
    }


def imports() -> grimp.ImportGraph:
    """Return who imports whom, for types too."""
    return grimp.build_graph(*PACKAGES, exclude_type_checking_imports=False, cache_dir=None)


def drawn() -> str:
    """Return the picture."""
    graph = imports()
    found = arrows(graph)
    parts, top, places = [], 24, {}
    for package in PACKAGES:
        lines = [line for row in rows(package, graph) for line in wrapped(row)]
        height = 40 + LINE * len(lines) + PAD
        places[package] = (top, top + height)
        parts += box(package, lines, top, height)
        top += height + GAP
    for one, other in sorted(found):
        parts.append(arrow(one, other, places))
    return "\n".join([HEAD.format(width=WIDTH, height=top - GAP + 24), *parts, "</svg>", ""])


HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" \
aria-label="The packages in layers; imports go down" font-family="system-ui, sans-serif" \
font-size="14" fill="#1d2a2f">
  <rect width="100%" height="100%" fill="#ffffff"/>
  <defs><marker id="a" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" \
orient="auto"><path d="M0 0 10 5 0 10z" fill="#5b6b71"/></marker></defs>"""


def sentence(package: str, name: str) -> str:
    """Return what a module or package says of itself."""
    place = ROOT.joinpath(package, name)
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return text.partition("\n")[0].rstrip(".").replace("`", "")


def wrapped(row: Sequence[str]) -> Iterator[list[str]]:
    """Yield the lines that a row takes."""
    line: list[str] = []
    for name in row:
        if line and chips([*line, name])[-1][2] > RIGHT:
            yield line
            line = []
        line.append(name)
    yield line


def chips(names: Sequence[str]) -> list[tuple[str, float, float]]:
    """Return the names of a line, each with where it begins and ends."""
    found, left = list[tuple[str, float, float]](), 50.0
    for name in names:
        right = left + LETTER * len(name) + 18
        found.append((name, left, right))
        left = right + 8
    return found


def box(package: str, lines: Rows, top: int, height: int) -> Iterator[str]:
    """Yield a package with its rows."""
    width = WIDTH - 80
    yield f'  <rect x="36" y="{top}" width="{width}" height="{height}" rx="10" fill="#f3f6f6" \
stroke="#c9d3d5"/>'
    yield f'  <text x="50" y="{top + 26}" font-weight="650">{package}<tspan dx="10" \
font-weight="400" fill="#5b6b71">{SAID[package]}</tspan></text>'
    for number, line in enumerate(lines):
        yield from row_of(package, line, top + 38 + LINE * number)


def row_of(package: str, line: Sequence[str], y: int) -> Iterator[str]:
    """Yield a line of names, and what they say of themselves as far as there is room."""
    for name, left, right in chips(line):
        if name != BESIDE:
            yield f'  <rect x="{left:.0f}" y="{y}" width="{right - left:.0f}" height="20" rx="5" \
fill="#ffffff" stroke="#1f7a77"/>'
        yield f'  <text x="{(left + right) / 2:.0f}" y="{y + 14}" font-size="12" \
text-anchor="middle">{name}</text>'
    left = chips(line)[-1][2] + 12
    said = [sentence(package, name) for name in line if BESIDE not in line]
    while said and left + len("; ".join(said)) * LETTER * 0.9 > RIGHT:
        said.pop()
    if said:
        yield f'  <text x="{left:.0f}" y="{y + 14}" font-size="12" fill="#5b6b71">\
{escape("; ".join(said))}</text>'


def arrow(one: str, other: str, places: dict[str, tuple[int, int]]) -> str:
    """Return the line from a package to one that it imports; past a third it goes at the edge."""
    start, end = places[one][1], places[other][0]
    if abs(PACKAGES.index(one) - PACKAGES.index(other)) == 1:
        return f'  <path d="M520 {start}V{end - 2}" stroke="#5b6b71" marker-end="url(#a)"/>'
    side, middle = WIDTH - 44, (places[one][0] + start) // 2
    into = (end + places[other][1]) // 2
    return f'  <path d="M{side} {middle}H{WIDTH - 16}V{into}H{side + 2}" fill="none" \
stroke="#5b6b71" marker-end="url(#a)"/>'


if __name__ == "__main__":
    FILE.write_text(drawn(), encoding="utf-8")
