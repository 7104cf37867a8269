"""Evidence, claims and scenarios as plain data."""

from typing import Any

from api.language import Language
from mcda.parks import Appraisal, Claim, Evidence, Scenario
from mcda.parks.evidence import bounds, headline

Plain = dict[str, Any]


def evidence(appraisal: Appraisal, language: Language) -> dict[str, dict[str, Plain]]:
    """Return what stands behind each cell, by park and criterion."""
    return {
        park: {criterion: _evidence(found, language) for criterion, found in row.items()}
        for park, row in appraisal.evidence.items()
    }


def _evidence(found: Evidence, language: Language) -> Plain:
    shown: Plain = {
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "unit": found.unit,
        "kind": found.kind,
        "rationale": found.rationale[language],
        "claims": [claim(item) for item in found.claims],
    }
    if found.source:
        shown["source"] = found.source
    if found.replaced is not None:
        shown["replaced"] = _evidence(found.replaced, language)
    return shown


def claim(found: Claim) -> Plain:
    """Return a claim with its source, date and quote."""
    return {
        "id": found.id,
        "subject": found.subject,
        "attribute": found.attribute,
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "unit": found.unit,
        "kind": found.kind,
        "source": found.source.title,
        "url": found.source.url,
        "weak_source": found.source.weak,
        "locator": found.locator,
        "as_of": found.as_of,
        "quote": found.quote,
    }


def scenario(found: Scenario, language: Language, country: str | None = None) -> Plain:
    """Return a tariff scenario, for one country or for all."""
    return {
        "id": found.id,
        "as_of": found.as_of,
        "name": found.name[language],
        "description": found.description[language],
        "rates": {
            market: {c: _rate(cell) for c, cell in row.items() if country in (None, c)}
            for market, row in found.rates.items()
        },
    }


def _rate(cell: Any) -> Plain:
    low, high = bounds(cell)
    return {"low": low, "mode": headline(cell), "high": high}
