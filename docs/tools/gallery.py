"""Writes the gallery of methods and weightings from the registries: `python -m docs.tools.gallery`.

What it says of each stands in the class itself, in what was measured of it, and in the cases of the
tests; a test compares the files with what it would write.
"""

import inspect
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import Any, get_args

from mcda.method import Method
from mcda.methods import METHODS
from mcda.methods.measurements import LAWS, measured_laws, problems_measured
from mcda.plain import documented
from mcda.problem import Alternative, Criterion, Problem
from mcda.testing import laws_for
from weights.weighting import Weighting
from weights.weightings import WEIGHTINGS, is_stated

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "gallery"
CASES = ROOT / "tests" / "golden" / "cases"
KINDS_OF = {
    "weighted_sum": ("saw",),
    "weighted_product": ("wpm",),
    "ahp": ("ahp", "ahp_hierarchy", "ahp_incomplete"),
    "best_worst": ("bwm",),
}
"""Kinds of published cases where they bear other names than the method or weighting."""
SECTION = re.compile(r"^(\w[\w ]*)\n-+\n", re.MULTILINE)
FORMULA = re.compile(r"^\.\. math::\s+(.*(?:\n[ ]{3,}.*)*)", re.MULTILINE)
AUTHOR = re.compile(r"(?<=\.) (?=(?:[a-z]+ )?[A-Z][\w-]+(?: [A-Z]\w+)?, [A-Z]\.[^()]*\(\d{4}\))")


def sections(thing: Any) -> dict[str, str]:
    """Return the sections of a docstring by their heads; what comes first has none."""
    first, *rest = SECTION.split(inspect.getdoc(thing) or "")
    return {"": first.strip(), **dict(zip(rest[::2], rest[1::2], strict=True))}


def markdown(text: str) -> str:
    """Return a docstring's text as a page writes it: formulas between dollars, or in a fence."""
    text = re.sub(r"``([^`]+)``", r"`\1`", text)
    text = re.sub(r":math:`([^`]+)`", lambda one: f"$`{' '.join(one[1].split())}`$", text)
    return FORMULA.sub(lambda one: f"```math\n{' '.join(one[1].split())}\n```", text)


