"""Files a user may have, and a way to call the command line."""

import json

import pytest
from typer.testing import CliRunner

from api.cli.commands import app
from tests.exporter import EXPORTER as ENTERPRISE

SHEET = """\
alternative,price,utilities,days
direction,cost,benefit,cost
unit,USD/m2,connections,days
weight,2,1,1
low,50,0,
high,250,8,
north,160,5,30
south,85..140,?,45
east,100..120..130,4,20
"""
PROBLEM = {
    "criteria": [
        {"id": "price", "direction": "cost", "name": {"en": "Land price", "zh": "土地价格"}},
        {"id": "utilities", "direction": "benefit", "range": [0.0, 8.0]},
    ],
    "alternatives": [{"id": "north", "name": {"en": "North Park", "zh": "北园"}}, {"id": "south"}],
    "performances": [[160.0, 5.0], [{"low": 85.0, "high": 140.0}, 3.0]],
}
WEIGHTS = {"kind": "direct", "values": {"price": 2.0, "utilities": 1.0}}
ENVIRONMENT = {"LANG": "en_US.UTF-8", "LC_ALL": None, "LC_MESSAGES": None, "COLUMNS": None}


@pytest.fixture
def call():
    """Call a command; the answer has exit_code, stdout and stderr."""

    def call(*arguments, sent=None, **environment):
        words = [str(argument) for argument in arguments]
        return CliRunner().invoke(app, words, input=sent, env={**ENVIRONMENT, **environment})

    return call


@pytest.fixture
def write(tmp_path):
    """Write a file and return its path."""

    def write(name, content):
        path = tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif isinstance(content, str):
            path.write_text(content, encoding="utf-8")
        else:
            path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        return path

    return write


@pytest.fixture
def sheet(write):
    return write("parks.csv", SHEET)


@pytest.fixture
def request_file(write):
    return write("request.json", {"problem": PROBLEM, "weights": WEIGHTS})


@pytest.fixture
def enterprise(write):
    return write("enterprise.json", ENTERPRISE)


@pytest.fixture
def study(write):
    """A request about the four study parks."""
    return write(
        "study.json", {"enterprise": ENTERPRISE, "parks": ["ljip", "vcep", "tcr", "kitic"]}
    )


@pytest.fixture
def sheet_text():
    return SHEET


@pytest.fixture
def problem():
    return PROBLEM


@pytest.fixture
def weights():
    return WEIGHTS


@pytest.fixture
def enterprise_facts():
    return ENTERPRISE


@pytest.fixture
def fails():
    """Check that a call failed with an exit code and these words, and without a traceback."""

    def fails(result, *words, code=2):
        assert (result.exit_code, result.stdout) == (code, "")
        assert "Traceback" not in result.stderr
        for word in words:
            assert word in result.stderr

    return fails
