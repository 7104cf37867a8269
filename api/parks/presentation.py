"""Evidence, claims and scenarios as plain data with notes in it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from api.parks.dollars import dollars
from api.rankings.analysis import WHOLE, AnswerForm, Included
from api.rankings.engine_result import EngineResult
from mcda.errors import Fault, InvalidEnterprise, Note
from mcda.parks import Appraisal, Catalogue, Claim, Evidence, Gate, Scenario
from mcda.parks.conflicts import ClaimConflict
from mcda.parks.contradiction import LookAlike
from mcda.parks.dates import is_old
from mcda.parks.duties import Goods
from mcda.parks.evidence import EvidencedProblem, bounds, headline
from mcda.parks.exclusions import AskEnterprise, FirstAsk
from mcda.parks.model import ExchangeRate, Grade
from mcda.parks.quality import claim_grade
from mcda.plain import Plain, plain
from mcda.robust import FactChanges, FactQuestion
from mcda.robust.decision import DecisiveFact
from mcda.scale import whole_scale
from mcda.texts import Label
from mcda.texts.figures import formatted

Worths = Mapping[tuple[str, str], Plain]
"""Value on the scale by alternative and criterion."""


class Terms(NamedTuple):
    """The data that the presentation of claims needs: exchange rates, today, and the age limit."""

    rates: tuple[ExchangeRate, ...]
    """Of the catalogue that holds them, by which they are said in US dollars."""
    today: date
    """A day, and the years after which a claim is old then."""
    stale_after: int
    """A day, and the years after which a claim is old then."""


def terms(catalogue: Catalogue, today: date, stale_after: int) -> Terms:
    """Return the terms of presentation for the claims of a catalogue on a day."""
    return Terms(catalogue.rates, today, stale_after)


def behind(
    solved: EngineResult, appraisal: EvidencedProblem, told: Terms, form: AnswerForm
) -> Plain:
    """Return the basis of an answer: evidence, claims, the next questions."""
    found = solved.found or {}
    decision, worth = found.get("decision"), found.get("worth_knowing")
    facts = decision.facts if decision is not None else () if worth is None else worth.facts
    return {
        **_rests_on(solved, appraisal, told, form),
        "ask_next": list(_questions(facts, solved, appraisal)),
    }


def _rests_on(
    solved: EngineResult, appraisal: EvidencedProblem, told: Terms, form: AnswerForm
) -> Plain:
    """Return the evidence of every cell, and the claims that the evidence names.

    A summary has that of the alternatives whose evidence the request asks for; of these all is
    told, of the others what the form holds.
    """
    rows = appraisal.evidence
    InvalidEnterprise.raise_any(
        [
            Fault("unknown_park", ("evidence", place), {"park": name, "known": tuple(rows)})
            for place, name in enumerate(form.evidence)
            if name not in rows
        ]
    )
    if form.is_short:
        rows = {park: rows[park] for park in rows if park in form.evidence}
    if not rows and form.is_short:
        return {}
    forms = {park: WHOLE if park in form.evidence else form for park in rows}
    worths = _worths(solved)

    def cells(part: Included) -> list[Evidence]:
        return [cell for park in rows if forms[park].has(part) for cell in rows[park].values()]

    claims = {item.id: _in_short(item, told) for item in _claims(cells("claims"))}
    claims |= {item.id: claim(item, told) for item in _claims(cells("quotes"))}
    return {
        "evidence": {
            park: {
                criterion: evidence_of(cell, forms[park], worths.get((park, criterion)))
                for criterion, cell in row.items()
            }
            for park, row in rows.items()
        },
        "units": {name: cell.unit for row in rows.values() for name, cell in row.items()},
        "claims": claims,
    }


def named(solved: EngineResult) -> list[str]:
    """Return the alternatives of a verdict: all winners, and at least the first two."""
    ranking = solved.ranking
    ids = ranking.matrix.alternatives if ranking.order else ()
    return [ids[i] for i in ranking.order[: max(2, len(ranking.winners))]]


def standing(
    appraisal: Appraisal,
    asked: Iterable[FirstAsk],
    unsaid: Iterable[AskEnterprise],
    listed: int | None,
) -> Plain:
    """Return the scales, the parks set apart or only counted, and the missing statements."""
    return {
        "scales": plain(appraisal.scales),
        "first_ask": plain(list(asked)),
        "listed": listed,
        "ask_enterprise": plain(list(unsaid)),
    }


def gates(conditions: Iterable[Gate], form: AnswerForm, first: Collection[str]) -> list[Plain]:
    """Return gates and must-haves, with the claims behind them where claims are told.

    Warnings are those of the parks that stand `first`, where not all gates are included.
    """
    has_all = form.has("gates")
    rows = [
        plain(item)
        for item in conditions
        if has_all or item.severity != "warning" or not {*first}.isdisjoint(item.alternatives)
    ]
    for item in () if form.has("claims") else rows:
        del item["claims"]
    return rows


def _questions(
    asked: Iterable[FactQuestion | DecisiveFact], solved: EngineResult, appraisal: EvidencedProblem
) -> Iterator[Plain]:
    """Yield facts to ask for, with their known values and the decisive threshold."""
    changes: FactChanges | None = (solved.found or {}).get("facts")
    facts = {(fact.alternative, fact.criterion): fact for fact in changes.facts} if changes else {}
    for question in asked:
        cell = appraisal.evidence[question.alternative][question.criterion]
        change = facts.get((question.alternative, question.criterion))
        nearest = None if change is None else change.nearest
        fields: Plain = {
            "alternative": Label(question.alternative),
            "criterion": Label(question.criterion),
        }
        if isinstance(question, DecisiveFact):
            code, fields["points"] = "ask_fact_gain", formatted(100 * question.gain, ".1f")
        else:
            chance = question.chance_of_changing_winner
            code, fields["share"] = "ask_fact", formatted(100 * chance, ".0f")
        yield {
            "gain": None,
            "chance_of_changing_winner": None,
            "standard_error": None,
            **plain(question),
            "name": Note.naming(question.alternative),
            "low": cell.low,
            "high": cell.high,
            "threshold": None if nearest is None else nearest.value,
            "unit": cell.unit,
            "sentence": Note(code, (), fields),
        }


def _worths(solved: EngineResult) -> Worths:
    """Return the mean values and worths of ranked alternatives on each scale, over draws."""
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
    for cell in cells:
        yield from cell.claims
        yield from () if cell.replaced is None else cell.replaced.claims


def evidence_of(found: Evidence, form: AnswerForm, worth: Plain | None = None) -> Plain:
    """Return what stands behind a cell, as far as the form holds it."""
    quality = plain(found.quality)
    fields: Plain = {
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "kind": found.kind,
        "quality": quality and {key: quality[key] for key in ("grade", "doubts")},
    }
    if worth is not None:
        fields["counts_as"] = float(f"{worth['counts_as']:.6g}")
    if form.detail == "full":
        fields |= {"unit": found.unit, "quality": quality, **(worth or {})}
    if form.has("rationale"):
        fields["rationale"] = Note.of(found.rationale)
    if form.has("claims") or form.has("quotes"):
        fields["claims"] = [item.id for item in found.claims]
    if found.portions and form.has("portions"):
        fields["portions"] = plain(found.portions)
    if found.source:
        fields["source"] = found.source
    if found.replaced is not None:
        fields["replaced"] = evidence_of(found.replaced, form)
    return fields


def claim(found: Claim, told: Terms) -> Plain:
    """Return a claim with its source, date and quote, and in US dollars if it can be converted."""
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
    """Return the source and date of a claim, and its weaknesses, without its text."""
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
    """Return a contradiction of sources, the claims of each side, and its resolution."""
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
    """Return claims that only look like a contradiction, and the reason."""
    return {"id": found.id, "claims": list(found.claims), "explanation": Note.of(found.reason)}


def rating(catalogue: Catalogue, park: str, criterion: str) -> Plain:
    """Return a rating with the name of its level."""
    entry = catalogue.ratings[park, criterion]
    level_name = catalogue.ladders[criterion].level(entry.level).name if entry.level else None
    return {**plain(entry), "level_name": level_name and Note.of(level_name)}


def scenario(
    found: Scenario, goods: Goods, countries: Iterable[str], form: AnswerForm = WHOLE
) -> Plain:
    """Return a tariff scenario with its duties on some goods made in some countries."""
    facts: Plain = {
        "id": found.id,
        "as_of": found.as_of,
        "name": Note.of(found.name),
        "description": Note.of(found.description),
    }
    if form.has("rates"):
        wanted = list(dict.fromkeys(countries))
        facts["rates"] = {
            market: {
                country: _rate(cell)
                for country in wanted
                if (cell := found.rate(market, country, goods)) is not None
            }
            for market in found.markets
        }
    return facts


def _rate(cell: Any) -> Plain:
    low, high = bounds(cell)
    return {"low": low, "mode": headline(cell), "high": high}
