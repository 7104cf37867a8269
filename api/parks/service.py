"""Recommendations of parks to an enterprise, and the catalogue as plain data."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from api.http.list_page import listing
from api.parks.catalogue import catalogue_for, catalogue_of, rests_on
from api.parks.convert import (
    called_parks,
    own_markets,
    to_enterprise,
    to_overrides,
    to_scales,
    to_scenario,
    to_unknowns,
)
from api.parks.exclusions import ExcludedParks, on_columns, set_apart
from api.parks.presentation import (
    Terms,
    behind,
    claim,
    contradiction,
    gates,
    look_alike,
    named,
    rating,
    scenario,
    standing,
    terms,
)
from api.parks.profile_fit import profile_notes, weights_of, with_criteria
from api.parks.schemas import RecommendationRequest, ScenarioOnDay
from api.parks.templates import recommend_by_template
from api.rankings.convert import check_size
from api.rankings.engine_result import EngineResult
from api.rankings.presentation import Telling, as_asked, present, with_record
from api.rankings.requests import AnswerDetail
from api.rankings.service import solve
from api.settings import Settings
from mcda.errors import Note, error_path
from mcda.kernel import linear_form
from mcda.parks import (
    Appraisal,
    Catalogue,
    appraise,
    forecast,
    load_catalogue,
    scorable,
    unknown,
)
from mcda.parks.catalogues.registry import SHIPPED
from mcda.parks.conflicts import claims_around, disputes, look_alikes
from mcda.parks.controversies import controversies, risks
from mcda.parks.country_facts import country_facts
from mcda.parks.criteria import uses_scenario
from mcda.parks.delay import delay
from mcda.parks.distances import distances
from mcda.parks.exclusions import FirstAsk, UnknownParks, ask_enterprise
from mcda.parks.markets import goods
from mcda.parks.model import CriterionInfo
from mcda.parks.money import hosts, money
from mcda.parks.provenance import read_from
from mcda.parks.templates import PARKS, template
from mcda.parks.tree import hierarchy
from mcda.plain import Plain, plain
from mcda.prepare.screen import Exclusion
from mcda.problem import Problem
from mcda.ranking import rank
from mcda.robust.decision import Decision, chance_elsewhere
from mcda.robust.sampling_run import Progress
from mcda.weight_vector import WeightVector
from weights.centres import LANDED

_COUNTRIES, _RIVALS = 6, 5
_TOLD_FROM = 0.15
"""Weight of cost from which a loss is told in money."""


def recommend(
    request: RecommendationRequest, settings: Settings, progress: Progress | None = None
) -> Plain:
    """Return the recommendation in codes."""
    return recommendation(request, settings, progress)(request)


def recommendation(
    request: RecommendationRequest, settings: Settings, progress: Progress | None = None
) -> Telling:
    """Return a function that tells as much of the recommendation as the request or less."""
    work = _recommend_parks if request.template == PARKS else recommend_by_template
    return work(request, settings, progress)


def _recommend_parks(
    request: RecommendationRequest, settings: Settings, progress: Progress | None
) -> Telling:
    request = request.model_copy(update={"as_of": request.as_of or date.today()})
    request = with_criteria(request, settings)
    appraisal = appraisal_of(request, settings)
    stated, fits = weights_of(request, appraisal.enterprise)

    apart: list[ExcludedParks] = []

    def excluded(vector: WeightVector) -> tuple[Exclusion, ...]:
        apart.append(set_apart(request, appraisal, stated, vector, settings))
        return apart[0].excluded

    rest = on_columns(request.requirements, appraisal)
    result = solve(
        appraisal,
        stated,
        request.model_copy(update={"requirements": rest}),
        settings,
        computed=True,
        excluded=excluded,
        unsaid=appraisal.unsaid,
        derived=fits,
        progress=progress,
    )
    vector = result.ranking.weights
    (aside,) = apart
    better = profile_notes(template(PARKS), appraisal.enterprise, request.weights)
    notes = (*appraisal.notes, *aside.undecided, *(better if request.weights is not None else ()))
    is_short = request.detail == "summary"
    beside = [] if is_short else _by_scenario(request, result, appraisal, settings)
    catalogue = catalogue_for(request, settings)
    layers = catalogue.schedule
    of_parks = dict.fromkeys(catalogue.parks[park].country for park in appraisal.alternative_ids)
    unsaid = ask_enterprise(appraisal, vector)
    listed = None
    if request.parks is None:
        listed = len(catalogue.parks.keys() - set(appraisal.alternative_ids))

    likely = forecast(catalogue, appraisal.enterprise)
    on = terms(catalogue, appraisal.today, settings.stale_after_years)
    countries = {key: country for key, country in catalogue.countries.items() if key in of_parks}

    loss, adds = _loss_in_money(result, appraisal), linear_form(result.ranking.prepared) is not None
    costs = money(catalogue, appraisal, _rivals(result), loss, vector.as_dict() if adds else {})
    unnamed = _unnamed(result, appraisal, aside.asked)
    places = list(hosts(catalogue, appraisal, result.ranking))

    def told(asked: AnswerDetail) -> Plain:
        form = request.form(asked)
        answer = {
            **present(result, appraisal, notes, form),
            **behind(result, appraisal, on, form),
            **standing(appraisal, aside.asked, unsaid, listed),
            "forecast": plain(likely),
            "money": plain(costs),
            "unnamed": plain(unnamed),
            "countries": plain(places if form.has("countries") else places[:_COUNTRIES]),
            "gates": gates(aside.conditions, form, named(result)),
            "delay": plain(delay(catalogue, appraisal, named(result))),
            "risks": [
                {**plain(risk), "name": Note.naming(risk.alternative)}
                for risk in risks(catalogue, named(result))
            ],
            "scenario": scenario(
                appraisal.scenario, goods(appraisal.enterprise, layers), of_parks, form
            ),
            "scenarios": beside,
        }
        called = {key: Note.of(country.name) for key, country in countries.items()}
        answer["names"]["countries"] = called
        for name in appraisal.parts:
            answer["names"]["criteria"][name] = Note.of(catalogue.criterion(name).name)
        return with_record(as_asked(answer, form), request, result.seed, rests_on(settings))

    return told


def _unnamed(
    result: EngineResult, appraisal: Appraisal, questions: Sequence[FirstAsk]
) -> UnknownParks | None:
    """Return how often a park of which too little is known is better, where a decision is told."""
    if not questions or (result.found or {}).get("decision") is None:
        return None
    apart = {item.alternative for item in questions}
    compared = {*result.ranking.matrix.alternatives, *apart}
    rows = [row for row, park in enumerate(appraisal.alternative_ids) if park in compared]
    whole = rank(appraisal.select(rows), result.ranking.weights, result.ranking.method)
    chance = chance_elsewhere(whole, apart)
    return None if chance is None else UnknownParks(count=len(apart), chance=chance)


def _rivals(result: EngineResult) -> list[str]:
    """Return the first and its rivals: the short list, or who stands next to it."""
    decision = (result.found or {}).get("decision")
    listed = [] if decision is None else [item.alternative for item in decision.parks]
    return list(dict.fromkeys((*named(result)[:1], *listed, *named(result))))[:_RIVALS]


def _loss_in_money(result: EngineResult, appraisal: Appraisal) -> float | None:
    """Return what may be lost in points of 100 of sales, where cost weighs enough to tell."""
    decision: Decision | None = (result.found or {}).get("decision")
    weight = result.ranking.weights.as_dict().get(LANDED, 0.0)
    if decision is None or decision.loss is None or weight < _TOLD_FROM:
        return None
    low, high = appraisal.scales[LANDED].range
    return decision.loss.points * (high - low) / weight


def _by_scenario(
    request: RecommendationRequest, solved: EngineResult, appraisal: Appraisal, settings: Settings
) -> list[Plain]:
    """Return which parks are first under each tariff scenario, if duties have weight."""
    ranking = solved.ranking
    weights = ranking.weights.as_dict()
    following = [name for name, weight in weights.items() if weight and uses_scenario([name])]
    if solved.found is None or not following or not ranking.order:
        return []
    parks = ranking.problem.alternative_ids
    changed = {"criteria": following, "parks": list(parks)}
    catalogue = catalogue_for(request, settings)
    current, possible = appraisal.scenario, catalogue.default_scenario.parts
    own = [] if current.parts else [request.scenario]
    views = [*own, *(_on_day(part.id, request) for part in possible if part.id != current.id)]
    rows = []
    for name in views:
        changed_request = request.model_copy(update={**changed, "scenario": name})
        view = appraisal_of(changed_request, settings, own_markets(request.scenario))
        under = rank(_with_columns(ranking.problem, view), ranking.weights, ranking.method)
        scenario_name = catalogue.scenarios.get(view.scenario.id)
        rows.append(
            {
                "scenario": view.scenario.id,
                "name": Note.of(scenario_name.name) if scenario_name is not None else "",
                "winners": list(under.winners),
            }
        )
    return rows


def _with_columns(problem: Problem, view: Appraisal) -> Problem:
    """Return a problem with the columns of a view of the same alternatives in place of its own."""
    table = [list(row) for row in problem.performances]
    for column, criterion in enumerate(view.criterion_ids):
        place = problem.criterion_ids.index(criterion)
        for row, cells in zip(table, view.performances, strict=True):
            row[place] = cells[column]
    return replace(problem, performances=table)


def _on_day(name: str, request: RecommendationRequest) -> str | ScenarioOnDay:
    """Return a scenario on the request's day, if the request names a day."""
    current = request.scenario
    return ScenarioOnDay(id=name, day=current.day) if isinstance(current, ScenarioOnDay) else name


