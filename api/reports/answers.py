"""What the route on documents answers."""

from typing import Annotated, Literal

from pydantic import Field

from api.document.blocks import Tone
from api.document.brief.parts import Brief
from api.http.answer import Answer, Instant


class CellAnswer(Answer):
    """A cell of a table: its text, how it looks, and the number behind it."""

    text: str = Field(description="As it is read.")
    tone: str = Field(description="A grade of evidence to colour it by; empty for none.")
    refs: list[str] = Field(description="Numbers of the quotations behind it, such as `12.3`.")
    kind: Literal["share", "figure", "fixed", "measured", "bounds", "share_bounds"] | None = Field(
        default=None, description="What kind of number it is; of numbers only."
    )
    value: float | None = Field(
        default=None, description="The number; null where it is not known. Not of bounds."
    )
    unit: str | None = Field(default=None, description="Of a number that is `measured`.")
    low: float | None = Field(default=None, description="Of bounds: the lower.")
    high: float | None = Field(default=None, description="Of bounds: the upper.")
    id: str | None = Field(default=None, description="Of an alternative: its id.")


class FigureAnswer(CellAnswer):
    """A figure that is shown large."""

    label: str = Field(description="What it is.")


class TextBlock(Answer):
    """A paragraph."""

    kind: Literal["text"]
    text: str = Field(description="Its sentences.")
    tone: Tone = Field(description="`soft` is a remark, `warn` a warning.")


class BulletsBlock(Answer):
    """A list."""

    kind: Literal["bullets"]
    items: list[str] = Field(description="Its entries.")


class FiguresBlock(Answer):
    """Figures side by side."""

    kind: Literal["figures"]
    items: list[FigureAnswer] = Field(description="From left to right.")


class TableBlock(Answer):
    """A table."""

    kind: Literal["table"]
    caption: str = Field(description="What it shows; read aloud.")
    head: list[str] = Field(description="Of each column.")
    rows: list[list[CellAnswer]] = Field(description="From the top, a cell for each column.")
    widths: list[float] = Field(
        description="Share of the width that each column takes; 0 for as much as it needs."
    )
    numbers: list[int] = Field(description="Columns that are aligned to the right, from 0.")
    strong: list[int] = Field(description="Rows that stand out, from 0.")
    titled: bool = Field(description="The caption is printed over it.")
    narrow: bool = Field(description="Two thirds of the width are enough.")
    grouped: bool = Field(description="Rows go by their first column.")
    behind: str = Field(description="Name of the chart that shows the same; empty for none.")


class ChartBlock(Answer):
    """A chart."""

    kind: Literal["chart"]
    name: str = Field(description="Which chart.")
    title: str = Field(description="What it shows; read aloud.")


class QuotedAnswer(Answer):
    """What is quoted of a source."""

    ref: str = Field(description="Its number, by which cells name it.")
    quote: str = Field(description="Word for word, in the language of the source.")
    translation: str = Field(description="Ours, in the reader's language; empty where it is one.")
    details: str = Field(
        description="Date, place in the source and figure in US dollars, in words."
    )
    as_of: str = Field(description="Year, month or day that it is about; empty where unknown.")
    locator: str = Field(description="Where in the source it stands.")
    in_dollars: str = Field(description="Its figure in US dollars, in words; empty for none.")


class QuotedSourceAnswer(Answer):
    """A source with what is quoted of it."""

    number: int = Field(ge=1, description="In the order in which the evidence names them.")
    title: str = Field(description="Of the source.")
    url: str = Field(description="Its address; empty where it has none.")
    link: str = Field(description="The same where it may be followed; empty of weak sources.")
    weak: bool = Field(description="A mirror, a broker or a scraped page.")
    claims: list[QuotedAnswer] = Field(description="In the order in which they are named.")


class QuotationsBlock(Answer):
    """The numbered sources with what is quoted of each."""

    kind: Literal["quotations"]
    sources: list[QuotedSourceAnswer] = Field(description="By their numbers.")


Block = Annotated[
    TextBlock | BulletsBlock | FiguresBlock | TableBlock | ChartBlock | QuotationsBlock,
    Field(discriminator="kind"),
]


class DocumentSectionAnswer(Answer):
    """A section of a document."""

    id: str = Field(description="Of the section, the same in every language.")
    title: str = Field(description="Its heading.")
    blocks: list[Block] = Field(description="What stands in it, told apart by `kind`.")


class DocumentAnswer(Answer):
    """A result as a document in one language."""

    language: Literal["en", "zh"] = Field(description="Of all its sentences.")
    title: str = Field(description="What kind of choice it is about.")
    name: str = Field(description="Of the assessment.")
    day: str = Field(description="Of the answer, as it is written in that language.")
    at: Instant = Field(description="When the answer was made.")
    engine: str = Field(description="That made the answer.")
    hash: str = Field(description="SHA-256 of the request.")
    short_hash: str = Field(description="How that begins.")
    notes: list[str] = Field(description="On the document itself.")
    brief: Brief = Field(description="What a reader takes from it in one minute.")
    sections: list[DocumentSectionAnswer] = Field(description="Everything that the brief rests on.")
    words: dict[str, str] = Field(description="That a layout needs, by key.")
