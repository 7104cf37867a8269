"""The words of the charts in English and Chinese, from ``words.toml``."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from api.language import Language


@cache
def catalogue() -> Mapping[str, Mapping[Language, str]]:
    """Return key -> language -> text."""
    return tomllib.loads(files("api.charts").joinpath("words.toml").read_text(encoding="utf-8"))


def word(key: str, language: Language, **fields: object) -> str:
    """Return a text with its placeholders filled.

    Raises
    ------
    KeyError
        No such text, or a placeholder without a value.
    """
    return catalogue()[key][language].format(**fields)


def named(kind: str, value: str, language: Language) -> str:
    """Return the word for a value of some kind, the value itself where there is none."""
    key = f"{kind}_{value}"
    return word(key, language) if key in catalogue() else value


def sentences(language: Language, parts: Sequence[str]) -> str:
    """Return the texts that are not empty, one after another."""
    return ("" if language == "zh" else " ").join(part for part in parts if part)


def listed(language: Language, items: Sequence[str]) -> str:
    """Return items with the comma of the language between them."""
    return ("、" if language == "zh" else ", ").join(items)
