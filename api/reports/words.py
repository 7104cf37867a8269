"""The words of the reports in English and Chinese, from ``words.toml``."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from api.language import Language


@cache
def catalogue() -> Mapping[str, Mapping[Language, str]]:
    """Return key -> language -> text."""
    return tomllib.loads(files("api.reports").joinpath("words.toml").read_text(encoding="utf-8"))


def word(key: str, language: Language, **fields: object) -> str:
    """Return a text with its placeholders filled."""
    return catalogue()[key][language].format(**fields)


def named(kind: str, value: str, language: Language) -> str:
    """Return the word for a value of some kind, the value itself where there is none."""
    found = catalogue().get(f"{kind}_{value}")
    return value if found is None else found[language]
