import re
from base64 import b64decode
from urllib.parse import unquote

import pytest

from tests.api.pages.panels.conftest import answered

PLACES = (
    "",
    "/state",
    "/keep",
    "/close",
    "/open",
    "/admit",
    "/remove",
    "/invite",
    "/uninvite",
    "/delete",
)


def _two(reader, invitation):
    answered(reader, invitation, "Li", lambda _: "9")
    answered(reader, invitation, "陈总", lambda _: "-9")


def test_a_panel_is_begun_and_listed(reader, panel):
    path, invitation = panel
    text = reader.get("/panels")
    assert "Our first park" in text
    assert f'href="{path}"' in text
    text = reader.get(path)
    assert f"http://testserver{invitation}" in text or f"{invitation}</code>" in text
    assert "Nobody has joined yet." in text
    assert "As soon as two have answered enough" in text


@pytest.mark.parametrize("name", ["", "x" * 61])
def test_a_panel_needs_a_name(reader, name):
    _, text = reader.send("/panels", 422, name=name)
    assert 'role="alert"' in text


def test_the_code_is_a_picture_of_its_own(reader, panel):
    source = re.search(r'<img src="data:image/svg\+xml([^"]+)"', reader.get(panel[0]))[1]
    drawn = unquote(source) if "base64" not in source else b64decode(source.split(",")[1]).decode()
    assert "<svg" in drawn
    assert "<path" in drawn


def test_what_two_disagree_about_is_said(reader, panel):
    path, invitation = panel
    answered(reader, invitation, "Li", lambda _: "9", most=3)
    text = reader.get(path)
    assert "3 of 9" in text
    assert "not yet" in text
    answered(reader, invitation, "Wang", lambda _: "9", most=21)
    answered(reader, invitation, "陈总", lambda _: "-9", most=21)
    text = reader.get(path)
    assert "Talk about this pair first" in text
    assert re.search(r"(Wang|陈总): [\w -]+ is 9 times as important as", text)
    assert "What weighs how much" in text
    text = reader.get(f"{path}?lang=zh")
    assert "最该先讨论的一对" in text
    assert "共识" in text


def test_the_page_can_see_that_somebody_answered(reader, panel):
    path, invitation = panel

    def state():
        return reader.desk.client.get(f"{path}/state").json()["state"]

    seen = [state()]
    seat, _ = reader.send(invitation, name="Li")
    seen.append(state())
    reader.send(seat, first="land_price", second="infrastructure", value="3")
    seen.append(state())
    reader.send(f"{seat}/undo")
    reader.send(seat, first="land_price", second="infrastructure", value="9")
    seen.append(state())  # as many answers as before, and another one
    reader.send(f"{path}/close")
    seen.append(state())
    assert len(set(seen)) == 5
    assert f'data-state="{seen[-1]}"' in reader.get(path)


def test_the_parks_are_compared_under_what_everybody_says(reader, panel):
    path, invitation = panel
    _two(reader, invitation)
    address = re.search(r'href="(/compare\?[^"]+)"', reader.get(path))[1]
    text = reader.get(address)
    assert re.search(r"<h1>.*three weightings", text)
    for name in ("the panel together", "Li", "陈总"):
        assert name in text
    seen = text.partition("<h1>")[2].partition("<form")[0]
    assert "Our first park" not in seen  # it is nobody who agrees with Li


def test_common_weights_are_kept_as_a_profile(reader, panel):
    path, invitation = panel
    place, text = reader.send(f"{path}/keep")  # nobody answered yet: there is nothing to keep
    assert (place, "Kept" in text) == (path, False)
    _two(reader, invitation)
    _, text = reader.send(f"{path}/keep")
    assert "Kept: “Our first park”" in text
    [kept] = reader.desk.ask("GET", "/v1/own-profiles", 200).json()["items"]
    assert kept["weights"]["kind"] == "ahp_group"
    assert kept["note"] == "Judged together by 2 people"
    body = {
        "enterprise": {},
        "weights": {"kind": "profile", "id": kept["id"]},
        "sensitivity": False,
    }
    answer = reader.desk.ask("POST", "/v1/recommendations", 200, json=body).json()
    assert answer["weights"]["kind"] == "ahp_group"


def test_a_panel_is_closed_opened_and_deleted(reader, panel):
    path, _ = panel
    assert "Closed: no more" in reader.send(f"{path}/close")[1]
    assert "closed" in reader.get("/panels")
    assert "Take no more answers" in reader.send(f"{path}/open")[1]
    place, text = reader.send(f"{path}/delete")
    assert (place, "Our first park" in text) == ("/panels", False)
    reader.get(path, 404)
    actions = [line["action"] for line in reader.desk.ask("GET", "/v1/audit", 200).json()["items"]]
    assert actions == ["panel.delete", "panel.open", "panel.close", "panel.create"]


def test_another_organisation_sees_nothing_of_it(reader, panel):
    path, _ = panel
    other = reader.desk.of("another organisation", "admin")
    for place in PLACES:
        method = "GET" if place in ("", "/state") else "POST"
        answer = reader.desk.client.request(method, path + place, headers=other.headers)
        assert answer.status_code == 404, place
        assert "Our first park" not in answer.text
    assert "Our first park" not in reader.desk.client.get("/panels", headers=other.headers).text
    compared = reader.desk.client.get("/compare", headers=other.headers)
    assert "Our first park" not in compared.text


