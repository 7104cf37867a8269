"""The options of a comparison: weightings, saved assessments, parks and methods."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.assessments import store
from api.http.language import Language
from api.pages.assess import choices
from api.pages.assess.choices import FormChoice
from api.pages.scale_ends import scale_ends
from api.pages.words import words
from api.panels import store as panels
from api.parks.catalogue import catalogue_of
from api.profiles import store as own_profiles
from api.settings import Settings
from mcda.methods import METHODS
from mcda.parks.templates import PARKS
from mcda.plain import Plain

EQUAL = "equal"
ASSESSMENT = "assessment"
PANEL = "panel"
"""Before the id of an assessment whose answers are a weighting."""
POINTS = "points"
"""Before points of one's own."""
MOST_ASSESSMENTS = 100
MOST_PANELS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonOptions:
    """The options of the form."""

    profiles: Sequence[FormChoice]
    """Shipped kinds of enterprises, and equal weights."""
    own: Sequence[FormChoice]
    """Profiles that the organisation saved."""
    panels: Sequence[FormChoice]
    """What panels say together, and each of their judges."""
    weights: Mapping[str, Plain]
    """What each of these stands for, by its id."""
    assessments: Sequence[FormChoice]
    """Of the organisation, about parks, the one changed last first."""
    answers: Sequence[FormChoice]
    """Those of them that say something of weights, as weightings."""
    criteria: Sequence[FormChoice]
    """On which points can be given, with their worst and best ends in words."""
    points: str
    """What points of one's own are called, and all of a panel."""
    everyone: str
    """What points of one's own are called, and all of a panel."""
    parks: Sequence[FormChoice]
    """That can be ranked, and those asked for beside them."""
    methods: Sequence[FormChoice]
    """All that rank."""

    def label(self, weighting: str) -> str:
        """Return the name of a weighting; for the reader's own points, a general name."""
        kind = weighting.partition(":")[0]
        every = (*self.profiles, *self.own, *self.panels, *self.answers)
        labels = {choice.value: choice.label for choice in every}
        return self.points if kind == POINTS else labels.get(weighting, weighting)


def options(
    session: Session, caller: Caller, settings: Settings, language: Language, parks: Sequence[str]
) -> ComparisonOptions:
    """Return the options of the caller, in one language."""
    texts = words(language)["compare"]
    own, swing = own_profiles.list_all(session, caller), texts["points_swing"]
    kinds = choices.profiles(language)
    judged = _judged(session, caller, language)
    latest = store.latest(session, caller, MOST_ASSESSMENTS)
    saved = [row for row in latest if row.content.get("template", PARKS) == PARKS]
    catalogue, rankable = catalogue_of(settings), choices.parks(settings, language)
    others = {*parks} & catalogue.parks.keys() - {choice.value for choice in rankable}
    more = [
        FormChoice(park.id, park.name[language], catalogue.country(park.country).name[language])
        for park in (catalogue.parks[name] for name in parks if name in others)
    ]
    return ComparisonOptions(
        profiles=[*kinds, FormChoice(EQUAL, texts["equal"], texts["equal_more"])],
        own=[
            FormChoice(item["id"], item["name"], item["note"] or texts["own_more"]) for item in own
        ],
        panels=[choice for choice, _ in judged],
        weights={
            **{item.value: {"kind": "profile", "id": item.value} for item in kinds},
            EQUAL: {"kind": "objective", "scheme": "equal"},
            **{item["id"]: item["weights"] for item in own},
            **{choice.value: weights for choice, weights in judged},
        },
        assessments=[FormChoice(row.id, row.name) for row in saved],
        answers=[
            FormChoice(f"{ASSESSMENT}:{row.id}", row.name) for row in saved if weighs(row.content)
        ],
        criteria=[
            FormChoice(info.id, info.name[language], swing.format(worst=worst, best=best))
            for info in catalogue.criteria
            if info.scale is not None
            for worst, best in [scale_ends(info, catalogue, language)]
        ],
        points=texts["points"],
        everyone=words(language)["panels"]["everyone"],
        parks=[*rankable, *more],
        methods=[FormChoice(name, method.title[language]) for name, method in METHODS.items()],
    )


def _judged(session: Session, caller: Caller, language: Language) -> list[tuple[FormChoice, Plain]]:
    """Return the common weights of the newest panels and the weights of each judge."""
    texts = words(language)["panels"]
    listed: list[tuple[FormChoice, Plain]] = []
    for panel, _ in panels.latest(session, caller, MOST_PANELS):
        standing = panels.standing(session, panel)
        if standing.statement is None:
            continue
        count = texts["all_judges"].format(count=len(standing.ready))
        listed.append((FormChoice(f"{PANEL}:{panel.id}", panel.name, count), standing.statement))
        for judge in standing.ready:
            choice = FormChoice(f"judge:{panel.id}:{judge.number}", judge.name, panel.name)
            listed.append((choice, standing.own_statement(judge)))
    return listed


def weighs(content: Plain) -> bool:
    """Tell whether an assessment states anything about its weights."""
    answers = (answer["reply"] for answer in content.get("answers", ()))
    stated = content.get("weights") or content.get("swings")
    return bool(stated) or any(reply != "unknown" for reply in answers)
