"""From errors to sentences on stderr and an exit code; no user error shows a traceback."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import typer

from api.cli.terminal import Form, Language, console, word
from mcda.errors import Fault, InvalidTable, LimitExceeded, McdaError, Note, Path
from mcda.texts import NO_NAMES, Names, said_with_remedy

BAD_INPUT = 2
TROUBLE = 1
Place = Callable[[Path], str]


@dataclass(frozen=True, slots=True)
class WordedFault(Fault):
    """A fault whose code is in the text catalogue, told in the words of the command line."""

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
    """Return an error told by a key of ``words.toml``."""
    from mcda.errors import InvalidInput

    return InvalidInput([WordedFault(code, path, fields, wording=wording)])


def pointed(path: Path) -> str:
    """Return a place as a JSON Pointer, empty for the whole document."""
    from api.errors import pointer

    return pointer(path)


@contextmanager
def reporting(language: Language, as_json: bool, place: Place = pointed) -> Iterator[None]:
    """Report errors raised inside and leave with their exit code.

    Parameters
    ----------
    language
        Of the sentences.
    as_json
        Print the service's problem document instead.
    place
        How to write the place of a fault for people.
    """
    try:
        yield
    except McdaError as error:
        raise _told(error, language, as_json, place) from None


def fail(sentences: Sequence[str], code: int) -> typer.Exit:
    """Print sentences on stderr and return the exit to raise."""
    out = console(stderr=True)
    for sentence in sentences:
        out.print(sentence, soft_wrap=True)
    return typer.Exit(code)


def form_of(language: Language, as_csv: bool, as_json: bool, *, told: bool = False) -> Form:
    """Return in which form to answer; several at once are refused.

    Parameters
    ----------
    language
        Of the refusal.
    as_csv, as_json
        Which were asked for.
    told
        Whether an option says how much is told in sentences, which only they have.
    """
    if as_csv + as_json + told > 1:
        raise fail([word("error_forms", language)], BAD_INPUT)
    if as_json:
        return "json"
    return "csv" if as_csv else "table"


def _told(error: McdaError, language: Language, as_json: bool, place: Place) -> typer.Exit:
    from api.errors import problem, status_of
    from mcda.texts.remedies import as_questions

    status = status_of(error)
    code = TROUBLE if status >= 500 else BAD_INPUT
    if as_json:
        typer.echo(bytes(problem(error.faults, status, language).body), err=True)
        return typer.Exit(code)
    places = [place(fault.path) for fault in error.faults]
    lines = [fault.say(language) for fault in as_questions(error.faults)]
    return fail(
        [f"{where}: {line}" if where else line for where, line in zip(places, lines, strict=True)],
        code,
    )


@contextmanager
def reporting_faults(language: Language) -> Iterator[None]:
    """Leave with a sentence and a remedy for each fault of private data found inside."""
    try:
        yield
    except (InvalidTable, LimitExceeded) as error:
        sentences = [_sentence(fault, language) for fault in error.faults]
        count = word("own_faults", language, count=len(sentences))
        raise fail([*sentences, count], BAD_INPUT) from None


def _sentence(fault: Note, language: Language) -> str:
    said = said_with_remedy(fault, language)
    named_by_cell = len(fault.path) == 2 and "!" in str(fault.path[1])
    return f"{fault.path[0]}: {said}" if named_by_cell else said
