from string import Formatter

import pytest

from api.reports.words import catalogue, named, word


def placeholders(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", catalogue())
def test_both_languages_say_the_same(key):
    entry = catalogue()[key]
    assert set(entry) == {"en", "zh"}
    assert all(entry.values())
    assert placeholders(entry["en"]) == placeholders(entry["zh"])


def test_words():
    assert word("at_least", "en", value="5") == "at least 5"
    assert word("at_least", "zh", value="5") == "不低于 5"
    assert named("grade", "weak", "zh") == "薄弱"
    assert named("unit", "parsecs", "en") == "parsecs"
