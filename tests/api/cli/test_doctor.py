import json

import pytest

from api.doctor import CHECKS


@pytest.fixture
def place(sqlite_url):
    return {"PARKWISE_DATABASE": sqlite_url}


def test_a_machine_that_lacks_nothing(call, place):
    result = call("doctor", **place)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "[ok] Database: " in result.stdout
    assert "Nothing that the service needs is missing." in result.stdout
    chinese = call("doctor", "--lang", "zh", **place).stdout
    assert "[正常] 数据库：" in chinese
    assert "服务所需一应俱全。" in chinese


def test_what_is_missing_comes_with_what_it_is_for_and_a_remedy(call, tmp_path):
    place = {"PARKWISE_DATABASE": f"sqlite:///{tmp_path}/a.db", "PARKWISE_MIGRATE": "false"}
    result = call("doctor", **place)
    assert result.exit_code == 1
    said = result.stdout.splitlines()
    at = next(n for n, line in enumerate(said) if line.startswith("[missing] Database: "))
    assert "keys and jobs are kept in it" in said[at + 1]
    assert said[at + 2].strip() == "→ parkwise db upgrade"
    assert "needs 1 of these mended" in said[-1]


def test_what_only_tests_need_is_no_failure(call, place):
    assert call("doctor", PATH="/nowhere", **place).exit_code == 0
    assert "[missing] Chromium" in call("doctor", PATH="/nowhere", **place).stdout


def test_for_a_program(call, place):
    result = call("doctor", "--json", PATH="/nowhere", **place)
    assert result.exit_code == 0
    told = {one["check"]: one for one in json.loads(result.stdout)}
    assert (list(told), told["database"]["state"]) == ([check.name for check in CHECKS], "ok")
    assert told["database"]["remedy"] is None
    assert told["browser"] | {"detail": "", "means": ""} == {
        "check": "browser",
        "title": "Chromium (tests only)",
        "needed": False,
        "state": "missing",
        "code": "browser_absent",
        "detail": "",
        "means": "",
        "remedy": "apt-get install chromium",
    }


def test_settings_that_cannot_be_read(call, fails):
    fails(call("doctor", PARKWISE_JOB_RUNNERS="many"), "PARKWISE_JOB_RUNNERS", code=1)
