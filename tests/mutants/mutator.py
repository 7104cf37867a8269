"""Faults that can be put into a source text, each a small change in one place.

Well-kept libraries mutate whole packages for hours and draw no sample: cosmic-ray keeps a session
of all faults, mutmut a tree of them.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

PAIRS = (
    *(("<", "<="), (">", ">="), ("==", "!="), ("is", "is not"), ("in", "not in"), ("and", "or")),
    *(("+", "-"), ("*", "/"), ("&", "|"), ("+=", "-="), ("*=", "/="), ("&=", "|=")),
    *(("min", "max"), ("argmin", "argmax"), ("minimum", "maximum"), ("floor", "ceil")),
    *(("any", "all"), ("True", "False")),
)
EXCHANGES = {**dict(PAIRS), **{second: first for first, second in PAIRS}, "//": "/", "**": "*"}
LARGEST = 10
"""Larger integers are limits and sizes, for which one more is no fault."""

OPERATOR = re.compile(rb"(?:[\s()\\]|#.*)*((?:is\s+not|not\s+in)\b|[^\s()\\#]+)")
PREFIX = re.compile(rb"(not|-)\s*")
TYPES = ("annotation", "returns", "decorator_list")
LOG = re.compile(r"_?log(ger)?", re.IGNORECASE)


@dataclass(frozen=True)
class Mutant:
    """A fault in a file: bytes of its text from start to end are others."""

    file: Path
    start: int
    end: int
    replacement: bytes

    def text(self, source: bytes) -> bytes:
        """Return the text of the file with the fault."""
        return source[: self.start] + self.replacement + source[self.end :]

    def description(self, source: bytes) -> str:
        """Return where the fault is, with the line as it was and as it is."""
        line = source.count(b"\n", 0, self.start)
        texts = (text.splitlines()[line].strip().decode() for text in (source, self.text(source)))
        return f"{self.file}:{line + 1}: " + "  ->  ".join(texts)


def mutants(file: Path, source: bytes) -> Iterator[Mutant]:
    """Yield every fault that a text can have."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def start(node: ast.expr) -> int:
        return starts[node.lineno - 1] + node.col_offset

    def end(node: ast.expr) -> int:
        return starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)

    for node in _nodes(ast.parse(source)):
        for first, second in pairwise(_operands(node)):
            operator = OPERATOR.match(source, end(first), start(second))
            if operator and (other := EXCHANGES.get(" ".join(operator[1].decode().split()))):
                yield Mutant(file, *operator.span(1), other.encode())
        match node:
            case ast.UnaryOp(ast.Not() | ast.USub()):
                prefix = PREFIX.match(source, start(node))
                assert prefix, file
                yield Mutant(file, *prefix.span(), b"")
            case ast.Constant(bool(value)):
                yield Mutant(file, start(node), end(node), str(not value).encode())
            case ast.Constant(int(value)) if value <= LARGEST:
                yield Mutant(file, start(node), end(node), str(value + 1).encode())
            case ast.Call(ast.Name(name) | ast.Attribute(attr=name)) if name in EXCHANGES:
                yield Mutant(
                    file, end(node.func) - len(name), end(node.func), EXCHANGES[name].encode()
                )


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what is computed, without types, decorators, messages and logging."""
    if _is_apart(node):
        return
    yield node
    for field, value in ast.iter_fields(node):
        if field not in TYPES:
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from _nodes(child)


def _is_apart(node: ast.AST) -> bool:
    match node:
        case ast.Raise() | ast.JoinedStr() | ast.Subscript(ast.Name("Annotated" | "Literal")):
            return True
        case ast.If(ast.Name("TYPE_CHECKING") | ast.Compare(ast.Name("__name__"))):
            return True
        case ast.keyword("strict" | "total" | "frozen"):  # they hold anyway, or for types alone
            return True
        case ast.Call(ast.Attribute(ast.Name(name))):
            return bool(LOG.fullmatch(name))
        case ast.Assign([ast.Name(name)]):  # names of types are in camel case
            return name == "__all__" or bool(re.match("_?[A-Z]+[a-z]", name))
    return False


def _operands(node: ast.AST) -> list[ast.expr]:
    """Return what operators of a node stand between; a text or a list has but one operator."""
    match node:
        case ast.Compare(left, _, others):
            return [left, *others]
        case ast.BoolOp(_, values):
            return values
        case ast.BinOp(left, _, right) | ast.AugAssign(left, _, right):
            sides = (left, right)
            is_text = any(
                isinstance(side, ast.JoinedStr | ast.List | ast.Tuple)
                or (isinstance(side, ast.Constant) and isinstance(side.value, str))
                for side in sides
            )
            return [] if is_text else [*sides]
    return []
