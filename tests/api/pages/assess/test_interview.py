import re
from html import unescape

import pytest


@pytest.fixture
def path(reader):
    path = reader.begin()
    reader.send(f"{path}/business", parks=["ljip", "vcep", "tcr", "kitic"])
    return path


def _asked(text):
    return dict(re.findall(r'name="(question_id)" value="([^"]*)"', text))


@pytest.mark.long
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
    assert "The facts of the parks" in text
    assert "What your answers weigh" in text
    place, text = reader.send(f"{path}/run")
    assert place == f"{path}/results/1"


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
    for land, reply in (("20", "first"), ("40", "second")):
        sides = {"first_criterion": "land_price", "second_criterion": "infrastructure"}
        amounts = {"first_amount": land, "second_amount": "1"}
        _, text = reader.send(f"{path}/interview", **sides, **amounts, reply=reply)
    note = text.partition('id="contradiction"')[2].partition("</div>")[0]
    assert "These answers do not fit together" in note
    for number in (1, 2):
        assert f"Question {number}: You chose “" in note
        assert f'href="{path}/interview?question={number}"' in note
    assert text.count("do not fit together") == 2  # and heard
    assert len(reader.content(path)["answers"]) == 2


def test_the_opposite_reply_to_a_question_counts_instead_and_undo_brings_back_the_first(
    reader, path
):
    asked = _form(reader.get(f"{path}/interview"))
    _, first = reader.send(f"{path}/interview", **asked, reply="first")
    del asked["number"]
    _, text = reader.send(f"{path}/interview", **asked, reply="second")
    assert "do not fit together" not in text
    assert "Question 2, about" in text
    assert len(re.findall(r"<li><span", text.partition('class="answered"')[2])) == 1
    assert [answer["reply"] for answer in reader.content(path)["answers"]] == ["first", "second"]
    _, text = reader.send(f"{path}/undo", count="2")
    said = 'class="answered"'
    assert text.partition(said)[2] == first.partition(said)[2]


@pytest.mark.long
def test_who_cannot_say_anything_is_not_told_of_weights_by_the_answers(reader, path):
    text = reader.get(f"{path}/interview")
    while _asked(text):
        _, text = reader.send(f"{path}/interview", **_form(text), reply="unknown")
    assert "What your answers weigh" not in text
    assert "fit your answers, about" not in text
    assert "By your priorities" not in text
    assert "Nobody stated" in text


def test_answers_are_told_in_the_words_of_their_cards(reader, path):
    text = reader.get(f"{path}/interview?more=1")
    for reply in ("first", "second", "equal", "unknown"):
        titles = re.findall(r'class="what" id="\w+-title">([^<]+)<', text)
        _, text = reader.send(f"{path}/interview", **_form(text), reply=reply)
        listed = re.findall(r"<li>.*?</li>", text.partition('class="answered"')[2], re.DOTALL)[-1]
        for title in titles:
            assert title in listed or title[0].lower() + title[1:] in listed
        assert "is worth" not in listed
    chinese = reader.get(f"{path}/interview", headers={"Accept-Language": "zh"})
    assert "更有价值" not in chinese
    assert "您选了“" in chinese


def test_how_many_are_left_does_not_count_this_one(reader, path):
    text = reader.get(f"{path}/interview?lang=zh")
    number, left, most = re.search(r"第(\d+)题，之后约(\d+)题，最多(\d+)题", text).groups()
    assert int(number) + int(left) <= int(most)


def test_what_no_question_asked_is_refused(reader, path):
    strange = {"first_criterion": "x", "first_amount": "y", "reply": "maybe"}
    for fields in ({}, strange, {"question_id": "x", "reply": "first"}):
        _, text = reader.send(f"{path}/interview", 422, **fields)
        assert 'role="alert"' in text


def _form(text):
    """Return the hidden fields of the form that asks."""
    form = re.search(r'<form method="post" action="[^"]*/interview".*?</form>', text, re.DOTALL)
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form[0]))


def _part(reader, path, **fields):
    """Send a form as the script does; return the part of the page and where it is."""
    address, headers = f"{path}/{fields.pop('to', 'interview')}", {"Parkwise-Part": "interview"}
    answer = reader.desk.client.post(address, data=fields, headers=headers, follow_redirects=False)
    assert answer.status_code in (200, 422), answer.text[:300]
    assert answer.headers["parkwise-part"] == "interview"
    return unescape(answer.text), answer.headers["content-location"]


def test_a_script_is_sent_the_part_that_stands_in_the_page(reader, path):
    part, place = _part(reader, path, **_form(reader.get(f"{path}/interview")), reply="second")
    assert place == f"{path}/interview?question=2"
    assert "<html" not in part
    whole = reader.get(place)
    assert part.strip() in whole
    assert [answer["reply"] for answer in reader.content(path)["answers"]] == ["second"]
    part, _ = _part(reader, path, question_id="x", reply="first")
    assert 'role="alert"' in part


