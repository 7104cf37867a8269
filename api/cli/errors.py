"""Errors become sentences on stderr and an exit code; no user error shows a traceback."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path as FilePath

import typer

from api.cli.terminal import Language, console, word
from mcda.errors import Fault, InvalidInput, InvalidTable, LimitExceeded, McdaError, Path
from mcda.texts import NO_NAMES, Names, said_with_remedy

BAD_INPUT = 2
TROUBLE = 1
Place = Callable[[Path], str]


@dataclass(frozen=True, slots=True)
class WordedFault(Fault):
    """A fault whose code is in the text catalogue, in the words of the command line."""

    wording: str = ""

    def say(self, language: str = "en", names: Names = NO_NAMES) -> str:
        """Return the sentence for this finding."""
        spoken: Language = "zh" if language == "zh" else "en"
        fields = {
            name: value[spoken] if isinstance(value, Mapping) else value
            for name, value in self.fields.items()
        }
        return word(self.wording, spoken, **fields)


def said(wording: str, code: str, path: Path = (), **fields: object) -> McdaError:
    """Return an error with the text of a key in ``words.toml``."""
    return InvalidInput([WordedFault(code, path, fields, wording=wording)])


def pointed(path: Path) -> str:
    """Return a path as a JSON Pointer, empty for the whole document."""
    from api.http.errors import pointer

    return pointer(path)


@contextmanager
def reporting(language: Language, as_json: bool = False, place: Place = pointed) -> Iterator[None]:
    """Report errors raised in the context, and exit with their exit code."""
    try:
        yield
    except McdaError as error:
        from api.http.errors import problem, status_of
        from mcda.texts.remedies import as_questions

        status = status_of(error)
        code = TROUBLE if status >= 500 else BAD_INPUT
        if as_json:
            typer.echo(bytes(problem(error.faults, status, language).body), err=True)
            raise typer.Exit(code) from None
        places = [place(fault.path) for fault in error.faults]
        lines = [fault.say(language) for fault in as_questions(error.faults)]
        pairs = zip(places, lines, strict=True)
        sentences = [f"{where}: {line}" if where else line for where, line in pairs]
        raise fail(sentences, code) from None


def fail(sentences: Sequence[str], code: int) -> typer.Exit:
    """Print sentences on stderr and return the exit to raise."""
    out = console(stderr=True)
    for sentence in sentences:
        out.print(sentence, soft_wrap=True)
    return typer.Exit(code)


def refusal(key: str, language: Language, code: int = BAD_INPUT, **fields: object) -> typer.Exit:
    """Print a sentence of ``words.toml`` on stderr and return the exit to raise."""
    return fail([word(key, language, **fields)], code)


@contextmanager
def writing(path: FilePath, language: Language) -> Iterator[None]:
    """Exit with the reason if the context cannot write a file."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise refusal("error_unwritable", language, TROUBLE, file=path, reason=reason) from None


@contextmanager
def reporting_faults(language: Language) -> Iterator[None]:
    """Exit with a sentence and a remedy for each fault of private data raised in the context."""
    try:
        yield
    except (InvalidTable, LimitExceeded) as error:
        sentences = []
        for fault in error.faults:
            sentence = said_with_remedy(fault, language)
            is_named_by_cell = len(fault.path) == 2 and "!" in str(fault.path[1])
            sentences.append(f"{fault.path[0]}: {sentence}" if is_named_by_cell else sentence)
        count = word("own_faults", language, count=len(sentences))
        raise fail([*sentences, count], BAD_INPUT) from None
