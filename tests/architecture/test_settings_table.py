"""The table of settings in docs/operating.md says what the code says.

Run this file to print the table: ``python tests/architecture/test_settings_table.py``.
"""

import ast
import json
import re
from pathlib import Path
from typing import Any

from api.settings import Settings

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "api" / "settings.py"
PAGE = ROOT / "docs" / "operating.md"
HEAD = ["| Variable | Default | Meaning |", "|---|---|---|"]
NAME = re.compile(r"\bPARKWISE_[A-Z_]+\b")
OF_TESTS = {"PARKWISE_TEST_POSTGRES", "PARKWISE_UPDATE_OPENAPI"}
OF_SAMPLES = {"PARKWISE_URL"}
"""What the samples of the guide find out where the service is by."""


def meanings() -> dict[str, str]:
    """Return the text below each field of the settings, as Markdown."""
    [settings] = [
        node
        for node in ast.parse(SOURCE.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and node.name == "Settings"
    ]
    found = {}
    for field, below in zip(settings.body, settings.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            assert isinstance(below, ast.Expr), f"{field.target.id} says nothing"
            text = ast.literal_eval(below.value)
            found[field.target.id] = " ".join(text.split()).replace("``", "`")
    return found


def written(default: Any) -> str:
    """Return a default as the environment would hold it; nothing where there is none."""
    if default is None:
        return ""
    return f"`{default if isinstance(default, str) else json.dumps(default)}`"


def rows() -> list[str]:
    said = meanings()
    return [
        f"| `PARKWISE_{name.upper()}` | {written(field.default)} | {said[name]} |"
        for name, field in Settings.model_fields.items()
    ]


def test_every_setting_says_what_it_is_for() -> None:
    assert list(meanings()) == list(Settings.model_fields)
    for name, meaning in meanings().items():
        assert meaning.endswith("."), name
        assert "|" not in meaning, name


def test_the_table_of_the_page_is_the_code() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    assert lines.count(HEAD[0]) == 1, f"{PAGE} has no table of settings"
    start = lines.index(HEAD[0])
    end = next((n for n in range(start, len(lines)) if not lines[n].startswith("|")), len(lines))
    assert lines[start:end] == HEAD + rows()


def test_a_default_of_the_table_is_accepted_from_the_environment(monkeypatch: Any) -> None:
    for variable in map("PARKWISE_{}".format, map(str.upper, Settings.model_fields)):
        monkeypatch.delenv(variable, raising=False)
    plain = Settings()
    for name, field in Settings.model_fields.items():
        if field.default is not None:
            monkeypatch.setenv(f"PARKWISE_{name.upper()}", written(field.default).strip("`"))
    assert Settings() == plain


def test_no_other_variable_is_spoken_of() -> None:
    known = {f"PARKWISE_{name.upper()}" for name in Settings.model_fields} | OF_TESTS
    known |= OF_SAMPLES
    files = [p for top in ("mcda", "weights", "api") for p in (ROOT / top).rglob("*.*")]
    for path in [ROOT / "README.md", PAGE, *files]:
        if path.suffix in (".py", ".toml", ".md", ".html"):
            assert set(NAME.findall(path.read_text(encoding="utf-8"))) <= known, path


if __name__ == "__main__":
    print("\n".join(HEAD + rows()))
