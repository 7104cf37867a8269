"""The marks between things in a row stand in one place."""

from pathlib import Path

from mcda.texts import LANGUAGES, marks

ROOT = Path(__file__).resolve().parents[3]


def test_every_language_has_its_own() -> None:
    assert marks.COMMA["en"].join("ab") == "a, b"
    assert marks.COMMA["zh"].join("ab") == "a、b"
    assert all(set(mark) == set(LANGUAGES) for mark in (marks.COMMA, marks.SEMICOLON, marks.BLANK))


def test_no_other_module_chooses_a_mark_by_language() -> None:
    own = Path(marks.__file__)
    sources = [path for part in ("mcda", "weights", "api") for path in (ROOT / part).rglob("*.py")]
    assert len(sources) > 600
    by_hand = ('"、"', '"；"', '"" if language == "zh" else " "')
    found = [
        path.relative_to(ROOT).as_posix()
        for path in sources
        if path != own and any(mark in path.read_text(encoding="utf-8") for mark in by_hand)
    ]
    assert found == []
