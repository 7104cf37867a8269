"""Findings about valid private data: replacements, contradictions and questions; never faults."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from mcda.errors import Note
from mcda.parks.appraisal import appraise
from mcda.parks.attributes import attribute_name
from mcda.parks.catalogue import Catalogue
from mcda.parks.claim_terms import date_text, unit_text
from mcda.parks.conflicts import conflicts
from mcda.parks.enterprise import Enterprise
from mcda.parks.evidence import Evidence
from mcda.parks.model import Claim, CriterionInfo, Text
from mcda.parks.overlay.merge import merge
from mcda.parks.overlay.model import Overlay, Quotation
from mcda.parks.rationale import rationale
from mcda.sheets.columns import RowPlace
from mcda.texts import LANGUAGES
from mcda.texts.marks import SEMICOLON


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Findings about private data; none of them prevents their use.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Overlay, StatementEntry, add_entry, findings
    >>> said = {"who": "Visit", "as_of": "2026-03", "quote": "9000 km from the port"}
    >>> entry = StatementEntry(park="tcr", criterion="port_distance", value="9000", **said)
    >>> found = findings(add_entry(Overlay(), entry, load_catalogue()), load_catalogue())
    >>> [note.code for note in (*found.replaced, *found.asked)]
    ['overlay_superseded', 'figure_far_outside']
    """

    replaced: tuple[Note, ...] = ()
    """Ratings and newest figures of the catalogue in the place of which private ones stand."""
    disputed: tuple[Note, ...] = ()
    """Private claims that contradict shipped ones."""
    questioned: tuple[Note, ...] = ()
    """Private claims on questions about which sources are known to disagree."""
    asked: tuple[Note, ...] = ()
    """Figures far outside the range of their criterion."""


def findings(overlay: Overlay, shipped: Catalogue) -> Findings:
    """Return the findings about private data, each kind in the order of the rows.

    A figure of a country that replaces one is listed once for all its parks; a private figure
    without a shipped one replaces nothing. A claim that agrees with a side of a known contradiction
    also concerns the question.

    Parameters
    ----------
    overlay
        Private data.
    shipped
        The catalogue that they are laid over.

    Raises
    ------
    InvalidTable
        As `mcda.parks.overlay.merge`.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Overlay, StatementEntry, add_entry, findings
    >>> said = {"who": "Visit", "as_of": "2026-03", "quote": "80 km from the port"}
    >>> entry = StatementEntry(park="tcr", criterion="port_distance", value="80", **said)
    >>> found = findings(add_entry(Overlay(), entry, load_catalogue()), load_catalogue())
    >>> [note.code for note in found.replaced], found.asked
    (['overlay_superseded'], ())
    """
    laid, ratings = merge(shipped, overlay)
    stated = list(_own_claims(overlay, laid))
    return Findings(
        replaced=(*ratings, *_replaced(stated, laid, shipped)),
        disputed=tuple(_disputed(stated, laid)),
        questioned=tuple(_questioned(stated, laid)),
        asked=far_figures(laid),
    )


def far_figures(catalogue: Catalogue) -> tuple[Note, ...]:
    """Return a note for each figure that lies far outside the range of its criterion.

    Parameters
    ----------
    catalogue
        With private data over it; shipped figures lie inside, so only parks are checked that have
        private data about them or about their country.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Overlay, StatementEntry, add_entry, far_figures, merge
    >>> said = {"who": "Visit", "as_of": "2026-03", "quote": "9000 km from the port"}
    >>> entry = StatementEntry(park="tcr", criterion="port_distance", value="9000", **said)
    >>> laid, _ = merge(load_catalogue(), add_entry(Overlay(), entry, load_catalogue()))
    >>> [note.code for note in far_figures(laid)], far_figures(load_catalogue())
    (['figure_far_outside'], ())
    """
    subjects = {claim.subject for claim in catalogue.claims.values() if claim.private}
    subjects |= {park for (park, _), rating in catalogue.ratings.items() if rating.private}
    parks = tuple(p.id for p in catalogue.parks.values() if {p.id, p.country} & subjects)
    if not parks:
        return ()
    view = appraise(catalogue, Enterprise(), parks, [info.id for info in catalogue.all_criteria])
    return tuple(note for note in view.notes if note.code == "figure_far_outside")


def figure_before(
    park: str, info: CriterionInfo, laid: Catalogue, shipped: Catalogue
) -> Evidence | None:
    """Return the catalogue's figure where a private figure is the newest, else None.

    Parameters
    ----------
    park
        Id of the park.
    info
        The criterion.
    laid
        The catalogue with private data over it.
    shipped
        The catalogue without them.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Overlay, StatementEntry, add_entry, figure_before, merge
    >>> shipped, said = load_catalogue(), {"who": "Visit", "as_of": "2026-03", "quote": "80 km"}
    >>> entry = StatementEntry(park="tcr", criterion="port_distance", value="80", **said)
    >>> laid, _ = merge(shipped, add_entry(Overlay(), entry, shipped))
    >>> figure_before("tcr", shipped.criterion("port_distance"), laid, shipped).value < 80
    True
    """
    if info.indicator is None:
        return None
    return next((before for *_, before in _newer((park,), (info,), laid, shipped)), None)


_Stated = tuple[RowPlace, str, Claim]
"""A private claim with the place of its row, and the column of its value."""


