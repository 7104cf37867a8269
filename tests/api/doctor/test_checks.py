"""Each check on this machine as it is, and on what is made not to be as it should."""

import re
import resource
import string
from contextlib import closing
from datetime import timedelta
from functools import cache
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import text

from api import doctor
from api.access.caller import THIS_MACHINE
from api.assessments import store
from api.db import Database, migrate
from api.db.columns import now
from api.db.tables import ResultRow, VersionRow
from api.doctor import CHECKS, Machine, words
from api.rankings.presentation import engine
from api.results.evaluation import evaluate
from api.settings import Settings
from tests.conftest import SERVER, made

CHECK = {check.name: check for check in CHECKS}
NOBODY = "postgresql+psycopg://parkwise:secret@127.0.0.1:1/parkwise"


@pytest.fixture
def machine():
    made = []

    def make(**settings):
        made.append(Machine(Settings(**settings)))
        return made[-1]

    yield make
    for one in made:
        one.close()


def found(name, machine):
    """Return state and code, after everything was said in both languages."""
    found = CHECK[name].diagnose(machine)
    for language in ("en", "zh"):
        assert found.say(language)
        assert bool(found.remedy(language)) == (found.state in ("missing", "broken"))
    return found.state, found.code


def test_every_check_and_every_finding_has_its_words():
    assert set(CHECK) == set(words()["checks"])
    quoted = set(re.findall(r'"([a-z]+(?:_[a-z]+)+)"', Path(doctor.__file__).read_text("utf-8")))
    assert set(words()["findings"]) <= quoted
    for entries in words().values():
        for parts in entries.values():
            for said in (each for each in parts.values() if type(each) is not str):
                assert set(said) == {"en", "zh"}
                named = [
                    {field for _, field, _, _ in string.Formatter().parse(s) if field}
                    for s in said.values()
                ]
                assert named[0] == named[1]


def test_this_machine_can_do_it(machine, database_url):
    here = machine(database=database_url)
    for check in CHECKS:
        state, code = found(check.name, here)
        assert state == "ok" or not check.needed, code


def test_an_old_python(machine, monkeypatch):
    monkeypatch.setattr(doctor, "python_version", lambda: "3.10.2")
    assert found("python", machine()) == ("broken", "python_old")


def test_packages_follow_the_settings(machine, monkeypatch):
    def version(name):
        if name in ("psycopg", "numpy"):
            raise PackageNotFoundError(name)
        return "0.0.1" if name == "pandas" else "99"

    monkeypatch.setattr(doctor, "version", version)
    plain = CHECK["packages"].look(machine(database="sqlite:///x.db"))
    assert (plain.state, plain.fields["packages"]) == ("missing", "numpy")
    assert plain.remedy("en") == "pip install 'parkwise'"
    server = CHECK["packages"].look(machine(database=NOBODY, cluster="tcp://127.0.0.1:8786"))
    assert server.fields["packages"] == "numpy, psycopg"
    assert "parkwise[postgres,cluster]" in server.remedy("zh")
    monkeypatch.setattr(doctor, "version", lambda name: "0.0.1" if name == "pandas" else "99")
    assert "pandas 0.0.1" in CHECK["packages"].look(machine()).fields["packages"]
    assert found("packages", machine()) == ("broken", "packages_other")


def test_a_file_that_is_not_made_yet_is_not_made_by_looking(machine, tmp_path):
    url = f"sqlite:///{tmp_path}/none.db"
    assert found("database", machine(database=url)) == ("ok", "database_later")
    assert found("database", machine(database=url, migrate=False)) == ("missing", "database_absent")
    assert found("clock", machine(database=url)) == ("skipped", "no_database")
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_none(machine, tmp_path):
    (tmp_path / "folder.db").mkdir()
    here = machine(database=f"sqlite:///{tmp_path}/folder.db")
    assert found("database", here) == ("missing", "database_silent")
    assert found("clock", here) == ("skipped", "no_database")


def test_a_file_of_something_else_is_told_and_ends_no_other_check(machine, tmp_path):
    (tmp_path / "noise.db").write_bytes(bytes(range(1, 256)) * 80)
    here = machine(database=f"sqlite:///{tmp_path}/noise.db")
    assert found("database", here) == ("broken", "database_alien")
    for name in ("pages", "results", "role", "clock"):
        assert found(name, here) == ("skipped", "no_database")


