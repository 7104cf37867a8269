import re
import string
from pathlib import Path

import pytest

from api.cli import terminal

ENTRIES = terminal.catalogue()
FAMILIES = ("support_", "help_", "short_", "document_after_", "placeholder_")


def _fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_say_the_same():
    for key, entry in ENTRIES.items():
        assert set(entry) == {"en", "zh"}, key
        assert _fields(entry["en"]) == _fields(entry["zh"]), key


def test_every_word_is_used():
    sources = [path.read_text("utf-8") for path in Path(terminal.__file__).parent.glob("*.py")]
    quoted = {name for source in sources for name in re.findall(r'"([a-z_]+)"', source)}
    assert {k for k in ENTRIES if not k.startswith(FAMILIES)} <= quoted


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "", "LC_MESSAGES": "zh_TW"}, "zh"),
    ],
)
def test_language_of_the_environment(monkeypatch, environment, language):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert terminal.spoken() == language


def test_a_kind_without_a_word_speaks_for_itself():
    assert terminal.named("kind", "swing", "en") == "swing"
    assert terminal.named("support", "strong", "zh") != "strong"
