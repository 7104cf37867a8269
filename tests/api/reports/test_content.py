import pytest

from api.reports.content import with_note
from tests.api.reports.conftest import HOSTILE, texts, written


def test_the_head_of_a_report(study):
    found = written(study)
    assert found["winners"] == ["Thai-Chinese Rayong Industrial Zone"]
    assert (found["kicker"], found["name"]) == ("Recommended", HOSTILE)
    assert (found["day"], found["hash"]) == ("25 November 2026", study["record"]["input_sha256"])
    assert found["notes"] == []
    assert found["words"]["page"] == "Page {page} of {pages}"


@pytest.mark.parametrize(
    ("which", "kicker"),
    [
        ("tied", "Level at the top"),
        ("nobody", "No park meets what was asked"),
        ("alone", "The only one compared"),
    ],
)
def test_every_outcome_is_named(request, which, kicker):
    assert written(request.getfixturevalue(which))["kicker"] == kicker


def test_the_other_language_is_made_again(study):
    found = written(study, "zh")
    assert found["winners"] == ["泰中罗勇工业园"]
    assert "领先" in texts(found["memo"])
    assert "leads" not in texts(found["memo"])
    assert found["notes"] == []


def test_what_cannot_be_made_again_keeps_its_language_and_says_so(study):
    lines = [{**line, "score": line["score"] / 2} for line in study["ranking"]]
    found = written({**study, "ranking": lines}, "zh")
    assert "其他版本的引擎" in found["notes"][0]
    assert "leads" in texts(found["memo"])


@pytest.mark.parametrize("template", ["location", "park-model"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_other_templates(ask, template, language):
    answer = ask(language, template=template, enterprise={})
    found = written(answer, language)
    assert found["title"] == ("方案比选报告" if language == "zh" else "Choice among alternatives")
    assert "scenario" not in [part["id"] for part in found["annex"]]


def test_a_note(study):
    found = written(study)
    assert with_note(found, "said")["notes"] == ["said"]
    assert found["notes"] == []