def test_a_check_that_fails_is_a_fault_of_its_own(machine, sqlite_url, monkeypatch):
    def fails(place):
        raise PermissionError(13, "Permission denied", str(place))

    monkeypatch.setattr(doctor.shutil, "disk_usage", fails)
    here = machine(database=sqlite_url)
    assert found("space", here) == ("broken", "check_failed")
    assert "Permission denied" in CHECK["space"].diagnose(here).say("en")
    assert found("database", here) == ("ok", "database_good")


def test_damaged_pages_are_told(machine, tmp_path, current_file):
    broken = bytearray(current_file.read_bytes())
    for page in range(7, len(broken) // 4096, 7):
        broken[page * 4096 : (page + 1) * 4096] = b"\xa5" * 4096
    file = tmp_path / "damaged.db"
    file.write_bytes(broken)
    here = machine(database=f"sqlite:///{file}")
    assert found("pages", here) == ("broken", "pages_damaged")
    for name in CHECK:
        found(name, here)  # none of them raises


def test_an_index_that_is_not_valid_is_told(machine, server):
    with made(server) as name:
        url = f"{SERVER}/{name}"
        here = machine(database=url)
        assert found("pages", here)[0] == "ok"
        with here.database.engine.begin() as connection:
            connection.execute(text("CREATE TABLE plots (id integer PRIMARY KEY)"))
            connection.execute(
                text(
                    "UPDATE pg_index SET indisvalid = false "
                    "WHERE indexrelid = 'plots_pkey'::regclass"
                )
            )
        assert found("pages", here) == ("broken", "pages_damaged")
        assert "plots_pkey" in CHECK["pages"].look(here).say("en")
        here.close()


@cache
def evaluation():
    content = {"name": "a", "enterprise": {"home": {"province": "Zhejiang"}}}
    return evaluate({**content, "parks": ["tcr", "ljip"], "sensitivity": False}, Settings())


def stored(session, engine, document):
    row = store.add(session, THIS_MACHINE, {"name": "a"})
    session.flush()
    result = ResultRow(assessment_id=row.id, number=1, version=1, by="x", engine=engine)
    result.headline, result.answer, result.document = {}, b"{}", document
    session.add(result)


def test_results_of_a_newer_engine_and_those_that_cannot_be_read(machine, database, database_url):
    here = machine(database=database_url)
    assert found("results", here) == ("ok", "results_good")
    database.write(lambda s: stored(s, "parkwise 0.1.0", evaluation().document))
    assert found("results", here) == ("ok", "results_good")
    database.write(lambda s: stored(s, "parkwise 99.0", evaluation().document))
    assert found("results", here) == ("broken", "results_unread")
    database.write(lambda s: stored(s, engine(), b"no document"))
    fields = CHECK["results"].look(here).fields
    assert (fields["count"], fields["newer"], fields["tried"], fields["faulty"]) == (3, 1, 3, 1)


def test_results_are_tried_no_longer_than_there_is_time(
    machine, database, database_url, monkeypatch
):
    for _ in range(3):
        database.write(lambda s: stored(s, engine(), b"{"))
    monkeypatch.setattr(doctor, "RESULTS_WITHIN", -1.0)
    fields = CHECK["results"].look(machine(database=database_url)).fields
    assert (fields["count"], fields["tried"], fields["faulty"]) == (3, 1, 1)


def test_a_count_of_requests_that_is_away_and_one_that_answers(machine, redis):
    assert found("rate_storage", machine()) == ("ok", "rate_storage_own")
    here = machine(rate_storage=redis.address.replace("//", "//:secret@"))
    redis.stop()
    assert found("rate_storage", here) == ("missing", "rate_storage_silent")
    assert "secret" not in CHECK["rate_storage"].look(here).say("en")
    redis.start()
    assert found("rate_storage", machine(rate_storage=redis.address)) == ("ok", "rate_storage_good")


def test_nobody_answers_and_the_password_is_not_shown(machine):
    here = machine(database=NOBODY)
    assert found("database", here) == ("missing", "database_silent")
    assert "secret" not in CHECK["database"].look(here).say("en")
    for name in ("role", "clock"):
        assert found(name, here) == ("skipped", "no_database")


def test_an_older_schema_and_an_unknown_one(machine, empty_url):
    with closing(Database(empty_url)) as opened:
        migrate.upgrade(opened, "0009")
        assert found("database", machine(database=empty_url)) == ("ok", "schema_later")
        still = machine(database=empty_url, migrate=False)
        assert found("database", still) == ("broken", "schema_other")
        with opened.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        assert found("database", machine(database=empty_url)) == ("broken", "schema_other")


def test_a_file_that_may_only_be_read(machine, sqlite_url, monkeypatch):
    here = machine(database=sqlite_url)
    with here.database.engine.connect() as connection:  # all further ones come from it
        connection.connection.driver_connection.execute("PRAGMA query_only = 1")
    assert found("database", here) == ("broken", "database_unwritten")
    said = CHECK["database"].look(here).say("zh")
    assert re.search("[a-z]{3}", said.replace(str(here.file), "").replace("sqlite", "")) is None, (
        said
    )


def test_a_superuser_is_told(machine, server):
    assert found("role", machine(database=f"{SERVER}/postgres")) == ("broken", "role_superuser")


def test_a_clock_that_was_set_back(machine, database, database_url):
    database.write(lambda s: store.add(s, THIS_MACHINE, {"name": "a"}) and None)
    assert found("clock", machine(database=database_url)) == ("ok", "clock_good")
    later = now() + timedelta(hours=1)
    database.write(lambda s: s.query(VersionRow).update({"at": later}) and None)
    assert found("clock", machine(database=database_url)) == ("broken", "clock_back")


def test_a_clock_that_goes_another_way_than_the_servers(machine, server, monkeypatch):
    monkeypatch.setattr("api.doctor.now", lambda: now() - timedelta(minutes=2))
    here = machine(database=f"{SERVER}/postgres")
    assert found("clock", here) == ("broken", "clock_apart")
    assert "120" in CHECK["clock"].look(here).say("en")


def test_no_room(machine, sqlite_url, monkeypatch):
    free = SimpleNamespace(free=3 * 1024 * 1024)
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda place: free)
    here = machine(database=sqlite_url)
    assert found("space", here) == ("broken", "space_short")
    assert "3 MiB" in CHECK["space"].look(here).say("en")


