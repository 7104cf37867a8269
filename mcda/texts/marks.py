"""Separators between the items of a list, by language: ``COMMA["zh"].join(names)``."""

from collections.abc import Mapping

COMMA: Mapping[str, str] = {"en": ", ", "zh": "、"}
SEMICOLON: Mapping[str, str] = {"en": "; ", "zh": "；"}
BLANK: Mapping[str, str] = {"en": " ", "zh": ""}
"""Between sentences."""
