"""What every examination asks of a candidate: the right class, texts in both languages."""

from collections.abc import Callable, Iterable, Iterator
from inspect import isabstract
from typing import Any

from mcda.errors import Fault, InvalidExtension, McdaError, Note
from mcda.texts import LANGUAGES

Undeclared = Callable[[str, str], Fault]
"""Makes the fault that a field is not declared, of its name and of what it needs."""


def refuse(faults: Iterable[Note]) -> None:
    """Raise the faults of an examination, where there are any.

    Raises
    ------
    InvalidExtension
        With all of them.
    """
    found = list(faults)
    if found:
        raise InvalidExtension(found)


def is_derived(candidate: object, base: type) -> bool:
    """Tell whether a candidate is a class derived from a base."""
    return isinstance(candidate, type) and issubclass(candidate, base)


def class_faults(
    candidate: object, base: type, needed: str, undeclared: Undeclared
) -> Iterator[Fault]:
    """Yield what is wrong with a class itself: its base, or methods that it leaves abstract.

    Parameters
    ----------
    candidate
        As registered, whatever it is.
    base
        That it must be derived from.
    needed
        How the first abstract method is written.
    undeclared
        Makes the fault.
    """
    if not is_derived(candidate, base):
        yield undeclared("class", f"{base.__module__}.{base.__qualname__}")
    elif isabstract(candidate):
        abstract: frozenset[str] = getattr(candidate, "__abstractmethods__", frozenset())
        yield undeclared(", ".join(sorted(abstract)), needed)


def is_said(text: Any, **fields: str) -> bool:
    """Tell whether a text says something in every language once its placeholders are filled.

    Parameters
    ----------
    text
        Language -> text, or what stands in its place.
    fields
        Value for each placeholder that it may have; left out, braces are braces.
    """
    try:
        said = [str(text[language]) for language in LANGUAGES]
        return all((one.format(**fields) if fields else one).strip() for one in said)
    except (LookupError, ValueError, AttributeError, TypeError):
        return False


def describe(error: Exception) -> str:
    """Return what went wrong in a stranger's code: the sentence of a coded error, else its kind."""
    return error.say() if isinstance(error, McdaError) else f"{type(error).__name__}: {error}"
