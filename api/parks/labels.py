"""Labels of criteria and alternatives by id, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.http.language import Language
from api.settings import Settings


@dataclass(frozen=True, slots=True)
class Labels:
    """Names of alternatives and criteria by id."""

    alternatives: Mapping[str, str]
    """Name by id; an id that is missing speaks for itself."""
    criteria: Mapping[str, str]
    """Name by id; an id that is missing speaks for itself."""

    def alternative(self, key: str) -> str:
        """Return the name of an alternative, with its id if the two differ."""
        name = self.alternatives.get(key, key)
        return name if name == key else f"{name} ({key})"

    def name(self, key: str) -> str:
        """Return the name of an alternative without its id."""
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
    """Return the labels in an answer in codes."""
    names = answer.get("names") or {}
    return Labels(
        *(
            {
                key: note if isinstance(note, str) else note.say(language)
                for key, note in (names.get(kind) or {}).items()
            }
            for kind in ("alternatives", "criteria")
        )
    )
