"""What sentences on private claims say of a claim: its subject, its figure, where it stands."""

import math
from typing import Any

from mcda.parks.attributes import attribute_name
from mcda.parks.catalogue import Catalogue
from mcda.parks.claim_terms import date_text, unit_text
from mcda.parks.model import Claim, Text
from mcda.parks.overlay.model import ClaimRow, Overlay, Quotation
from mcda.parks.rationale import rationale
from mcda.sheets.columns import RowPlace


def own_claims(overlay: Overlay, laid: Catalogue) -> "list[tuple[RowPlace, str, Claim]]":
    """Return the private claims: where each stands, in which column its value, and the claim.

    Parameters
    ----------
    overlay
        Private data; what the catalogue holds word for word is not private.
    laid
        The catalogue with these data over it.
    """
    found = [(row.place, _column(row), laid.claims[_key(row)]) for row in overlay.sourced]
    return [item for item in found if item[2].private]


def subject_name(claim: Claim, catalogue: Catalogue) -> Text:
    """Return the name of the park, country or comparator that a claim is about."""
    names = {
        item.id: item.name
        for known in (catalogue.parks, catalogue.countries, catalogue.comparators)
        for item in known.values()
    }
    return names[claim.subject]


def told_value(claim: Claim) -> Text:
    """Return a claim's value with its unit, by its bounds where it states no value."""
    low, high = claim.low, claim.high
    if claim.value or (low is None and high is None):
        said: Text = {"en": claim.value, "zh": claim.value}
    elif low is None or high is None:
        code = "claim_at_most" if low is None else "claim_at_least"
        said = rationale(code, value=_number(low if high is None else high))
    else:
        said = rationale("claim_span", low=_number(low), high=_number(high))
    unit = unit_text(claim.unit)
    return {language: f"{words} {unit[language]}".strip() for language, words in said.items()}


def sides(own: Claim, shipped: Claim, catalogue: Catalogue) -> dict[str, Any]:
    """Return the fields of a sentence that sets a private claim against a shipped one."""
    return {
        "subject": subject_name(own, catalogue),
        "attribute": attribute_name(own.attribute),
        **told_own(own),
        "shipped": told_value(shipped),
        "shipped_source": shipped.source.title,
        "shipped_date": date_text(shipped.as_of),
        "claim": shipped.id,
    }


def told_own(own: Claim) -> dict[str, Any]:
    """Return the fields of a sentence that say what a private claim says, who and when."""
    return {
        "own": told_value(own),
        "own_source": own.source.title,
        "own_date": date_text(own.as_of),
    }


def _key(row: ClaimRow | Quotation) -> str:
    return row.id if isinstance(row, ClaimRow) else row.claim_id


def _column(row: ClaimRow | Quotation) -> str:
    if isinstance(row, Quotation):
        return "mode" if row.mode is not None else "low"
    return "value" if row.value else "low"


def _number(value: float | None) -> str:
    return f"{math.nan if value is None else value:.6g}"
