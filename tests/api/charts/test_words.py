"""Both languages say the same."""

from string import Formatter

from api.charts.palette import GRADES
from api.charts.words import catalogue, listed, named, sentences, word


def test_both_languages_with_the_same_placeholders() -> None:
    for key, text in catalogue().items():
        assert set(text) == {"en", "zh"}, key
        fields = [
            sorted(field for _, field, _, _ in Formatter().parse(part) if field)
            for part in text.values()
        ]
        assert fields[0] == fields[1], key
        assert all(text.values()), key


def test_every_grade_has_a_word() -> None:
    assert {f"grade_{grade}" for grade in GRADES} <= set(catalogue())
    assert named("grade", "furlong", "zh") == "furlong"


def test_words_are_filled_and_joined() -> None:
    assert word("more_alternatives", "en", count=3) == "3 more not shown."
    assert sentences("en", ["One.", "", "Two."]) == "One. Two."
    assert sentences("zh", ["一。", "二。"]) == "一。二。"
    assert [listed("en", ["a", "b"]), listed("zh", ["a", "b"])] == ["a, b", "a、b"]
