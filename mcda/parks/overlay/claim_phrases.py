"""Parts of sentences about private claims: the subject, the figure, the place in the files."""

import math
from typing import Any

from mcda.parks.attributes import attribute_name
from mcda.parks.catalogue import Catalogue
from mcda.parks.claim_terms import date_text, unit_text
from mcda.parks.model import Claim, Text
from mcda.parks.overlay.model import Overlay, Quotation
from mcda.parks.rationale import rationale
from mcda.sheets.columns import RowPlace


def own_claims(overlay: Overlay, laid: Catalogue) -> "list[tuple[RowPlace, str, Claim]]":
    """Return each private claim with its place in the files and the column of its value."""
    claims = []
    for row in overlay.sourced:
        if isinstance(row, Quotation):
            key, column = row.claim_id, "low" if row.mode is None else "mode"
        else:
            key, column = row.id, "value" if row.value else "low"
        if laid.claims[key].private:
            claims.append((row.place, column, laid.claims[key]))
    return claims


def subject_name(claim: Claim, catalogue: Catalogue) -> Text:
    """Return the name of the park, country or comparator that a claim is about."""
    names = {
        item.id: item.name
        for table in (catalogue.parks, catalogue.countries, catalogue.comparators)
        for item in table.values()
    }
    return names[claim.subject]


def told_value(claim: Claim) -> Text:
    """Return a claim's value with its unit, or its bounds if it states no value."""
    low, high = claim.low, claim.high
    if claim.value or (low is None and high is None):
        text: Text = {"en": claim.value, "zh": claim.value}
    elif low is None or high is None:
        code = "claim_at_most" if low is None else "claim_at_least"
        text = rationale(code, value=_number(low if high is None else high))
    else:
        text = rationale("claim_span", low=_number(low), high=_number(high))
    unit = unit_text(claim.unit)
    return {language: f"{words} {unit[language]}".strip() for language, words in text.items()}


def sides(own: Claim, shipped: Claim, catalogue: Catalogue) -> dict[str, Any]:
    """Return the fields of a sentence that compares a private claim with a shipped one."""
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
    """Return the fields of a sentence about a private claim: value, source and date."""
    return {
        "own": told_value(own),
        "own_source": own.source.title,
        "own_date": date_text(own.as_of),
    }


def _number(value: float | None) -> str:
    return f"{math.nan if value is None else value:.6g}"
