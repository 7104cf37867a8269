"""The words of documents in English and Chinese, from ``words.toml``."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from api.language import Language


@cache
def catalogue() -> Mapping[str, Mapping[Language, str]]:
    """Return key -> language -> text."""
    return tomllib.loads(files("api.document").joinpath("words.toml").read_text(encoding="utf-8"))
