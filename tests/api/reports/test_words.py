import re
from pathlib import Path
from string import Formatter

import api.reports
from api.reports.words import catalogue, named, word


def placeholders(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_say_the_same():
    for key, entry in catalogue().items():
        assert set(entry) == {"en", "zh"}, key
        assert all(entry.values()), key
        assert placeholders(entry["en"]) == placeholders(entry["zh"]), key


def test_words():
    assert word("at_least", "en", value="5") == "at least 5"
    assert word("at_least", "zh", value="5") == "不低于 5"
    assert named("grade", "weak", "zh") == "薄弱"
    assert named("unit", "parsecs", "en") == "parsecs"


def test_no_word_is_left_over():
    folder = Path(api.reports.__file__).parent
    files = [f for f in folder.rglob("*") if f.suffix in (".py", ".typ", ".html")]
    used = "\n".join(file.read_text(encoding="utf-8") for file in files)
    families = re.findall(r'kind\(\s*"(\w+)"|_word\(view, "(\w+)"|f"(\w+)_\{', used)
    families = {name for found in families for name in found if name} | {"fact", "sheet"}
    for key in catalogue():
        family = key.partition("_")[0]
        assert re.search(rf'["\'.]{re.escape(key)}\b', used) or family in families, key
