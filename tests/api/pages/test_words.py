"""Every word of the pages in both languages, used, and with the same placeholders."""

import re
from pathlib import Path

import pytest

from api.app import create_app
from api.document.brief.verdict import LEVELS
from api.pages.words import catalogue, purposes, words
from mcda.parks.gates import GATES

PAGES = Path(__file__).parents[3] / "api" / "pages"
ENTRIES = {
    f"{part}.{key}": entry
    for part, entries in catalogue().items()
    for key, entry in entries.items()
}
SOURCES = "\n".join(
    path.read_text(encoding="utf-8") for path in [*PAGES.rglob("*.html"), *PAGES.rglob("*.py")]
)


def test_both_languages_with_the_same_placeholders() -> None:
    for name, entry in ENTRIES.items():
        assert set(entry) == {"en", "zh"}, name
        assert all(text.strip() for text in entry.values()), name
        assert _fields(entry["en"]) == _fields(entry["zh"]), name
        assert re.search(r"[\u4e00-\u9fff]", entry["zh"]) or entry["zh"] == entry["en"], name
        assert not re.search(r"[\u4e00-\u9fff]", entry["en"]), name


def test_words_that_templates_name_exist() -> None:
    for part, key in re.findall(r"\bt\.(\w+)\.(\w+)", SOURCES):
        assert key in catalogue()[part], f"t.{part}.{key}"
        assert not hasattr(dict, key), f"t.{part}.{key} is a method; write t.{part}['{key}']"


@pytest.mark.parametrize("part", catalogue())
def test_no_word_is_left_over(part: str) -> None:
    named = set(re.findall(rf"\bt\.{part}\.(\w+)", SOURCES))
    begun = set(re.findall(rf"\bt\.{part}\[['\"](\w+)['\"] ~", SOURCES))
    listed = {*re.findall(r"['\"](\w+)['\"]", SOURCES), *LEVELS, *map("gate_{}".format, GATES)}
    computed = rf"t.{part}[" in SOURCES or f'["{part}"]' in SOURCES
    for key in catalogue()[part]:
        known = key in named or any(key.startswith(stem) for stem in begun)
        assert known or (computed and (key in listed or key.endswith("_title"))), key


def test_one_language_at_a_time() -> None:
    assert words("en")["assess"]["yes"] == "Yes"
    assert words("zh")["assess"]["yes"] == "是"


def test_every_route_has_its_purpose_in_chinese() -> None:
    paths = create_app().openapi()["paths"]
    said = {operation["summary"] for item in paths.values() for operation in item.values()}
    assert set(purposes()) == said


def _fields(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))
