"""What a document is made of, in codes and numbers; every renderer lays out the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from api.document.brief.parts import Brief
from api.document.values import Spoken, say
from mcda.texts import Names

Tone = Literal["", "soft", "warn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A paragraph; ``soft`` is a remark."""

    text: Spoken
    tone: Tone = ""


def text(said: Spoken, tone: Tone = "") -> Text:
    """Return a paragraph."""
    return Text(text=said, tone=tone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A list."""

    items: Sequence[Spoken]


@dataclass(frozen=True, slots=True, kw_only=True)
class Large:
    """A figure that is shown large, with what it is."""

    value: Spoken
    label: Spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """Figures side by side."""

    items: Sequence[Large]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table with a grade to colour it by and the quotations behind it."""

    value: Spoken
    tone: str = ""
    refs: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table.

    Parameters
    ----------
    caption
        What it shows; read aloud.
    head
        Of each column.
    rows
        Values, or `Cell`.
    widths
        Share of the width that each column takes; 0 for as much as it needs.
    numbers
        Columns that are aligned to the right.
    strong
        Rows that stand out.
    titled
        Whether the caption is printed over it, where no heading says the same.
    narrow
        Whether two thirds of the width are enough.
    grouped
        Rows go by their first column: where there is room for one table only, each group stands
        under its name.
    behind
        Name of the chart that shows the same: where charts are shown, it is not.
    """

    caption: Spoken
    head: Sequence[Spoken]
    rows: Sequence[Sequence[Spoken]]
    widths: Sequence[float]
    numbers: Sequence[int] = ()
    strong: Sequence[int] = ()
    titled: bool = False
    narrow: bool = False
    grouped: bool = False
    behind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart by its name, with the title that is read aloud."""

    name: str
    title: Spoken


def chart(name: str) -> Chart:
    """Return a chart under its own title."""
    return Chart(name=name, title=say(f"chart_{name}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotations:
    """The numbered sources with what is quoted of each."""

    sources: Sequence[Mapping[str, Any]]


Block = Text | Bullets | FigureRow | Table | Chart | Quotations


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a document."""

    id: str
    title: Spoken
    blocks: Sequence[Block] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a document says of itself.

    Parameters
    ----------
    name
        Of the assessment or of the file; empty for none.
    at
        Moment of the answer in UTC, as ISO 8601; empty where it is not known.
    number, version
        Of the result and of the assessment that it was made from, where it is a stored one.
    by
        Who asked.
    language
        Of the sentences of an answer that was kept before answers were kept in codes.
    """

    name: str = ""
    at: str = ""
    number: int | None = None
    version: int | None = None
    by: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is told of a result, in codes and numbers.

    Parameters
    ----------
    title
        What kind of choice it is about.
    head
        What the document says of itself.
    day
        Of the answer: when it was made, else the day its evidence is aged to; empty for none.
    engine, input_sha256
        That made the answer, and the digest of what was asked.
    notes
        On the document itself.
    brief
        What a reader takes from it in one minute.
    sections
        Everything that rests on.
    names
        What ids are called.
    """

    title: Spoken
    head: Head
    day: str
    engine: str
    input_sha256: str
    notes: tuple[Spoken, ...]
    brief: Brief
    sections: tuple[Section, ...]
    names: Names