def test_without_scripts_the_address_names_the_question(reader, path):
    asked = _form(reader.get(f"{path}/interview"))
    answer = reader.desk.client.post(
        f"{path}/interview", data={**asked, "reply": "first"}, follow_redirects=False
    )
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{path}/interview?question=2"


def test_what_is_sent_twice_is_saved_once(reader, path):
    asked = _form(reader.get(f"{path}/interview"))
    for _ in range(2):
        _, text = reader.send(f"{path}/interview", **asked, reply="first")
    assert len(reader.content(path)["answers"]) == 1
    reader.send(f"{path}/interview", **_form(text), reply="second")
    for _ in range(2):
        reader.send(f"{path}/undo", count="2")
    assert len(reader.content(path)["answers"]) == 1


def test_an_earlier_answer_is_shown_and_changed_in_its_place(reader, path):
    text = reader.get(f"{path}/interview")
    for reply in ("first", "second", "equal"):
        _, text = reader.send(f"{path}/interview", **_form(text), reply=reply)
    before = reader.content(path)["answers"]
    text = reader.get(f"{path}/interview?question=2")
    assert "Question 2 of the 3 that you have answered" in text
    assert re.search(r'value="second"[^>]*aria-pressed="true"', text)
    assert re.search(r'value="first"[^>]*aria-pressed="false"', text)
    asked = _form(text)
    assert asked["number"] == "2"
    _, text = reader.send(f"{path}/interview", **asked, reply="unknown")
    assert "Your answer was changed" in text
    after = reader.content(path)["answers"]
    assert after == [*before, {**before[1], "reply": "unknown"}]
    text = reader.get(f"{path}/interview?question=2")
    assert "Question 2 of the 3 that you have answered" in text
    assert re.search(r'value="unknown"[^>]*aria-pressed="true"', text)
    reader.send(f"{path}/interview", **_form(text), reply="unknown")
    assert reader.content(path)["answers"] == after
    reader.send(f"{path}/undo")
    assert reader.content(path)["answers"] == before
    text = reader.get(f"{path}/interview?question=2")
    assert re.search(r'value="second"[^>]*aria-pressed="true"', text)


def test_what_was_answered_elsewhere_is_not_written_over(reader, path):
    text = reader.get(f"{path}/interview")
    for _ in range(3):
        old = _form(text)
        _, text = reader.send(f"{path}/interview", **old, reply="first")
    saved = reader.content(path)["answers"]
    _, text = reader.send(f"{path}/interview", **{**old, "number": "1"}, reply="second")
    assert "answered or taken back meanwhile" in text
    assert reader.content(path)["answers"] == saved


@pytest.mark.long
def test_more_is_asked_on_where_it_would_stop(reader, path):
    text = reader.get(f"{path}/interview")
    for _ in range(13):
        if not _asked(text):
            break
        _, text = reader.send(f"{path}/interview", **_form(text), reply="first")
    assert not _asked(text)
    text = reader.get(f"{path}/interview?more=1")
    asked = _form(text)
    assert asked["more"] == "1"
    assert "asked because you wanted more" in text
    _, text = reader.send(f"{path}/interview", **asked, reply="first")
    assert _form(text)["more"] == "1"


def test_answers_that_fit_no_more_are_shown_and_taken_back(reader, path):
    text = reader.get(f"{path}/interview")
    _, text = reader.send(f"{path}/interview", **_form(text), reply="first")
    number = path.rpartition("/")[2]
    strange = {
        "first": {"criterion": "labour_cost", "amount": 10},
        "second": {"criterion": "land_price", "amount": 10},
        "reply": "first",
    }
    answers = [*reader.content(path)["answers"], strange]
    answer = reader.desk.ask("PATCH", f"/v1/assessments/{number}", json={"answers": answers})
    assert answer.status_code == 200
    text = reader.get(f"{path}/interview")
    assert "cannot be read together any more" in text
    assert "Labour cost / Land price" in text
    _, text = reader.send(f"{path}/undo", number="2", count="2")
    assert _asked(text)


@pytest.mark.long
def test_both_languages_and_money_both_ways(reader):
    path = reader.begin()
    reader.send(f"{path}/company", name="Parts", province="Zhejiang", city="Hangzhou")
    shown = []
    for language in ("zh", "en"):
        text = reader.get(f"{path}/interview?lang={language}")
        for _ in range(12):
            shown.append(text)
            if not _asked(text):
                break
            _, text = reader.send(f"{path}/interview", **_form(text), reply="first")
        reader.desk.ask(
            "PATCH", f"/v1/assessments/{path.rpartition('/')[2]}", 200, json={"answers": []}
        )
    said = "\n".join(shown)
    assert "开发商来自杭州" in said
    assert "A developer from Hangzhou" in said
    assert re.search(r"每亩便宜约\d+万元", said)
    assert re.search(r"\d+ USD/m² cheaper", said)
    assert "相当于从" in said
    assert not re.search(r"0 to 1|0 至 1|level \d|\d 级", said)
    assert "style=" not in said
