"""What the image installs: every package that pyproject names, in one version, held by its hash."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
LOCK = ROOT.joinpath("requirements.lock").read_text(encoding="utf-8")
WHOLE = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text(encoding="utf-8"))
PROJECT = WHOLE["project"]
EXTRAS = [name for name in PROJECT["optional-dependencies"] if name not in ("test", "docs")]
ENTRY = re.compile(r"^(\S.*?) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)
PYTHONS = ("3.11.7", "3.12.3", "3.13.1")


def environment(python: str) -> dict[str, str]:
    return {
        "python_version": python.rpartition(".")[0],
        "python_full_version": python,
        "sys_platform": "linux",
        "platform_system": "Linux",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "extra": "",
    }


def locked(python: str) -> dict[str, str]:
    """Return the version of each package that a Python takes."""
    found = {}
    for line, _ in ENTRY.findall(LOCK):
        one = Requirement(line)
        if one.marker is None or one.marker.evaluate(environment(python)):
            assert one.name not in found, f"two versions of {one.name}"
            [pin] = one.specifier
            assert pin.operator == "=="
            found[one.name] = pin.version
    return found


def wanted() -> Iterator[Requirement]:
    yield from map(Requirement, PROJECT["dependencies"])
    for extra in EXTRAS:
        yield from map(Requirement, PROJECT["optional-dependencies"][extra])
    yield from map(Requirement, WHOLE["build-system"]["requires"])


@pytest.mark.parametrize("python", PYTHONS)
def test_the_lock_holds_all_that_pyproject_names(python: str) -> None:
    found = locked(python)
    for one in wanted():
        assert one.specifier.contains(found[one.name], prereleases=True), one


def test_every_entry_has_hashes() -> None:
    entries = [line for line in LOCK.splitlines() if line and line[0] not in " #"]
    assert len(entries) == len(ENTRY.findall(LOCK)) > 100


def test_it_says_how_it_is_made_anew() -> None:
    command = LOCK.splitlines()[1]
    assert "--generate-hashes" in command
    assert "--universal" in command
    assert re.findall(r"--extra (\S+)", command) == EXTRAS
    assert command.endswith("--output-file requirements.lock")


def test_what_builds_is_what_the_group_names() -> None:
    assert WHOLE["dependency-groups"]["build"] == WHOLE["build-system"]["requires"]
