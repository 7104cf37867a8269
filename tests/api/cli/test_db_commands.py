import pytest


@pytest.fixture
def place(tmp_path):
    return {"PARKWISE_DATABASE": f"sqlite:///{tmp_path}/work.db"}


def test_each_command_does_its_work(call, place, tmp_path):
    assert call("db", "check", **place).exit_code == 1
    assert call("db", "upgrade", **place).exit_code == 0
    assert call("db", "check", **place).exit_code == 0
    assert call("db", "backup", tmp_path / "copy.db", **place).exit_code == 0
    assert (tmp_path / "copy.db").is_file()


def test_spoken_in_the_language_of_the_environment(call, place):
    assert "升级" in call("db", "upgrade", LANG="zh_CN.UTF-8", **place).stdout
    assert "最新" in call("db", "upgrade", "--lang", "zh", **place).stdout


@pytest.mark.parametrize("arguments", [(), ("backup",), ("dance",), ("check", "--lang", "fr")])
def test_usage(call, place, arguments):
    result = call("db", *arguments, **place)
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr
