"""Evidence, claims and scenarios as plain data with notes in it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, NamedTuple

from api.parks.dollars import dollars
from api.rankings.analysis import Detail
from api.rankings.engine_result import EngineResult
from mcda.errors import Note
from mcda.parks import Appraisal, Catalogue, Claim, Evidence, Scenario
from mcda.parks.conflicts import ClaimConflict
from mcda.parks.contradiction import LookAlike
from mcda.parks.dates import is_old
from mcda.parks.duties import Goods
from mcda.parks.evidence import EvidencedProblem, bounds, headline
from mcda.parks.exclusions import AskEnterprise, FirstAsk, OutsideScale
from mcda.parks.lead_evidence import lead_evidence
from mcda.parks.model import ExchangeRate, Grade
from mcda.parks.quality import claim_grade
from mcda.parks.scenario_doubt import ScenarioDoubt
from mcda.plain import plain
from mcda.robust import FactChanges, Question
from mcda.scale import whole_scale
from mcda.texts import Label
from mcda.texts.figures import formatted

Plain = dict[str, Any]
Worths = Mapping[tuple[str, str], Plain]
_UNCOUNTED: Plain = {"counts_as": None, "worth": None}
"""Value on the scale by alternative and criterion."""


class Terms(NamedTuple):
    """On which terms claims are told.

    Parameters
    ----------
    rates
        Of the catalogue that holds them, by which they are said in US dollars.
    today, stale_after
        A day, and the years after which a claim is old then.
    """

    rates: tuple[ExchangeRate, ...]
    today: date
    stale_after: int


def terms(catalogue: Catalogue, today: date, stale_after: int) -> Terms:
    """Return the terms on which a catalogue's claims are told on a day."""
    return Terms(catalogue.rates, today, stale_after)


def behind(solved: EngineResult, appraisal: EvidencedProblem, told: Terms, detail: Detail) -> Plain:
    """Return what an answer rests on: evidence and claims, its lead, and what to ask for next."""
    worth = (solved.found or {}).get("worth_knowing")
    return {
        **({} if detail == "summary" else _rests_on(solved, appraisal, told, detail)),
        "lead": _lead(solved, appraisal),
        "ask_next": [] if worth is None else list(_questions(worth.facts, solved, appraisal)),
    }


def _lead(solved: EngineResult, appraisal: EvidencedProblem) -> Plain | None:
    """Return what the lead of the winner rests on, with what it and its rival are called."""
    found = lead_evidence(solved.ranking, appraisal)
    if found is None:
        return None
    names = {"winner_name": found.winner, "rival_name": found.rival}
    return {**plain(found), **{key: Note.naming(name) for key, name in names.items()}}


def _rests_on(
    solved: EngineResult, appraisal: EvidencedProblem, told: Terms, detail: Detail
) -> Plain:
    """Return the evidence of every cell, and the claims that it names."""
    cells = (found for row in appraisal.evidence.values() for found in row.values())
    tell = claim if detail == "full" else _in_short
    return {
        "evidence": evidence(appraisal, _worths(solved)),
        "claims": {item.id: tell(item, told) for item in _claims(cells)},
    }


def named(solved: EngineResult) -> list[str]:
    """Return the alternatives that a verdict is about: the first, and the next after it."""
    ranking = solved.ranking
    ids = ranking.matrix.alternatives if ranking.order else ()
    return [ids[i] for i in ranking.order[: max(2, len(ranking.winners))]]


def standing(
    appraisal: Appraisal,
    asked: Iterable[FirstAsk],
    outside: Iterable[OutsideScale],
    unsaid: Iterable[AskEnterprise],
    listed: int | None,
) -> Plain:
    """Return the scales, who stands apart or is only counted, and what nobody has said."""
    return {
        "scales": plain(appraisal.scales),
        "first_ask": plain(list(asked)),
        "outside_scale": plain(list(outside)),
        "listed": listed,
        "ask_enterprise": plain(list(unsaid)),
    }


def _questions(
    asked: Iterable[Question], solved: EngineResult, appraisal: EvidencedProblem
) -> Iterator[Plain]:
    """Yield facts to ask for, with what is known of them and past which value they decide."""
    changes: FactChanges | None = (solved.found or {}).get("facts")
    known = {(fact.alternative, fact.criterion): fact for fact in changes.facts} if changes else {}
    for found in asked:
        cell = appraisal.evidence[found.alternative][found.criterion]
        change = known.get((found.alternative, found.criterion))
        nearest = None if change is None else change.nearest
        share = formatted(100 * found.chance_of_changing_winner, ".0f")
        fields = {
            "alternative": Label(found.alternative),
            "criterion": Label(found.criterion),
            "share": share,
        }
        yield {
            **plain(found),
            "name": Note.naming(found.alternative),
            "low": cell.low,
            "high": cell.high,
            "threshold": None if nearest is None else nearest.value,
            "unit": cell.unit,
            "sentence": Note("ask_fact", (), fields),
        }


def evidence(appraisal: EvidencedProblem, worths: Worths) -> dict[str, dict[str, Plain]]:
    """Return what stands behind each cell, by park and criterion; claims by their ids."""
    return {
        park: {
            criterion: _evidence(found) | worths.get((park, criterion), _UNCOUNTED)
            for criterion, found in row.items()
        }
        for park, row in appraisal.evidence.items()
    }


