"""Labels of criteria and alternatives by id, in one language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from api.language import Language
from api.settings import Settings


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


def labels_of_problem(problem: Mapping[str, Any], language: Language) -> Labels:
    """Return the labels that a problem document gives."""
    return Labels(*(_names(problem[part], language) for part in ("alternatives", "criteria")))


def labels_of_catalogue(language: Language, settings: Settings | None = None) -> Labels:
    """Return the labels of parks, private ones too, and of their criteria."""
    from api.parks.catalogue import catalogue_of

    catalogue = catalogue_of(settings)
    return Labels(
        {park.id: park.name[language] for park in catalogue.parks.values()},
        {criterion.id: criterion.name[language] for criterion in catalogue.all_criteria},
    )


def labels_of_template(
    template_id: str, language: Language, settings: Settings | None = None
) -> Labels:
    """Return the labels of what a template compares."""
    from mcda.parks.templates import template

    found = template(template_id)
    if not found.alternatives:
        return labels_of_catalogue(language, settings)
    return Labels(
        {choice.id: choice.name[language] for choice in found.alternatives},
        {criterion.id: criterion.name[language] for criterion in found.criteria},
    )


def labels_of_answer(
    answer: Mapping[str, Any], language: Language, settings: Settings | None = None
) -> Labels:
    """Return the labels of what an answer ranks, by the request that its record holds."""
    spec = answer["record"]["spec"]
    if spec.get("problem") is not None:
        return labels_of_problem(spec["problem"], language)
    return labels_of_template(spec.get("template", "parks"), language, settings)


def _names(items: Iterable[Mapping[str, Any]], language: Language) -> dict[str, str]:
    return {item["id"]: item.get("name", {}).get(language, item["id"]) for item in items}
