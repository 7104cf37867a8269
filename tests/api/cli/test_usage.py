"""Help and refusals of the command line: whole on any width, in the language that is asked for."""

import os
import re
import subprocess
import sys

import pytest

from api.cli import terminal
from api.cli.commands import app
from tests.api.cli.conftest import SHEET

HELP_OF_ALL = """
from typer.testing import CliRunner
from api.cli.commands import COMMANDS, app

for path in ("", "catalogue", "keys", "db", *COMMANDS):
    print("=", path)
    print(CliRunner().invoke(app, [*path.split(), "--help"], prog_name="parkwise").stdout)
"""
# Names of things that are written so in every language.
SAME = {
    *("JSON", "CSV", "XLSX", "PDF", "TCP", "SQLite", "LANG", "AI", "MCP", "shell", "pw"),
    "Parkwise",
}
SAME |= {"CATALOGUE", "CLUSTER", "PARKWISE", "parkwise", "tls", "en", "zh", "N", "local", "check"}
SAME |= {"read", "write", "admin", "ahp", "topsis", "parks", "problem", "weights", "report", "json"}
SAME |= {"csv", "xlsx", "pdf", "html", "template", "methods", "keys", "recommend", "memo", "full"}
SAME |= {"file", "annex", "firm", "logo", "PNG", "SVG", "KiB", "TLS", "PEM", "CA", "CERTIFICATE"}
SAME |= {"KEY", "SQL", "PostgreSQL", "psql", "DATABASE", "OWNER", "SERVICE", "PASSWORD"}


def help_of_all(language, columns):
    environment = {**os.environ, "LANG": "C.UTF-8", "PYTHONIOENCODING": "utf-8", "LC_ALL": ""}
    environment["COLUMNS"] = str(columns)
    command = [sys.executable, "-c", HELP_OF_ALL, "--lang", language]
    run = subprocess.run(command, capture_output=True, env=environment, check=True)
    pages = run.stdout.decode().split("\n= ")
    assert len(pages) > 25
    return pages


def squeezed(text):
    return re.sub(r"\s", "", text)


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_is_whole_on_a_narrow_terminal(language):
    pages = help_of_all(language, 60)
    # Choices are folded beside what is said of them.
    whole = re.sub("<[a-z|-]+>", "", squeezed("".join(pages)))
    for key, entry in terminal.catalogue().items():
        if key.startswith("help_"):
            parts = re.split(r"[ 、，；。：]", entry[language])
            assert all(squeezed(part) in whole for part in parts), key
    assert "…" not in whole
    assert max(len(line) for page in pages for line in page.splitlines()) <= 60


def test_help_is_chinese_to_the_last_word():
    for page in help_of_all("zh", 200):
        names, _, text = page.partition("\n")
        # Commands and choices are written as they are typed.
        text = re.sub(r"(?m)^  [a-z-]+  |--[a-z-]+|<[a-z|-]+>|（默认：.*?）|\d", "", text)
        found = set(re.findall("[A-Za-z]+", text))
        assert found <= SAME | set(re.findall("[A-Za-z]+", names)), names


REFUSALS = [
    (("rank",), "FILE is missing.", "缺少 文件。"),
    (("rank", "S", "--method"), "--method needs a value.", "--method 需要一个值。"),
    (("rank", "S", "--sead", "4"), "There is no option --sead. Did you mean --seed?", "--seed？"),
    (("rank", "S", "a", "b"), "too much on the line: a b.", "多余的内容：a b。"),
    (("rank", "S", "--seed", "x"), "--seed: “x” must be a whole number.", "须为整数。"),
    (("serve", "--port", "99999"), "“99999” must be a whole number (0..65535).", "（0..65535）"),
    (("rank", "S", "--lang", "fr"), "choose one of en, zh.", "可选：en、zh。"),
    (("recomend",), "no command “recomend”. Did you mean recommend?", "您是否想写 recommend？"),
    (("methods", "chek"), "parkwise methods has no command “chek”. Did you mean check?", "check？"),
    (("keys", "create"), "--org is missing.", "缺少 --org。"),
]


@pytest.mark.parametrize(("words", "english", "chinese"), REFUSALS)
def test_refusals(call, fails, write, words, english, chinese):
    given = [write("s.csv", SHEET) if word == "S" else word for word in words]
    result = call(*given)
    fails(result, english)
    assert english in result.stderr.splitlines()[0]
    result = call(*given, LANG="zh_CN.UTF-8")
    fails(result, chinese)
    assert not re.search("Usage|Error|Invalid|Missing|No such", result.stderr)


def test_refusals_say_where_there_is_help(call):
    assert call("rank").stderr.splitlines()[-1].endswith("rank --help")
    assert call("rank", LANG="zh_CN.UTF-8").stderr.splitlines()[-1].startswith("帮助：")


def test_the_language_is_the_one_on_the_line(monkeypatch):
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    for line, language in (
        *((("--lang", "en"), "en"), (("--lang=en",), "en"), (("--lang", "fr"), "zh"), ((), "zh")),
    ):
        monkeypatch.setattr(sys, "argv", ["parkwise", "rank", *line])
        monkeypatch.delenv("LC_ALL", raising=False)
        monkeypatch.delenv("LC_MESSAGES", raising=False)
        assert terminal.spoken() == language


def test_errors_that_are_not_of_usage_reach_the_caller():
    from typer import TyperException
    from typer.main import get_command

    with pytest.raises(TyperException):
        get_command(app).main(["rank"], standalone_mode=False)


@pytest.mark.long
def test_completion_still_works():
    environment = {
        **os.environ,
        "_PARKWISE_COMPLETE": "complete_bash",
        "COMP_WORDS": "parkwise inter",
        "COMP_CWORD": "1",
    }
    script = "import sys; sys.argv[0] = 'parkwise'; from api.cli import main; main()"
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, env=environment, check=False
    )
    assert run.stdout.decode().split() == ["interview"]
