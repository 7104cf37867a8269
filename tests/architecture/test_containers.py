"""The image, the composition and the systemd unit are sound, as far as they tell without running.

The container engine is not part of a test machine: linters and these rules stand in for it.
"""

import configparser
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from api.cli import database
from api.cli.commands import app
from api.db import roles
from api.settings import Settings

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
IMAGE = (ROOT / "Containerfile").read_text(encoding="utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
BASE = "docker.io/library/python:3.12-slim"
SERVICES: dict[str, Any] = yaml.safe_load(COMPOSE)["services"]
ROLES = {
    "roles": "parkwise",
    "schema": roles.OWNER,
    **dict.fromkeys(("service", "worker"), roles.SERVICE),
}
OWN = ("roles", "schema", "service", "worker")
UNKNOWN_SETTING = "PARKWISE_(?!(?:" + "|".join(Settings.model_fields).upper() + r")\b)\w+"


def linted(tool: str, *arguments: str) -> None:
    program = BIN / tool
    if not program.exists():
        pytest.skip(f"no {tool} beside {sys.executable}: pip install -e '.[test]'")
    run = subprocess.run([program, *arguments], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def instructions(name: str) -> list[str]:
    joined = re.sub(r"\\\n\s*", "", IMAGE)
    return [line.partition(" ")[2] for line in joined.splitlines() if line.startswith(f"{name} ")]


def test_the_image_passes_the_linter() -> None:
    linted("hadolint", "Containerfile")


def test_the_composition_keeps_to_the_specification() -> None:
    linted("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "compose.yaml")


@pytest.mark.parametrize("text", [IMAGE, COMPOSE], ids=["image", "compose"])
def test_every_variable_named_is_a_setting(text: str) -> None:
    assert re.findall(UNKNOWN_SETTING, text) == []


def test_everything_the_wheel_is_built_from_gets_into_the_image() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    packages, included = wheel["packages"], wheel["force-include"]
    files = [project["project"]["readme"], *project["project"]["license-files"], "pyproject.toml"]
    files.append("requirements.lock")
    files += included
    copied = {word for line in instructions("COPY") for word in line.split()[:-1]}
    sent = (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
    assert copied == {*packages, *files} == {line[1:] for line in sent if line.startswith("!")}
    assert sent[1] == "*"


def test_the_image_serves_as_a_user_of_its_own() -> None:
    assert [line.split()[0] for line in instructions("FROM")] == (["${PYTHON}"] * 2)
    assert instructions("ARG") == [f"PYTHON={BASE}", "EXTRAS=postgres"]
    assert instructions("USER") == ["10001:10001"]
    assert instructions("ENTRYPOINT") == ['["parkwise"]']
    assert instructions("CMD") == ['["serve", "--host", "0.0.0.0"]']
    assert instructions("EXPOSE") == ["8000"]
    assert all("--no-cache-dir" in line for line in instructions("RUN") if "pip" in line)
    [check] = instructions("HEALTHCHECK")
    assert "http://127.0.0.1:8000/healthz" in check


def test_the_check_of_the_image_is_a_program_that_runs() -> None:
    [check] = instructions("HEALTHCHECK")
    code = yaml.safe_load(check.partition("CMD ")[2])[2]
    refused = code.replace(":8000", ":1")
    run = subprocess.run([sys.executable, "-c", refused], capture_output=True, text=True)
    assert run.returncode == 1
    assert "Connection refused" in run.stderr


def test_services_wait_for_database_and_schema() -> None:
    assert set(SERVICES) == {"database", *OWN}
    healthy = {"database": {"condition": "service_healthy"}}
    done = {"schema": {"condition": "service_completed_successfully"}}
    made = {"roles": {"condition": "service_completed_successfully"}}
    assert SERVICES["roles"]["depends_on"] == healthy
    assert SERVICES["schema"]["depends_on"] == made
    assert SERVICES["service"]["depends_on"] == SERVICES["worker"]["depends_on"] == healthy | done
    assert "pg_isready" in SERVICES["database"]["healthcheck"]["test"][1]
    assert SERVICES["database"]["volumes"] == ["database:/var/lib/postgresql/data"]
    assert "database" in yaml.safe_load(COMPOSE)["volumes"]


def test_each_service_has_its_command_and_only_who_serves_is_asked_for_health() -> None:
    commands = {name: SERVICES[name]["command"] for name in OWN}
    assert commands == {
        "roles": ["db", "role", "--apply"],
        "schema": ["db", "upgrade"],
        "service": ["serve", "--host", "0.0.0.0"],
        "worker": ["jobs"],
    }
    for command in commands.values():
        words = [word for word in command if word not in ("--host", "0.0.0.0")]
        assert CliRunner().invoke(app, [*words, "--help"]).exit_code == 0
    assert "healthcheck" not in SERVICES["service"]
    for name in ("roles", "schema", "worker"):
        assert SERVICES[name]["healthcheck"] == {"disable": True}


def test_settings_of_the_services_are_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in OWN:
        with monkeypatch.context() as patched:
            for variable, value in SERVICES[name]["environment"].items():
                assert isinstance(value, str), variable
                patched.setenv(variable, re.sub(r"\$\{\w+:-(.*)\}", r"\1", value))
            found = Settings()
        assert found.database == f"postgresql+psycopg://{ROLES[name]}@database/parkwise"
        assert not found.migrate
        assert found.log_format == "json"
        assert found.job_runners == (0 if name == "service" else 1)


def test_no_password_stands_in_the_file_and_none_is_made_up() -> None:
    whose = {"database": "POSTGRES", "roles": "POSTGRES", "schema": "OWNER"}
    for name, service in SERVICES.items():
        key = "POSTGRES_PASSWORD" if name == "database" else "PGPASSWORD"
        assert service["environment"][key].startswith(f"${{{whose.get(name, 'SERVICE')}_PASSWORD:?")
    told = {variable for variable in SERVICES["roles"]["environment"] if "PASSWORD" in variable}
    assert told == {"PGPASSWORD", *database._PASSWORDS}
    assert set(re.findall(r"\$\{(\w+):-([^}]*)\}", COMPOSE)) == {
        ("PARKWISE_METRICS_TOKEN", ""),
        ("PARKWISE_PUBLIC_URL", ""),
        ("CPUS", "2"),
        ("MEMORY", "2g"),
        ("PYTHON_IMAGE", BASE),
        ("POSTGRES_IMAGE", "docker.io/library/postgres:17"),
    }


def test_the_services_may_do_little() -> None:
    for name in OWN:
        service = SERVICES[name]
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
    assert all(port.startswith("127.0.0.1:") for port in SERVICES["service"]["ports"])
    assert "ports" not in SERVICES["database"]


def test_nothing_may_take_the_whole_machine() -> None:
    for name, service in SERVICES.items():
        assert {"mem_limit", "cpus", "pids_limit"} <= set(service), name
        assert service["restart"] == ("no" if name in ("roles", "schema") else "unless-stopped")
    own = SERVICES["service"]
    assert own["environment"]["PARKWISE_ANALYSIS_PROCESSES"] == own["cpus"] == "${CPUS:-2}"


def test_the_image_installs_what_is_locked_and_nothing_from_elsewhere() -> None:
    [first, second, third] = [line for line in instructions("RUN") if "pip" in line]
    assert "--require-hashes" in first
    assert "--only-binary :all:" in first
    assert "PIP_NO_INDEX=1" in second
    assert "--no-index" in third


def test_the_unit_of_the_page_is_sound() -> None:
    [text] = re.findall(r"```ini\n(\[Unit\].*?)```", PAGE, re.DOTALL)
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(text)
    assert set(unit.sections()) == {"Unit", "Service", "Install"}
    service = unit["Service"]
    assert service["ExecStart"].endswith("/parkwise serve")
    assert service["Restart"] == "on-failure"
    assert int(service["TimeoutStopSec"]) > 30
    assert "DynamicUser" in service
    assert "StateDirectory" in service
    assert service["Type"] == "notify"
    assert service["NotifyAccess"] == "all"
    assert int(service["WatchdogSec"]) > Settings().watchdog_seconds
    assert {"MemoryMax", "CPUQuota", "TasksMax", "LimitNOFILE"} <= set(service)
