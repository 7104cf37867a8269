"""Packages that bring weightings, as the command line finds and examines them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = """
from typing import Literal
from weights.spec import ByCriterion, Statement
from weights.weighting import ResolvedWeights, Weighting


class Stars(Statement):
    kind: Literal["stars"]
    stars: ByCriterion


class StarsWeighting(Weighting[Stars]):
    kind = "stars"
    statement = Stars
    name = {"en": "stars out of five", "zh": "五星评分"}
    origin = {"en": "From stars.", "zh": "由星级得出。"}
    examples = ({"kind": "stars", "stars": {"a": 3, "b": 1}},)

    def resolve(self, statement, problem):
        return ResolvedWeights(values=dict(statement.stars))

    def criteria(self, statement):
        return tuple(statement.stars)


class Negative(StarsWeighting):
    def resolve(self, statement, problem):
        return ResolvedWeights(values={name: -1.0 for name in statement.stars})
"""
PROBLEM = {
    "criteria": [
        {"id": "price", "direction": "cost", "range": [0, 10]},
        {"id": "roads", "direction": "benefit", "range": [0, 10]},
    ],
    "alternatives": [{"id": "north"}, {"id": "south"}],
    "performances": [[2, 1], [6, 9]],
}


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(folder), str(Path(__file__).parents[3])])
    environment = {**os.environ, "PYTHONPATH": path, "LC_ALL": "C.UTF-8", "COLUMNS": "200"}
    command = [sys.executable, "-c", "from api.cli import main; main()", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


@pytest.fixture
def package(tmp_path: Path):
    def make(target: str) -> Path:
        (tmp_path / "starry.py").write_text(SOURCE, encoding="utf-8")
        info = tmp_path / "starry-1.2.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: starry\nVersion: 1.2\n")
        (info / "entry_points.txt").write_text(f"[parkwise.weightings]\nstars = starry:{target}\n")
        return tmp_path

    return make


@pytest.mark.long
def test_what_a_package_brings_is_listed_and_used(package) -> None:
    folder = package("StarsWeighting")
    listed = run(folder, "weightings")
    assert listed.returncode == 0, listed.stderr
    assert "stars out of five" in listed.stdout
    assert "starry" in listed.stdout
    problem = folder / "problem.json"
    weights = {"kind": "stars", "stars": {"price": 3, "roads": 1}}
    problem.write_text(json.dumps({"problem": PROBLEM, "weights": weights}))
    ranked = run(folder, "rank", str(problem), "--full")
    assert ranked.returncode == 0, ranked.stderr
    assert "From stars." in ranked.stdout


@pytest.mark.long
def test_what_gives_no_weights_is_left_out_and_said(package) -> None:
    checked = run(package("Negative"), "weightings", "check")
    assert checked.returncode == 1, checked.stderr
    assert "stars (starry 1.2)" in checked.stdout
    assert "gives -1" in checked.stdout
    assert "ranked" in checked.stdout
