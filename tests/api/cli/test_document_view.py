"""A document on a terminal: five lines, what a board reads, all of it where that is asked for."""

import json
import re
from pathlib import Path

import pytest

from tests.api.document.answers import PRICE

QUICK = ("--samples", "50", "--seed", "3")


def flat(shown: str) -> str:
    return " ".join(shown.replace(" - ", " ").split())


@pytest.mark.parametrize(
    ("language", "method", "words", "after"),
    [
        (
            "en",
            "ahp",
            ("In money: ", "For it: ", "What would change it: ", "Risk: ", "Next: "),
            "--memo prints",
        ),
        (
            "zh",
            "topsis",
            ("折成钱：", "理由：", "何种变化会改变结论：", "风险：", "下一步："),
            "加 --memo",
        ),
    ],
)
def test_the_answer_comes_in_a_few_lines(call, study, language, method, words, after):
    asked = ("recommend", study, "--weights", json.dumps(PRICE), "--method", method)
    result = call(*asked, "--lang", language)
    assert (result.exit_code, result.stderr) == (0, "")
    answer = json.loads(call(*asked, "--lang", language, "--json").stdout)
    lines = [line for line in result.stdout.splitlines() if line]
    assert f"({answer['ranking'][0]['alternative']})" in lines[1]
    sure = answer["decision"] or {"sentence": f"{round(20 * answer['verdict']['share_first'])}次"}
    assert sure["sentence"] in lines[2]
    assert [line.startswith(one) for line, one in zip(lines[3:], words, strict=False)] == [True] * 5
    assert lines[-1].startswith(after)
    assert len(lines) == 9
    if language == "zh":
        assert not re.search("[：；] ", result.stdout)


def test_what_a_board_reads_is_the_memo_of_the_reports(call, sheet):
    result = call("rank", sheet, "--memo")
    assert (result.exit_code, result.stderr) == (0, "")
    shown = result.stdout
    heads = ("Ranking", "What it leads by", "What would change it", "Next steps")
    places = [shown.index(f"\n{head}\n") for head in heads]
    assert places == sorted(places)
    for words in (
        "Rank   Alternative",
        "10,000 draws were ranked",
        "Enter what was learnt, rank again, and decide.",
        "--full prints everything that rests on",
    ):
        assert words in shown
    assert "factories" not in shown  # of parks alone
    assert "What other methods say" not in shown


@pytest.mark.parametrize(
    ("language", "deciding", "held"),
    [
        ("en", "able to change who is first: infrastructure of south.", "its own infrastructure"),
        ("zh", "足以改变第一名：south的“infrastructure”。", "它自己的infrastructure"),
    ],
)
def test_an_unknown_that_decides_is_said_and_is_no_reason(call, tmp_path, language, deciding, held):
    """The sheet of docs/problems.md, where south leads by what its `?` counts as."""
    text = Path("docs/problems.md").read_text(encoding="utf-8")
    (tmp_path / "parks.csv").write_text(text.split("```text\n")[1].split("```")[0])
    short = call("rank", tmp_path / "parks.csv", "--lang", language).stdout
    assert deciding in short
    assert not re.search("For it|理由", short)
    memo = call("rank", tmp_path / "parks.csv", "--memo", "--lang", language).stdout
    assert deciding in memo
    assert held in memo
    assert not re.search("^ 1 infrastructure", memo, re.MULTILINE)
    bare = call("rank", tmp_path / "parks.csv", "--no-sensitivity", "--lang", language).stdout
    assert deciding in bare


@pytest.mark.parametrize("depth", [(), ("--memo",)])
def test_judgements_that_contradict_themselves_come_first(call, write, depth):
    matrix = [[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1]]
    problem = {
        "criteria": [{"id": key, "direction": "benefit"} for key in "pqr"],
        "alternatives": [{"id": key} for key in "abc"],
        "performances": [[1, 5, 3], [4, 2, 2], [3, 3, 5]],
    }
    weights = {"kind": "ahp", "items": ["p", "q", "r"], "matrix": matrix}
    path = write("r.json", {"problem": problem, "weights": weights})
    shown = call("rank", path, *QUICK, *depth).stdout
    assert "yet p over r = 1/9" in shown
    assert depth or "Next: Judge again" in shown


