import pytest
import typer

from api.cli.environment import opened
from api.db import migrate
from api.http.refusals import Unavailable


@pytest.fixture
def place(empty_url, monkeypatch):
    monkeypatch.setenv("PARKWISE_DATABASE", empty_url)
    return empty_url


def _left(language="en", **options):
    with pytest.raises(typer.Exit) as left, opened(language, **options):
        pass
    return left.value.exit_code


def test_brought_up_to_date_where_settings_allow(place, monkeypatch):
    with opened("en", current=False) as database:
        assert migrate.current(database) is None
    monkeypatch.setenv("PARKWISE_MIGRATE", "false")
    with opened("en") as database:
        assert migrate.current(database) is None
    monkeypatch.setenv("PARKWISE_MIGRATE", "true")
    with opened("en") as database:
        assert migrate.current(database) == migrate.newest()


def test_let_go_of_at_the_end(place):
    with opened("en") as database:
        database.ping()
        assert database.engine.pool.checkedin() == 1
    assert database.engine.pool.checkedin() == 0


def test_errors_leave_with_a_sentence(place, capsys):
    with pytest.raises(typer.Exit) as left, opened("zh"):
        raise Unavailable.at("database_busy", retry_after=2)
    assert left.value.exit_code == 1
    assert capsys.readouterr().err.strip().endswith("。")


@pytest.mark.parametrize(
    ("language", "said"), [("en", "cannot be opened: file is not"), ("zh", "无法打开数据库")]
)
def test_a_file_that_is_no_database(tmp_path, monkeypatch, capsys, language, said):
    (tmp_path / "notes.txt").write_text("these are notes, not a database\n" * 100)
    monkeypatch.setenv("PARKWISE_DATABASE", f"sqlite:///{tmp_path}/notes.txt")
    assert _left(language) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:////no/such/folder/a.db", "unable to open database file"),
        ("postgresql+psycopg://root@127.0.0.1:1/none", "port 1 failed: Connection refused"),
    ],
)
def test_a_database_that_does_not_answer_says_why(monkeypatch, capsys, url, said):
    monkeypatch.setenv("PARKWISE_DATABASE", url)
    assert _left() == 1
    assert said in " ".join(capsys.readouterr().err.split())


def test_an_address_of_another_kind(monkeypatch, capsys):
    monkeypatch.setenv("PARKWISE_DATABASE", "mysql://localhost/a")
    assert _left() == 1
    assert "PARKWISE_DATABASE" in capsys.readouterr().err
