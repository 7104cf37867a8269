"""The tree of errors.

::

    McdaError
    ├── InvalidInput            what the caller sent cannot be used
    │   ├── InvalidProblem      criteria, alternatives, performances
    │   ├── InvalidWeights      weights or how they were stated
    │   ├── InvalidJudgements   pairwise comparison matrices
    │   ├── InvalidMethod       unknown method or parameter
    │   ├── UnsuitableData      sound data that this method cannot take
    │   ├── InvalidRequirement  screens
    │   ├── InvalidEnterprise   facts about an enterprise
    │   ├── InvalidSensitivity  what to analyse
    │   ├── InvalidArgument     a Python function is called with an argument that it does not accept
    │   └── InvalidTable        a sheet or file
    ├── NotFound                a named thing that does not exist
    ├── LimitExceeded           more work than is done at once
    ├── InvalidExtension        something registered that cannot be offered
    ├── ClusterFailure          other machines that should do the work cannot
    └── CatalogueFault          shipped data that contradicts itself

An error carries one or more `Fault`s: a stable code, the place, and typed fields. Sentences are
made from those by `mcda.texts`. A finding that does not stop the work is a `Note` of the same
shape. "No answer" (ties, everything screened out) is a result, not an error.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from mcda.texts import LANGUAGES, Note, Path, remedy_of, sentence

__all__ = [
    "CatalogueFault",
    "ClusterFailure",
    "Fault",
    "InvalidArgument",
    "InvalidEnterprise",
    "InvalidExtension",
    "InvalidInput",
    "InvalidJudgements",
    "InvalidMethod",
    "InvalidProblem",
    "InvalidRequirement",
    "InvalidSensitivity",
    "InvalidTable",
    "InvalidWeights",
    "LimitExceeded",
    "McdaError",
    "NotFound",
    "Note",
    "Path",
    "UnsuitableData",
    "error_path",
    "spoken",
]


class Fault(Note):
    """A finding that stops the work.

    Examples
    --------
    >>> import mcda
    >>> mcda.Fault("weights_all_zero").say("zh")
    '所有权重均为 0，至少须有一个大于 0。'
    """

    __slots__ = ()


class McdaError(Exception):
    """Base of all errors of the engine.

    Parameters
    ----------
    faults
        At least one; the first names the error.

    Examples
    --------
    >>> import mcda
    >>> try:
    ...     mcda.rank(mcda.example().problem, [1, 2], "topis")
    ... except mcda.McdaError as error:
    ...     error.code, error.faults[0].path
    ('unknown_method', ('name',))
    """

    def __init__(self, faults: Iterable[Note]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    @classmethod
    def at(cls, code: str, *path: str | int, **fields: Any) -> "McdaError":
        """Return an error with a single fault."""
        return cls([Fault(code, path, fields)])

    @classmethod
    def raise_any(cls, faults: Sequence[Note]) -> None:
        """Raise an error with these faults, if there are any."""
        if faults:
            raise cls(faults)

    @property
    def code(self) -> str:
        """Code of the first fault."""
        return self.faults[0].code

    def say(self, language: str = "en") -> str:
        """Return all faults as text in ``"en"`` or ``"zh"``."""
        spoken(language)
        return "\n".join(fault.say(language) for fault in self.faults)

    def help(self, language: str = "en") -> str:
        """Return the first faults with their places, suggested names and remedies.

        Parameters
        ----------
        language
            ``"en"`` or ``"zh"``.
        """
        from mcda.texts.remedies import (  # needed by none that catches the error
            MOST_HELPED,
            as_questions,
        )

        spoken(language)
        lines: list[str] = []
        for fault in as_questions(self.faults[:MOST_HELPED]):
            lines.append(fault.say(language))
            if fault.path:
                place = ".".join(map(str, fault.path))
                lines.append(sentence("error_place", language, {"place": place}))
        more = len(self.faults) - MOST_HELPED
        if more > 0:
            lines.append(sentence("error_more", language, {"count": more}))
        for code in dict.fromkeys(fault.code for fault in self.faults[:MOST_HELPED]):
            remedy = remedy_of(code, language)
            if remedy:
                lines.append(sentence("error_remedy", language, {"remedy": remedy}))
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.help()


class InvalidInput(McdaError):
    """What the caller sent cannot be used."""


class InvalidArgument(InvalidInput, TypeError):
    """A function is called with an argument that it does not accept; also a `TypeError`."""


class InvalidProblem(InvalidInput):
    """Criteria, alternatives or performances are wrong."""


class InvalidWeights(InvalidInput):
    """Weights, or the statement they come from, are wrong."""


class InvalidJudgements(InvalidInput):
    """A pairwise comparison matrix is wrong."""


class InvalidMethod(InvalidInput):
    """No such method, or a parameter out of its bounds."""


class UnsuitableData(InvalidInput):
    """Sound data that this method, or this normalisation, cannot take."""


class InvalidRequirement(InvalidInput):
    """A screen names something unknown or contradicts itself."""


class InvalidEnterprise(InvalidInput):
    """Facts about the enterprise are wrong."""


class InvalidSensitivity(InvalidInput):
    """The requested analysis is wrong."""


class InvalidTable(InvalidInput):
    """A sheet or file cannot be read as a decision problem."""


class NotFound(McdaError):
    """A named object that does not exist."""


class LimitExceeded(McdaError):
    """A request for more work than the limit."""


class InvalidExtension(McdaError):
    """A registered item, or an item named by an entry point, that cannot be offered."""


class ClusterFailure(McdaError):
    """The machines of a cluster cannot be reached, or run another version."""


class CatalogueFault(McdaError):
    """Data shipped with the package contradicts itself."""


def spoken(language: object) -> None:
    """Check that there are texts in a requested language.

    Raises
    ------
    InvalidArgument
        There are no texts in this language.
    """
    if language not in LANGUAGES:
        fields = {"value": str(language), "allowed": LANGUAGES}
        raise InvalidArgument([Fault("language_unknown", ("language",), fields)])


class error_path:  # noqa: N801 - read as a word: with error_path("problem")
    """Prefix the paths of faults raised inside with the outer path."""

    __slots__ = ("_prefix",)

    def __init__(self, *prefix: str | int) -> None:
        self._prefix = prefix

    def __enter__(self) -> None:
        """Do nothing."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Raise the error again with prefixed paths."""
        if isinstance(error, McdaError):
            raise type(error)(self.moved(error)) from error

    def moved(self, error: McdaError) -> list[Note]:
        """Return the faults with prefixed paths."""
        return [fault.under(*self._prefix) for fault in error.faults]