def appraisal_of(
    request: RecommendationRequest, settings: Settings, own: Collection[str] = ()
) -> Appraisal:
    """Return the parks as appraised for the enterprise; every fault keeps its path."""
    catalogue = catalogue_for(request, settings)
    with called_parks():
        check_size(len(request.parks or ()), len(request.criteria or ()), settings)
    with error_path("enterprise"):
        markets = (*own_markets(request.scenario), *own)
        enterprise = to_enterprise(request.enterprise, catalogue, markets)
    with called_parks():
        return appraise(
            catalogue,
            enterprise,
            parks=request.parks,
            criteria=request.criteria,
            overrides=to_overrides(request.overrides),
            scenario=to_scenario(request.scenario),
            today=request.day,
            stale_after=settings.stale_after_years,
            unknowns=to_unknowns(request.unknowns),
            scales=to_scales(request.scales),
        )


def list_criteria(base: str = SHIPPED) -> Plain:
    """Return the main and optional criteria with their ladders, and the tree of all criteria."""
    catalogue = load_catalogue(base)
    return {
        **listing(_with_ladder(info, catalogue) for info in catalogue.criteria),
        "further": [_with_ladder(info, catalogue) for info in catalogue.further],
        "groups": plain(catalogue.groups),
        "hierarchy": hierarchy(catalogue),
    }


