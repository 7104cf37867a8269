"""``docs/extending.md`` shows the example package as it is, and what it tells to run runs."""

import re
import shlex

import pytest

from tests.extending.outside import EXAMPLE, ROOT, Outside

TEXT = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
PACKAGE = EXAMPLE / "parkwise_example"
SHOWN = dict(re.findall(r"`(\w+\.py)`:\n\n```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL))
LONGEST = 39


def blocks(language: str) -> list[str]:
    """Return the code blocks of a language, but for the files."""
    every = re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    return [block for block in every if block not in SHOWN.values()]


def test_every_file_of_the_package_is_shown_as_it_is() -> None:
    files = {file.name: file.read_text(encoding="utf-8") for file in PACKAGE.glob("*.py")}
    assert files == SHOWN
    assert max(len(text.splitlines()) for text in SHOWN.values()) <= LONGEST


def test_the_entry_points_the_scale_and_the_texts_are_those_of_the_package() -> None:
    points, scale, texts = blocks("toml")
    assert points in (EXAMPLE / "pyproject.toml").read_text(encoding="utf-8")
    assert points.count("parkwise_example.") == len(SHOWN) - 1
    assert scale == (PACKAGE / "duty_swing.toml").read_text(encoding="utf-8")
    assert texts == (PACKAGE / "texts.toml").read_text(encoding="utf-8")


def test_its_commands_run(outside: Outside) -> None:
    commands = [line for block in blocks("sh") for line in block.splitlines()]
    assert len(commands) == 2
    for command in commands:
        program, *arguments = shlex.split(command)
        done = outside.parkwise(*arguments)
        assert (program, done.returncode) == ("parkwise", 0), done.stdout + done.stderr


# The door looks at the package's criterion for most of a minute; the service of the other tests
# passes it too, and answers from the same catalogue.
SLOW = pytest.mark.long


@pytest.mark.parametrize("number", [pytest.param(0, marks=SLOW), 1])
def test_its_programs_run(outside: Outside, number: int) -> None:
    programs = blocks("python")
    assert len(programs) == 2
    assert "assert " in programs[number]
    assert outside.python(f"{programs[number]}\nprint('true')") is True