def test_all_of_it(call, sheet):
    shown = call("rank", sheet, "--full", *QUICK).stdout
    for head in (
        *("How far each weight may move", "What the draws say"),
        *("Which fact would change the winner", "What other methods say"),
        *("Does the list of alternatives decide?", "The data as they were sent", "Record"),
    ):
        assert f"\n{head}\n" in shown
    assert "--full" not in shown
    assert "TOPSIS (normalisation: vector, distance: euclidean" in shown


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_says_what_the_answer_says(call, request_file, language):
    asked = ("--full", *QUICK, "--lang", language)
    answer = json.loads(call("rank", request_file, *asked[1:], "--json").stdout)
    found, shown = answer["sensitivity"], flat(call("rank", request_file, *asked).stdout)
    for sentence in found["explanation"]["sentences"][:3]:
        assert flat(sentence) in shown
    near = [item for item in found["facts"] if item["below"] or item["above"]]
    assert flat(near[0]["sentence"]) in shown
    assert flat(found["reversal"]["sentence"]) in shown
    for item in answer["warnings"]:
        if item["code"] not in ("uncertain_cell", "unknown_cell"):
            assert flat(item["detail"]) in shown


def test_speaks_chinese(call, sheet):
    result = call("rank", sheet, "--memo", "--lang", "zh", *QUICK)
    assert result.exit_code == 0
    for words in ("排名", "名次", "下一步", "什么会改变结论"):
        assert words in result.stdout
    assert call("rank", sheet, "--memo", *QUICK, LANG="zh_CN.UTF-8").stdout == result.stdout


def test_a_recommendation(call, enterprise):
    shown = call("recommend", enterprise, *QUICK, "--full").stdout
    for words in (
        *("Thai-Chinese Rayong Industrial Zone (tcr)", "Nobody stated these weights."),
        *("How far each weight may move", "Evidence", "What to ask next"),
        *("values are known only within bounds", "Trade cost exposure"),
    ):
        assert words in shown
    chinese = call("recommend", enterprise, *QUICK, "--lang", "zh", "--full", COLUMNS="240").stdout
    chinese, _, sources = chinese.partition("\n来源与原文\n")
    assert "“" in sources
    for words in ("泰中罗勇工业园 (tcr)", "证据", "下一步该问什么", "土地价格", "美元/平方米"):
        assert words in chinese
    for unit in ("USD/m2", "of export value", "connections", "percentile"):
        assert unit not in chinese


def test_names_follow_the_language(call, request_file):
    english = call("rank", request_file, "--memo", *QUICK).stdout
    chinese = call("rank", request_file, "--memo", "--lang", "zh", *QUICK).stdout
    assert "North Park (north)" in english
    assert "Land price" in english
    assert "北园 (north)" in chinese
    assert "土地价格" in chinese


def test_ties_and_exclusions(call, write):
    document = {
        "problem": {
            "criteria": [{"id": "a[b]", "direction": "benefit"}],
            "alternatives": [{"id": "x"}, {"id": "[bold]y"}, {"id": "z"}],
            "performances": [[2.0], [2.0], [1.0]],
        },
        "weights": {"kind": "direct", "values": {"a[b]": 1.0}},
        "requirements": [{"criterion": "a[b]", "at_least": 1.5}],
    }
    shown = call("rank", write("r.json", document), "--memo", *QUICK).stdout
    assert shown.count("1 =") == 2
    assert "are shared: these alternatives are level" in shown
    assert "[bold]y" in shown
    assert "Not considered, and what to heed\n - z: " in shown
    whole = call("rank", write("r.json", document), "--full", *QUICK).stdout
    for head in ("How sure", "Ranking", "Why this one", "Not considered, and what to heed"):
        assert whole.count(f"\n{head}\n") == 1
    document["requirements"][0]["at_least"] = 3.0
    shown = call("rank", write("r.json", document), "--memo", *QUICK).stdout
    assert "No alternative meets what was asked" in shown
    assert "Not considered, and what to heed" in shown


def test_without_an_analysis(call, enterprise):
    shown = call("recommend", enterprise, "--no-sensitivity", "--full").stdout
    assert "Evidence" in shown
    assert "Why this one" not in shown
    assert "how firm it is was not examined" in shown


def test_what_is_asked_for(call, sheet, fails):
    asked = ("--samples", "50", "--multiverse")
    answer = json.loads(call("rank", sheet, *asked, "--json").stdout)["sensitivity"]
    shown = flat(call("rank", sheet, *asked, "--full").stdout)
    assert flat(answer["multiverse"]["sentences"][0]) in shown
    fails(call("rank", sheet, "--no-sensitivity", "--multiverse"), "--multiverse")


def test_on_a_narrow_terminal_nothing_is_lost(call, sheet):
    wide = call("rank", sheet, "--full", *QUICK).stdout
    narrow = call("rank", sheet, "--full", *QUICK, COLUMNS="60").stdout
    assert max(map(len, narrow.splitlines())) <= 60
    for word in {word for word in flat(wide).split() if len(word) > 4 and word.isalpha()}:
        assert word in narrow.replace("\n", " ") or word in narrow.replace("\n", "")
