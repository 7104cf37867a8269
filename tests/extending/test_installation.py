"""Parkwise and the example package installed by pip, in a folder where neither was before."""

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.extending.outside import EXAMPLE, ROOT
from tests.extending.problem import ALTERNATIVES, WEIGHTS, asked, grades

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the scripts of an environment with both packages.

    Their dependencies are those of the environment of the tests, seen through a ``.pth`` file; pip
    fetches what builds the two, and nothing else.
    """
    folder = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    packages = folder / "lib" / version / "site-packages"
    dependencies = sysconfig.get_path("purelib")
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--no-deps", "-q"]
    made = subprocess.run([*pip, str(ROOT), str(EXAMPLE)], capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    (packages / "dependencies.pth").write_text(f"{dependencies}\n", encoding="utf-8")
    return folder / "bin"


def run(scripts: Path, folder: Path, *arguments: str) -> str:
    """Return what the installed ``parkwise`` writes, in a folder without the project."""
    named = {"PARKWISE_DATABASE": f"sqlite:///{folder}/own.db", "PARKWISE_CATALOGUE": "example"}
    done = subprocess.run(
        [str(scripts / "parkwise"), *arguments],
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **named},
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_both_are_the_installed_ones(scripts: Path, tmp_path: Path) -> None:
    code = "import api, mcda, weights, parkwise_example as own; "
    code += "print(*(package.__file__ for package in (api, mcda, weights, own)))"
    done = subprocess.run(
        [str(scripts / "python"), "-c", code], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert all(Path(file).is_relative_to(scripts.parent) for file in done.stdout.split())


def test_all_four_are_there(scripts: Path, tmp_path: Path) -> None:
    assert "grey_relational" in run(scripts, tmp_path, "methods")
    assert "parkwise-example" in run(scripts, tmp_path, "weightings")
    problem = tmp_path / "problem.json"
    problem.write_text(json.dumps(asked(sensitivity=False)))
    answer = json.loads(run(scripts, tmp_path, "rank", str(problem), "--json"))
    scores = {item["alternative"]: item["score"] for item in answer["ranking"]}
    assert [scores[name] for name in ALTERNATIVES] == pytest.approx(grades(WEIGHTS).tolist())
    steps = [{"criterion": "duty_swing"}, {"criterion": "land_price", "less": 0.2}]
    request = tmp_path / "request.json"
    body = {
        "enterprise": {"markets": {"US": 1}},
        "parks": ["east_quay", "ljip"],
        "criteria": ["land_price", "duty_swing"],
        "weights": {"kind": "swara", "steps": steps},
        "sensitivity": False,
    }
    request.write_text(json.dumps(body))
    found = json.loads(run(scripts, tmp_path, "recommend", str(request), "--json"))
    assert {item["alternative"] for item in found["ranking"]} == {"east_quay", "ljip"}
    assert set(found["weights"]["values"]) == {"land_price", "duty_swing"}


def test_the_guide_and_the_changelog_come_along(scripts: Path, tmp_path: Path) -> None:
    code = "from api.pages.guide.routes import CHAPTERS, changelog, chapter; "
    code += "[chapter(name, language) for name in CHAPTERS for language in ('en', 'zh')]; "
    code += "print(changelog().title)"
    done = subprocess.run(
        [str(scripts / "python"), "-c", code], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "Changelog\n"
