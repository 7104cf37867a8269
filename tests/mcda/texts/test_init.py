"""The catalogue and the code say the same things, in both languages."""

import ast
import math
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import numpy as np
import pytest

import api  # noqa: F401 - what is scanned brings its texts
import mcda.parks  # noqa: F401 - as above
import weights.profiles  # noqa: F401 - as above
from mcda.cells import Beta, Interval, Normal, Triangular
from mcda.errors import McdaError
from mcda.methods import make_method
from mcda.pairwise import read_matrix
from mcda.prepare.screen import Requirement
from mcda.problem import Alternative, Criterion, Problem
from mcda.ranking import Ranking, rank
from mcda.texts import LANGUAGES, catalogue, sentence, text
from mcda.weight_vector import WeightVector
from tests.subcases import each

ROOT = Path(__file__).resolve().parents[3]
FILES = sorted((ROOT / "mcda" / "texts").glob("*.toml"))
OWN: Mapping[str, Any] = {
    code: entry
    for file in FILES
    for code, entry in tomllib.loads(file.read_text(encoding="utf-8")).items()
}


# ---- What the source raises -------------------------------------------------------------------


@dataclass(frozen=True)
class Raised:
    """A code as the source names it; ``*`` stands for what is only known at run time."""

    code: str
    kind: str  # "fault", "note", "part" of another sentence, or "said"
    fields: frozenset[str] | None  # None: not all of them can be read off the source
    place: str


Function = ast.FunctionDef | ast.AsyncFunctionDef
MADE = {"Fault": "fault", "Note": "note"}
DIRECT = (*MADE, "cls")  # the last inside `Note`
Makers = Mapping[str, tuple[int, str]]
"""Of what makes findings, at which place it takes the code, and the kind."""


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    return (found for found in ast.walk(node) if isinstance(found, ast.Call))


def _name(call: ast.Call) -> str:
    found = call.func
    return getattr(found, "id", None) or getattr(found, "attr", "")


def _argument(call: ast.Call, place: int, name: str) -> ast.expr | None:
    named = next((k.value for k in call.keywords if k.arg == name), None)
    return named or (call.args[place] if place < len(call.args) else None)


