"""What alternatives and criteria are called on a chart."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.language import Language

_NO_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], "\ufffd")
"""Characters that no drawing can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The language of a chart and its names.

    Parameters
    ----------
    language
        Of titles, axes and tooltips.
    alternatives, criteria
        Name by id in that language; an id that is missing speaks for itself.
    """

    language: Language
    alternatives: Mapping[str, str]
    criteria: Mapping[str, str]

    def alternative(self, key: str) -> str:
        """Return the name of an alternative."""
        return self.alternatives.get(key, key).translate(_NO_XML)

    def criterion(self, key: str) -> str:
        """Return the name of a criterion."""
        return self.criteria.get(key, key).translate(_NO_XML)
