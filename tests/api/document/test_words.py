import re
from pathlib import Path
from string import Formatter

import api.document
import api.reports
from api.document.values import catalogue


def placeholders(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_say_the_same():
    for key, entry in catalogue().items():
        assert set(entry) == {"en", "zh"}, key
        assert all(entry.values()), key
        more = placeholders(entry["zh"]) - placeholders(entry["en"])
        assert placeholders(entry["en"]) <= placeholders(entry["zh"]), key
        assert more <= {"local"}, key  # prices are said in Chinese in yuan per mu too


def test_no_word_is_left_over():
    folders = [Path(package.__file__).parent for package in (api.document, api.reports)]
    files = [f for folder in folders for f in folder.rglob("*") if f.suffix in (".py", ".typ")]
    used = "\n".join(file.read_text(encoding="utf-8") for file in files)
    families = set(re.findall(r'Kind\("(\w+)"|f"(\w+)_\{|_word\("(\w+)"', used))
    families = {name for found in families for name in found if name}
    words = (folders[0] / "words.toml").read_text(encoding="utf-8")
    older = words.partition("# ---- Of results that older versions made")[2]
    for key in (key for key in catalogue() if f"\n{key} = " not in older):
        family = key.partition("_")[0]
        assert re.search(rf'["\'.]{re.escape(key)}\b', used) or family in families, key
