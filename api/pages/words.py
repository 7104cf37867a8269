"""The words of the pages, in both languages: ``words/<part>.toml``, key -> {en, zh}."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from api.language import Language

Words = Mapping[str, Mapping[str, str]]


@cache
def words(language: Language) -> Words:
    """Return part -> key -> text in one language."""
    return {
        part: {key: text[language] for key, text in entries.items()}
        for part, entries in catalogue().items()
    }


@cache
def catalogue() -> Mapping[str, Mapping[str, Mapping[Language, str]]]:
    """Return part -> key -> language -> text."""
    found = sorted(files("api.pages").joinpath("words").iterdir(), key=lambda file: file.name)
    return {
        file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in found
        if file.name.endswith(".toml")
    }


@cache
def purposes() -> Mapping[str, str]:
    """Return the summaries of routes in Chinese, by those in English."""
    text = files("api.pages").joinpath("purposes.toml").read_text(encoding="utf-8")
    found: Mapping[str, str] = tomllib.loads(text)["purposes"]
    return found