def test_readers_change_nothing(reader, panel):
    path, _ = panel
    other = reader.desk.of("local", "read")
    for place in PLACES[2:]:
        assert reader.desk.client.post(path + place, headers=other.headers).status_code == 403
    assert reader.desk.client.get(path, headers=other.headers).status_code == 200


@pytest.fixture
def waiting(reader):
    """Give the path of a panel and of its invitation; two have joined and wait."""
    path, text = reader.send("/panels", name="A room full")
    invitation = re.search(r"/join/[\w-]+", text)[0]
    seats = [answered(reader, invitation, name, lambda _: "5") for name in ("Li", "Wang")]
    return path, invitation, seats


def test_who_joins_waits_until_the_owner_lets_her_in(reader, waiting):
    path, _, seats = waiting
    text = reader.get(path)
    assert "Who waits to be let in" in text
    assert "As soon as two have answered enough" in text
    assert "Nobody has joined yet." in text
    assert "You are not let in yet." in reader.get(seats[0])
    _, text = reader.send(f"{path}/admit", number=["1", "2"])
    assert "Who waits to be let in" not in text
    assert "Talk about this pair first" in text
    assert "You are not let in yet." not in reader.get(seats[0])
    reader.get(f"{path}?lang=zh")


def test_one_tap_lets_in_those_whom_the_page_shows_and_nobody_else(reader, waiting):
    path, invitation, _ = waiting
    text = reader.get(path)
    form = re.search(
        rf'action="{path}/admit">((?:<input[^>]+>)+)<button>Let all of these in', text
    )[1]
    numbers = re.findall(r'value="(\d+)"', form)
    reader.send(invitation, name="Stranger")
    _, text = reader.send(f"{path}/admit", number=numbers)
    assert re.search(r"Stranger</th>(?s:.)*Turn away(?s:.)*Who has answered", text)


def test_who_is_taken_out_is_told_and_weighs_nothing(reader, waiting):
    path, _, seats = waiting
    reader.send(f"{path}/admit", number=["1", "2"])
    _, text = reader.send(f"{path}/remove", number="2")
    assert "Taken out or turned away (1)" in text
    assert "As soon as two have answered enough" in text
    text = reader.get(seats[1])
    assert "You are not in this panel any more" in text
    assert "<button" not in text
    assert "judge_removed" in reader.send(f"{seats[1]}/undo", 409)[1]
    assert "您已不在该小组中" in reader.get(f"{seats[1]}?lang=zh")
    reader.get(f"{seats[0]}?lang=en")
    _, text = reader.send(f"{path}/admit", number="2")
    assert "Talk about this pair first" in text


def test_numbers_of_nobody_are_refused(reader, waiting):
    for number in ("9", "x", "-1", "1" * 40):
        assert "unknown_judge" in reader.send(f"{waiting[0]}/admit", 404, number=number)[1]


def test_the_invitation_is_shown_where_it_was_made_and_nowhere_else(reader, waiting):
    path, invitation, _ = waiting
    client = reader.desk.client
    assert f"{invitation}</code>" in reader.get(path)
    client.cookies.clear()
    text = reader.get(path)
    assert invitation not in text
    assert "shown only in the browser in which it was made" in text
    _, text = reader.send(f"{path}/invite")
    anew = re.search(r"/join/[\w-]+", text)[0]
    assert anew != invitation
    reader.get(anew)
    reader.get(invitation, 404)
    _, text = reader.send(f"{path}/uninvite")
    assert "The invitation has ended" in text
    assert "/join/" not in text
    reader.get(anew, 404)


def test_the_cookie_of_an_invitation_is_kept_from_scripts_and_sent_to_its_panel_only(reader):
    answer = reader.desk.client.post("/panels", data={"name": "x"}, follow_redirects=False)
    said = answer.headers["set-cookie"].lower().split("; ")
    for attribute in ("httponly", "samesite=strict", f"path={answer.headers['location']}"):
        assert attribute in said


def test_no_more_join_than_there_are_places(reader):
    path, text = reader.send("/panels", name="Two seats", places="2", admission="at_once")
    assert "0 of 2 places taken" in text
    invitation = re.search(r"/join/[\w-]+", text)[0]
    for name in ("Li", "Wang"):
        reader.send(invitation, name=name)
    _, text = reader.send(invitation, 409, name="Chen")
    assert "panel_full" in text
    assert "2 of 2 places taken" in reader.get(path)


def test_a_number_of_places_that_cannot_be_used_is_told_and_nothing_typed_is_lost(reader):
    for places in ("0", "101", "x", "1.5"):
        _, text = reader.send("/panels", 422, name="Our park", places=places, admission="at_once")
        assert "from 1 to 100 people" in text
        assert 'value="Our park"' in text
        assert f'value="{places}"' in text
        assert 'value="at_once" checked' in text


def test_another_way_to_admit_is_refused(reader):
    assert "form_choice" in reader.send("/panels", 422, name="x", admission="never")[1]
