"""Evidence, claims and scenarios as plain data."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from api.language import Language
from api.parks.dollars import dollars
from api.rankings.solved import Solved
from mcda.errors import Note
from mcda.parks import Appraisal, Catalogue, Claim, Evidence, Scenario
from mcda.parks.conflicts import Dispute
from mcda.parks.contradiction import LookAlike
from mcda.parks.evidence import Evidenced, bounds, headline
from mcda.parks.exclusions import AskEnterprise, FirstAsk, OutsideScale
from mcda.parks.model import CriterionScale, ExchangeRate, Text
from mcda.parks.resting import resting
from mcda.parks.scenario_doubt import ScenarioDoubt
from mcda.robust import Question

Plain = dict[str, Any]
Rates = Iterable[ExchangeRate]
"""Of the catalogue that holds what is told, by which it is said in US dollars."""


def behind(
    solved: Solved,
    appraisal: Evidenced,
    names: Mapping[str, Text],
    rates: Rates,
    language: Language,
) -> Plain:
    """Return what an answer rests on: its evidence, its lead, and what to ask for next."""
    worth = (solved.found or {}).get("worth_knowing")
    return {
        "evidence": evidence(appraisal, rates, language),
        "lead": _lead(solved, appraisal, names, language),
        "ask_next": [] if worth is None else [_question(item) for item in worth.facts],
    }


def standing(
    appraisal: Appraisal,
    asked: Iterable[FirstAsk],
    outside: Iterable[OutsideScale],
    unsaid: Iterable[AskEnterprise],
    language: Language,
) -> Plain:
    """Return the scales, the parks that stand apart, and what the enterprise has not said."""
    names = {park.id: park.name[language] for park in appraisal.alternatives}
    called = {criterion.id: criterion.name for criterion in appraisal.criteria}
    return {
        "scales": {
            name: {**asdict(scale), **_in_words(scale, language)}
            for name, scale in appraisal.scales.items()
        },
        "first_ask": [
            {
                "alternative": item.park,
                "name": names[item.park],
                "unknown_weight": item.unknown_weight,
                "criteria": list(item.criteria),
            }
            for item in asked
        ],
        "outside_scale": [
            {
                "alternative": item.park,
                "name": names[item.park],
                "criterion": item.criterion,
                "value": item.value,
                "end": item.end,
            }
            for item in outside
        ],
        "ask_enterprise": [
            {
                "field": item.field,
                "criteria": list(item.criteria),
                "weight": item.weight,
                "sentence": Note(
                    f"ask_{item.field}", (), {"criteria": [called[c] for c in item.criteria]}
                ).say(language),
            }
            for item in unsaid
        ],
    }


def _in_words(scale: CriterionScale, language: Language) -> Plain:
    names = ("worst_in_words", "best_in_words", "reason")
    return {name: getattr(scale, name)[language] for name in names}


def _question(found: Question) -> Plain:
    """Return a fact to ask for."""
    return {
        "park": found.alternative,
        "criterion": found.criterion,
        "chance_of_changing_winner": found.chance_of_changing_winner,
        "standard_error": found.standard_error,
    }


def evidence(appraisal: Evidenced, rates: Rates, language: Language) -> dict[str, dict[str, Plain]]:
    """Return what stands behind each cell, by park and criterion."""
    return {
        park: {criterion: _evidence(found, rates, language) for criterion, found in row.items()}
        for park, row in appraisal.evidence.items()
    }


def _evidence(found: Evidence, rates: Rates, language: Language) -> Plain:
    shown: Plain = {
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "unit": found.unit,
        "kind": found.kind,
        "rationale": found.rationale[language],
        "quality": None if found.quality is None else asdict(found.quality),
        "claims": [claim(item, rates) for item in found.claims],
    }
    if found.source:
        shown["source"] = found.source
    if found.replaced is not None:
        shown["replaced"] = _evidence(found.replaced, rates, language)
    return shown


def claim(found: Claim, rates: Rates) -> Plain:
    """Return a claim with its source, date and quote, and in US dollars where it can be said so."""
    return {
        "id": found.id,
        "subject": found.subject,
        "attribute": found.attribute,
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "unit": found.unit,
        "usd": dollars(found, rates),
        "kind": found.kind,
        "source": found.source.title,
        "url": found.source.url,
        "weak_source": found.source.weak,
        "locator": found.locator,
        "as_of": found.as_of,
        "quote": found.quote,
        "translations": found.translations,
        "private": found.private,
    }


def contradiction(found: Dispute, rates: Rates, language: Language) -> Plain:
    """Return what sources disagree about, each side's claims, and what we make of it."""
    entry, first = found.entry, found.claims[0]
    return {
        "id": None if entry is None else entry.id,
        "attribute": first.attribute,
        "about": None if entry is None else entry.about[language],
        "explanation": found.reading[language],
        "standing": found.standing,
        "relies_on": [
            item.id
            for side in found.sides
            for item in side
            if entry is not None and entry.relies_on in {c.id for c in side}
        ],
        "across": entry.across[language] if entry is not None and entry.across else None,
        "sides": [[claim(item, rates) for item in side] for side in found.sides],
    }


def look_alike(found: LookAlike, language: Language) -> Plain:
    """Return claims that only look like a contradiction, and why."""
    return {"id": found.id, "claims": list(found.claims), "explanation": found.reason[language]}


def rating(catalogue: Catalogue, park: str, criterion: str) -> Plain:
    """Return a rating with the name of its level."""
    found = catalogue.ratings[park, criterion]
    named = catalogue.ladders[criterion].level(found.level).name if found.level else None
    return {**asdict(found), "level_name": named}


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


def _lead(
    solved: Solved, appraisal: Evidenced, names: Mapping[str, Text], language: Language
) -> Plain | None:
    found = resting(solved.ranking, appraisal)
    if found is None:
        return None
    return {**asdict(found), "sentence": found.note(names).say(language)}


def scenarios(
    found: ScenarioDoubt | None, known: Mapping[str, Scenario], language: Language
) -> Plain | None:
    """Return what is first under each scenario, and how much doubt the choice of one causes.

    Parameters
    ----------
    found
        As it was worked out, None where it was not.
    known
        The scenarios of the catalogue, for their names.
    language
        Of the reader.
    """
    if found is None:
        return None
    return {
        **asdict(found),
        "scenarios": [
            {
                **asdict(item),
                "name": known[item.scenario].name[language] if item.scenario in known else "",
            }
            for item in found.scenarios
        ],
    }
