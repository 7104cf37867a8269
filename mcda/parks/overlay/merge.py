"""A new catalogue from private data laid over a catalogue; neither of the two is changed."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import cast

from mcda.errors import InvalidTable, Note
from mcda.parks.catalogue import Catalogue
from mcda.parks.checks import check
from mcda.parks.land_price import comparable
from mcda.parks.model import Claim, Rating, Source, Text
from mcda.parks.overlay.checks import figures, level_of, relation_faults
from mcda.parks.overlay.model import Overlay, Quotation, RatingRow
from mcda.parks.rationale import rationale
from mcda.sheets.notation import write_number
from mcda.texts.figures import unit_names


def merge(catalogue: Catalogue, overlay: Overlay) -> tuple[Catalogue, tuple[Note, ...]]:
    """Return the catalogue with private data over it, and a note on each rating that they replace.

    A source without claims is left out. Records that the catalogue holds word for word are taken
    from the catalogue.

    Parameters
    ----------
    catalogue
        The shipped one.
    overlay
        Private data.

    Raises
    ------
    InvalidTable
        The private data contradict themselves or the catalogue.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Overlay, StatementEntry, add_entry, merge
    >>> said = {"who": "Visit", "as_of": "2026-03", "quote": "Everything is there"}
    >>> entry = StatementEntry(park="tcr", criterion="infrastructure", value="seven", **said)
    >>> laid, _ = merge(load_catalogue(), add_entry(Overlay(), entry, load_catalogue()))
    >>> laid.ratings["tcr", "infrastructure"].mode, laid.ratings["tcr", "infrastructure"].private
    (7.0, True)
    """
    InvalidTable.raise_any([*relation_faults(overlay, catalogue)])
    sources = {**{row.id: row.source() for row in overlay.sources}, **catalogue.sources}
    claims = {
        **{row.id: row.claim(sources[row.source]) for row in overlay.claims},
        **{row.claim_id: _quoted(row, sources, catalogue) for row in overlay.quotations},
        **catalogue.claims,
    }
    used = {claim.source.id for claim in claims.values()}
    ratings, conflicts = dict(catalogue.ratings), []
    for row in overlay.rated:
        low, mode, high = _figures(row, catalogue)
        use = catalogue.criterion(row.criterion).use
        if isinstance(row, Quotation):
            text: Text = rationale("quotation", as_of=row.as_of)
        else:  # one language stands in for the other where only one is given
            english, chinese = row.rationale_en, row.rationale_zh
            text = {"en": english or chinese, "zh": chinese or english}
        rating = Rating(
            **{name: getattr(row, name) for name in ("park", "criterion", "kind", "level")},
            low=low,
            mode=mode,
            high=high,
            rationale=text,
            claims=row.claims if isinstance(row, RatingRow) else (row.claim_id,),
            private=True,
        )
        if use is not None and isinstance(row, Quotation):
            rating = comparable(replace(rating, tenure=row.right), use)
        key = rating.park, rating.criterion
        shipped = catalogue.ratings.get(key)
        if shipped is not None:
            # as it comes back from a copy, without what private data do not say
            if replace(shipped, converted=(), stated_by=None, tenure=None, price=None) == rating:
                continue
            info = catalogue.criterion(rating.criterion)
            spans = {"own": _span(rating), "shipped": _span(shipped), "unit": info.unit}
            about = {"park": catalogue.park(rating.park).name, "criterion": info.name}
            conflicts.append(row.place.note("overlay_conflict", "park", **about, **spans))
        ratings[key] = rating
    laid = replace(
        catalogue,
        ratings=MappingProxyType(ratings),
        claims=MappingProxyType(claims),
        sources=MappingProxyType({key: item for key, item in sources.items() if key in used}),
    )
    return check(laid), tuple(conflicts)


def _quoted(row: Quotation, known: Mapping[str, Source], catalogue: Catalogue) -> Claim:
    """Return the claim of a quotation; a quotation without words of its own gets a sentence."""
    info, (low, mode, high) = catalogue.criterion(row.criterion), _figures(row, catalogue)
    span = f"{low:.6g}" if low == high else f"{low:.6g}..{high:.6g}"
    unit = unit_names(info.quoted_unit)
    words = rationale("quotation_words", criterion=info.name, span=span, unit=unit)
    return Claim(
        id=row.claim_id,
        subject=row.park,
        attribute=row.criterion,
        value=write_number(mode),
        low=low,
        high=high,
        unit=info.quoted_unit,
        as_of=row.as_of,
        kind="stated",
        source=known[row.source],
        locator="",
        quote=row.quote or words["en"],
        translations={} if row.quote else {"zh": words["zh"]},
        tenure=row.right,
        private=True,
    )


def _figures(row: RatingRow | Quotation, catalogue: Catalogue) -> tuple[float, float, float]:
    # What has none was refused before.
    return cast("tuple[float, float, float]", figures(row, level_of(row, catalogue)))


def _span(rating: Rating) -> str:
    low, mode, high = (f"{value:.6g}" for value in (rating.low, rating.mode, rating.high))
    return mode if low == high else f"{mode} [{low}..{high}]"
