"""Modules and classes are called by nouns of the field, one for each thing.

A module is called by what it holds and a class by what it is, so neither is called by a participle
(``solved``) nor by a word that fits anything (``helpers``). The last word of a name counts:
``recorded_answers`` are answers. A word that is allowed stands below with its reason, and goes
from there with the last name that needs it.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("mcda", "weights", "api")

PARTICIPLE = re.compile(r"(ed|en|ing)$")
# fmt: off
IRREGULAR = {
    "begun", "bent", "broken", "built", "drawn", "found", "given", "gone", "held",
    "kept", "known", "left", "lost", "made", "meant", "met", "paid", "put", "said", "seen",
    "sent", "shown", "solved", "spoilt", "spoken", "taken", "told", "tried", "unfit",
    "worn", "written",
}
VAGUE = {
    "apart", "asks", "behind", "beside", "careful", "common", "further", "goal", "guesses",
    "helper", "helpers", "manager", "mine", "misc", "near", "needs", "own", "roads",
    "stage", "stuff", "trouble", "turns", "util", "utils", "walks",
}

NOUNS = {
    "escaping", "finding", "housekeeping",
    "listing", "opening", "ordering", "ranking", "rating", "reading", "rounding",
    "sampling", "screen", "swing", "thing", "weighting", "wording",
}
"""Words that end like a participle and are the usual noun, of decision analysis or computing."""
# fmt: on

MODULES = {
    "api.document.brief.asks": "asks and offers, as buyers and sellers say",
    "api.pages.guide.samples.own": "a sample of the guide, called as its chapter",
    "mcda.parks.catalogues.shipped": "called as what it registers",
    "weights.kinds.ranked": "called as the kind that it registers",
    "weights.kinds.unstated": "called as the kind that it registers",
    "tests.extending.crooked.parkwise_crooked": "a method that breaks its laws on purpose",
    "tests.golden.test_missing": "keeps `missing.toml`",
    "tests.mcda.parks.test_shipped": "tests the shipped data",
}

SCHEMA = "its name, or what is made of it, is one of the interface's document, which clients have"
ERROR = "an error is called by what happened"
CLASSES = {
    **dict.fromkeys(
        (
            "Accepted",
            "AlsoNamed",
            "CellFound",
            "Completed",
            "Configured",
            "Converted",
            "Deciding",
            "Excluded",
            "Kept",
            "Listed",
            "Near",
            "Ranked",
            "Replied",
            "Unstated",
            "Warned",
            "WorthKnowing",
        ),
        SCHEMA,
    ),
    **dict.fromkeys(
        (
            "Forbidden",
            "Gone",
            "LimitExceeded",
            "NotFound",
            "Outdated",
            "Unauthorised",
            "Unsupported",
        ),
        ERROR,
    ),
    "Beside": "called as the member of an answer that it is",
    "Fixed": "the kind of a number in a document is the name of its class",
    "Need": "no participle",
    "Prepared": "what every method of another package returns",
}


def modules() -> Iterator[str]:
    for package in (*PACKAGES, "tests"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if path.parent.name == "versions":  # migrations stay as they were
                continue
            yield ".".join(path.relative_to(ROOT).with_suffix("").parts)


@cache
def classes() -> tuple[tuple[str, str], ...]:
    """Return module and name of all classes that a module does not keep to itself."""
    return tuple(
        (module, node.name)
        for module in modules()
        if not module.startswith("tests.")
        for node in tree(module).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )


def tree(module: str) -> ast.Module:
    path = ROOT.joinpath(*module.split(".")).with_suffix(".py")
    return ast.parse(path.read_text(encoding="utf-8"))


def last_word(name: str) -> str:
    """Return the last word of a module's or a class's name, in small letters."""
    stem = name.rpartition(".")[2].removeprefix("test_")
    return re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+", stem)[-1].lower()


def is_refused(name: str) -> bool:
    word = last_word(name)
    participle = bool(PARTICIPLE.search(word)) or word in IRREGULAR
    return word in VAGUE or (participle and word not in NOUNS)


def called_answer(tree: ast.AST) -> Iterator[int]:
    """Yield the lines where a ranking is called answer: by its type, or by what makes it."""
    for node in ast.walk(tree):
        match node:
            case ast.arg(arg="answer", annotation=ast.expr() as kind):
                pass
            case ast.AnnAssign(target=ast.Name(id="answer"), annotation=kind):
                pass
            case ast.Assign(
                targets=[ast.Name(id="answer")],
                value=ast.Call(
                    func=ast.Attribute(value=ast.Name(id="mcda"), attr="rank" | "example")
                ),
            ):
                yield node.lineno
                continue
            case _:
                continue
        if re.search(r"(?<!\w)Ranking(?!\w)", ast.unparse(kind)):
            yield node.lineno


def test_a_module_is_called_by_what_it_holds() -> None:
    names = {name for name in modules() if not name.endswith("__init__")}
    assert len(names) > 1000
    refused = {name for name in names if is_refused(name)}
    assert not refused - MODULES.keys()
    assert not MODULES.keys() - refused, "allowed, but no longer needed"


def test_a_class_is_called_by_what_it_is() -> None:
    refused = {name for _, name in classes() if is_refused(name)}
    assert len(classes()) > 800
    assert not refused - CLASSES.keys()
    assert not CLASSES.keys() - refused, "allowed, but no longer needed"


def test_a_name_of_a_class_is_given_once() -> None:
    count = Counter(name for _, name in classes())
    assert not {name for name, times in count.items() if times > 1}


def test_every_noun_is_needed() -> None:
    words = {last_word(name) for name in modules()} | {last_word(name) for _, name in classes()}
    assert not NOUNS - words


def test_a_ranking_is_never_called_answer() -> None:
    found = {module: list(called_answer(tree(module))) for module in modules()}
    assert not {module: lines for module, lines in found.items() if lines}


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("api.pages.panels.told", True),
        ("api.rankings.solved", True),
        ("mcda.parks.overlay.superseding", True),
        ("tests.api.cli.test_queueing", True),
        ("LeftOutStanding", True),
        ("RankUtils", True),
        ("mcda.ranking", False),
        ("tests.recorded.test_recorded_answers", False),
        ("SamplingTask", False),
        ("RatioForm", False),
    ],
)
def test_the_rule_bites(name: str, refused: bool) -> None:
    assert is_refused(name) is refused


def test_the_rule_on_rankings_bites() -> None:
    for line in (
        "def stability(answer: Ranking): ...",
        "def stability(answer: 'mcda.Ranking | None'): ...",
        "answer: Ranking = rank(problem)",
        "answer = mcda.rank(problem, weights)",
    ):
        assert list(called_answer(ast.parse(line))) == [1], line
    assert not list(called_answer(ast.parse("def post(answer: RankingAnswer): ...")))
