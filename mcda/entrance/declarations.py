"""Requirements of every examination: the right base class, and texts in both languages."""

from collections.abc import Callable, Iterator
from inspect import isabstract
from typing import Any

from mcda.errors import Fault, McdaError
from mcda.texts import LANGUAGES

Undeclared = Callable[[str, str], Fault]
"""Makes the fault that a field is not declared, of its name and of what it needs."""


def is_derived(candidate: object, base: type) -> bool:
    """Return whether a candidate is a class derived from a base class."""
    return isinstance(candidate, type) and issubclass(candidate, base)


def class_faults(
    candidate: object, base: type, needed: str, undeclared: Undeclared
) -> Iterator[Fault]:
    """Yield the faults of a class: a wrong base class, or methods that it leaves abstract."""
    if not is_derived(candidate, base):
        yield undeclared("class", f"{base.__module__}.{base.__qualname__}")
    elif isabstract(candidate):
        abstract: frozenset[str] = getattr(candidate, "__abstractmethods__", frozenset())
        yield undeclared(", ".join(sorted(abstract)), needed)


def is_said(text: Any, **fields: str) -> bool:
    """Return whether a text is not empty in any language once its placeholders are filled."""
    try:
        texts = [str(text[language]) for language in LANGUAGES]
        return all((phrase.format(**fields) if fields else phrase).strip() for phrase in texts)
    except (LookupError, ValueError, AttributeError, TypeError):
        return False


def describe(error: Exception) -> str:
    """Return the description of an extension's error: the text of a coded error, else its type."""
    return error.say() if isinstance(error, McdaError) else f"{type(error).__name__}: {error}"
