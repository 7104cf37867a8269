"""Wording in both languages at once: sentences of the computed criteria, names of sectors."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mcda.parks.model import Text

LANGUAGES = ("en", "zh")


@cache
def templates() -> Mapping[str, Text]:
    """Return code -> language -> template."""
    path = files("mcda.parks").joinpath("data", "rationales.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def sectors() -> Mapping[str, Text]:
    """Return the known sectors: code -> name by language."""
    path = files("mcda.parks").joinpath("data", "sectors.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class SectorGroup:
    """A family of industries: its id, its name by language, and the codes of its sectors."""

    id: str
    name: Text
    sectors: Sequence[str]


@cache
def sector_groups() -> tuple[SectorGroup, ...]:
    """Return the families of industries; each known sector stands in one."""
    path = files("mcda.parks").joinpath("data", "sector-groups.toml")
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(SectorGroup(key, one["name"], one["sectors"]) for key, one in found.items())


def sector_id(name: str) -> str:
    """Return a sector as the catalogue writes it: ``Auto parts`` is ``auto_parts``."""
    return name.strip().casefold().replace(" ", "_").replace("-", "_")


def rationale(code: str, **fields: str | float | Text) -> dict[str, str]:
    """Return the sentence of a code by language.

    Parameters
    ----------
    code
        Key of ``data/rationales.toml``.
    fields
        Values of the placeholders; a mapping is read by language.
    """
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
