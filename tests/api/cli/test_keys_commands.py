import json

import pytest


@pytest.fixture
def place(tmp_path):
    return {"PARKWISE_DATABASE": f"sqlite:///{tmp_path}/keys.db"}


def test_from_making_to_ending(call, place):
    made = call("keys", "create", "--org", "ours", "--scope", "admin", "--days", "5", **place)
    assert made.exit_code == 0
    key = made.stdout.strip()
    listed = call("keys", "list", **place)
    assert (listed.exit_code, listed.stderr) == (0, "")
    for word in (key[:13], "ours", "admin"):
        assert word in listed.stdout
    [told] = json.loads(call("keys", "list", "--json", **place).stdout)
    assert (told["key"], told["organisation"]) == (key[:13], "ours")
    assert key[:13] in call("keys", "list", "--csv", **place).stdout
    rotated = call("keys", "rotate", key[:13], "--grace-hours", "1", **place)
    assert rotated.exit_code == 0
    assert rotated.stdout.strip() not in ("", key)
    revoked = call("keys", "revoke", key[:13], **place)
    assert (revoked.exit_code, revoked.stdout) == (0, f"The key {key[:13]} has ended.\n")
    assert call("keys", "revoke", key[:13], **place).exit_code == 2


def test_in_chinese(call, place):
    assert "我方" in call("keys", "create", "--org", "我方", "--lang", "zh", **place).stderr
    assert "组织" in call("keys", "list", LANG="zh_CN.UTF-8", **place).stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("create",),
        ("create", "--org", "a", "--scope", "all"),
        ("create", "--org", "a", "--days", "0"),
        ("rotate", "pw_0", "--grace-hours", "169"),
        *(("revoke",), ("dance",), ()),
    ],
)
def test_usage(call, place, arguments):
    result = call("keys", *arguments, **place)
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr
