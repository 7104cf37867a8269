"""The interview in the terminal, by replies that are piped: the same questions as over HTTP."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from api.app import create_app
from api.cli.interview import REPLIES
from api.http.localisation import decode, localise
from api.interviews.interview_status import standing_of
from api.results.evaluation import evaluate
from api.settings import Settings
from mcda.parks import load_catalogue
from tests.clients import TestClient

FOUR = ["ljip", "vcep", "tcr", "kitic"]
SHEET = """\
alternative,price,utilities
direction,cost,benefit
unit,USD/m2,connections
low,50,0
high,250,8
north,160,5
south,90,2
east,120,4
"""
FIRST = {"en": "Question 1", "zh": "第 1 题"}


@pytest.fixture
def study(write, enterprise_facts):
    document = {"enterprise": enterprise_facts, "parks": FOUR, "sensitivity": False}
    return write("study.json", document)


@pytest.fixture
def hold(call):
    """Hold an interview with these replies, a line each; it must end well."""

    def hold(*arguments, replies="", **environment):
        result = call(
            "interview", *arguments, sent="".join(f"{r}\n" for r in replies), **environment
        )
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout

    return hold


def kept(path):
    return json.loads(path.read_text("utf-8"))


def replied(path):
    return [answer["reply"] for answer in kept(path)["answers"]]


def stands(content, language="en"):
    return localise(standing_of(content, Settings()), language)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_questions_are_those_of_the_service(hold, study, tmp_path, language):
    out = tmp_path / "a.json"
    shown = hold(study, "--out", out, "--lang", language, replies="1=2q")
    content = {"name": "study", **kept(study), "answers": []}
    for answer in kept(out)["answers"]:
        now = stands(content, language)
        question = now["question"]
        for side in ("first", "second"):
            assert f"{question[side]['text']}\n" in shown
            assert {k: v for k, v in answer[side].items() if v != question[side][k]} == {}
        assert question["reason"] in shown
        content["answers"].append(answer)
    assert replied(out) == ["first", "equal", "second"]
    now = stands(content, language)
    assert f"{now['standing']['loss'] * 100:.1f}" in shown
    assert re.split(r"[.。]", now["standing"]["sentence"])[0] in shown
    assert now["question"]["reason"] in shown
    assert FIRST[language] in shown


def test_levels_say_what_they_ask_for_and_figures_what_they_are_about(hold, study):
    shown = hold(study, replies="?" * 12)
    catalogue = load_catalogue()
    rules = {level.rule["en"] for one in catalogue.ladders.values() for level in one.levels}
    abouts = {info.description["en"] for info in catalogue.all_criteria}
    said_of_it = [line.strip() for line in shown.splitlines() if line.startswith("     ")]
    told = [line.partition("”: ")[2] or line for line in said_of_it]
    assert set(told) <= rules | abouts
    assert set(told) & rules
    assert set(told) & abouts
    sides = [line for line in shown.splitlines() if re.match(r"  [12]  “", line)]
    assert len(said_of_it) >= len(sides) > 4


def test_keys_may_be_wide_or_large_and_others_are_refused(hold, study, tmp_path):
    out = tmp_path / "a.json"
    shown = hold(study, "--out", out, replies=["１", "＝", "maybe", "", "？", " 2 ", "Ｕ", "Q"])
    assert replied(out) == ["first", "equal", "unknown"]
    assert "“maybe” is none of the replies." in shown
    assert "“” is none of the replies." in shown
    assert "Answer 4 was taken back." in shown
    assert set(REPLIES.values()) == {"first", "second", "equal", "unknown"}


def test_answers_are_taken_back_one_by_one(hold, study, tmp_path):
    out = tmp_path / "a.json"
    shown = hold(study, "--out", out, replies="12uuu1q")
    assert replied(out) == ["first"]
    assert [f"Answer {k} was taken back." in shown for k in (1, 2, 3)] == [True, True, False]
    assert "There is no answer to take back." in shown
    questions = shown.split("\nQuestion ")[1:]
    assert [one[0] for one in questions] == list("1232112")[: len(questions)]
    same = [one.partition("\n")[2].partition("> ")[0] for one in questions]
    assert same[0] == same[4] == same[5]


def test_it_ends_with_the_five_lines_and_counts_as_weights(hold, call, study, tmp_path):
    out = tmp_path / "a.json"
    shown = hold(study, "--out", out, replies="1121q")
    found = decode(evaluate(kept(out), Settings()).answer)
    for source in ((study, "--weights", out), (out,)):
        answer = json.loads(call("recommend", *source, "--json").stdout)
        assert answer["weights"]["kind"] == "replies"
        assert answer["weights"]["values"] == found["weights"]["values"]
    assert call("recommend", study, "--weights", out).stdout in shown
    greatest = max(answer["weights"]["values"], key=answer["weights"]["values"].__getitem__)
    name = answer["names"]["criteria"][greatest]
    assert f"Weights by your answers: {name} " in shown
    assert f"--weights {out}" in shown.splitlines()[-1]


def test_what_is_kept_is_an_assessment(hold, study, tmp_path):
    out = tmp_path / "a.json"
    hold(study, "--out", out, replies="12q")
    app = create_app(Settings(database=f"sqlite:///{tmp_path}/own.db", job_runners=0))
    with TestClient(app) as client:
        made = client.post("/v1/assessments", json=kept(out))
        assert made.status_code == 201, made.text
        asked = client.get(f"{made.headers['location']}/next-question").json()
    assert asked["question"] == stands(kept(out))["question"]
    assert [answer["reply"] for answer in asked["answers"]] == ["first", "second"]


def test_other_weights_take_the_place_of_answers(hold, call, study, tmp_path):
    out = tmp_path / "a.json"
    hold(study, "--out", out, replies="11q")
    answer = json.loads(call("recommend", out, "--weights", "security-seeker", "--json").stdout)
    assert answer["weights"]["kind"] == "profile"


def test_an_interrupted_interview_goes_on(hold, study, tmp_path):
    whole, half = tmp_path / "whole.json", tmp_path / "half.json"
    hold(study, "--out", whole, "--weights", "security-seeker", replies="12=1q")
    hold(study, "--out", half, "--weights", "security-seeker", replies="12")
    shown = hold(study, "--out", half, replies="=1q")
    assert "Answers that are there already: 2." in shown
    assert "\nQuestion 3" in shown
    assert kept(half) == kept(whole)
    again = hold(half, replies="uuuuuq")
    assert "Answers that are there already: 4." in again
    assert "Answer 1 was taken back." in again
    assert kept(half) == kept(whole)  # without --out nothing is kept


def test_the_end_of_the_input_stops(hold, study, tmp_path):
    out = tmp_path / "a.json"
    shown = hold(study, "--out", out, replies="")
    assert replied(out) == []
    assert "Weights, as nothing was answered: " in shown
    assert "So far: " not in shown
    assert "--out FILE.json keeps the answers" in hold(study)


def test_where_it_stops_more_can_be_asked(hold, write, tmp_path):
    sheet, out = write("s.csv", SHEET), tmp_path / "a.json"
    given = (sheet, "--method", "weighted_sum", "--param", "normalisation=range", "--out", out)
    shown = hold(*given, replies="1" * 40)
    assert replied(out) == ["first"] * 5
    assert "You may stop: by your answers" in shown
    assert "Enter: the result; m: more questions; u: take the last answer back" in shown
    shown = hold(*given, replies="u1m1q")
    assert "Answer 5 was taken back." in shown
    assert [f"\nQuestion {k}" in shown for k in (4, 5, 6)] == [False, True, True]
    assert replied(out) == ["first"] * 6


def test_a_problem_of_ones_own(hold, call, write, tmp_path):
    out = tmp_path / "a.json"
    sheet = write("s.csv", SHEET)
    shown = hold(sheet, "--out", out, replies="1q")
    assert "Which of these two differences should count for more?" in shown
    assert "“price” lower by " in shown
    assert "any weights may be right" in shown
    assert call("rank", sheet, "--weights", out).stdout in shown
    assert call("rank", out).stdout in shown
    assert json.loads(call("rank", out, "--json").stdout)["weights"]["kind"] == "replies"
    assert "which is worth more" in hold(sheet, "--method", "weighted_sum", replies="q").casefold()


def test_weights_that_say_all_are_told_to_be_no_beginning(hold, write):
    weighed = SHEET.replace("low,", "weight,2,1\nlow,")
    assert "It begins with nothing: weights of the kind" in hold(write("s.csv", weighed))
    order = '{"kind": "ranked", "order": [["price"], ["utilities"]]}'
    assert "It begins here" in hold(write("s.csv", SHEET), "--weights", order)


def test_a_comparison_takes_interviews(hold, call, study, write, tmp_path):
    one, other = tmp_path / "owner.json", tmp_path / "sales.json"
    hold(study, "--out", one, replies="11q")
    hold(study, "--out", other, replies="22q")
    about = write("few.json", {"enterprise": kept(study)["enterprise"], "parks": FOUR})
    given = ("--weights", one, "--weights", f"second={other}", "--json")
    answer = json.loads(call("compare", about, *given).stdout)
    assert [item["name"] for item in answer["rankings"]] == ["owner", "second"]
    assert {item["weights"]["kind"] for item in answer["rankings"]} == {"replies"}
    own = json.loads(call("recommend", about, "--weights", other, "--json").stdout)
    assert answer["rankings"][1]["weights"]["values"] == pytest.approx(own["weights"]["values"])


def test_chinese_to_the_last_word(hold, study, tmp_path):
    out = tmp_path / "a.json"
    shown = hold(study, "--out", out, "--lang", "zh", replies=["1", "x", "u", "u", "2", "?", "q"])
    names = [
        *load_catalogue().parks,
        *(park.name["zh"] for park in load_catalogue().parks.values()),
    ]
    known = {word for name in names for word in re.findall("[A-Za-z]+", name)}
    known |= {"TOPSIS", "memo", "full", "weights", "parkwise", "recommend", "o", "u", "q", "x"}
    shown = shown.replace(str(out), "").replace(str(study), "")
    assert set(re.findall("[A-Za-z]+", shown)) <= known


def test_what_cannot_be_done(call, fails, hold, study, write, tmp_path, enterprise_facts):
    fails(call("interview", "-"), "Replies are read from standard input")
    fails(call("interview", study, "--out", study), "exists and is not overwritten")
    fails(
        call("interview", study, "--out", tmp_path / "no" / "a.json"), "cannot be written", code=1
    )
    fails(call("interview", tmp_path / "none.json"), "none.json")
    fails(call("interview", write("e.json", {"size": "tiny"})), "/size: ")
    out = tmp_path / "a.json"
    hold(study, "--out", out, replies="1q")
    document = kept(out)
    document["answers"][0]["first"]["criterion"] = "nothing"
    wrong = write("wrong.json", document)
    place = "/answers/0/first/criterion: "
    fails(call("interview", wrong), place)
    fails(call("recommend", wrong), place)
    fails(call("recommend", study, "--weights", wrong), place)
    two = ("--weights", f"a={wrong}", "--weights", "b=security-seeker")
    about = write("few.json", {"enterprise": enterprise_facts, "parks": FOUR})
    fails(call("compare", about, *two), f"--weights a{place}")
    fails(call("interview", wrong, "--out", out), "exists and is not overwritten")
    alone = write("one.json", {"enterprise": enterprise_facts, "parks": ["ljip"]})
    fails(call("interview", alone), "two")


@pytest.mark.long
def test_the_real_command_reads_a_pipe(write, enterprise_facts, tmp_path):
    path = write("e.json", {"enterprise": enterprise_facts, "parks": FOUR, "sensitivity": False})
    command = [Path(sys.executable).with_name("parkwise"), "interview", path]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "100"}
    out = tmp_path / "a.json"
    run = subprocess.run(
        [*command, "--out", out, "--lang", "zh"],
        input="1\n＝\nq\n".encode(),
        capture_output=True,
        env=environment,
        check=True,
    )
    assert run.stderr == b""
    assert "> ＝" in run.stdout.decode()
    assert replied(out) == ["first", "equal"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_on_a_narrow_terminal_lines_are_folded_beneath_their_beginning(hold, study, language):
    shown = hold(study, "--lang", language, replies="?" * 4, COLUMNS="50")
    sides = re.split(r"\n(?! )", shown.partition("  1  ")[2].partition("\n> ")[0])[0].splitlines()
    assert len(sides) > 4
    assert all(line.startswith(("     ", "  2  ")) for line in sides[1:])
    assert max(map(cell_len, shown.splitlines())) <= 50