def _own_claims(overlay: Overlay, laid: Catalogue) -> Iterator[_Stated]:
    for row in overlay.sourced:
        column = "mode" if isinstance(row, Quotation) else "value"
        claim = laid.claims[row.claim_id]
        if claim.private:
            yield row.place, "low" if getattr(row, column) in ("", None) else column, claim


def _replaced(stated: Sequence[_Stated], laid: Catalogue, shipped: Catalogue) -> Iterator[Note]:
    """Yield the figures of the catalogue that newer private claims replace."""
    about = {own.attribute for *_, own in stated}
    infos = [i for i in laid.all_criteria if i.indicator and i.indicator.attribute in about]
    if not infos:
        return
    pairs = {
        (own.id, info.id): (info, before.claims[0])
        for info, own, before in _newer(tuple(laid.parks), infos, laid, shipped)
    }
    for place, column, own in stated:
        for (claim, _), (info, old) in pairs.items():
            if claim == own.id:
                fields = {"criterion": info.name, **_sides(own, old, laid)}
                yield place.note("overlay_superseded", column, **fields)


def _newer(
    parks: Sequence[str], infos: Sequence[CriterionInfo], laid: Catalogue, shipped: Catalogue
) -> Iterator[tuple[CriterionInfo, Claim, Evidence]]:
    """Yield criterion and private claim of each figure that replaces one, and what it replaces.

    A figure is read off the first claim of its cell: they come newest first.
    """
    ids = [info.id for info in infos]
    now = appraise(laid, Enterprise(), parks, ids).evidence
    before = appraise(shipped, Enterprise(), parks, ids).evidence
    for park, info in product(parks, infos):
        own, old = now[park][info.id], before[park][info.id]
        are_read = all(cell.claims and cell.cell is not None for cell in (own, old))
        if are_read and own.claims[0].private:
            yield info, own.claims[0], old


def _disputed(stated: Iterable[_Stated], laid: Catalogue) -> Iterator[Note]:
    """Yield the private claims that contradict shipped ones."""
    for place, column, own in stated:
        others = (c for c in laid.claims_about(own.subject) if not c.private)
        alike = [claim for claim in others if claim.attribute == own.attribute]
        for claim, other in conflicts([own, *alike], laid.curated):
            if claim is own:
                yield place.note("overlay_disputed", column, **_sides(own, other, laid))


def _questioned(stated: Iterable[_Stated], laid: Catalogue) -> Iterator[Note]:
    """Yield the private claims about the subject of a known contradiction, of any value."""
    entries = laid.curated.contradictions.values()
    for (place, column, own), entry in product(stated, entries):
        about = {(laid.claims[c].subject, laid.claims[c].attribute) for c in entry.claims}
        if (own.subject, own.attribute) in about:
            sides = [_side(laid.claims[c] for c in side) for side in entry.sides]
            marks = {"en": " / ", "zh": "／"}
            phrases = {key: mark.join(side[key] for side in sides) for key, mark in marks.items()}
            fields = {"about": entry.about, "sides": phrases, "reading": entry.reading}
            yield place.note("overlay_questioned", column, **_subject(own, laid), **fields)


def _subject(own: Claim, laid: Catalogue) -> dict[str, Any]:
    """Return the fields of a sentence about a private claim: its subject, value, source, date."""
    tables: tuple[Mapping[str, Any], ...] = (laid.parks, laid.countries, laid.comparators)
    return {
        "subject": next(table[own.subject].name for table in tables if own.subject in table),
        "attribute": attribute_name(own.attribute),
        "own": stated_value(own),
        "own_source": own.source.title,
        "own_date": date_text(own.as_of),
    }


def _sides(own: Claim, shipped: Claim, laid: Catalogue) -> dict[str, Any]:
    """Return the fields of a sentence that compares a private claim with a shipped one."""
    return {
        **_subject(own, laid),
        "shipped": stated_value(shipped),
        "shipped_source": shipped.source.title,
        "shipped_date": date_text(shipped.as_of),
        "claim": shipped.id,
    }


def _side(claims: Iterable[Claim]) -> Text:
    """Return what the claims of one side of a question say."""
    phrases = []
    for claim in claims:
        words = stated_value(claim)
        if claim.low is None and claim.high is None and not claim.value[:1].isdigit():
            # of words the quotation, which is there in both languages
            words = {key: f"“{claim.translations.get(key, claim.quote)}”" for key in LANGUAGES}
        as_of = date_text(claim.as_of)
        phrases.append(rationale("claim_told", said=words, source=claim.source.title, as_of=as_of))
    return {key: mark.join(phrase[key] for phrase in phrases) for key, mark in SEMICOLON.items()}


def stated_value(claim: Claim) -> Text:
    """Return a claim's value with its unit, or its bounds if it states no value."""
    bounds = {"low": claim.low, "high": claim.high}
    ends = {key: f"{end:.6g}" for key, end in bounds.items() if end is not None}
    if claim.value or not ends:
        text: Text = dict.fromkeys(LANGUAGES, claim.value)
    elif len(ends) == 2:
        text = rationale("claim_span", **ends)
    else:
        code = "claim_at_least" if "low" in ends else "claim_at_most"
        text = rationale(code, value=next(iter(ends.values())))
    unit = unit_text(claim.unit)
    return {language: f"{words} {unit[language]}".strip() for language, words in text.items()}
