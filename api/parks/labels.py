"""Labels of criteria and alternatives by id, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.language import Language
from api.settings import Settings
from mcda.texts import Note


@dataclass(frozen=True, slots=True)
class Labels:
    """What ids are called.

    Parameters
    ----------
    alternatives, criteria
        Name by id; an id that is missing speaks for itself.
    """

    alternatives: Mapping[str, str]
    criteria: Mapping[str, str]

    def alternative(self, key: str) -> str:
        """Return the name of an alternative with its id where that differs."""
        name = self.alternatives.get(key, key)
        return name if name == key else f"{name} ({key})"

    def name(self, key: str) -> str:
        """Return the name of an alternative alone."""
        return self.alternatives.get(key, key)

    def criterion(self, key: str) -> str:
        """Return the name of a criterion."""
        return self.criteria.get(key, key)


def labels_of_catalogue(language: Language, settings: Settings | None = None) -> Labels:
    """Return the labels of parks, private ones too, and of their criteria."""
    from api.parks.catalogue import catalogue_of

    catalogue = catalogue_of(settings)
    return Labels(
        {park.id: park.name[language] for park in catalogue.parks.values()},
        {criterion.id: criterion.name[language] for criterion in catalogue.all_criteria},
    )


def labels_in(answer: Mapping[str, Any], language: Language) -> Labels:
    """Return the labels that an answer in codes gives."""
    found = answer.get("names") or {}
    return Labels(
        *(
            {key: _said(note, language) for key, note in (found.get(kind) or {}).items()}
            for kind in ("alternatives", "criteria")
        )
    )


def _said(name: Note | str, language: Language) -> str:
    return name if isinstance(name, str) else name.say(language)
