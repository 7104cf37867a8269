"""The words of the pages, in both languages: ``words/<part>.toml``, key -> {en, zh}."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import tomli

from api.http.language import Language
from mcda.texts.tables import table

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
    paths = sorted(files("api.pages").joinpath("words").iterdir(), key=lambda file: file.name)
    return {
        file.name.removesuffix(".toml"): tomli.loads(file.read_text(encoding="utf-8"))
        for file in paths
        if file.name.endswith(".toml")
    }


def purposes() -> Mapping[str, str]:
    """Return the Chinese summaries of routes by their English summaries."""
    return table("api.pages", "purposes.toml")["purposes"]
