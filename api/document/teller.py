"""Writes a document for readers of one language; knows nothing of analysis."""

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import singledispatchmethod
from typing import Any

from api.document import values
from api.document.blocks import (
    Block,
    Bullets,
    Cell,
    Chart,
    Document,
    FigureRow,
    Quotations,
    Section,
    Table,
    Text,
)
from api.document.brief import parts
from api.document.values import Day, Spoken, say
from api.document.words import catalogue
from api.language import Language
from api.numbers import Numbers
from api.parks.dollars import in_dollars
from mcda.parks.claim_terms import date_remark, date_text
from mcda.texts import Names, Note, Unit
from mcda.texts.figures import away_from_tie, unit_names
from mcda.texts.marks import BLANK, COMMA

Plain = dict[str, Any]
_DASH = "–"
_SHORT_HASH = 12
_UNDATED, _ABOUT = "undated", "c."
_BRACKET = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_LAYOUT = ("memo", "annex", "annex_lead", "contents", "weak_source")


@dataclass(frozen=True, slots=True)
class Teller:
    """Writes values in one language.

    Parameters
    ----------
    language
        The reader's.
    names
        What ids are called; an id that is missing speaks for itself.
    with_ids
        Whether the id of an alternative stands beside its name.
    """

    language: Language
    names: Names = field(default_factory=dict)
    with_ids: bool = False

    @property
    def numbers(self) -> Numbers:
        """What writes numbers."""
        return Numbers(self.language)

    def word(self, key: str, **fields: Spoken) -> str:
        """Return a text of the documents."""
        return self.tell(say(key, **fields))

    @singledispatchmethod
    def tell(self, value: Any) -> str:
        """Return a value as text; what is no value of `api.document.values` stands as it is."""
        return str(value)

    @tell.register
    def _(self, value: None) -> str:
        return _DASH

    @tell.register
    def _(self, value: Note) -> str:
        return value.say(self.language, self.names)

    @tell.register
    def _(self, value: Unit) -> str:
        return unit_names(value.unit)[self.language]

    @tell.register
    def _(self, value: values.Word) -> str:
        fields = {name: self.tell(item) for name, item in value.fields.items()}
        return catalogue()[value.key][self.language].format(**fields)

    @tell.register
    def _(self, value: values.Kind) -> str:
        found = catalogue().get(f"{value.kind}_{value.value}")
        return value.value if found is None else found[self.language]

    @tell.register
    def _(self, value: values.AlternativeName) -> str:
        if value.id is None:
            return _DASH
        name = self._name(value.id)
        return f"{name} ({value.id})" if self.with_ids and name != value.id else name

    @tell.register
    def _(self, value: values.Short) -> str:
        short = _unbracketed(self._name(value.id))
        same = [key for key in self.names if _unbracketed(self._name(key)) == short]
        name = short if len(same) < 2 else self._name(value.id)
        is_told = self.with_ids and value.is_heading and name != value.id
        return f"{name} ({value.id})" if is_told else name

    @tell.register
    def _(self, value: values.CriterionName) -> str:
        return self._name(value.id)

    def _name(self, key: str) -> str:
        name = self.names.get(key, key)
        return name if isinstance(name, str) else name.get(self.language, key)

    @tell.register
    def _(self, value: values.Share) -> str:
        return _DASH if value.value is None else self.numbers.share(value.value, value.digits)

    @tell.register
    def _(self, value: values.Figure) -> str:
        return _DASH if value.value is None else self.numbers.figure(value.value, value.digits)

    @tell.register
    def _(self, value: values.Fixed) -> str:
        return _DASH if value.value is None else self.numbers.fixed(value.value, value.places)

    @tell.register
    def _(self, value: values.TenThousands) -> str:
        count = round(away_from_tie(value.value, 0))
        if self.language == "zh":
            return f"{self.numbers.fixed(count, 0)}万"
        return self.numbers.fixed(10_000 * count, 0)

    @tell.register
    def _(self, value: values.Quantity) -> str:
        if value.value is None:
            return self.word("unknown")
        number = values.Figure(value.value, 4)
        if not value.unit:
            return self.tell(number)
        return self.word("with_unit", value=number, unit=Unit(value.unit))

    @tell.register
    def _(self, value: values.ValueRange) -> str:
        if value.low is None or value.high is None:
            return _DASH
        if value.as_shares:
            shares = values.Share(value.low, 1), values.Share(value.high, 1)
            return self.word("from_share_to", low=shares[0], high=shares[1])
        if value.low == value.high:
            return _DASH
        ends = (values.Figure(value.low, 4), values.Figure(value.high, 4))
        return self.word("bounds", low=ends[0], high=ends[1])

    @tell.register
    def _(self, value: values.Day) -> str:
        return self.numbers.day(value.at)

    @tell.register
    def _(self, value: values.Timestamp) -> str:
        return self.numbers.moment(value.at)

    @tell.register
    def _(self, value: values.StatementDate) -> str:
        return date_text(value.as_of)[self.language]

    @tell.register
    def _(self, value: values.Dollars) -> str:
        return in_dollars(value.usd, self.language)

    @tell.register
    def _(self, value: values.Enumeration) -> str:
        items, most = value.items, value.most
        shown = list(items if most is None or len(items) <= most + 1 else items[:most])
        told = [self.tell(item) for item in shown]
        if len(shown) < len(items):
            told.append(self.word("more", count=len(items) - len(shown)))
        return (COMMA[self.language] if value.between is None else value.between).join(told)

    @tell.register
    def _(self, value: values.Sentences) -> str:
        return BLANK[self.language].join(map(self.tell, value.items))

    def cell(self, value: Spoken) -> Plain:
        """Return a cell of a table: its text, how it looks, and the number behind it."""
        whole = value if isinstance(value, Cell) else Cell(value=value)
        told: Plain = {
            "text": self.tell(whole.value),
            "tone": whole.tone,
            "refs": list(whole.refs),
        }
        match whole.value:
            case values.Share() | values.Figure() | values.Fixed() as number:
                kind = type(number).__name__.lower()
                told |= {"value": number.value, "kind": kind}
            case values.Quantity() as measured:
                unit = unit_names(measured.unit)[self.language]
                told |= {"value": measured.value, "kind": "measured", "unit": unit}
            case values.ValueRange() as bounds:
                told |= {"kind": "share_bounds" if bounds.as_shares else "bounds"}
                told |= {"low": bounds.low, "high": bounds.high}
            case values.AlternativeName(id=str(key)):
                told["id"] = key
        return told

    def section(self, section: Section) -> Plain:
        """Return a section with its blocks."""
        blocks = [self.block(block) for block in section.blocks]
        return {"id": section.id, "title": self.tell(section.title), "blocks": blocks}

    def block(self, block: Block) -> Plain:
        """Return a block; ``kind`` says which."""
        return _TOLD[type(block)](self, block)


