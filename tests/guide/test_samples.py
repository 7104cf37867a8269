"""Every sample of the guide runs against the real service and prints what the guide shows.

``PARKWISE_RECORD=1 pytest -m '' tests/guide`` writes down what the samples print; read the diff.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import api
from tests.own_data import visited
from tests.service import served

pytestmark = pytest.mark.long
SAMPLES = Path(api.__file__).parent / "pages" / "guide" / "samples"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.sh"))
RECORDING = os.environ.get("PARKWISE_RECORD")
ADVICE = (
    "The guide shows other lines than its samples print. If that is meant, run\n"
    "  PARKWISE_RECORD=1 pytest -m '' tests/guide\nand commit the files."
)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, str]]:
    """Give what samples find around them: where a service is that nobody else asks."""
    with served(tmp_path_factory.mktemp("guide")) as place:
        own = {"PARKWISE_URL": place.rstrip("/"), "NO_PROXY": "127.0.0.1", "PYTHONUTF8": "1"}
        yield {**os.environ, **own}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder in which samples read and write, with a workbook that a reader filled in."""
    (tmp_path / "own.xlsx").write_bytes(visited())
    return tmp_path


def test_there_are_samples_of_all_conversations() -> None:
    assert {"recommend", "interview", "results", "compare", "portfolio", "own"} <= set(NAMES)
    for ending in ("py", "ts", "txt"):
        assert sorted(path.stem for path in SAMPLES.glob(f"*.{ending}")) == NAMES


@pytest.mark.long
def test_in_python(environment: Mapping[str, str], folder: Path) -> None:
    runs = {name: [sys.executable, str(SAMPLES / f"{name}.py")] for name in NAMES}
    if RECORDING:
        for name, command in runs.items():
            SAMPLES.joinpath(f"{name}.txt").write_text(said(command, environment, folder))
    compared(runs, environment, folder)


def test_with_curl(environment: Mapping[str, str], folder: Path) -> None:
    needed("curl", "jq", "bash")
    strict = ["bash", "-euo", "pipefail"]
    compared({name: [*strict, str(SAMPLES / f"{name}.sh")] for name in NAMES}, environment, folder)


@pytest.mark.long
def test_in_typescript(environment: Mapping[str, str], folder: Path) -> None:
    needed("node", "npm")
    for file in (*Path(__file__).parent.glob("*.json"), *SAMPLES.glob("*.ts")):
        shutil.copy(file, folder)
    said(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], environment, folder)
    said([str(folder / "node_modules" / ".bin" / "tsc")], environment, folder)
    compared({name: ["node", f"made/{name}.js"] for name in NAMES}, environment, folder)


def needed(*programs: str) -> None:
    """Skip where a program is missing."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        pytest.skip(f"needs {', '.join(missing)}: apt-get install curl jq nodejs npm")


def compared(runs: Mapping[str, list[str]], environment: Mapping[str, str], folder: Path) -> None:
    """Fail with everything that is printed differently from what was recorded."""
    differing = {}
    for name, command in runs.items():
        printed = said(command, environment, folder)
        if printed != SAMPLES.joinpath(f"{name}.txt").read_text(encoding="utf-8"):
            differing[name] = printed
    assert not differing, ADVICE


def said(command: list[str], environment: Mapping[str, str], folder: Path) -> str:
    """Return what a program prints that ends well."""
    done = subprocess.run(
        command, env=environment, cwd=folder, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, (command, done.stdout, done.stderr)
    return done.stdout
