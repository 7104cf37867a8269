"""Every block of code in the README and the documentation runs, and prints what is shown.

What runs elsewhere is named with the test that runs it.
"""

import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from tests.documentation.pages import ROOT, Block, blocks
from tests.service import served

README = ROOT.joinpath("README.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:8000"
MAIN = "from api.cli import main; main()"
CONTAINERS = "tests/architecture/test_containers.py"
ELSEWHERE = {
    "docs/extending.md": ("tests/extending/test_docs.py", "extending.md"),
    "docs/first-half-hour.md": ("tests/notebooks/test_first_half_hour.py", "first-half-hour.md"),
    "docs/operating.md": (CONTAINERS, "Unit"),
    "parkwise_client": ("tests/contract/test_client.py", "parkwise_client"),
    "openapi-python-client": ("tests/contract/test_client.py", "openapi-python-client"),
    "openapi-typescript": ("tests/contract/test_typescript.py", "openapi-typescript"),
    "docker compose": (CONTAINERS, "compose.yaml"),
    "[Unit]": (CONTAINERS, "Unit"),
    "proxy_pass": ("tests/documentation/test_proxy.py", "nginx"),
    ".venv/bin/": (".ci/run", ".venv/bin/"),
}
"""Pages, or what stands in a block: the file that holds them, and by what it is seen there."""
HELD = [
    block
    for block in blocks()
    if block.page not in ELSEWHERE and not any(word in block.text for word in ELSEWHERE)
]


def test_what_runs_elsewhere_does() -> None:
    for file, word in ELSEWHERE.values():
        assert word in ROOT.joinpath(file).read_text(encoding="utf-8"), (file, word)


def test_what_is_installed_and_called_is_what_ci_calls() -> None:
    called = re.compile(r"\.venv/bin/([\w-]+)")
    script = ROOT.joinpath(".ci", "run").read_text(encoding="utf-8")
    told = {name for block in blocks("sh") for name in called.findall(block.text)}
    assert told > {"pip", "pytest", "mkdocs"}
    assert told <= {*called.findall(script), "parkwise"}


def test_every_block_is_of_a_kind_that_is_held() -> None:
    assert {block.language for block in HELD} == {"sh", "python", "json", "text", "math"}
    assert len(HELD) > 30


PYTHON = sorted({block.page for block in HELD if block.language == "python"})


@pytest.mark.parametrize("page", PYTHON)
def test_programs_run(page: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("builtins.input", lambda: "first")
    names: dict[str, Any] = {}
    for block in blocks("python", page):
        if block in HELD:
            with redirect_stdout(io.StringIO()):
                exec(compile(block.text, page, "exec"), names)


@pytest.mark.parametrize("block", [one for one in HELD if one.language == "json"], ids=str)
def test_data_are_data(block: Block) -> None:
    assert json.loads(block.text)["kind"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("documentation")) as place:
        yield place.rstrip("/")


def curls(text: str) -> list[str]:
    """Return the commands of a block, each whole."""
    return [part.strip() for part in re.split(r"^(?=curl )", text, flags=re.MULTILINE) if part]


@pytest.mark.long
def test_requests_are_answered(address: str) -> None:
    if shutil.which("curl") is None:
        pytest.skip("needs curl: apt-get install curl")
    asked = [one for one in HELD if one.language == "sh" and one.text.startswith("curl")]
    assert {one.page for one in asked} == {"README.md", "docs/weights.md", "docs/service.md"}
    for block in asked:
        saved = "ID"
        for command in curls(block.text):
            told = command.replace(ADDRESS, address).replace("/ID", f"/{saved}")
            done = subprocess.run(
                ["bash", "-c", f"{told.partition('      #')[0]} --fail-with-body"],
                capture_output=True,
                text=True,
                timeout=120,
            )
            answer = json.loads(done.stdout)
            assert done.returncode == 0, (command, answer)
            saved = answer.get("id", saved) if "/assessments -H" in command else saved


def enterprise() -> Mapping[str, Any]:
    """Return the enterprise of the README's example."""
    [block] = [one for one in blocks("sh", "README.md") if "/v1/recommendations" in one.text]
    found = re.search(r"-d '(.*)'", block.text, re.DOTALL)
    assert found
    said: Mapping[str, Any] = json.loads(found[1])["enterprise"]
    return said


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the files that commands of the pages name."""
    place = tmp_path_factory.mktemp("files")
    place.joinpath("enterprise.json").write_text(json.dumps(enterprise()), encoding="utf-8")
    [sheet] = [one.text for one in blocks("text", "docs/problems.md")]
    place.joinpath("parks.csv").write_text(sheet, encoding="utf-8")
    return place


def parkwise(folder: Path, *arguments: str, typed: str = "") -> str:
    """Run the command line as a reader would; return what it prints."""
    own = {"PARKWISE_DATABASE": f"sqlite:///{folder}/own.db", "LC_ALL": "C.UTF-8", "COLUMNS": "110"}
    done = subprocess.run(
        [sys.executable, "-c", MAIN, *arguments],
        cwd=folder,
        env={**os.environ, **own},
        input=typed,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def commands() -> list[str]:
    """Return the lines that begin with the command, but for those that serve without end."""
    lines = [line for one in HELD if one.language == "sh" for line in one.text.splitlines()]
    return [line for line in lines if line.startswith("parkwise") and " serve" not in line]


@pytest.mark.long
def test_commands_run(folder: Path) -> None:
    assert len(commands()) > 5
    for line in commands():
        program, *arguments = shlex.split(line, comments=True)
        assert program == "parkwise"
        assert parkwise(folder, *arguments)


def words(text: str) -> str:
    """Return a text without its line breaks."""
    return " ".join(text.split())


@pytest.mark.long
def test_the_readme_shows_what_is_printed(folder: Path) -> None:
    shown = [one.text for one in blocks("text", "README.md")]
    assert len(shown) == 2
    printed = parkwise(folder, "recommend", "enterprise.json")
    assert words(printed).startswith(words(shown[0]))
    [stated] = re.findall(r"`--weights '(\{.*?\}\})'", README, re.DOTALL)
    printed = parkwise(folder, "recommend", "enterprise.json", "--memo", "--weights", words(stated))
    head, _, rows = shown[1].partition("\n\n")
    assert words(printed).startswith(words(head))
    for row in re.findall(r"^ +(\d+) +(.+?) +(\d\.\d+)$", rows, re.MULTILINE):
        assert re.search(rf"^ +{row[0]} +{re.escape(row[1])} +{row[2]} ", printed, re.MULTILINE)
    [more] = re.findall(r"\.\.\. (\d+) more", rows)
    assert len(re.findall(r"^ +\d+ +.+?  +\d\.\d+ ", printed, re.MULTILINE)) == int(more) + 2


@pytest.mark.long
def test_the_interview_is_as_shown(folder: Path) -> None:
    [shown] = [one.text for one in blocks("text", "docs/weights.md")]
    asked, reply, after = re.split(r"^> (.+)\n", shown, flags=re.MULTILINE)
    printed = words(parkwise(folder, "interview", "enterprise.json", typed=f"{reply}\nq\n"))
    assert words(asked) in printed
    assert words(after) in printed