def _worths(solved: EngineResult) -> Worths:
    """Return what ranked alternatives count as and are worth on each scale, over their draws."""
    ranking = solved.ranking
    if not ranking.problem.is_valued:
        return {}
    return {
        (alternative, criterion.id): {"counts_as": value, "worth": worth}
        for j, criterion in enumerate(ranking.problem.criteria)
        if (scale := whole_scale(criterion)) is not None
        for alternative, value, worth in zip(
            ranking.matrix.alternatives,
            ranking.matrix.values[:, j].tolist(),
            scale.value(ranking.matrix.values[:, j]).tolist(),
            strict=True,
        )
    }


def _claims(cells: Iterable[Evidence]) -> Iterator[Claim]:
    for found in cells:
        yield from found.claims
        yield from () if found.replaced is None else found.replaced.claims


def _evidence(found: Evidence) -> Plain:
    shown: Plain = {
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "unit": found.unit,
        "kind": found.kind,
        "rationale": Note.of(found.rationale),
        "quality": plain(found.quality),
        "claims": [item.id for item in found.claims],
    }
    if found.portions:
        shown["portions"] = plain(found.portions)
    if found.source:
        shown["source"] = found.source
    if found.replaced is not None:
        shown["replaced"] = _evidence(found.replaced)
    return shown


def claim(found: Claim, told: Terms) -> Plain:
    """Return a claim with its source, date and quote, and in US dollars where it can be said so."""
    return {
        "id": found.id,
        "subject": found.subject,
        "attribute": found.attribute,
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "unit": found.unit,
        "usd": dollars(found, told.rates),
        "kind": found.kind,
        "source": found.source.title,
        "url": found.source.url,
        "weak_source": found.source.weak,
        "read": found.source.read,
        "basis": found.source.basis,
        "locator": found.locator,
        "as_of": found.as_of,
        "old": _is_old(found, told),
        "grade": _grade(found, told),
        "quote": found.quote,
        "translations": found.translations,
        "private": found.private,
    }


def _in_short(found: Claim, told: Terms) -> Plain:
    """Return the source and the date of a claim, and what makes it weak, without its words."""
    return {
        "source": found.source.title,
        "as_of": found.as_of,
        "old": _is_old(found, told),
        "grade": _grade(found, told),
        "weak_source": found.source.weak,
        "private": found.private,
    }


def _is_old(found: Claim, told: Terms) -> bool:
    return is_old(found.as_of, told.today, told.stale_after)


def _grade(found: Claim, told: Terms) -> Grade:
    return claim_grade(found, told.today, told.stale_after)


def contradiction(found: ClaimConflict, told: Terms) -> Plain:
    """Return what sources disagree about, each side's claims, and what we make of it."""
    entry, first = found.entry, found.claims[0]
    return {
        "id": None if entry is None else entry.id,
        "attribute": first.attribute,
        "about": None if entry is None else Note.of(entry.about),
        "explanation": Note.of(found.reading),
        "standing": found.standing,
        "relies_on": [
            item.id
            for side in found.sides
            for item in side
            if entry is not None and entry.relies_on in {c.id for c in side}
        ],
        "across": Note.of(entry.across) if entry is not None and entry.across else None,
        "sides": [[claim(item, told) for item in side] for side in found.sides],
    }


def look_alike(found: LookAlike) -> Plain:
    """Return claims that only look like a contradiction, and why."""
    return {"id": found.id, "claims": list(found.claims), "explanation": Note.of(found.reason)}


def rating(catalogue: Catalogue, park: str, criterion: str) -> Plain:
    """Return a rating with the name of its level."""
    found = catalogue.ratings[park, criterion]
    named = catalogue.ladders[criterion].level(found.level).name if found.level else None
    return {**asdict(found), "level_name": named}


def scenario(found: Scenario, goods: Goods, countries: Iterable[str]) -> Plain:
    """Return a tariff scenario with its duties on some goods made in some countries."""
    wanted = list(dict.fromkeys(countries))
    cells = {
        market: {country: found.rate(market, country, goods) for country in wanted}
        for market in found.markets
    }
    return {
        "id": found.id,
        "as_of": found.as_of,
        "name": Note.of(found.name),
        "description": Note.of(found.description),
        "rates": {
            market: {name: _rate(cell) for name, cell in row.items() if cell is not None}
            for market, row in cells.items()
        },
    }


def _rate(cell: Any) -> Plain:
    low, high = bounds(cell)
    return {"low": low, "mode": headline(cell), "high": high}


def scenarios(found: ScenarioDoubt | None, known: Mapping[str, Scenario]) -> Plain | None:
    """Return what is first under each scenario, and how much doubt the choice of one causes.

    Parameters
    ----------
    found
        As it was worked out, None where it was not.
    known
        The scenarios of the catalogue, for their names.
    """
    told: Plain | None = plain(found)
    for item in told["scenarios"] if told is not None else ():
        is_known = item["scenario"] in known
        item["name"] = Note.of(known[item["scenario"]].name) if is_known else ""
    return told
