import sys

from api.cli import main
from tests.refusals import rejects


def test_version_and_help(call):
    assert call("--version").stdout.startswith("parkwise ")
    shown = call("--help").stdout
    for command in ("serve", "rank", "recommend", "methods", "profiles"):
        assert command in shown


def test_main(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["parkwise", "--version"])
    with rejects(SystemExit, code=0):
        main()
    assert capsys.readouterr().out.startswith("parkwise ")


def test_usage(call, sheet):
    for arguments in ((), ("rank",), ("rank", sheet, "--lang", "fr"), ("dance",)):
        result = call(*arguments)
        assert result.exit_code == 2
        assert "Traceback" not in result.stderr
