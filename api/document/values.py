"""What stands in a document before it has a reader: words by key, names by id, numbers by kind.

Beside these a `mcda.texts.Note` says a sentence of the engine, and a text stands as it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Spoken = Any
"""One of the values below, a note, a unit, or a text as it is."""


@dataclass(frozen=True, slots=True)
class Word:
    """A text of the documents, its placeholders filled with other values."""

    key: str
    fields: Mapping[str, Spoken] = field(default_factory=dict)


def say(key: str, /, **fields: Spoken) -> Word:
    """Return a text of the documents."""
    return Word(key, fields)


@dataclass(frozen=True, slots=True)
class Kind:
    """The word for a value of some kind, such as a grade; the value itself where there is none."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class AlternativeName:
    """The name of an alternative by its id, a dash for None."""

    id: str | None


@dataclass(frozen=True, slots=True)
class Short:
    """The name of an alternative by its id, without what stands in brackets behind it.

    Parameters
    ----------
    id
        Of the alternative.
    is_heading
        It stands alone: where ids are told, its own is.
    """

    id: str
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class CriterionName:
    """The name of a criterion by its id."""

    id: str


@dataclass(frozen=True, slots=True)
class Share:
    """A share in per cent, a dash for None."""

    value: float | None
    digits: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with so many significant digits, a dash for None."""

    value: float | None
    digits: int = 3


@dataclass(frozen=True, slots=True)
class Fixed:
    """A number with so many places behind the point, a dash for None."""

    value: float | None
    places: int = 2


@dataclass(frozen=True, slots=True)
class TenThousands:
    """A whole number of ten thousands, as each language counts them: 220,000 or 22万."""

    value: float


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with four significant digits and its unit; "not known" for None."""

    value: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class ValueRange:
    """The lowest and the highest value, a dash where they are the same or not known."""

    low: float | None
    high: float | None
    as_shares: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A day, of its ISO text."""

    at: str


@dataclass(frozen=True, slots=True)
class Timestamp:
    """A moment in UTC, of its ISO text."""

    at: str


@dataclass(frozen=True, slots=True)
class StatementDate:
    """The date of a statement, with what is remarked of it."""

    as_of: str


@dataclass(frozen=True, slots=True)
class Dollars:
    """A figure in US dollars as `api.parks.dollars.dollars` returns it; empty for None."""

    usd: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Enumeration:
    """Items one after the other; those past ``most`` as their number."""

    items: Sequence[Spoken]
    most: int | None = None
    between: str | None = None


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentences one after the other."""

    items: Sequence[Spoken]


def alternatives(ids: Sequence[str], most: int | None = None) -> Enumeration:
    """Return the names of alternatives one after the other."""
    return Enumeration([AlternativeName(key) for key in ids], most)


def criteria(ids: Sequence[str]) -> Enumeration:
    """Return the names of criteria one after the other."""
    return Enumeration([CriterionName(key) for key in ids])
