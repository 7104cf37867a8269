"""The sectors of industry: their names, families, and what people call their goods."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypedDict

from mcda.parks.model import Text
from mcda.texts.tables import table


class SectorWords(TypedDict):
    """Search words of one sector: four-digit HS codes, and words in both languages."""

    hs: Sequence[str]
    en: Sequence[str]
    zh: Sequence[str]


@dataclass(frozen=True, slots=True)
class SectorGroup:
    """A family of industries: its id, its name by language, and the codes of its sectors."""

    id: str
    name: Text
    sectors: Sequence[str]


def sectors() -> Mapping[str, Text]:
    """Return the known sectors: code -> name by language."""
    return table("mcda.parks", "data", "sectors.toml")


def sector_words() -> Mapping[str, SectorWords]:
    """Return the words of each sector by its code."""
    return table("mcda.parks", "data", "sector-words.toml")


def words_of(code: str) -> SectorWords:
    """Return the words of a sector; one of a private catalogue has none."""
    return sector_words().get(code, {"hs": (), "en": (), "zh": ()})


@cache
def sector_groups() -> tuple[SectorGroup, ...]:
    """Return the families of industries, in the order in which they are offered."""
    groups = table("mcda.parks", "data", "sector-groups.toml")
    return tuple(SectorGroup(key, group["name"], group["sectors"]) for key, group in groups.items())


def sector_id(written: str) -> str:
    """Return a sector as the catalogue writes it: ``Auto parts`` and ``汽配`` are ``auto_parts``.

    A word of several sectors, or of none, is no sector's id.
    """
    written = written.strip().casefold()
    code = written.replace(" ", "_").replace("-", "_")
    called = sectors_called(written)
    return called[0] if code not in sectors() and len(called) == 1 else code


def sectors_called(word: str) -> tuple[str, ...]:
    """Return the sectors that have a word as their name, or as a name of their goods."""
    return _by_word().get(word.strip().casefold(), ())


@cache
def _by_word() -> Mapping[str, tuple[str, ...]]:
    by_word: dict[str, tuple[str, ...]] = {}
    for code, said in sector_words().items():
        for word in {*map(str.casefold, sectors()[code].values()), *said["en"], *said["zh"]}:
            by_word[word] = (*by_word.get(word, ()), code)
    return by_word
