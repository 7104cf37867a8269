"""Answers to where things are stand where `questions.toml` says."""

from pathlib import Path

import tomli

from tests.architecture.house import ROOT

QUESTIONS = tomli.loads(Path(__file__).with_name("questions.toml").read_text(encoding="utf-8"))


def test_each_answer_is_a_file() -> None:
    assert len(QUESTIONS) >= 38
    for question, answers in QUESTIONS.items():
        assert answers, question
        for answer in answers:
            assert (ROOT / answer).is_file(), answer
