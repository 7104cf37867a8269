"""What a comparison can be about: weightings, saved assessments, parks and methods."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from api.access.caller import Caller
from api.assessments import store
from api.language import Language
from api.own import profiles as own_profiles
from api.pages.assess import choices
from api.pages.assess.choices import FormChoice
from api.pages.scale_ends import scale_ends
from api.pages.words import words
from api.panels import store as panels
from api.parks.catalogue import catalogue_of
from api.settings import Settings
from mcda.methods import METHODS
from mcda.parks.templates import PARKS

EQUAL = "equal"
ASSESSMENT = "assessment"
PANEL = "panel"
"""Before the id of an assessment whose answers are a weighting."""
POINTS = "points"
"""Before points of one's own."""
MOST_ASSESSMENTS = 100
MOST_PANELS = 10
_EQUAL_WEIGHTS = {"kind": "objective", "scheme": "equal"}
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SwingOption:
    """A criterion, and what going from its worst to its best end means, in words."""

    id: str
    label: str
    worst: str
    best: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonOptions:
    """The options of the form.

    Parameters
    ----------
    profiles
        Shipped kinds of enterprises, and equal weights.
    own
        Profiles that the organisation saved.
    panels
        What panels say together, and each of their judges.
    weights
        What each of these stands for, by its id.
    assessments
        Of the organisation, about parks, the one changed last first.
    answers
        Those of them that say something of weights, as weightings.
    criteria
        On which points can be given.
    points, everyone
        What points of one's own are called, and all of a panel.
    parks
        That can be ranked, and those asked for beside them.
    methods
        All that rank.
    """

    profiles: Sequence[FormChoice]
    own: Sequence[FormChoice]
    panels: Sequence[FormChoice]
    weights: Mapping[str, Plain]
    assessments: Sequence[FormChoice]
    answers: Sequence[FormChoice]
    criteria: Sequence[SwingOption]
    points: str
    everyone: str
    parks: Sequence[FormChoice]
    methods: Sequence[FormChoice]

    def label(self, weighting: str) -> str:
        """Return the name of a weighting; of points of one's own, what they are."""
        kind = weighting.partition(":")[0]
        return self.points if kind == POINTS else self._labels.get(weighting, weighting)

    @property
    def _labels(self) -> Mapping[str, str]:
        every = (*self.profiles, *self.own, *self.panels, *self.answers)
        return {choice.value: choice.label for choice in every}


def options(
    session: Session,
    caller: Caller,
    settings: Settings,
    language: Language,
    asked_parks: Sequence[str],
) -> ComparisonOptions:
    """Return what the caller can choose from, in one language."""
    said = words(language)["compare"]
    own = own_profiles.list_all(session, caller)
    kinds = choices.profiles(language)
    judged = _judged(session, caller, language)
    saved = [
        row
        for row in store.latest(session, caller, MOST_ASSESSMENTS)
        if row.content.get("template", PARKS) == PARKS
    ]
    return ComparisonOptions(
        profiles=[*kinds, FormChoice(EQUAL, said["equal"], said["equal_more"])],
        own=[
            FormChoice(item["id"], item["name"], item["note"] or said["own_more"]) for item in own
        ],
        panels=[choice for choice, _ in judged],
        weights={
            **{item.value: {"kind": "profile", "id": item.value} for item in kinds},
            EQUAL: _EQUAL_WEIGHTS,
            **{item["id"]: item["weights"] for item in own},
            **{choice.value: weights for choice, weights in judged},
        },
        assessments=[FormChoice(row.id, row.name) for row in saved],
        answers=[
            FormChoice(f"{ASSESSMENT}:{row.id}", row.name)
            for row in saved
            if row.content.get("weights") or row.content.get("answers")
        ],
        criteria=_swings(settings, language),
        points=said["points"],
        everyone=words(language)["panels"]["everyone"],
        parks=_parks(settings, language, asked_parks),
        methods=[FormChoice(name, method.title[language]) for name, method in METHODS.items()],
    )


def _judged(session: Session, caller: Caller, language: Language) -> list[tuple[FormChoice, Plain]]:
    """Return what the newest panels say together and what each judge says, with the weights."""
    said = words(language)["panels"]
    found: list[tuple[FormChoice, Plain]] = []
    for panel, _ in panels.latest(session, caller, MOST_PANELS):
        standing = panels.standing(session, panel)
        if standing.statement is None:
            continue
        count = said["all_judges"].format(count=len(standing.ready))
        found.append((FormChoice(f"{PANEL}:{panel.id}", panel.name, count), standing.statement))
        found += [
            (
                FormChoice(f"judge:{panel.id}:{judge.number}", judge.name, panel.name),
                standing.own_statement(judge),
            )
            for judge in standing.ready
        ]
    return found


def _swings(settings: Settings, language: Language) -> list[SwingOption]:
    catalogue = catalogue_of(settings)
    return [
        SwingOption(info.id, info.name[language], *scale_ends(info, catalogue, language))
        for info in catalogue.criteria
        if info.scale is not None
    ]


def _parks(settings: Settings, language: Language, asked: Sequence[str]) -> list[FormChoice]:
    """Return the parks that can be ranked, and what else of the catalogue was asked for."""
    catalogue, found = catalogue_of(settings), choices.parks(settings, language)
    known = {choice.value for choice in found}
    more = [catalogue.parks[name] for name in asked if name in catalogue.parks]
    return found + [
        FormChoice(park.id, park.name[language], catalogue.country(park.country).name[language])
        for park in more
        if park.id not in known
    ]
