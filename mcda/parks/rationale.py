"""Texts in both languages: sentences of the computed criteria, names of sectors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from mcda.parks.model import Text
from mcda.texts.tables import table

LANGUAGES = ("en", "zh")


def templates() -> Mapping[str, Text]:
    """Return code -> language -> template."""
    return table("mcda.parks", "data", "rationales.toml")


def sectors() -> Mapping[str, Text]:
    """Return the known sectors: code -> name by language."""
    return table("mcda.parks", "data", "sectors.toml")


@dataclass(frozen=True, slots=True)
class SectorGroup:
    """A family of industries: its id, its name by language, and the codes of its sectors."""

    id: str
    name: Text
    sectors: Sequence[str]


@cache
def sector_groups() -> tuple[SectorGroup, ...]:
    """Return the families of industries; each known sector belongs to one."""
    groups = table("mcda.parks", "data", "sector-groups.toml")
    return tuple(SectorGroup(key, group["name"], group["sectors"]) for key, group in groups.items())


def sector_id(name: str) -> str:
    """Return a sector as the catalogue writes it: ``Auto parts`` is ``auto_parts``."""
    return name.strip().casefold().replace(" ", "_").replace("-", "_")


def rationale(code: str, **fields: str | float | Text) -> dict[str, str]:
    """Return the sentence of a code by language."""
    return {
        language: templates()[code][language].format(
            **{name: _shown(value, language) for name, value in fields.items()}
        )
        for language in LANGUAGES
    }


def joined(*parts: Text) -> dict[str, str]:
    """Return sentences one after the other, by language."""
    return {
        "en": " ".join(part["en"] for part in parts),
        "zh": "".join(part["zh"] for part in parts),
    }


def _shown(value: str | float | Text, language: str) -> str:
    if isinstance(value, Mapping):
        return value[language]
    return value if isinstance(value, str) else f"{value:.4g}"
