"""Building blocks of a document, in codes and numbers; every renderer lays out the same blocks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from api.document.brief.parts import Brief
from api.document.details import Details
from api.document.values import Spoken, say

Tone = Literal["", "soft", "warn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A paragraph; the tone ``soft`` marks a remark."""

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
    """A figure that is shown large, with its label."""

    value: Spoken
    label: Spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """Figures side by side."""

    items: Sequence[Large]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table with a grade that colours it and the quotations behind it."""

    value: Spoken
    tone: str = ""
    refs: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table."""

    caption: Spoken
    """What it shows; read aloud."""
    head: Sequence[Spoken]
    """Of each column."""
    rows: Sequence[Sequence[Spoken]]
    """Values, or `Cell`."""
    widths: Sequence[float]
    """Share of the width that each column takes; 0 for as much as it needs."""
    numbers: Sequence[int] = ()
    """Columns that are aligned to the right."""
    strong: Sequence[int] = ()
    """Rows that stand out."""
    titled: bool = False
    """Whether the caption is printed over it, where no heading says the same."""
    narrow: bool = False
    """Whether two thirds of the width are enough."""
    grouped: bool = False
    """Rows go by their first column: where there is room for one table only, each group stands
    under its name."""
    behind: str = ""
    """Name of the chart that shows the same: where charts are shown, it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart by its name, with the title for screen readers."""

    name: str
    title: Spoken


def chart(name: str) -> Chart:
    """Return a chart under its own title."""
    return Chart(name=name, title=say(f"chart_{name}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotations:
    """The numbered sources with the quotations of each."""

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
    """The data about a document in its head."""

    name: str = ""
    """Of the assessment or of the file; empty for none."""
    at: str = ""
    """Moment of the answer in UTC, as ISO 8601; empty where it is not known."""
    number: int | None = None
    """Of the result and of the assessment that it was made from, where it is a stored one."""
    version: int | None = None
    """Of the result and of the assessment that it was made from, where it is a stored one."""
    by: str = ""
    """Who asked."""
    language: str | None = None
    """Of the sentences of an answer that was kept before answers were kept in codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report of a result, in codes and numbers."""

    title: Spoken
    """What kind of choice it is about."""
    head: Head
    day: str
    """Of the answer: when it was made, else the day its evidence is aged to; empty for none."""
    engine: str
    """That made the answer."""
    input_sha256: str
    notes: tuple[Spoken, ...]
    """On the document itself."""
    brief: Brief
    """What a reader takes from it in one minute."""
    details: Details
    sections: tuple[Section, ...]
    """Everything that rests on."""
    names: Mapping[str, Any]
    """What ids are called, as an answer has it."""
