"""A strict TypeScript program that is written from nothing but the service's document works.

Everything that npm makes stands in a temporary folder.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path
from urllib.request import urlopen

import pytest

SOURCES = Path(__file__).with_name("typescript")
NPM, NODE = shutil.which("npm"), shutil.which("node")
NODE_NEEDED = 20
# What would take the word of whoever writes a program for what a value is.
CASTS = re.compile(
    r"\bas\b|\bany\b|\w!|\)!|\]!|<\w+>\w|\binterface\b|\btype\s+\w+\s*=|\bsatisfies\b|\bis\s+\w"
)


def test_the_program_takes_nobodys_word_for_a_type() -> None:
    for path in SOURCES.glob("*.ts"):
        code = path.read_text(encoding="utf-8")
        assert "@ts-" not in code
        assert [line for line in without_words(code).splitlines() if CASTS.search(line)] == []


def without_words(code: str) -> str:
    """Return a program without comments and texts."""
    strings = r'"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`'
    return re.sub(rf"//[^\n]*|/\*.*?\*/|{strings}", '""', code, flags=re.DOTALL)


@pytest.mark.parametrize(
    "line",
    [
        "const found = answer.data as Answer;",
        "const found: any = answer.data;",
        "const first = answer.ranking[0]!;",
        "const found = <Answer>answer.data;",
        "interface Answer { ranking: string[] }",
        "type Answer = { ranking: string[] };",
        "const isAnswer = (found: unknown): found is Answer => true;",
    ],
)
def test_a_cast_would_be_found(line: str) -> None:
    assert CASTS.search(without_words(line))


@pytest.fixture(scope="module")
def folder(address: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the program, what it needs, and the service's document."""
    if NPM is None or NODE is None:
        pytest.skip("no node and npm: see https://nodejs.org (on Debian: apt-get install npm)")
    told = subprocess.run([NODE, "--version"], capture_output=True, text=True, check=True).stdout
    if int(told.removeprefix("v").partition(".")[0]) < NODE_NEEDED:
        pytest.skip(f"node {NODE_NEEDED} or later is needed, this is {told.strip()}")
    made = tmp_path_factory.mktemp("typescript")
    for name in ("package.json", "package-lock.json", "tsconfig.json", "main.ts"):
        shutil.copy(SOURCES / name, made)
    run(made, NPM, "ci", "--no-audit", "--no-fund", "--ignore-scripts")
    with urlopen(f"{address}openapi.json", timeout=60) as answer:
        (made / "openapi.json").write_bytes(answer.read())
    return made


def run(folder: Path, *command: str, **more: str) -> str:
    """Run a program in the folder and return what it printed."""
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "NO_UPDATE_NOTIFIER": "1", "REDOCLY_TELEMETRY": "off", **more},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]
    return done.stdout


def tool(folder: Path, name: str) -> str:
    return str(folder / "node_modules" / ".bin" / name)


@pytest.mark.long
def test_the_document_has_no_error(folder: Path) -> None:
    run(folder, tool(folder, "redocly"), "lint", "openapi.json")


@pytest.mark.long
def test_the_program_fits_the_document_and_runs(folder: Path, address: str) -> None:
    """The generator has its defaults: what may be left out of a request must be so there."""
    run(folder, tool(folder, "openapi-typescript"), "openapi.json", "--output", "schema.d.ts")
    run(folder, tool(folder, "tsc"))
    assert NODE is not None
    printed = run(folder, NODE, "built/main.js", PARKWISE_URL=address.rstrip("/"))
    done = [line.partition(":")[0] for line in printed.splitlines()]
    assert done == ["interview", "report", "comparison", "portfolio"]


@pytest.mark.long
def test_a_field_that_the_document_lacks_is_refused(folder: Path) -> None:
    run(folder, tool(folder, "openapi-typescript"), "openapi.json", "--output", "schema.d.ts")
    program = folder / "main.ts"
    code = program.read_text(encoding="utf-8")
    for found, wrong in (
        ("answer.ranking[0]", "answer.rankings[0]"),
        ('kind: "profile"', 'kind: "profil"'),
    ):
        assert found in code
        program.write_text(code.replace(found, wrong), encoding="utf-8")
        refused = subprocess.run(
            [tool(folder, "tsc"), "--noEmit"], cwd=folder, capture_output=True, text=True
        )
        program.write_text(code, encoding="utf-8")
        assert refused.returncode != 0
        assert "main.ts" in refused.stdout
