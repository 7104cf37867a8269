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
from api.pages.assess.choices import Choice
from api.pages.words import words
from api.panels import store as panels
from api.parks.catalogue import catalogue_of
from api.settings import Settings
from mcda.methods import METHODS
from mcda.parks.templates import PARKS

EQUAL = "equal"
MOST_ASSESSMENTS = 100
MOST_PANELS = 10
_EQUAL_WEIGHTS = {"kind": "objective", "scheme": "equal"}
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
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
    parks
        That can be ranked, and those asked for beside them.
    methods
        All that rank.
    """

    profiles: Sequence[Choice]
    own: Sequence[Choice]
    panels: Sequence[Choice]
    weights: Mapping[str, Plain]
    assessments: Sequence[Choice]
    parks: Sequence[Choice]
    methods: Sequence[Choice]

    def labels(self, weightings: Sequence[str]) -> list[str]:
        """Return the names of weightings, with their ids where two have the same name."""
        named = {choice.value: choice.label for choice in (*self.profiles, *self.own, *self.panels)}
        names = [named[item] for item in weightings]
        return [
            f"{name} ({item})" if names.count(name) > 1 else name
            for name, item in zip(names, weightings, strict=True)
        ]


def offered(
    session: Session,
    caller: Caller,
    settings: Settings,
    language: Language,
    asked_parks: Sequence[str],
) -> Offered:
    """Return what the caller can choose from, in one language."""
    said = words(language)["compare"]
    own = own_profiles.listed(session, caller)
    kinds = choices.profiles(language)
    judged = _judged(session, caller, language)
    return Offered(
        profiles=[*kinds, Choice(EQUAL, said["equal"], said["equal_more"])],
        own=[Choice(item["id"], item["name"], item["note"] or said["own_more"]) for item in own],
        panels=[choice for choice, _ in judged],
        weights={
            **{item.value: {"kind": "profile", "id": item.value} for item in kinds},
            EQUAL: _EQUAL_WEIGHTS,
            **{item["id"]: item["weights"] for item in own},
            **{choice.value: weights for choice, weights in judged},
        },
        assessments=[
            Choice(row.id, row.name)
            for row in store.latest(session, caller, MOST_ASSESSMENTS)
            if row.content.get("template", PARKS) == PARKS
        ],
        parks=_parks(settings, language, asked_parks),
        methods=[Choice(name, method.title[language]) for name, method in METHODS.items()],
    )


def _judged(session: Session, caller: Caller, language: Language) -> list[tuple[Choice, Plain]]:
    """Return what the newest panels say together and what each judge says, with the weights."""
    said = words(language)["panels"]
    found: list[tuple[Choice, Plain]] = []
    for panel, _ in panels.latest(session, caller, MOST_PANELS):
        standing = panels.standing(session, panel)
        if standing.statement is None:
            continue
        count = said["all_judges"].format(count=len(standing.ready))
        found.append((Choice(f"panel:{panel.id}", panel.name, count), standing.statement))
        found += [
            (
                Choice(f"judge:{panel.id}:{judge.number}", judge.name, panel.name),
                standing.own_statement(judge),
            )
            for judge in standing.ready
        ]
    return found


def _parks(settings: Settings, language: Language, asked: Sequence[str]) -> list[Choice]:
    """Return the parks that can be ranked, and what else of the catalogue was asked for."""
    catalogue, found = catalogue_of(settings), choices.parks(settings, language)
    known = {choice.value for choice in found}
    more = [catalogue.parks[name] for name in asked if name in catalogue.parks]
    return found + [
        Choice(park.id, park.name[language], catalogue.country(park.country).name[language])
        for park in more
        if park.id not in known
    ]
