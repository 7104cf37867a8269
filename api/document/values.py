"""Values of a document before localisation: words by key, names by id, numbers by kind.

Each says itself to the `Teller` of a reader. A `mcda.texts.Note` is also a value, a sentence of the
engine; a text is shown unchanged.
"""

# ruff: noqa: D102 - a value tells what its class says

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.http.language import Language
from api.http.numbers import Numbers
from mcda.parks.claim_terms import date_text
from mcda.texts import Names, Note, Unit
from mcda.texts.figures import away_from_tie, unit_names
from mcda.texts.marks import BLANK, COMMA
from mcda.texts.tables import table

Spoken = Any
"""One of the values below, a note, a unit, or a text as it is."""
DASH = "–"
_BRACKET = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")


def catalogue() -> Mapping[str, Mapping[Language, str]]:
    """Return the texts of documents: key -> language -> text."""
    return table("api.document", "words.toml")


@dataclass(frozen=True, slots=True)
class Teller:
    """Localises values in one language."""

    language: Language
    """The reader's."""
    names: Names = field(default_factory=dict)
    """What ids are called; an id that is missing speaks for itself."""
    with_ids: bool = False
    """Whether the id of an alternative stands beside its name."""

    @property
    def numbers(self) -> Numbers:
        """The formatter of numbers."""
        return Numbers(self.language)

    def word(self, key: str, **fields: Spoken) -> str:
        """Return a text of the documents."""
        return Word(key, fields).tell(self)

    def name(self, key: str) -> str:
        """Return the name of an id, the id itself without one."""
        name = self.names.get(key, key)
        return name if isinstance(name, str) else name.get(self.language, key)

    def tell(self, value: Spoken) -> str:
        """Return a value as text, a dash for None."""
        match value:
            case Value():
                return value.tell(self)
            case Note():
                return value.say(self.language, self.names)
            case Unit():
                return unit_names(value.unit)[self.language]
        return DASH if value is None else str(value)


class Value(ABC):
    """A value that says itself."""

    __slots__ = ()

    @abstractmethod
    def tell(self, teller: Teller) -> str:
        """Return the value as text."""


@dataclass(frozen=True, slots=True)
class Word(Value):
    """A text of the documents, with other values for its placeholders."""

    key: str
    fields: Mapping[str, Spoken] = field(default_factory=dict)

    def tell(self, teller: Teller) -> str:
        fields = {name: teller.tell(item) for name, item in self.fields.items()}
        return catalogue()[self.key][teller.language].format(**fields)


def say(key: str, /, **fields: Spoken) -> Word:
    """Return a text of the documents."""
    return Word(key, fields)


@dataclass(frozen=True, slots=True)
class Kind(Value):
    """The word for a value of some kind, such as a grade; the value itself if it has no word."""

    kind: str
    value: str

    def tell(self, teller: Teller) -> str:
        names = catalogue().get(f"{self.kind}_{self.value}")
        return self.value if names is None else names[teller.language]


@dataclass(frozen=True, slots=True)
class AlternativeName(Value):
    """The name of an alternative by its id, a dash for None."""

    id: str | None

    def tell(self, teller: Teller) -> str:
        if self.id is None:
            return DASH
        name = teller.name(self.id)
        return f"{name} ({self.id})" if teller.with_ids and name != self.id else name


@dataclass(frozen=True, slots=True)
class Short(Value):
    """The name of an alternative by its id, without a bracketed part at its end."""

    id: str
    """Of the alternative."""
    is_heading: bool = False
    """It stands alone: where ids are told, its own is."""

    def tell(self, teller: Teller) -> str:
        short = _unbracketed(teller.name(self.id))
        same = [key for key in teller.names if _unbracketed(teller.name(key)) == short]
        name = short if len(same) < 2 else teller.name(self.id)
        is_told = teller.with_ids and self.is_heading and name != self.id
        return f"{name} ({self.id})" if is_told else name


@dataclass(frozen=True, slots=True)
class CriterionName(Value):
    """The name of a criterion by its id."""

    id: str

    def tell(self, teller: Teller) -> str:
        return teller.name(self.id)


