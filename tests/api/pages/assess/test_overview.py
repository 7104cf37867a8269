"""The list of self-assessments, without scripts: what it tells, and what can be taken back."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, update

from api.db.columns import now
from api.db.tables import AssessmentRow, ResultRow
from api.jobs.housekeeping import erase_old
from api.limits.retention import Retention
from api.pages.assess.overview import PAGE
from tests.api.assessments.desk import content
from tests.own_data import visited

ZH = {"Accept-Language": "zh"}
EMPTY = {"name": "Begun", "enterprise": {}}
READY = {
    "name": "Ready",
    "enterprise": {
        "home": {"province": "Zhejiang"},
        "sectors": ["auto_parts"],
        "intent": "trial",
        "needs_standard_factory": True,
    },
    "weights": {"kind": "objective", "scheme": "equal"},
}


def make(reader: Any, **fields: Any) -> str:
    """Save an assessment and return its id."""
    made = reader.desk.ask("POST", "/v1/assessments", 201, json=content(**fields))
    return str(made.json()["id"])


def ranked(reader: Any, **fields: Any) -> str:
    made = make(reader, **fields)
    reader.desk.run(f"/v1/assessments/{made}")
    return made


def rows(text: str) -> dict[str, str]:
    """Return the text of each row by the name in it."""
    found = re.findall(r"<tr>(.*?)</tr>", text.partition("<tbody>")[2], re.DOTALL)
    plain = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in found]
    names = [re.search(r'<th scope="row">(?:<a[^>]*>)?([^<\n]*)', row)[1] for row in found]  # type: ignore[index]
    return dict(zip(names, plain, strict=True))


def test_an_empty_list_says_what_this_is_and_begins_in_one_press(reader):
    text = reader.get("/assess")
    assert "Nothing here yet" in text
    assert text.count('href="/assess/new"') == 1
    assert "/assess/deleted" not in text


def test_each_row_tells_first_choice_certainty_and_date(reader):
    made = ranked(reader, name="Four parks", sensitivity=True)
    ranked(reader, name="TOPSIS", sensitivity=True, method={"name": "topsis"})
    row, drawn = (rows(reader.get("/assess"))[name] for name in ("Four parks", "TOPSIS"))
    stored = reader.desk.ask("GET", f"/v1/assessments/{made}/results/1", 200).json()
    assert stored["answer"]["decision"]["word"] == "answer"
    assert "Priorities open" in row
    assert "of 20" not in row  # a decision is told, and no draws
    assert re.search(r"(Clear|Likely|Leaning|Open|Not enough to say) \d+ of 20", drawn)
    assert stored["answer"]["ranking"][0]["name"] in row
    assert "Up to date" in row
    assert "result" in row
    chinese = rows(reader.get("/assess", headers=ZH))["Four parks"]
    assert "泰中罗勇工业园" in chinese
    assert re.search(r"\d+月\d+日 \d\d:\d\d", chinese)
    assert "UTC" not in chinese


def test_what_stands_open_is_said(reader):
    make(reader, **EMPTY, parks=None)
    make(reader, **READY, parks=None)
    ranked(reader, name="Bare")
    found = rows(reader.get("/assess"))
    assert "Questions still open" in found["Begun"]
    assert "No result yet" in found["Begun"]
    assert "Answered, not ranked yet" in found["Ready"]
    assert "Not worked out" in found["Bare"]
    assert "Thai-Chinese Rayong Industrial Zone" in found["Bare"]


@pytest.mark.long
def test_an_older_result_says_what_it_is_older_than(reader):
    changed, renamed, engine, catalogue = (
        ranked(reader, name=name) for name in ("changed", "first name", "engine", "catalogue")
    )
    desk = reader.desk
    desk.ask("PATCH", f"/v1/assessments/{changed}", 200, json={"enterprise": {"size": "large"}})
    desk.ask("PATCH", f"/v1/assessments/{renamed}", 200, json={"name": "renamed", "note": "x"})

    def age(session: Any) -> None:
        row = session.get_one(ResultRow, (engine, 1))
        row.engine = "parkwise 0.1.0"
        row = session.get_one(ResultRow, (catalogue, 1))
        row.headline = {**row.headline, "catalogue": "0" * 64}

    desk.database.write(age)
    found = rows(reader.get("/assess"))
    assert "Answers changed since this result" in found["changed"]
    assert "Up to date" in found["renamed"]
    for made, is_said in ((changed, True), (renamed, False)):
        assert ("was changed since" in reader.get(f"/assess/{made}/results/1")) == is_said
    assert "The model is newer" in found["engine"]
    assert "The catalogue is newer" in found["catalogue"]
    _, text = reader.send(f"/assess/{engine}/run")
    assert text
    assert "Up to date" in rows(reader.get("/assess"))["engine"]
    desk.ask("PUT", "/v1/overlay", 200, content=visited())
    assert "Your own data changed" in rows(reader.get("/assess"))["renamed"]


def test_the_list_reads_no_answer(reader):
    for name in ("a", "b"):
        ranked(reader, name=name)
    asked: list[str] = []
    engine = reader.desk.database.engine
    event.listen(engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    reader.get("/assess")
    reader.desk.ask("GET", f"/v1/assessments/{ranked(reader)}/results", 200)
    lists = [said for said in asked if "FROM results" in said and "INSERT" not in said]
    assert lists
    assert not [said for said in lists if "results.answer" in said]
    assert len(asked) < 40


def test_those_changed_last_come_first_page_by_page(reader):
    names = [f"n{number:02}" for number in range(PAGE + 3)]
    for name in names:
        make(reader, name=name)
    first = reader.get("/assess")
    assert list(rows(first)) == names[:2:-1]
    assert f"{len(names)} in all" in first
    following = re.search(r'href="(/assess\?cursor=[^"]+)"', first)[1]
    second = reader.get(following)
    assert list(rows(second)) == names[2::-1]
    assert 'href="/assess"' in second
    assert 'rel="next"' not in second
    reader.get("/assess?cursor=x", 422)


def test_a_name_is_changed_and_taken_back(reader):
    made = make(reader, name="Before")
    place, text = reader.send(f"/assess/{made}/name", name="  <b>After</b> ")
    assert place == "/assess"
    raw = reader.desk.client.get(f"/assess?renamed={made}").text
    assert "&lt;b&gt;After&lt;/b&gt;" in raw
    assert "<b>After" not in raw
    assert "Call it “Before” again" in text
    reader.send(
        f"/assess/{made}/name",
        name=re.search(r'type="hidden" name="name" value="([^"]*)"', text)[1],
    )
    assert "Before" in rows(reader.get("/assess"))
    found = reader.desk.ask("GET", f"/v1/assessments/{made}", 200).json()
    assert (found["name"], found["content"]["name"], found["version"]) == ("Before", "Before", 3)


@pytest.mark.parametrize(
    ("name", "said"), [("  ", "is empty"), ("x" * 201, "at most 200"), ("a\u202eb", "U+202E")]
)
def test_a_name_that_cannot_be_is_shown_as_typed_and_not_saved(reader, name, said):
    made = make(reader, name="Before")
    _, text = reader.send(f"/assess/{made}/name", 422, name=name)
    assert said in text
    assert f'value="{name}"' in text
    assert 'aria-invalid="true"' in text
    assert reader.desk.ask("GET", f"/v1/assessments/{made}", 200).json()["version"] == 1


def test_an_assessment_that_no_catalogue_knows_any_more_is_renamed_all_the_same(reader):
    made = make(reader, name="Before")

    def spoil(session: Any) -> None:
        row = session.get_one(AssessmentRow, made)
        row.content = {**row.content, "parks": ["long_gone"]}

    reader.desk.database.write(spoil)
    reader.send(f"/assess/{made}/name", name="After")
    assert "After" in rows(reader.get("/assess"))


def test_it_is_deleted_undone_and_deleted_again(reader):
    made = ranked(reader, name="Mine")
    place, text = reader.send(f"/assess/{made}/delete")
    assert place == "/assess"
    assert "“Mine” was deleted" in text
    assert rows(text) == {}
    assert f'action="/assess/{made}/restore"' in text
    reader.get(f"/assess/{made}", 404)
    _, text = reader.send(f"/assess/{made}/restore")
    assert "“Mine” is back" in text
    assert "Thai-Chinese Rayong" in rows(text)["Mine"]
    assert "was deleted" not in reader.get(f"/assess?deleted={made}")
    reader.send(f"/assess/{made}/delete")
    shown = reader.get("/assess/deleted")
    row = rows(shown)["Mine"]
    [item] = reader.desk.ask("GET", "/v1/assessments?state=deleted", 200).json()["items"]
    until = datetime.fromisoformat(item["deleted_at"]) + timedelta(days=30)
    assert f"{until.day} {until:%B %Y}" in row
    assert f'action="/assess/{made}/restore"' in shown
    assert "最后期限" in reader.get("/assess/deleted", headers=ZH)


def test_what_is_deleted_for_good_is_not_offered(reader):
    made = make(reader, name="Mine")
    reader.send(f"/assess/{made}/delete")

    def age(session: Any) -> None:
        session.execute(update(AssessmentRow).values(deleted_at=now() - timedelta(days=31)))

    reader.desk.database.write(age)
    erase_old(reader.desk.database, Retention())
    assert "Mine" not in reader.get("/assess/deleted")
    reader.send(f"/assess/{made}/restore", 404)


def test_others_see_and_change_nothing(reader):
    made = make(reader, name="Mine")
    other = reader.desk.of("other", "write")
    get = reader.desk.client.get
    assert "Mine" not in get("/assess", headers=other.headers).text
    for what in ("renamed", "deleted", "restored"):
        assert "Mine" not in get(f"/assess?{what}={made}", headers=other.headers).text
    for act in ("name", "delete", "restore"):
        answer = reader.desk.client.post(
            f"/assess/{made}/{act}", data={"name": "x"}, headers=other.headers
        )
        assert answer.status_code == 404
    looks = reader.desk.of("other", "read")
    own = other.create(name="Theirs").rpartition("/")[2]
    for act in ("name", "delete", "restore"):
        answer = reader.desk.client.post(
            f"/assess/{own}/{act}", data={"name": "x"}, headers=looks.headers
        )
        assert answer.status_code == 403
    assert "Theirs" in get("/assess", headers=looks.headers).text
