"""The words of the command line in English and Chinese, from ``words.toml``."""

import os
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["en", "zh"]


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Return key -> language -> text."""
    return tomllib.loads(files("api.cli").joinpath("words.toml").read_text(encoding="utf-8"))


def word(key: str, language: Language, **fields: object) -> str:
    """Return a text with its placeholders filled.

    Parameters
    ----------
    key
        Of the catalogue.
    language
        ``"en"`` or ``"zh"``.
    fields
        Value for each placeholder.
    """
    return catalogue()[key][language].format(**fields)


def named(kind: str, value: str, language: Language) -> str:
    """Return the word for a value of some kind, the value itself where there is none."""
    key = f"{kind}_{value}"
    return word(key, language) if key in catalogue() else value


def spoken() -> Language:
    """Return the language of the environment: Chinese where its locale begins with ``zh``."""
    found = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((value for value in found if value), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def helped(key: str) -> str:
    """Return a help text in the language of the environment."""
    return word(f"help_{key}", spoken())
