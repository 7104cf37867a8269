"""Sentences in both languages with the same placeholders."""

import string
import tomllib
from pathlib import Path

import pytest

import mcda.parks
from mcda.parks.rationale import joined, rationale, templates


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_templates_agree() -> None:
    for code, text in templates().items():
        assert set(text) == {"en", "zh"}, code
        assert _fields(text["en"]) == _fields(text["zh"]), code


def test_error_and_note_texts_agree() -> None:
    path = Path(mcda.parks.__file__).parent / "data" / "texts.toml"
    for code, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
        assert set(entry) in ({"title", "detail", "cause", "remedy"}, {"detail"}), code
        for part in entry.values():
            assert set(part) == {"en", "zh"}, code
            assert _fields(part["en"]) == _fields(part["zh"]), code
            assert any("\u4e00" <= letter <= "\u9fff" for letter in part["zh"]), code


def test_filling() -> None:
    said = rationale("reliance_stated", mode=0.25)
    assert "0.25" in said["en"]
    assert joined(said, said)["zh"] == said["zh"] * 2
    with pytest.raises(KeyError):
        rationale("ghost")