def test_the_limit_of_a_container_counts_as_its_memory(machine, tmp_path, monkeypatch):
    for name, held in {"meminfo": "MemTotal: 8388608 kB\n", "self/cgroup": "0::/a/b\n"}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(held)
    monkeypatch.setattr(doctor, "PROC", tmp_path)
    monkeypatch.setattr(doctor, "CGROUP", tmp_path / "limits")
    assert CHECK["memory"].look(machine()).fields["found"] == 8192
    (tmp_path / "limits/a/b").mkdir(parents=True)
    (tmp_path / "limits/a/b/memory.max").write_text("max\n")
    assert found("memory", machine()) == ("ok", "memory_good")
    (tmp_path / "limits/a/b/memory.max").write_text("268435456\n")
    assert found("memory", machine()) == ("broken", "memory_short")
    assert CHECK["memory"].look(machine()).fields["found"] == 256
    monkeypatch.setattr(doctor, "PROC", tmp_path / "none")
    assert found("memory", machine()) == ("skipped", "memory_untold")


def test_few_open_files(machine):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (512, hard))
    try:
        assert found("open_files", machine()) == ("broken", "open_files_short")
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_no_chinese_font(machine, monkeypatch):
    bare = SimpleNamespace(families=lambda: ["DejaVu Sans"])
    monkeypatch.setattr(doctor, "installed", lambda: bare)
    assert found("print_font", machine()) == ("missing", "print_font_absent")
    monkeypatch.setattr(doctor, "_PICTURE", doctor._PICTURE.replace("{character}", "\ue000"))
    assert found("chart_font", machine()) == ("missing", "chart_font_absent")


def test_no_browser(machine, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    assert found("browser", machine()) == ("missing", "browser_absent")


def test_a_cluster_that_others_reach_or_nobody_answers(machine):
    assert found("cluster", machine()) == ("ok", "cluster_none")
    insecure = machine(cluster="tcp://10.0.0.5:8786")
    assert found("cluster", insecure) == ("broken", "cluster_refused")
    assert "tls://" in CHECK["cluster"].look(insecure).remedy("zh")
    assert found("cluster", machine(cluster="tcp://127.0.0.1:1")) == ("missing", "cluster_failing")


def test_a_cluster_that_answers(machine):
    distributed = pytest.importorskip("distributed", reason="pip install 'parkwise[cluster]'")
    with distributed.LocalCluster(n_workers=1, dashboard_address=":0") as local:
        here = machine(cluster=local.scheduler_address)
        assert found("cluster", here) == ("ok", "cluster_good")