def _unbracketed(name: str) -> str:
    return _BRACKET.sub("", name) or name


def plain(teller: Teller, part: Any) -> Any:
    """Return a part of the brief as plain data: numbers and codes as they are, the rest told."""
    if dataclasses.is_dataclass(part) and type(part).__module__ == parts.__name__:
        names = [item.name for item in dataclasses.fields(part)]
        return {name: plain(teller, getattr(part, name)) for name in names}
    if isinstance(part, tuple):
        return [plain(teller, item) for item in part]
    if part is None or isinstance(part, bool | int | float):
        return part
    return teller.tell(part)


def _text(teller: Teller, block: Text) -> Plain:
    return {"kind": "text", "text": teller.tell(block.text), "tone": block.tone}


def _bullets(teller: Teller, block: Bullets) -> Plain:
    return {"kind": "bullets", "items": [teller.tell(item) for item in block.items]}


def _figures(teller: Teller, block: FigureRow) -> Plain:
    items = [{"label": teller.tell(item.label), **teller.cell(item.value)} for item in block.items]
    return {"kind": "figures", "items": items}


def _table(teller: Teller, block: Table) -> Plain:
    return {
        "kind": "table",
        "caption": teller.tell(block.caption),
        "head": [teller.tell(item) for item in block.head],
        "rows": [[teller.cell(item) for item in row] for row in block.rows],
        "widths": list(block.widths),
        "numbers": list(block.numbers),
        "strong": list(block.strong),
        "titled": block.titled,
        "narrow": block.narrow,
        "grouped": block.grouped,
        "behind": block.behind,
    }


