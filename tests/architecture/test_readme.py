"""README says word for word what always works, and its example is real."""

from pathlib import Path

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
SERVE = "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/parkwise serve"
TEST = "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest"


def test_both_commands_stand_in_the_readme() -> None:
    assert SERVE in README
    assert TEST in README


def test_ci_runs_exactly_the_second_command() -> None:
    assert TEST in (Path(__file__).parents[2] / ".ci" / "run").read_text(encoding="utf-8")
