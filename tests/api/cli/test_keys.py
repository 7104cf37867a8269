import re
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import select

from api.access.directory import Directory
from api.cli import keys
from api.cli.inputs import ListOutput
from api.db import Database
from api.db.columns import now
from api.db.tables import EntryRow, KeyRow, OrganisationRow
from api.http.refusals import Unauthorised

KEY = re.compile(r"pw_[0-9a-f]{10}_[A-Za-z0-9_-]{43}")


@pytest.fixture
def database(database_url, monkeypatch):
    monkeypatch.setenv("PARKWISE_DATABASE", database_url)
    with closing(Database(database_url)) as found:
        yield found


@pytest.fixture
def said(capsys):
    """Return what was printed: the answer, and what was said beside it."""

    def said():
        out, err = capsys.readouterr()
        return out.strip(), err.strip()

    return said


def test_made_for_an_organisation(database, said):
    keys.create("Holley", "first", None, None, language="en")
    assert Directory(database).find(said()[0]).scopes == {"admin"}
    keys.create("Holley", "front end", "read", 30, language="en")
    text, beside = said()
    assert KEY.fullmatch(text)
    assert "Holley" in beside
    caller = Directory(database).find(text)
    assert caller.scopes == {"read"}
    assert timedelta(days=29) < caller.expires_at - now() < timedelta(days=31)
    names = database.read(lambda s: s.scalars(select(OrganisationRow.name)).all())
    assert sorted(names) == ["Holley", "local"]
    keys.create(" Holley ", "other", "admin", None, language="zh")
    again, beside = said()
    assert "Holley" in beside
    assert "密钥" in beside
    assert Directory(database).find(again).organisation == caller.organisation
    lines = database.read(lambda s: s.execute(select(EntryRow.action, EntryRow.by)).all())
    assert [tuple(line) for line in lines] == [("key.create", "command line")] * 3


@pytest.mark.parametrize("scope", ["read", "write"])
def test_the_first_of_an_organisation_is_no_narrower_one(call, database, fails, scope):
    fails(call("keys", "create", "--org", "ours", "--scope", scope), "--scope", "admin", scope)
    told = call("keys", "create", "--org", "ours", "--scope", scope, "--lang", "zh")
    assert "首个密钥" in told.stderr
    assert call("keys", "create", "--org", "ours", "--scope", "admin").exit_code == 0
    later = call("keys", "create", "--org", "ours", "--scope", scope)
    assert Directory(database).find(later.stdout.strip()).scopes == {scope}
    left_out = call("keys", "create", "--org", "ours").stdout.strip()
    assert Directory(database).find(left_out).scopes == {"write"}


@pytest.mark.parametrize(
    ("org", "name"), [("", "k"), (" ", "k"), ("x" * 201, "k"), ("o", "x" * 201)]
)
def test_names_of_no_length(call, org, name, fails):
    result = call("keys", "create", "--org", org, "--name", name)
    fails(result, "--org" if name == "k" else "--name", "200")
    assert "需要" in call("keys", "create", "--org", org, "--name", name, "--lang", "zh").stderr


def test_rotated_and_revoked(database, said):
    keys.create("ours", "k", None, None, language="en")
    old = said()[0]
    keys.rotate(old[:13], 0, language="en")
    new, beside = said()
    assert KEY.fullmatch(new)
    assert old[:13] in beside
    assert Directory(database).find(new).by.startswith("k (")
    with pytest.raises(Unauthorised):
        Directory(database).find(old)
    keys.revoke(new[:13], language="zh")
    assert said() == (f"密钥 {new[:13]} 已停用。", "")
    with pytest.raises(Unauthorised):
        Directory(database).find(new)
    assert not Directory(database).is_open()


def test_rotated_with_grace_both_work(database, said):
    keys.create("ours", "k", None, None, language="en")
    old = said()[0]
    keys.rotate(old[:13], 2, language="en")
    new = said()[0]
    ends = Directory(database).find(old).expires_at
    assert timedelta(hours=1) < ends - now() < timedelta(hours=3)
    assert Directory(database).find(new).expires_at is None


def test_listed_without_their_text(database, said):
    for org, days in (("ours", None), ("theirs", 10)):
        keys.create(org, "k", None, days, language="en")
    ours, theirs = (line for line in said()[0].split())
    Directory(database).find(theirs)
    keys.revoke(ours[:13], language="en")
    said()
    keys.write_keys(output=ListOutput(language="en"))
    shown, beside = said()
    assert beside == ""
    lines = {line.split()[0]: line for line in shown.splitlines() if line.startswith("pw_")}
    assert set(lines) == {ours[:13], theirs[:13]}
    assert "ended" in lines[ours[:13]]
    ends = database.read(
        lambda s: s.scalar(select(KeyRow.expires_at).where(KeyRow.prefix == theirs[:13]))
    )
    assert f"{ends:%Y-%m-%d}" in lines[theirs[:13]]
    assert f"{now():%Y-%m-}" in lines[theirs[:13]].rpartition("admin")[2]
    assert ours[14:] not in shown
    assert theirs[14:] not in shown


@pytest.mark.parametrize("prefix", ["pw_0000000000", "[/red]", "", "x" * 300])
@pytest.mark.parametrize("command", ["rotate", "revoke"])
def test_no_such_key(call, fails, command, prefix):
    fails(call("keys", command, prefix), "no working key")
    fails(call("keys", command, prefix, "--lang", "zh"), "没有有效的密钥")
