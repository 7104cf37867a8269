"""The page of kinds of enterprises, and of the initial order of criteria."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlencode

from anyio.to_thread import run_sync
from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from api.access.dependencies import Held
from api.assessments.schemas import AssessmentModel
from api.pages.assess import choices
from api.pages.assess.facts import Fields
from api.pages.assess.saved_work import STEPS, go_to, read, save
from api.pages.context import Reading, Writing
from api.pages.form import fields_sent
from api.pages.frame import render
from api.pages.page_route import PageRoute
from api.pages.scale_ends import scale_ends
from api.pages.words import words
from api.parks.catalogue import catalogue_of
from api.parks.convert import own_markets, to_enterprise
from api.parks.profile_fit import fitting_profiles, with_criteria
from api.settings import Settings
from mcda.errors import McdaError
from mcda.parks.templates import PARKS, template
from mcda.plain import Plain
from weights.centres import centre
from weights.fit import Fit
from weights.profiles import load_profiles
from weights.rank_order import rank_weights
from weights.validation import validate
from weights.weightings import resolve

Shares = Mapping[str, float]
Source = Literal["kinds", "facts", "nothing", "own", "kept"]
router = APIRouter(include_in_schema=False, route_class=PageRoute)
TICKED = "kind"
"""Parameter of the address: a kind that was ticked before the order became one's own."""
_BY: Mapping[str, int] = {"up": -1, "down": 1}


@dataclass(frozen=True, slots=True)
class Ordering:
    """Criteria in an order of importance, and the source of the order."""

    shares: Shares
    """Of the weight by criterion, the greatest first; they sum to 1."""
    source: Source
    """Kinds that were ticked, kinds that fit the facts, nothing, an order of one's own, or other
    weights that the assessment was given."""
    kinds: tuple[str, ...] = ()
    """Ids of those that it comes from."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """The weights of the kinds of enterprises for the criteria of an assessment."""

    criteria: tuple[str, ...]
    """Ids."""
    shares: Mapping[str, Shares]
    """Of the weight by criterion, by kind."""
    fits: tuple[Fit, ...]
    """Kinds that the facts speak for."""

    @classmethod
    def of(cls, content: Plain, settings: Settings) -> "Kinds":
        """Return the kinds for a saved document."""
        catalogue, model = catalogue_of(settings), validate(AssessmentModel, content)
        main = (info.id for info in catalogue.criteria)  # of a template's alternatives too
        criteria = tuple(with_criteria(model, settings).criteria or main)
        enterprise = to_enterprise(model.enterprise, catalogue, own_markets(model.scenario))
        about = [profile for profile in load_profiles().values() if profile.about == PARKS]
        return cls(
            criteria,
            {kind.id: centre(kind, criteria) for kind in about if {*kind.ranked} & {*criteria}},
            fitting_profiles(template(PARKS), enterprise),
        )

    @property
    def centroid(self) -> list[float]:
        """The weights of the ranks in a pure order, the first rank first."""
        return [float(weight) for weight in rank_weights(len(self.criteria))]

    def ordering(self, ticked: Sequence[str]) -> Ordering:
        """Return the order that follows from kinds; without any, from kinds that fit the facts."""
        fit = [suggestion.profile for suggestion in self.fits if suggestion.profile in self.shares]
        chosen = [name for name in ticked if name in self.shares]
        source: Source = "kinds" if chosen else "facts" if fit else "nothing"
        kinds = tuple(chosen or fit)
        if not kinds:
            return Ordering(dict.fromkeys(self.criteria, 1 / len(self.criteria)), source, kinds)
        mean = {
            criterion: sum(self.shares[name][criterion] for name in kinds) / len(kinds)
            for criterion in self.criteria
        }
        return Ordering(_sorted(mean), source, kinds)

    def own(self, order: Sequence[str]) -> Ordering | None:
        """Return the reader's own order, ``None`` if it is no order of all criteria."""
        if sorted(order) != sorted(self.criteria):
            return None
        return Ordering(dict(zip(order, self.centroid, strict=True)), "own")

    def saved(self, weights: Plain | None) -> Ordering:
        """Return the order that follows from the weights of an assessment."""
        ticked = ticked_in(weights)
        if weights is None or ticked:
            return self.ordering(ticked)
        if weights["kind"] == "ranked" and all(len(group) == 1 for group in weights["order"]):
            own = self.own([name for group in weights["order"] for name in group])
            if own is not None:
                return own
        with suppress(McdaError):
            values = resolve(weights).as_dict()
            shares = {name: values[name] for name in self.criteria if name in values}
            return Ordering(_sorted(shares), "kept")
        return Ordering({}, "kept")


