"""Localises a document for readers of one language; does no analysis."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from api.document import details, values
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
from api.document.values import Day, Spoken, Teller, say
from api.http.language import Language
from api.http.localisation import NAMES, names_in
from api.parks.dollars import in_dollars
from mcda.parks.claim_terms import date_remark, date_text
from mcda.plain import Plain
from mcda.texts import Names
from mcda.texts.figures import unit_names

_SHORT_HASH = 12
_UNDATED, _ABOUT = "undated", "c."
_LOOKS = ("titled", "narrow", "grouped", "behind")
_LAYOUT = ("memo", "annex", "annex_lead", "contents", "weak_source")


def _cell(teller: Teller, value: Spoken) -> Plain:
    """Return a cell of a table: its text, its tone, and the number behind the text."""
    whole = value if isinstance(value, Cell) else Cell(value=value)
    cell: Plain = {
        "text": teller.tell(whole.value),
        "tone": whole.tone,
        "refs": list(whole.refs),
    }
    match whole.value:
        case values.Share() | values.Figure() | values.Fixed() as number:
            kind = type(number).__name__.lower()
            cell |= {"value": number.value, "kind": kind}
        case values.Quantity() as measured:
            unit = unit_names(measured.unit)[teller.language]
            cell |= {"value": measured.value, "kind": "measured", "unit": unit}
        case values.ValueRange() as bounds:
            cell |= {"kind": "share_bounds" if bounds.as_shares else "bounds"}
            cell |= {"low": bounds.low, "high": bounds.high}
        case values.AlternativeName(id=str(key)):
            cell["id"] = key
    return cell


def section(teller: Teller, part: Section) -> Plain:
    """Return a section with its blocks."""
    blocks = [_block(teller, block) for block in part.blocks]
    return {"id": part.id, "title": teller.tell(part.title), "blocks": blocks}


def _block(teller: Teller, block: Block) -> Plain:
    """Return a block as plain data with its ``kind``."""
    match block:
        case Text(text=said, tone=tone):
            return {"kind": "text", "text": teller.tell(said), "tone": tone}
        case Bullets(items=items):
            return {"kind": "bullets", "items": [teller.tell(item) for item in items]}
        case FigureRow(items=figures):
            return {
                "kind": "figures",
                "items": [
                    {"label": teller.tell(item.label), **_cell(teller, item.value)}
                    for item in figures
                ],
            }
        case Table():
            return {
                "kind": "table",
                "caption": teller.tell(block.caption),
                "head": [teller.tell(item) for item in block.head],
                "rows": [[_cell(teller, item) for item in row] for row in block.rows],
                **{name: list(getattr(block, name)) for name in ("widths", "numbers", "strong")},
                **{name: getattr(block, name) for name in _LOOKS},
            }
        case Chart(name=name, title=title):
            return {"kind": "chart", "name": name, "title": teller.tell(title)}
        case Quotations(sources=sources):
            return {
                "kind": "quotations",
                "sources": [
                    {**source, "claims": [_claim(teller, claim) for claim in source["claims"]]}
                    for source in sources
                ],
            }
        case _:  # another package's section may yield anything
            raise KeyError(type(block))


_PLAIN = (parts.__name__, details.__name__)


def plain(teller: Teller, part: Any) -> Any:
    """Return a part of brief or details as plain data: numbers unchanged, the rest localised."""
    if dataclasses.is_dataclass(part) and type(part).__module__ in _PLAIN:
        names = [item.name for item in dataclasses.fields(part)]
        return {name: plain(teller, getattr(part, name)) for name in names}
    if isinstance(part, tuple):
        return [plain(teller, item) for item in part]
    if part is None or isinstance(part, bool | int | float):
        return part
    return teller.tell(part)


def _claim(teller: Teller, claim: Mapping[str, Any]) -> Plain:
    date = _dated(teller, claim.get("as_of") or _UNDATED)
    usd = in_dollars(claim.get("usd"), teller.language)
    private = teller.word("private") if claim.get("private") else ""
    aged = teller.word("old") if claim.get("old") else ""
    details = [detail for detail in (date, aged, claim.get("locator"), usd, private) if detail]
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
    """Return the date of a statement with a remark about the date."""
    if as_of.startswith(_UNDATED):
        return teller.word("undated") + date_remark(as_of)[teller.language]
    if teller.language == "zh":
        return teller.word("as_of", date=date_text(as_of)["zh"])
    day, _, more = as_of.partition(" ")
    if day.startswith(_ABOUT):
        day = teller.word("about", date=day.removeprefix(_ABOUT))
    date = teller.word("as_of", date=day)
    return f"{date} {more}" if more else date


def names_of(document: Document) -> Names:
    """Return the names by id in a document."""
    return names_in({NAMES: document.names})


def tell(found: Document, language: Language, *, with_ids: bool = False) -> Plain:
    """Return a document in a language, as plain data that every renderer lays out.

    ``language``, ``title``, ``name``, ``day``, ``at``, ``engine``, ``hash``; ``notes`` on the
    document itself; ``brief``, the parts of `api.document.brief.parts`; ``sections`` with their
    ``blocks``; ``words`` that a layout needs.
    """
    teller = Teller(language, names_of(found), with_ids)
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
        "sections": [section(teller, item) for item in found.sections],
        "words": {
            **{key: teller.word(key) for key in _LAYOUT},
            "page": teller.word("page", page="{page}", pages="{pages}"),
        },
    }