_AROUND = 100
"""Characters of a text that are told on both sides of the first that is hidden."""
_HIDDEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls, but for tab and line breaks
    "\u2028\u2029"  # separators of lines and paragraphs, which end a line of a script
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates of direction
    "\ud800-\udfff]"  # halves of characters
)


def hidden_in(text: str) -> str | None:
    """Return a text's first hidden character in the form ``U+202E``; None if there is none.

    Controls, and overrides of direction. Arabic and Hebrew need none of them: letters carry their
    direction, and the marks of direction (U+200E, U+200F, U+061C) move no other text.
    """
    match = _HIDDEN.search(text)
    return None if match is None else _code(match)


def with_hidden_shown(text: str) -> str:
    """Return a text with its hidden characters replaced by visible codes."""
    return _HIDDEN.sub(lambda found: f"[{_code(found)}]", text)


def hidden_fault(text: str, *path: str | int) -> Fault | None:
    """Return the fault of a text that holds a hidden character, else None."""
    match = _HIDDEN.search(text)
    if match is None:
        return None
    excerpt = with_hidden_shown(text[max(match.start() - _AROUND, 0) : match.end() + _AROUND])
    return Fault("hidden_character", path, {"value": excerpt, "character": _code(match)})


def _code(found: re.Match[str]) -> str:
    return f"U+{ord(found[0]):04X}"
