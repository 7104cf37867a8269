"""What people call the goods of a sector, and the headings of the Harmonized System they have."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TypedDict


class SectorWords(TypedDict):
    """Of one sector: four digits each, and words in either language."""

    hs: Sequence[str]
    en: Sequence[str]
    zh: Sequence[str]


@cache
def sector_words() -> Mapping[str, SectorWords]:
    """Return the words of each sector by its code; a catalogue of one's own may have others."""
    path = files("api.pages.assess").joinpath("sector_words.toml")
    found: Mapping[str, SectorWords] = tomllib.loads(path.read_text(encoding="utf-8"))
    return found
