"""The image, the composition and the systemd unit are sound, as far as they tell without running.

The container engine is not part of a test machine: linters and these rules stand in for it.
"""

import configparser
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from api.cli import database
from api.cli.commands import app
from api.db import roles
from api.settings import Settings
from tests.conftest import made

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


def test_the_image_passes_the_linter():
    linted("hadolint", "Containerfile")


def test_the_composition_keeps_to_the_specification():
    linted("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "compose.yaml")


@pytest.mark.parametrize("text", [IMAGE, COMPOSE], ids=["image", "compose"])
def test_every_variable_named_is_a_setting(text):
    assert re.findall(UNKNOWN_SETTING, text) == []


def test_everything_the_wheel_is_built_from_gets_into_the_image():
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


def test_the_image_serves_as_a_user_of_its_own():
    assert [line.split()[0] for line in instructions("FROM")] == (["${PYTHON}"] * 2)
    assert instructions("ARG") == [f"PYTHON={BASE}", "EXTRAS=postgres"]
    assert instructions("USER") == ["10001:10001"]
    assert instructions("ENTRYPOINT") == ['["parkwise"]']
    assert instructions("CMD") == ['["serve", "--host", "0.0.0.0"]']
    assert instructions("EXPOSE") == ["8000"]
    assert all("--no-cache-dir" in line for line in instructions("RUN") if "pip" in line)
    [check] = instructions("HEALTHCHECK")
    assert "http://127.0.0.1:8000/readyz" in check


def test_the_check_of_the_image_is_a_program_that_runs():
    [check] = instructions("HEALTHCHECK")
    refused = yaml.safe_load(check.partition("CMD ")[2])[2].replace(":8000", ":1")
    run = subprocess.run([sys.executable, "-c", refused], capture_output=True, text=True)
    assert run.returncode == 1
    assert "Connection refused" in run.stderr


def test_services_wait_for_database_and_schema():
    assert set(SERVICES) == {"database", "backup", *OWN}
    healthy = {"database": {"condition": "service_healthy"}}
    done = {"schema": {"condition": "service_completed_successfully"}}
    made = {"roles": {"condition": "service_completed_successfully"}}
    assert SERVICES["roles"]["depends_on"] == healthy
    assert SERVICES["schema"]["depends_on"] == made
    for name in ("service", "worker", "backup"):
        assert SERVICES[name]["depends_on"] == healthy | done
    assert "pg_isready" in SERVICES["database"]["healthcheck"]["test"][1]
    assert SERVICES["database"]["volumes"] == ["database:/var/lib/postgresql/data"]
    assert SERVICES["backup"]["volumes"] == ["backups:/backups"]
    assert set(yaml.safe_load(COMPOSE)["volumes"]) == {"database", "backups"}


def test_each_service_has_its_command():
    commands = {name: SERVICES[name]["command"] for name in OWN}
    assert commands == {
        "roles": ["db", "role", "--apply"],
        "schema": ["db", "upgrade"],
        "service": ["serve", "--host", "0.0.0.0"],
        "worker": ["jobs", "--health-file", "/tmp/worker"],
    }
    for command in commands.values():
        assert CliRunner().invoke(app, [*command, "--help"]).exit_code == 0


def test_whoever_stays_up_is_asked_for_health():
    assert "healthcheck" not in SERVICES["service"]  # the image's own
    for name in ("roles", "schema"):
        assert SERVICES[name]["healthcheck"] == {"disable": True}
    for name in ("database", "worker", "backup"):
        assert SERVICES[name]["healthcheck"]["test"][0] == "CMD-SHELL"


@pytest.mark.parametrize(("name", "file"), [("worker", "worker"), ("backup", "parkwise-1.dump")])
def test_health_is_a_file_that_is_new(name, file, tmp_path):
    command = SERVICES[name]["healthcheck"]["test"][1]
    command = command.replace({"worker": "/tmp", "backup": "/backups"}[name], str(tmp_path))

    def healthy() -> bool:
        return subprocess.run(["sh", "-c", command], capture_output=True).returncode == 0

    assert not healthy()
    place = tmp_path / file
    place.touch()
    assert healthy()
    for age, health in ((30, True), (26 * 3600, False)):
        os.utime(place, (time.time() - age,) * 2)
        assert healthy() == health


@pytest.mark.long
def test_the_backup_copies_postgresql_and_keeps_so_many_days(tmp_path, server):
    service = SERVICES["backup"]
    script = service["command"][0].replace("$$", "$").replace("/backups", str(tmp_path))
    program, *options = service["entrypoint"]
    old, other = tmp_path / "parkwise-old.dump", tmp_path / "other.txt"
    for file in (old, other):
        file.touch()
        os.utime(file, (time.time() - 30 * 86400,) * 2)
    with made(server) as name:
        url = server.url
        own = {"PGHOST": url.host, "PGUSER": url.username, "PGDATABASE": name, "KEEP_DAYS": "14"}
        environment = {**os.environ, **{key: value or "" for key, value in own.items()}}
        with subprocess.Popen([program, *options, script], env=environment) as process:
            try:
                copies = wait_for(
                    lambda: list(tmp_path.glob("parkwise-2*.dump")) * (not old.exists())
                )
            finally:
                process.kill()
    listed = subprocess.run(["pg_restore", "--list", copies[0]], capture_output=True, text=True)
    assert f"dbname: {name}" in listed.stdout
    assert copies[0].stat().st_mode & 0o077 == 0
    assert other.exists()


def wait_for(look: Callable[[], list[Path]]) -> list[Path]:
    for _ in range(300):
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError("nothing came")


def test_logs_are_kept_to_a_size():
    for name, service in SERVICES.items():
        assert service["logging"]["driver"] == "json-file", name
        assert set(service["logging"]["options"]) == {"max-size", "max-file"}


def test_settings_of_the_services_are_accepted(monkeypatch):
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


def test_no_password_stands_in_the_file_and_none_is_made_up():
    whose = {"database": "POSTGRES", "roles": "POSTGRES", "schema": "OWNER", "backup": "OWNER"}
    for name, service in SERVICES.items():
        key = "POSTGRES_PASSWORD" if name == "database" else "PGPASSWORD"
        assert service["environment"][key].startswith(f"${{{whose.get(name, 'SERVICE')}_PASSWORD:?")
    told = {variable for variable in SERVICES["roles"]["environment"] if "PASSWORD" in variable}
    assert told == {"PGPASSWORD", *database._PASSWORDS}
    assert set(re.findall(r"\$\{(\w+):-([^}]*)\}", COMPOSE)) == {
        ("PARKWISE_METRICS_TOKEN", ""),
        ("PARKWISE_PUBLIC_URL", ""),
        ("CPUS", "2"),
        ("KEEP_BACKUPS_DAYS", "14"),
        ("MEMORY", "2g"),
        ("PYTHON_IMAGE", BASE),
        ("POSTGRES_IMAGE", "docker.io/library/postgres:17"),
    }


def test_the_services_may_do_little():
    for name in (*OWN, "backup"):
        service = SERVICES[name]
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
    assert all(port.startswith("127.0.0.1:") for port in SERVICES["service"]["ports"])
    assert "ports" not in SERVICES["database"]


def test_nothing_may_take_the_whole_machine():
    for name, service in SERVICES.items():
        assert {"mem_limit", "cpus", "pids_limit"} <= set(service), name
        assert service["restart"] == ("no" if name in ("roles", "schema") else "unless-stopped")
    own = SERVICES["service"]
    assert own["environment"]["PARKWISE_ANALYSIS_PROCESSES"] == own["cpus"] == "${CPUS:-2}"


def test_the_image_installs_what_is_locked_and_nothing_from_elsewhere():
    [first, second, third] = [line for line in instructions("RUN") if "pip" in line]
    assert "--require-hashes" in first
    assert "--only-binary :all:" in first
    assert "PIP_NO_INDEX=1" in second
    assert "--no-index" in third


UNITS: dict[str, str] = dict(
    re.findall(r"```ini\n# /etc/systemd/system/(\S+)\n(.*?)```", PAGE, re.DOTALL)
)


def unit(name: str) -> configparser.ConfigParser:
    found = configparser.ConfigParser(strict=False, interpolation=None)
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read_string(UNITS[name])
    return found


def test_the_units_of_the_page_are_sound():
    shared = unit("parkwise-.service.d/common.conf")["Service"]
    assert "StateDirectory" in shared
    assert shared["DynamicUser"] == "yes"
    assert {"MemoryMax", "CPUQuota", "TasksMax", "LimitNOFILE"} <= set(shared)
    assert int(shared["LimitNOFILE"]) > Settings().descriptors
    for name, command in (("serve", "serve"), ("worker", "jobs")):
        found = unit(f"parkwise-{name}.service")
        assert set(found.sections()) == {"Unit", "Service", "Install"}
        service = found["Service"]
        assert service["ExecStart"].endswith(f"/parkwise {command}")
        assert service["Restart"] == "on-failure"
        assert int(service["TimeoutStopSec"]) > 30
        assert service["Type"] == "notify"
        assert service["NotifyAccess"] == "all"
        assert int(service["WatchdogSec"]) > Settings().watchdog_seconds
    assert "OnCalendar" in unit("parkwise-backup.timer")["Timer"]


def test_the_units_may_do_little(tmp_path):
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("no systemd-analyze (on Debian: apt-get install systemd)")
    for name, text in UNITS.items():
        file = tmp_path / "etc/systemd/system" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for name in ("serve", "worker", "backup"):
        command = [program, "security", "--offline=true", f"--root={tmp_path}", "--threshold=20"]
        run = subprocess.run(
            [*command, f"parkwise-{name}.service"], capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stdout + run.stderr
        assert "Overall exposure level" in run.stdout


@pytest.mark.long
def test_the_unit_of_the_backup_copies_and_erases_old_copies(tmp_path, current_file):
    service = unit("parkwise-backup.service")["Service"]
    old = tmp_path / "parkwise-20200101T000000Z.copy"
    old.touch()
    os.utime(old, (time.time() - 30 * 86400,) * 2)
    for line in (service["ExecStart"], service["ExecStartPost"]):
        said = (
            line.replace("$$", "$").replace("%%", "%").replace("/var/lib/parkwise", f"{tmp_path}")
        )
        command = shlex.split(said.replace("/opt/parkwise/bin", str(BIN)))
        environment = {**os.environ, "PARKWISE_DATABASE": f"sqlite:///{current_file}"}
        subprocess.run(command, env=environment, check=True, timeout=60, capture_output=True)
    [copy] = tmp_path.glob("parkwise-*.copy")
    assert copy != old
    assert copy.read_bytes().startswith(b"SQLite format 3")
