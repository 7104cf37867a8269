"""Decision templates other than the choice of a park, answered in the same form."""

from collections.abc import Iterator
from datetime import date

from api.http.list_page import listing
from api.parks.catalogue import catalogue_of, rests_on
from api.parks.convert import called_parks, enterprise_of, to_overrides, to_scenario
from api.parks.presentation import behind, scenario, terms
from api.parks.profile_fit import profile_notes, unread_notes, weights_of
from api.parks.schemas import RecommendationRequest
from api.rankings.convert import check_size
from api.rankings.presentation import Telling, as_asked, present, with_record
from api.rankings.requests import AnswerDetail
from api.rankings.service import solve
from api.settings import Settings
from mcda.errors import Fault, InvalidEnterprise, Note, error_path
from mcda.parks import Enterprise, load_catalogue, scorable
from mcda.parks.catalogues.registry import SHIPPED
from mcda.parks.markets import goods
from mcda.parks.provenance import named, read_from
from mcda.parks.scenario import Scenario
from mcda.parks.template_appraisal import TemplateProblem, appraise_template
from mcda.parks.templates import Template, template, templates
from mcda.plain import Plain, plain
from mcda.robust.sampling_run import Progress
from weights.profiles import load_profiles

_ONLY_FOR_PARKS = ("must", "gates", "keep", "scenario", "scales")
"""A scenario also for templates whose criteria the markets change."""


def recommend_by_template(
    request: RecommendationRequest, settings: Settings, progress: Progress | None = None
) -> Telling:
    """Return a function that tells as much of the recommendation as the request or less."""
    chosen = template(request.template)
    with error_path("enterprise"):
        enterprise = enterprise_of(request, settings)
    request = request.model_copy(update={"as_of": request.as_of or date.today()})
    stated, fits = weights_of(request, enterprise)
    problem = problem_of(request, settings)
    result = solve(
        problem, stated, request, settings, computed=True, derived=fits, progress=progress
    )
    notes = (*_notes(request, chosen, enterprise, problem.scenario), *problem.notes)
    catalogue, followed = catalogue_of(settings), problem.scenario
    products = goods(enterprise, catalogue.schedule)
    on = terms(catalogue, request.day, settings.stale_after_years)
    origins = [country for choice in chosen.alternatives for country in choice.countries]

    def told(asked: AnswerDetail) -> Plain:
        form = request.form(asked)
        answer = {
            **present(result, problem, notes, form),
            **behind(result, problem, on, form),
            "scenario": None if followed is None else scenario(followed, products, origins, form),
            "scales": {},
            **{name: [] for name in ("scenarios", "risks", "first_ask", "gates", "ask_enterprise")},
            **dict.fromkeys(("forecast", "money", "unnamed", "countries", "delay", "listed")),
        }
        return with_record(as_asked(answer, form), request, result.seed, rests_on(settings))

    return told


def problem_of(request: RecommendationRequest, settings: Settings) -> TemplateProblem:
    """Return the template's alternatives; every fault keeps its path."""
    InvalidEnterprise.raise_any([*_faults(request)])
    with called_parks():
        check_size(len(request.parks or ()), len(request.criteria or ()), settings)
    with error_path("enterprise"):
        enterprise = enterprise_of(request, settings)
    with called_parks():
        return appraise_template(
            template(request.template),
            catalogue_of(settings),
            request.parks,
            request.criteria,
            to_overrides(request.overrides),
            request.day,
            settings.stale_after_years,
            enterprise,
            to_scenario(request.scenario),
        )


def list_templates(base: str = SHIPPED) -> Plain:
    """Return the templates with their criteria, alternatives and profiles."""
    catalogue, items = load_catalogue(base), []
    for item in templates():
        fields = plain(item)
        if not item.alternatives:  # those of the catalogue
            fields["criteria"] = [
                {**plain(info), "read_from": plain(read_from(catalogue, info))}
                for info in catalogue.criteria
            ]
            fields["alternatives"] = [
                {"id": park.id, "name": Note.of(park.name), "summary": Note.of(park.summary)}
                for park in catalogue.parks.values()
                if park.id in scorable(catalogue)
            ]
        else:
            readings = [choice.pop("readings") for choice in fields["alternatives"]]
            for criterion in fields["criteria"]:
                own = (by_id[criterion["id"]] for by_id in readings if criterion["id"] in by_id)
                claims = [claim for reading in own for claim in reading["claims"]]
                criterion["read_from"] = plain(named(catalogue, claims))
        about = [profile for profile in load_profiles().values() if profile.about == item.id]
        about.sort(key=lambda profile: profile.number)
        items.append({**fields, "profiles": [profile.id for profile in about]})
    return listing(items)


def _faults(request: RecommendationRequest) -> Iterator[Fault]:
    names = []
    for name in _ONLY_FOR_PARKS:
        default = type(request).model_fields[name].get_default(call_default_factory=True)
        is_allowed = name == "scenario" and template(request.template).markets
        if not is_allowed and getattr(request, name) != default:
            names.append(name)
    if request.unknowns == "cautious":
        names.append("unknowns")
    for name in names:
        yield Fault("only_for_parks", (name,), {"field": name, "template": request.template})


def _notes(
    request: RecommendationRequest,
    chosen: Template,
    enterprise: Enterprise,
    followed: Scenario | None,
) -> Iterator[Note]:
    yield Note("template_limits", ("template",), {"limits": chosen.limits})
    yield from profile_notes(chosen, enterprise, request.weights)
    yield from unread_notes(chosen, request.enterprise)
    if chosen.markets and not enterprise.markets:
        names = [info.name for info in chosen.criteria if info.id in chosen.markets]
        yield Note("template_without_markets", ("enterprise", "markets"), {"criteria": names})
    if followed is not None:  # by a duty, which is in per cent and no level
        fields = {"scenario": followed.name, "as_of": followed.as_of}
        yield Note("scenario_dated", ("scenario",), fields)
        names = [info.name for info in chosen.criteria if chosen.markets.get(info.id) == "duty"]
        yield Note("template_duty", ("criteria",), {"criteria": names})