def ticked_in(weights: Plain | None) -> list[str]:
    """Return the kinds of which weights consist, with equal shares; empty for other weights."""
    match weights:
        case {"kind": "profile", "id": name, **rest} if not any(rest.values()):
            return [name]
        case {"kind": "blend", "combine": "geometric"}:
            return []
        case {"kind": "blend", "parts": parts}:
            names = [ticked_in(part["weights"]) for part in parts]
            alike = len({part["share"] for part in parts}) == 1 and all(map(len, names))
            return [single[0] for single in names] if alike else []
    return []


def statement_of(ordering: Ordering) -> Plain | None:
    """Return an order as weights to save; ``None`` if they follow from the facts."""
    if ordering.source == "own":
        return {"kind": "ranked", "order": [[name] for name in ordering.shares]}
    profiles = [{"kind": "profile", "id": name} for name in ordering.kinds]
    if ordering.source != "kinds":
        return None
    if len(profiles) == 1:
        return profiles[0]
    return {"kind": "blend", "parts": [{"share": 1.0, "weights": profile} for profile in profiles]}


def moved(order: Sequence[str], name: str, by: int) -> list[str]:
    """Return an order in which one name is ``by`` places later, or earlier if negative."""
    others = [other for other in order if other != name]
    place = min(max(list(order).index(name) + by, 0), len(others))
    return [*others[:place], name, *others[place:]]


def _sorted(shares: Shares) -> Shares:
    return dict(sorted(shares.items(), key=lambda item: -item[1]))


@router.get("/assess/{assessment_id}/priorities")
async def get_priorities(context: Reading, assessment_id: str, settings: Held) -> Response:
    """Ask which kinds of enterprises are similar, and show the order that follows."""
    assessment = await read(context, assessment_id)
    weights = assessment["content"].get("weights")
    kinds = await run_sync(Kinds.of, assessment["content"], settings)
    ordering, language = kinds.saved(weights), context.language
    ticked = ticked_in(weights) or context.request.query_params.getlist(TICKED)
    # Those that weigh any of the criteria, those that the facts speak for first.
    fitting = {fit.profile: place for place, fit in enumerate(kinds.fits)}
    profiles = [kind for kind in choices.profiles(language) if kind.value in kinds.shares]
    catalogue = catalogue_of(settings)
    infos = {info.id: info for info in catalogue.all_criteria}
    from_to, lines = words(language)["assess"]["from_to"], {}
    for info in (infos[name] for name in kinds.criteria if name in infos):
        worst, best = scale_ends(info, catalogue, language)
        ends = from_to.format(worst=worst, best=best) if worst else ""
        lines[info.id] = {"name": info.name[language], "ends": ends}
    return render(
        context.request,
        "assess_priorities.html",
        section="assess",
        step="priorities",
        steps=STEPS,
        assessment=assessment,
        profiles=sorted(profiles, key=lambda kind: fitting.get(kind.value, len(fitting))),
        because={fit.profile: fit.because[language] for fit in kinds.fits},
        ticked=[name for name in ticked if name in kinds.shares],
        ordering=ordering,
        kinds=kinds,
        lines=lines,
    )


@router.post("/assess/{assessment_id}/priorities")
async def post_priorities(context: Writing, assessment_id: str, settings: Held) -> Response:
    """Save the ticked kinds, or the order if it was moved, and go to the button's target."""
    fields = await fields_sent(context.request)
    assessment = await read(context, assessment_id)
    weights = assessment["content"].get("weights")
    kinds = await run_sync(Kinds.of, assessment["content"], settings)
    ordering = _ordering(fields, kinds, kinds.saved(weights))
    if ordering.source != "kept":
        change = {"weights": statement_of(ordering)}
        await save(context, assessment_id, change, settings)
    criterion = (fields.get("move") or [""])[0].partition(":")[2]
    if criterion or "show" in fields or "reset" in fields:
        query = urlencode([(TICKED, kind) for kind in fields.get("profile", ())])
        place = f"order-{criterion}" if criterion else "order"
        return go_to(assessment_id, f"priorities?{query}#{place}")
    if "run" in fields:  # 307 keeps the method: a result is made by POST
        return RedirectResponse(f"/assess/{assessment_id}/run", 307)
    return go_to(assessment_id, "interview")


def _ordering(fields: Fields, kinds: Kinds, before: Ordering) -> Ordering:
    """Return the order of a form: moved, the reader's own, of the ticked kinds, or the former."""
    ticked, order = fields.get("profile", ()), fields.get("order", ())
    anew = set(ticked) != set(fields.get("of", ())) or "reset" in fields
    if anew or (before.source != "kept" and "moved" not in fields):
        order = list(kinds.ordering(ticked).shares)
    way, _, name = (fields.get("move") or [""])[0].partition(":")
    if way in _BY and name in order:
        return kinds.own(moved(order, name, _BY[way])) or before
    if "moved" in fields and not anew:
        return kinds.own(order) or before
    return before if before.source == "kept" and not anew else kinds.ordering(ticked)