@dataclass(frozen=True, slots=True)
class Share(Value):
    """A share in per cent, a dash for None."""

    value: float | None
    digits: int = 0

    def tell(self, teller: Teller) -> str:
        return DASH if self.value is None else teller.numbers.share(self.value, self.digits)


@dataclass(frozen=True, slots=True)
class Figure(Value):
    """A number with ``digits`` significant digits, a dash for None."""

    value: float | None
    digits: int = 3

    def tell(self, teller: Teller) -> str:
        return DASH if self.value is None else teller.numbers.figure(self.value, self.digits)


@dataclass(frozen=True, slots=True)
class Fixed(Value):
    """A number with ``places`` decimal places, a dash for None."""

    value: float | None
    places: int = 2

    def tell(self, teller: Teller) -> str:
        return DASH if self.value is None else teller.numbers.fixed(self.value, self.places)


@dataclass(frozen=True, slots=True)
class TenThousands(Value):
    """A number rounded to ten thousands, in each language's form: 220,000 or 22万."""

    value: float

    def tell(self, teller: Teller) -> str:
        count = round(away_from_tie(self.value, 0))
        if teller.language == "zh":
            return f"{teller.numbers.fixed(count, 0)}万"
        return teller.numbers.fixed(10_000 * count, 0)


@dataclass(frozen=True, slots=True)
class Quantity(Value):
    """A number with four significant digits and its unit; "not known" for None."""

    value: float | None
    unit: str

    def tell(self, teller: Teller) -> str:
        if self.value is None:
            return teller.word("unknown")
        number = Figure(self.value, 4)
        if not self.unit:
            return teller.tell(number)
        return teller.word("with_unit", value=number, unit=Unit(self.unit))


@dataclass(frozen=True, slots=True)
class ValueRange(Value):
    """The lowest and the highest value, a dash where they are equal or not known."""

    low: float | None
    high: float | None
    as_shares: bool = False

    def tell(self, teller: Teller) -> str:
        if self.low is None or self.high is None:
            return DASH
        if self.as_shares:
            shares = Share(self.low, 1), Share(self.high, 1)
            return teller.word("from_share_to", low=shares[0], high=shares[1])
        if self.low == self.high:
            return DASH
        ends = (Figure(self.low, 4), Figure(self.high, 4))
        return teller.word("bounds", low=ends[0], high=ends[1])


@dataclass(frozen=True, slots=True)
class Day(Value):
    """A day, given as ISO text."""

    at: str

    def tell(self, teller: Teller) -> str:
        return teller.numbers.day(self.at)


@dataclass(frozen=True, slots=True)
class Timestamp(Value):
    """A moment in UTC, given as ISO text."""

    at: str

    def tell(self, teller: Teller) -> str:
        return teller.numbers.moment(self.at)


@dataclass(frozen=True, slots=True)
class StatementDate(Value):
    """The date of a statement, with a remark about the date."""

    as_of: str

    def tell(self, teller: Teller) -> str:
        return date_text(self.as_of)[teller.language]


@dataclass(frozen=True, slots=True)
class Enumeration(Value):
    """Items listed in one line; of the items past ``most`` only the number is shown."""

    items: Sequence[Spoken]
    most: int | None = None
    between: str | None = None

    def tell(self, teller: Teller) -> str:
        items, most = self.items, self.most
        listed = list(items if most is None or len(items) <= most + 1 else items[:most])
        texts = [teller.tell(item) for item in listed]
        if len(listed) < len(items):
            texts.append(teller.word("more", count=len(items) - len(listed)))
        return (COMMA[teller.language] if self.between is None else self.between).join(texts)


@dataclass(frozen=True, slots=True)
class Sentences(Value):
    """A sequence of sentences."""

    items: Sequence[Spoken]

    def tell(self, teller: Teller) -> str:
        return BLANK[teller.language].join(map(teller.tell, self.items))


def alternatives(ids: Sequence[str], most: int | None = None) -> Enumeration:
    """Return the names of alternatives as an enumeration."""
    return Enumeration([AlternativeName(key) for key in ids], most)


def criteria(ids: Sequence[str]) -> Enumeration:
    """Return the names of criteria as an enumeration."""
    return Enumeration([CriterionName(key) for key in ids])


def _unbracketed(name: str) -> str:
    return _BRACKET.sub("", name) or name