def _with_ladder(info: CriterionInfo, catalogue: Catalogue) -> Plain:
    ladder = catalogue.ladders.get(info.id)
    return {
        **plain(info),
        "ladder": plain(ladder),
        "read_from": plain(read_from(catalogue, info)),
    }


def list_parks(settings: Settings | None = None) -> Plain:
    """Return the summaries of parks."""
    catalogue = catalogue_of(settings)
    fields = ("id", "kind", "name", "country", "place", "summary", "sectors")
    scorable_parks = scorable(catalogue)
    return listing(
        {
            **{name: part for name, part in plain(park).items() if name in fields},
            "scorable": park.id in scorable_parks,
            "unknown": list(unknown(catalogue, park.id)),
        }
        for park in catalogue.parks.values()
    )


def get_park(park_id: str, settings: Settings | None = None) -> Plain:
    """Return a park with its ratings, claims, contradictions and gaps."""
    catalogue, context = _told(settings)
    park = catalogue.park(park_id)
    subjects = (park.id, park.host_estate)
    claims = [c for s in subjects if s for c in catalogue.claims_about(s)]
    around = claims_around(park, catalogue)
    disputed = disputes(around, catalogue)
    ids = {c.id for c in claims}
    return {
        **plain(park),
        "scorable": park.id in scorable(catalogue),
        "unknown": list(unknown(catalogue, park.id)),
        "controversies": [claim(c, context) for c in controversies(catalogue, park)],
        "ratings": [rating(catalogue, *key) for key in catalogue.ratings if key[0] == park.id],
        "claims": [claim(c, context) for c in claims],
        "conflicts": [
            [first.id, other.id]
            for item in disputed
            for first, other in item.pairs
            if {first.id, other.id} <= ids
        ],
        "contradictions": [contradiction(item, context) for item in disputed],
        "look_alikes": [look_alike(item) for item in look_alikes(around, catalogue.curated)],
    }


def get_country(country_id: str, settings: Settings | None = None) -> Plain:
    """Return a country with its claims and its duties by scenario."""
    catalogue, context = _told(settings)
    country = catalogue.country(country_id)
    claims = catalogue.claims_about(country.id)
    return {
        **plain(country),
        "facts": plain(tuple(country_facts(catalogue, country.id, context.today))),
        "distances": plain(distances(country.id)),
        "claims": [claim(c, context) for c in claims],
        "contradictions": [contradiction(item, context) for item in disputes(claims, catalogue)],
        "scenarios": [
            scenario(each, catalogue.schedule.goods(()), [country.id])
            for each in catalogue.scenarios.values()
        ],
    }


def _told(settings: Settings | None) -> tuple[Catalogue, Terms]:
    """Return the catalogue, and the terms of today on which its claims are shown."""
    catalogue = catalogue_of(settings)
    years = (settings or Settings()).stale_after_years
    return catalogue, terms(catalogue, date.today(), years)