def _chart(teller: Teller, block: Chart) -> Plain:
    return {"kind": "chart", "name": block.name, "title": teller.tell(block.title)}


def _quotations(teller: Teller, block: Quotations) -> Plain:
    sources = [
        {**source, "claims": [_claim(teller, claim) for claim in source["claims"]]}
        for source in block.sources
    ]
    return {"kind": "quotations", "sources": sources}


def _claim(teller: Teller, claim: Mapping[str, Any]) -> Plain:
    date = _dated(teller, claim.get("as_of") or _UNDATED)
    usd = in_dollars(claim.get("usd"), teller.language)
    private = teller.word("private") if claim.get("private") else ""
    aged = teller.word("old") if claim.get("old") else ""
    details = [one for one in (date, aged, claim.get("locator"), usd, private) if one]
    quote = claim.get("quote", "")  # which an answer in short leaves out
    other = (claim.get("translations") or {}).get(teller.language, "")
    translation = "" if other == quote else other
    return {
        "ref": claim["ref"],
        "quote": quote,
        "translation": teller.word("translation", text=translation) if translation else "",
        "details": teller.tell(values.Enumeration(details)),
        "as_of": claim.get("as_of") or "",
        "locator": claim.get("locator") or "",
        "in_dollars": usd,
    }


def _dated(teller: Teller, as_of: str) -> str:
    """Return the date of a statement with what is remarked of it."""
    if as_of.startswith(_UNDATED):
        return teller.word("undated") + date_remark(as_of)[teller.language]
    if teller.language == "zh":
        return teller.word("as_of", date=date_text(as_of)["zh"])
    day, _, more = as_of.partition(" ")
    if day.startswith(_ABOUT):
        day = teller.word("about", date=day.removeprefix(_ABOUT))
    said = teller.word("as_of", date=day)
    return f"{said} {more}" if more else said


_TOLD: Mapping[type[Any], Callable[[Teller, Any], Plain]] = {
    Text: _text,
    Bullets: _bullets,
    FigureRow: _figures,
    Table: _table,
    Chart: _chart,
    Quotations: _quotations,
}


def tell(found: Document, language: Language, *, with_ids: bool = False) -> Plain:
    """Return a document in a language, as plain data that every renderer lays out.

    Returns
    -------
    dict
        ``language``, ``title``, ``name``, ``day``, ``at``, ``engine``, ``hash``; ``notes`` on the
        document itself; ``brief``, the parts of `api.document.brief.parts`; ``sections`` with their
        ``blocks``; ``words`` that a layout needs.
    """
    teller = Teller(language, found.names, with_ids)
    notes = list(found.notes)
    if found.head.language not in (None, language):
        notes.append(say("foreign"))
    return {
        "language": language,
        "title": teller.tell(found.title),
        "name": found.head.name,
        "day": teller.tell(Day(found.day)) if found.day else "",
        "at": found.head.at,
        "engine": found.engine,
        "hash": found.input_sha256,
        "short_hash": found.input_sha256[:_SHORT_HASH],
        "notes": [teller.tell(note) for note in notes],
        "brief": plain(teller, found.brief),
        "sections": [teller.section(section) for section in found.sections],
        "words": {
            **{key: teller.word(key) for key in _LAYOUT},
            "page": teller.word("page", page="{page}", pages="{pages}"),
        },
    }
