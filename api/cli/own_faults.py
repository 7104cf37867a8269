"""Faults of private data, each with its remedy."""

from collections.abc import Iterator
from contextlib import contextmanager

from api.cli.failing import BAD_INPUT, fail
from api.cli.words import Language, word
from mcda.errors import InvalidTable, Note
from mcda.texts import text


@contextmanager
def reporting_faults(language: Language) -> Iterator[None]:
    """Leave with a sentence and a remedy for each fault of private data found inside."""
    try:
        yield
    except InvalidTable as error:
        sentences = [_sentence(fault, language) for fault in error.faults]
        count = word("own_faults", language, count=len(sentences))
        raise fail([*sentences, count], BAD_INPUT) from None


def _sentence(fault: Note, language: Language) -> str:
    said = f"{fault.say(language)} {text(fault.code, 'remedy', language)}"
    named_by_cell = len(fault.path) == 2 and "!" in str(fault.path[1])
    return f"{fault.path[0]}: {said}" if named_by_cell else said