def _own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a function or module without those of functions inside it."""
    for child in ast.iter_child_nodes(scope):
        yield child
        if not isinstance(child, Function):
            yield from _own_nodes(child)


def _set(scope: ast.AST, before: int) -> Iterator[tuple[int, ast.expr, ast.expr]]:
    """Yield line, target and value of everything that is set above a line."""
    for node in _own_nodes(scope):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if node.lineno < before:
                    yield node.lineno, target, node.value


def _assigned(scope: ast.AST, name: str, before: int) -> tuple[int, ast.expr | None]:
    """Return where and to what the variable was last set above a line."""
    found = [
        (line, value)
        for line, target, value in _set(scope, before)
        if isinstance(target, ast.Name) and target.id == name
    ]
    return max(found, key=lambda pair: pair[0], default=(0, None))


def _codes(value: ast.expr | None, scope: ast.AST, line: int) -> Iterator[str]:
    match value:
        case ast.Constant(value=str() as code):
            yield code
        case ast.JoinedStr(values=parts):
            yield "".join(p.value if isinstance(p, ast.Constant) else "*" for p in parts)
        case ast.IfExp(body=first, orelse=second):
            yield from (*_codes(first, scope, line), *_codes(second, scope, line))
        case ast.Call(func=ast.Attribute(value=ast.Dict(values=some), attr="get"), args=[_, *rest]):
            for item in (*some, *rest):
                yield from _codes(item, scope, line)
        case ast.Name(id=name):
            yield from _codes(_assigned(scope, name, line)[1], scope, line)


def _keys(value: ast.expr | None, scope: ast.AST, line: int) -> frozenset[str] | None:
    if value is None:
        return frozenset()
    if isinstance(value, ast.Name):
        start, found = _assigned(scope, value.id, line)
        keys = None if found is None else _keys(found, scope, line)
        return None if keys is None else keys | _added(scope, value.id, start, line)
    if not isinstance(value, ast.Dict):
        return None
    keys = frozenset()
    for key, item in zip(value.keys, value.values, strict=True):
        if isinstance(key, ast.Constant):
            keys |= {str(key.value)}
            continue
        more = _keys(item, scope, line) if key is None else None
        if more is None:
            return None
        keys |= more
    return keys


def _added(scope: ast.AST, name: str, after: int, before: int) -> frozenset[str]:
    """Return the keys that were put into a mapping between two lines."""
    return frozenset(
        str(key)
        for line, target, _ in _set(scope, before)
        if line > after
        and isinstance(target, ast.Subscript)
        and isinstance(target.value, ast.Name)
        and target.value.id == name
        and (key := getattr(target.slice, "value", None)) is not None
    )


def _makers(tree: ast.Module, imported: Makers) -> Makers:
    """Return what makes findings in a module.

    Beside `Fault`, `Note`, ``at``, ``fault`` `UnfitCell` and `ShapeFault`: functions that pass one
    of their parameters on as the code.
    """
    makers = {name: (0, kind) for name, kind in MADE.items()}
    makers |= {
        **dict.fromkeys(("at", "fault", "UnfitCell", "ShapeFault"), (0, "fault")),
        "note": (0, "note"),
        **imported,
    }
    if any(isinstance(node, ast.ClassDef) and node.name == "Note" for node in tree.body):
        makers["cls"] = 0, "note"
    functions = [node for node in ast.walk(tree) if isinstance(node, Function)]
    for _ in functions:  # one may call another
        before = dict(makers)
        for function in functions:
            makers = {**_passing(function, makers), **makers}
        if makers == before:
            break
    return makers


def _passing(function: Function, makers: Makers) -> Makers:
    parameters = [a.arg for a in function.args.args if a.arg not in ("self", "cls")]
    for call in _calls(function):
        code = _argument(call, makers.get(_name(call), (0, ""))[0], "code")
        if _name(call) in makers and isinstance(code, ast.Name) and code.id in parameters:
            return {function.name: (parameters.index(code.id), _kind(call, makers))}
    return {}


def _kind(call: ast.Call, makers: Makers) -> str:
    """Return what a call makes; a note that is nowhere in the input is part of a sentence."""
    kind = makers[_name(call)][1]
    if kind != "note" or _name(call) not in DIRECT:
        return kind
    path = _argument(call, 1, "path")
    return "note" if path is not None and getattr(path, "elts", True) else "part"


def _imported(tree: ast.Module) -> Makers:
    """Return the makers that a module has from others, the catalogue's functions among them."""
    found: dict[str, tuple[int, str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            others = _made_in(node.module)
            named = {alias.asname or alias.name: others.get(alias.name) for alias in node.names}
            found |= {name: maker for name, maker in named.items() if maker is not None}
    return found


@cache
def _made_in(module: str) -> Makers:
    if module == "mcda.texts":
        return {"sentence": (0, "said"), "text": (0, "said")}
    path = (ROOT / module.replace(".", "/")).with_suffix(".py")
    return _makers(_parsed(path), {}) if path.exists() else {}


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _in_call(call: ast.Call, scope: ast.AST, makers: Makers, file: str) -> Iterator[Raised]:
    name = _name(call)
    if name not in makers:
        return
    direct = name in DIRECT
    fields = _keys(_argument(call, 2, "fields"), scope, call.lineno) if direct else None
    if name == "at":
        named = [k.arg for k in call.keywords]
        fields = None if None in named else frozenset(n for n in named if n is not None)
    given = _argument(call, makers[name][0], "code")
    if isinstance(given, ast.Name):
        given = _assigned(scope, given.id, call.lineno)[1]
    shared = None if isinstance(given, ast.Call) else fields  # of many codes each has its own
    for code in _codes(given, scope, call.lineno):
        yield Raised(code, _kind(call, makers), shared, f"{file}:{call.lineno}")


def _in_returns(scope: Function, file: str) -> Iterator[Raised]:
    """Yield the codes of functions that return pairs of a code and its fields."""
    if scope.returns is None or "tuple[str, dict" not in ast.unparse(scope.returns):
        return
    for node in _own_nodes(scope):
        match node:
            case ast.Tuple(elts=[ast.Constant(value=str() as code), ast.Dict()]):
                yield Raised(code, "fault", None, f"{file}:{node.lineno}")


def scan(tree: ast.Module, file: str) -> Iterator[Raised]:
    makers = _makers(tree, _imported(tree))
    for scope in [tree, *(n for n in ast.walk(tree) if isinstance(n, Function))]:
        if isinstance(scope, Function):
            yield from _in_returns(scope, file)
        for node in _own_nodes(scope):
            if isinstance(node, ast.Call):
                yield from _in_call(node, scope, makers, file)


@cache
def raised_anywhere() -> list[Raised]:
    found = []
    for package in ("mcda", "weights", "api"):
        for path in sorted((ROOT / package).rglob("*.py")):
            found += scan(_parsed(path), path.relative_to(ROOT).as_posix())
    return found


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def entries_for(raised: Raised) -> list[str]:
    if "*" not in raised.code:
        return [raised.code] if raised.code in catalogue() else []
    return [code for code in catalogue() if fnmatchcase(code, raised.code)]


class TestScan:
    def test_every_way_of_raising_is_seen(self):
        source = """
from mcda.texts import sentence
from mcda.texts.phrases import chained

def _refuse(matrix, code):
    return Fault(code, (), {"a": 1})

def _shortened(items, rest):
    return [*items[:3], Note(rest, (), {"count": 1})]

class Note:
    @classmethod
    def of(cls, text):
        return cls("itself", (), {"text": text})

def _pairs(v) -> list[tuple[str, dict[str, Any]]]:
    return [("paired", {"value": v})]

class Reader:
    def _read(self, read, code, row):
        return self._fault(code, row)

    def _fault(self, code, row):
        return [Fault(code, (row,), {"cell": row})]

    def names(self):
        self._read(read_name, "passed_twice", 0)

def work(kind, flag):
    base = {"x": 1}
    fields = {**base, "y": 2}
    _refuse(m, "passed_on")
    raise InvalidInput.at("at_once", "path", z=3)
    Note(code="by_name", path=("x",), fields=fields)
    Note("nowhere")
    _shortened(items, "under_any_name")
    chained("from_elsewhere", items)
    told = {"x": 1}
    told["y"] = 2
    Note("step_by_step", (), told)
    told["z"] = 3
    code = "first" if flag else "second"
    Fault(code, (), fields)
    Fault("not_read", (), other())
    code = "third"
    Note(code, (), fields)
    Fault(f"unknown_{kind}", (), {kind: 1})
    sentence("spoken", "en", fields)
    text("elsewhere")
    code = {404: "looked_up"}.get(status, "otherwise")
    Fault(code, (), fields)
"""
        assert {(r.code, r.kind): r.fields for r in scan(ast.parse(source), "file")} == {
            ("passed_on", "fault"): None,
            ("passed_twice", "fault"): None,
            ("paired", "fault"): None,
            ("at_once", "fault"): {"z"},
            ("by_name", "note"): {"x", "y"},
            ("itself", "part"): {"text"},
            ("nowhere", "part"): frozenset(),
            ("under_any_name", "part"): None,
            ("from_elsewhere", "part"): None,
            ("step_by_step", "part"): {"x", "y"},
            ("first", "fault"): {"x", "y"},
            ("second", "fault"): {"x", "y"},
            ("not_read", "fault"): None,
            ("third", "part"): {"x", "y"},
            ("unknown_*", "fault"): None,
            ("spoken", "said"): None,
            ("looked_up", "fault"): None,
            ("otherwise", "fault"): None,
        }

    def test_the_engine_is_scanned(self):
        codes = {r.code for r in raised_anywhere()}
        known = {
            "duplicate_id",
            "cell_not_a_number",
            "parameter_choice",
            "zero_cost",
            "unknown_cell",
        }
        assert known <= codes


class TestCatalogueAndCode:
    def test_a_code_in_the_source_has_an_entry(self):
        assert [raised for raised in raised_anywhere() if not entries_for(raised)] == []

    def test_a_fault_has_cause_and_remedy(self):
        for raised in (r for r in raised_anywhere() if r.kind == "fault"):
            parts = [set(catalogue()[code]) for code in entries_for(raised)]
            assert {"title", "detail", "cause", "remedy"} in parts, raised

    def test_a_note_has_title_and_detail(self):
        for raised in (r for r in raised_anywhere() if r.kind in ("note", "part")):
            wanted = {"title", "detail"} if raised.kind == "note" else {"detail"}
            for code in entries_for(raised):
                assert wanted <= set(catalogue()[code]), raised

    def test_the_detail_uses_only_fields_that_are_passed(self):
        for raised in (r for r in raised_anywhere() if r.fields is not None and "*" not in r.code):
            for code in entries_for(raised):
                assert placeholders(text(code, "detail")) <= raised.fields, raised

    def test_no_entry_is_left_over(self):
        used = {code for raised in raised_anywhere() for code in entries_for(raised)}
        assert set(OWN) - used == set()


class TestEntries:
    def test_no_code_is_in_two_files(self):
        codes = [code for file in FILES for code in tomllib.loads(file.read_text(encoding="utf-8"))]
        assert len(codes) == len(set(codes))

    def test_only_parts_of_sentences_and_charts_have_no_title(self):
        for file in FILES:
            if file.name not in ("charts.toml", "explanations.toml", "sentences.toml"):
                for code, entry in tomllib.loads(file.read_text(encoding="utf-8")).items():
                    assert {"title", "detail"} <= set(entry), code

    def test_every_part_is_in_both_languages_with_the_same_placeholders(self):
        for code, entry in catalogue().items():
            for part in entry.values():
                assert set(part) == set(LANGUAGES), code
                assert all(said == said.strip() != "" for said in part.values()), code
                assert placeholders(part["en"]) == placeholders(part["zh"]), code

    def test_placeholders_are_plain_names(self):
        for code, entry in catalogue().items():
            for said in entry.get("detail", {}).values():
                for _, name, form, conversion in Formatter().parse(said):
                    plain = name is None or (name.isidentifier() and not form and not conversion)
                    assert plain, code

    def test_only_the_detail_has_placeholders(self):
        for code, entry in OWN.items():
            for part in {"title", "cause", "remedy"} & set(entry):
                assert not any(placeholders(said) for said in entry[part].values()), code

    def test_each_language_is_its_own(self):
        for code, entry in OWN.items():
            for part in entry.values():
                if not words(part["en"]):
                    assert not words(part["zh"]), code
                    continue
                assert chinese(part["zh"]) > 0, code
                # It may quote labels of sheets.
                assert chinese(part["en"]) < 0.2 * len(part["en"]), code


def words(template: str) -> str:
    """Return what a text says itself; nothing where it only puts others together."""
    return "".join(filter(str.isalpha, template.format_map(defaultdict(str))))


def chinese(said: str) -> int:
    return sum("\u4e00" <= sign <= "\u9fff" for sign in said)


# ---- Real findings, said --------------------------------------------------------------------


def problem(rows: list[list[Any]], ids: str = "xy", **settings: Any) -> Problem:
    return Problem(
        criteria=[Criterion(id=i, direction="cost", **settings) for i in ids],
        alternatives=[Alternative(id=f"a{k}") for k in range(len(rows))],
        performances=rows,
    )


def ranked(rows: list[list[Any]], method: str = "topsis", **more: Any) -> Ranking:
    return rank(problem(rows), WeightVector.normalised("xy", [1, 1]), method, **more)


def scaled(direction: str = "cost", **scale: Any) -> Problem:
    return Problem(
        criteria=[Criterion(id="x", direction=direction, **scale)],
        alternatives=[Alternative(id="a0"), Alternative(id="a1")],
        performances=[[1], [2]],
    )


MATRIX = [[1.0, 2.0], [3.0, 4.0]]
FAULTS: dict[str, Callable[[], object]] = {
    "empty_list": lambda: problem([]),
    "empty_id": lambda: problem(MATRIX, "x "),
    "duplicate_id": lambda: problem(MATRIX, "xx"),
    "unknown_direction": lambda: Problem(
        criteria=[Criterion(id="x", direction="up")],
        alternatives=[Alternative(id="a")],
        performances=[[1]],
    ),
    "invalid_range": lambda: problem(MATRIX, range=(2, 1)),
    "row_count": lambda: Problem(
        criteria=[Criterion(id="x", direction="cost")],
        alternatives=[Alternative(id="a")],
        performances=[],
    ),
    "row_length": lambda: problem([[1]]),
    "cell_not_a_number": lambda: problem([[1, "2 km"]]),
    "cell_not_finite": lambda: problem([[1, math.nan]]),
    "cell_too_large": lambda: problem([[1, 1e200]]),
    "target_needs_range": lambda: scaled(direction="target", best=(1, 2)),
    "invalid_best": lambda: scaled(direction="target", range=(0, 3), best=(2, 4)),
    "best_needs_target": lambda: scaled(range=(0, 3), best=(1, 2)),
    "value_needs_range": lambda: scaled(value=((0, 1), (3, 0))),
    "value_points": lambda: scaled(range=(0, 3), value=((0, 1), (2, 0))),
    "value_direction": lambda: scaled(range=(0, 3), value=((0, 0), (3, 1))),
    "target_needs_scale": lambda: rank(
        scaled(direction="target", range=(0, 3), best=(1, 2)),
        WeightVector.normalised("x", [1]),
        "topsis",
    ),
    "weighting_without_weights": lambda: make_method(
        "topsis", {"distance": "chebyshev", "weighting": "distance"}
    ),
    "comparisons_in_ratings": lambda: make_method(
        "ahp", {"mode": "ratings", "comparisons": {"x": [[1]]}}
    ),
    "bounds_reversed": lambda: Interval(low=2, high=1),
    "mode_outside_bounds": lambda: Triangular(low=0, mode=2, high=1),
    "not_positive": lambda: Normal(mean=0, sd=0),
    "unknown_refused": lambda: ranked([[1, None], [1, 2]], unknowns="refuse"),
    "unknown_unbounded": lambda: ranked([[1, None]]),
    "weight_missing": lambda: WeightVector.normalised("xy", {"x": 1}),
    "weight_unknown_criterion": lambda: WeightVector.normalised("x", {"x": 1, "z": 1}),
    "weight_not_a_number": lambda: WeightVector.normalised("x", ["1"]),
    "weight_not_finite": lambda: WeightVector.normalised("x", [math.inf]),
    "weight_negative": lambda: WeightVector.normalised("x", [-1]),
    "weights_all_zero": lambda: WeightVector.normalised("x", [0]),
    "unknown_method": lambda: make_method("electre"),
    "parameter_unknown": lambda: make_method("spotis", {"v": 1}),
    "parameter_choice": lambda: make_method("topsis", {"distance": "near"}),
    "parameter_number": lambda: make_method("vikor", {"v": "half"}),
    "threshold_number": lambda: make_method(
        "promethee2", {"preferences": {"x": {"type": "vshape"}}}
    ),
    "parameter_bounds": lambda: make_method("vikor", {"v": 2}),
    "parameter_mapping": lambda: make_method("promethee2", {"preferences": [1]}),
    "thresholds_reversed": lambda: make_method(
        "promethee2", {"preferences": {"x": {"type": "linear", "q": 2, "p": 1}}}
    ),
    "preference_unknown_criterion": lambda: ranked(
        MATRIX, "promethee2", preferences={"z": {"type": "usual"}}
    ),
    "comparisons_unknown_criterion": lambda: ranked(MATRIX, "ahp", comparisons={"z": [[1]]}),
    "range_missing": lambda: ranked(MATRIX, "spotis"),
    "negative_value": lambda: ranked([[-1, 1], [1, 1]], "ahp"),
    "zero_cost": lambda: ranked([[0, 1], [1, 1]], "weighted_sum", normalisation="linear"),
    "not_above_zero": lambda: ranked([[0, 1], [1, 1]], "weighted_product"),
    "requirement_unknown_criterion": lambda: ranked(
        MATRIX, requirements=[Requirement(criterion="z", at_least=1)]
    ),
    "requirement_empty": lambda: ranked(MATRIX, requirements=[Requirement(criterion="x")]),
    "requirement_impossible": lambda: ranked(
        MATRIX, requirements=[Requirement(criterion="x", at_least=2, at_most=1)]
    ),
    "matrix_not_square": lambda: read_matrix([[1, 2]], "ab"),
    "judgement_missing": lambda: read_matrix([[1, None], [1, 1]], "ab"),
    "judgement_not_a_number": lambda: read_matrix([[1, "3"], [1, 1]], "ab"),
    "judgement_not_positive": lambda: read_matrix([[1, -3], [1, 1]], "ab"),
    "judgement_diagonal": lambda: read_matrix([[2, 1], [1, 1]], "ab"),
    "not_reciprocal": lambda: read_matrix([[1, 3], [3, 1]], "ab"),
}


def notes_of(ranking: Ranking) -> list[Any]:
    return [*ranking.notes, *(reason for e in ranking.excluded for reason in e.reasons)]


def only(criterion: str, **wanted: Any) -> list[Requirement]:
    return [Requirement(criterion=criterion, **wanted)]


CYCLE = [[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1]]
NOTES: dict[str, Callable[[], Ranking]] = {
    "beyond_scale": lambda: rank(
        problem(MATRIX, range=(0, 3)), WeightVector.normalised("xy", [1, 1]), "spotis"
    ),
    "below_minimum": lambda: ranked(MATRIX, requirements=only("x", at_least=2)),
    "above_maximum": lambda: ranked(MATRIX, requirements=only("x", at_most=2)),
    "not_one_of": lambda: ranked(MATRIX, requirements=only("x", one_of=(1.0, 2.0))),
    "requirement_undecided": lambda: ranked(
        [[1, Interval(low=0, high=2)], [2, 1]], requirements=only("y", at_least=1)
    ),
    "all_excluded": lambda: ranked(MATRIX, requirements=only("x", at_least=9)),
    "unknown_cell": lambda: ranked([[1, None], [2, 1]]),
    "uncertain_cell": lambda: ranked([[1, Beta(alpha=1, beta=2)], [2, 1]]),
    "criterion_cannot_separate": lambda: ranked([[1, 2], [1, 3]]),
    "inconsistent_comparisons": lambda: ranked(
        [[1, 1], [2, 2], [3, 3]], "ahp", comparisons={"x": CYCLE}
    ),
}


class TestSaid:
    @staticmethod
    @each(FAULTS)
    def test_faults_of_the_engine_can_be_said(code):
        with pytest.raises(McdaError) as caught:
            FAULTS[code]()
        assert code in {fault.code for fault in caught.value.faults}
        for language in LANGUAGES:
            said = caught.value.say(language)
            assert said
            assert "{" not in said

    @staticmethod
    @each(NOTES)
    def test_notes_of_the_engine_can_be_said(code):
        found = [note for note in notes_of(NOTES[code]()) if note.code == code]
        assert found
        for language in LANGUAGES:
            assert all("{" not in note.say(language) for note in found)

    def test_a_fault_names_place_value_and_what_is_allowed(self):
        with pytest.raises(McdaError) as caught:
            FAULTS["invalid_best"]()
        assert caught.value.say() == (
            "Criterion “x” is a target; best is [2, 4], and must be two numbers within the range, "
            "lowest first, that leave something worse."
        )
        assert "best 为 [2, 4]" in caught.value.say("zh")

    def test_the_remedy_for_a_zero_cost_names_what_works(self):
        for language in LANGUAGES:
            remedy = text("zero_cost", "remedy", language)
            for name in ("minmax", "vector", "range"):
                assert name in remedy
                settings = {"range": (0, 5)} if name == "range" else {}
                zero = problem([[0, 1], [1, 1]], **settings)
                weights = WeightVector.normalised("xy", [1, 1])
                assert rank(zero, weights, "weighted_sum", normalisation=name).order


class TestSentence:
    def test_numbers_that_differ_look_different(self):
        fields = {"alternative": "A", "criterion": "C", "value": 12_345_678.0, "limit": 1.23457e7}
        assert sentence("below_minimum", "en", fields) == (
            "“A” reaches 12,345,678 on criterion “C”, below the required minimum of 12,345,700."
        )
        allowed = {**fields, "value": 0.12345671, "allowed": (0.1234567, 1.0)}
        assert "stands at 0.12345671 on" in sentence("not_one_of", "en", allowed)
        assert "accepted: 0.1234567, 1." in sentence("not_one_of", "en", allowed)

    @pytest.mark.parametrize(
        ("value", "shown"),
        [
            (1 / 3, "0.333333"),
            (np.float64(2) / 3, "0.666667"),
            (1234567.0, "1,234,567"),
            (0.5, "0.5"),
            (2.0, "2"),
            (1234567, "1234567"),
            (True, "true"),
            (None, "null"),
            ("text", "text"),
            ("a {brace}", "a {brace}"),
            ({"en": "Park", "zh": "园区"}, "Park"),
        ],
    )
    def test_values(self, value, shown):
        assert sentence("no_change_possible", "en", {"winner": value}) == (
            f"No weighting at all makes another alternative win: {shown} stays first."
        )

    def test_lists_in_english(self):
        fields = {"method": "m", "known": ("a", 1 / 3, 2)}
        assert sentence("unknown_method", "en", fields).endswith("known are: a, 0.333333, 2.")

    def test_lists_in_chinese(self):
        fields = {"method": "m", "known": ["a", 1 / 3, 2]}
        assert sentence("unknown_method", "zh", fields).endswith("可用的有：a、0.333333、2。")

    def test_texts_by_language(self):
        fields = {"winner": {"en": "Park", "zh": "园区"}}
        assert "园区" in sentence("no_change_possible", "zh", fields)

    def test_a_smallest_change(self):
        moves = [
            sentence("smallest_change_move", "en", {"points": p, "donor": d, "receiver": "rent"})
            for p, d in ((2.5, "tax"), (1.0, "ports"))
        ]
        fields = {"points": 3.5, "moves": moves, "from_alternative": "A", "to_alternative": "B"}
        assert sentence("smallest_change", "en", fields) == (
            "Moving 3.5 points of weight (2.5 from tax to rent, 1 from ports to rent) "
            "makes B overtake A."
        )

    def test_no_fields(self):
        assert sentence("weights_all_zero") == "All weights are 0; at least one must be above 0."

    def test_a_missing_field_is_not_hidden(self):
        with pytest.raises(KeyError):
            sentence("unknown_method", "en", {"method": "m"})

    def test_an_unknown_code_is_not_hidden(self):
        with pytest.raises(KeyError):
            text("no_such_code", "detail")
