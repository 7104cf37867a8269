import re

import pytest


@pytest.fixture
def path(reader):
    path = reader.begin()
    reader.send(f"{path}/trust", which_parks="these", parks=["ljip", "vcep", "tcr", "kitic"])
    return path


def _asked(text):
    return dict(re.findall(r'name="(question_id)" value="([^"]*)"', text))


def test_from_a_kind_of_enterprise_to_the_end(reader, path):
    place, text = reader.send(f"{path}/priorities", profile="first-time-private-exporter")
    assert place == f"{path}/interview"
    assert reader.content(path)["weights"]["id"] == "first-time-private-exporter"
    for _ in range(60):
        asked = _asked(text)
        if not asked:
            break
        _, text = reader.send(f"{path}/interview", **asked, reply="first")
    assert not _asked(text)
    assert 'class="note"' in text
    place, text = reader.send(f"{path}/run")
    assert place == f"{path}/results/1"


def test_none_of_these_begins_with_nothing(reader, path):
    reader.send(f"{path}/priorities", profile="first-time-private-exporter")
    reader.send(f"{path}/priorities", profile="none")
    assert "weights" not in reader.content(path)
    assert "checked" in reader.get(f"{path}/priorities")


def test_weights_given_elsewhere_may_stay(reader, path):
    number = path.rpartition("/")[2]
    weights = {"kind": "objective", "scheme": "equal"}
    reader.desk.ask("PATCH", f"/v1/assessments/{number}", 200, json={"weights": weights})
    assert 'value="other"' in reader.get(f"{path}/priorities")
    reader.send(f"{path}/priorities", profile="other")
    assert reader.content(path)["weights"] == weights


def test_answers_are_saved_and_taken_back(reader, path):
    text = reader.get(f"{path}/interview")
    for reply in ("first", "unknown", "equal"):
        _, text = reader.send(f"{path}/interview", **_asked(text), reply=reply)
    said = [answer["reply"] for answer in reader.content(path)["answers"]]
    assert said == ["first", "unknown", "equal"]
    reader.send(f"{path}/undo", number="1")
    reader.send(f"{path}/undo")
    assert [answer["reply"] for answer in reader.content(path)["answers"]] == ["unknown"]
    reader.send(f"{path}/undo")
    reader.send(f"{path}/undo")
    assert reader.content(path)["answers"] == []


def test_a_contradiction_is_saved_and_shown(reader, path):
    asked = _asked(reader.get(f"{path}/interview"))
    reader.send(f"{path}/interview", **asked, reply="first")
    _, text = reader.send(f"{path}/interview", **asked, reply="second")
    assert "contradict each other" in text
    assert len(reader.content(path)["answers"]) == 2


def test_what_no_question_asked_is_refused(reader, path):
    strange = {"first_criterion": "x", "first_amount": "y", "reply": "maybe"}
    for fields in ({}, strange, {"question_id": "x", "reply": "first"}):
        _, text = reader.send(f"{path}/interview", 422, **fields)
        assert 'role="alert"' in text
