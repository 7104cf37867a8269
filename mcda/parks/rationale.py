"""Sentences of the computed criteria in both languages."""

from collections.abc import Mapping

from mcda.parks.model import Text
from mcda.texts.tables import table

LANGUAGES = ("en", "zh")


def templates() -> Mapping[str, Text]:
    """Return code -> language -> template."""
    return table("mcda.parks", "data", "rationales.toml")


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