def cell(text: str) -> str:
    """Return a docstring's text in one line of a table."""
    return " ".join(markdown(text).split()).replace("|", "\\|")


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table, nothing where it has no row."""
    lines = [heads, ["---"] * len(heads), *rows] if rows else []
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def listed(title: str, lines: Sequence[str]) -> str:
    """Return a list under a line of its own, nothing where it is empty."""
    return "\n".join([title, "", *(f"- {line}" for line in lines)]) if lines else ""


def parameters(method: type[Method]) -> Iterator[tuple[str, str, str]]:
    """Yield the name, the default and the meaning of each parameter of a method."""
    texts = documented(method)  # type: ignore[arg-type]  # a class is hashable
    for field in fields(method):
        made = field.default_factory
        value = made() if made is not MISSING else field.default
        yield f"`{field.name}`", f"`{json.dumps(value)}`", cell(texts[field.name])


def papers(thing: Any) -> list[str]:
    """Return the references of a docstring, each in a line with its link."""
    text = " ".join(sections(thing).get("References", "").split())
    linked = re.sub(r"doi:(10\.\S+?)\.?(?: |$)", r"[doi:\1](https://doi.org/\1)\n", text)
    return [paper for line in linked.splitlines() for paper in AUTHOR.split(line)]


@cache
def published() -> Mapping[str, list[str]]:
    """Return the published examples by their kinds, each in a line."""
    found: dict[str, list[str]] = {}
    for file in sorted(CASES.glob("*.json")):
        case = json.loads(file.read_text(encoding="utf-8"))
        found.setdefault(case["kind"], []).append(f"`{file.stem}`: {case['source']}")
    return found


def sources(thing: Any, *kinds: str) -> Iterator[str]:
    """Yield where something was published, and the examples of these kinds that tests compute."""
    yield listed("Published in", papers(thing))
    cases = [line for kind in kinds for line in published().get(kind, ())]
    yield listed("Published examples, computed by the tests", cases)


def law(check: Any) -> str:
    """Return what a law says."""
    return markdown(inspect.getdoc(check) or "").partition("\n")[0]


def of_method(method: type[Method], common: Sequence[Any]) -> Iterator[str]:
    """Yield the blocks of a method."""
    yield f"## {method.title['en']} · {method.title['zh']}"
    yield f'`{{"method": {{"name": "{method.name}"}}}}`'
    yield markdown(sections(method)[""])
    yield table(("Parameter", "Default", "Meaning"), [*parameters(method)])
    own = [law(one) for one in laws_for(method()) if one not in common]
    yield listed("By default it also keeps", own)
    if measured := measured_laws(method.name):
        yield f"In so many of {problems_measured()} random problems it kept each law:"
        rows = [
            (configuration(one.parameters), *(f"{one.laws[name].kept}" for name in LAWS))
            for one in measured
        ]
        yield table(("Configuration", *LAWS), rows)
    yield from sources(method, *KINDS_OF.get(method.name, (method.name,)))


def configuration(given: Mapping[str, Any]) -> str:
    """Return parameters in a line."""
    return ", ".join(f"{name} {value}" for name, value in given.items()) or "as it is"


def methods() -> str:
    """Return the page of methods."""
    every = [set(laws_for(method())) for method in METHODS.values()]
    common = [
        one for one in laws_for(METHODS["weighted_sum"]()) if set.intersection(*every) >= {one}
    ]
    blocks = [
        "# Methods",
        f"{len(METHODS)} methods, each one file under `mcda/methods` that registers itself; this "
        "page is made of them. How to add one: [Extending](../extending.md).",
        listed("Each keeps these laws, which tests put it to", [law(one) for one in common]),
        "What was measured: `dominance` (being nowhere better never puts an alternative above "
        "another), `monotone` (a better cell never lowers its alternative), `scale` (another unit "
        "changes no rank), `reversal` (a winner stays first without each of the others).",
    ]
    for method in METHODS.values():
        blocks += of_method(method, common)
    return "\n\n".join(filter(None, blocks)) + "\n"


def choices(annotation: Any) -> list[str]:
    """Return the words that a field may hold, none where it is no choice."""
    return [word for word in get_args(annotation) if isinstance(word, str)]


def schemes(weighting: type[Weighting[Any]]) -> Iterator[FunctionType]:
    """Yield the functions of a matrix that a field of the statement chooses by name."""
    used = vars(sys.modules[weighting.__module__]).values()
    homes = {one.__module__ for one in used if isinstance(one, FunctionType)}
    for field in weighting.statement.model_fields.values():
        for name in choices(field.annotation):
            for home in sorted(homes):
                found = getattr(sys.modules[home], name, None)
                if isinstance(found, FunctionType) and "matrix" in found.__annotations__:
                    yield found


def openness(weighting: type[Weighting[Any]]) -> str:
    """Return in a sentence what the first example leaves open."""
    statement = weighting.statement.model_validate(weighting.examples[0])
    named = weighting().criteria(statement) or ("quality", "cost")
    problem = Problem(
        criteria=[Criterion(id=name, direction="benefit") for name in named],
        alternatives=[Alternative(id="north"), Alternative(id="south")],
        performances=[[k + 1.0 for k in range(len(named))], [2.0] * len(named)],
    )
    known = weighting().resolve(statement, problem).known
    word = "somebody's own word" if is_stated(statement) else "nobody's own word"
    open_ = "nothing of its own precision, so that draws lie around the weights"
    if known is not None:
        doc = inspect.getdoc(type(known)) or ""
        open_ = f"`{known.name}`: {cell(doc.partition(chr(10))[0])}"
    return f"It is {word} on what matters. It leaves open {open_.rstrip('.')}."


def of_weighting(weighting: type[Weighting[Any]]) -> Iterator[str]:
    """Yield the blocks of a weighting."""
    english = weighting.name["en"]
    yield f"## {english[0].upper()}{english[1:]} · {weighting.name['zh']}"
    yield f"{weighting.origin['en']} {weighting.origin['zh']}"
    yield "\n".join(["```json", json.dumps(weighting.examples[0]), "```"])
    yield markdown(sections(weighting)[""])
    own = weighting.statement.model_fields.items()
    rows = [
        (f"`{name}`", "" if one.is_required() else f"`{one.default}`", cell(one.description or ""))
        for name, one in own
        if name not in ("kind", "caps")
    ]
    yield table(("Field", "Default", "Meaning"), rows)
    yield openness(weighting)
    found = dict.fromkeys(schemes(weighting))
    words = [word for _, one in own for word in choices(one.annotation)]
    named = {scheme.__name__ for scheme in found}
    further = [f"weights_{word}" for word in words if word not in named]
    kinds = KINDS_OF.get(weighting.kind, (weighting.kind,))
    yield from sources(weighting, *kinds, *further)
    for scheme in found:
        yield f"### {scheme.__name__}"
        yield markdown(sections(scheme)[""])
        kind = {"standard_deviation": "std", "coefficient_of_variation": "cv"}
        yield from sources(scheme, f"weights_{kind.get(scheme.__name__, scheme.__name__)}")


def weightings() -> str:
    """Return the page of weightings."""
    blocks = [
        "# Weightings",
        f"{len(WEIGHTINGS)} kinds of statements about importance, each one file that registers "
        "itself, under `weights/kinds`, `weights/ahp` or `weights/best_worst`; this page is made "
        "of them. Any of them may hold `caps`: limits of what groups of criteria weigh together. "
        "How to add one: [Extending](../extending.md).",
        "Each keeps these laws, tried with its examples on random problems: all criteria have a "
        "weight, none is negative and not all are 0; the same statement gives the same weights, "
        "in any order of the criteria; a set that is left open draws weights, in any order alike; "
        "what comes to light on the way is plain data.",
    ]
    for _, weighting in sorted(WEIGHTINGS.items()):
        blocks += of_weighting(weighting)
    return "\n\n".join(filter(None, blocks)) + "\n"


PAGES = {"methods.md": methods, "weightings.md": weightings}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        FOLDER.joinpath(name).write_text(page(), encoding="utf-8")
