import re
import time

import pytest
from starlette.testclient import TestClient as AnyClient

from api.app import create_app
from api.settings import Settings
from tests.api.pages.panels.conftest import answered, asked
from tests.clients import TestClient


def test_who_is_invited_answers_and_reads_what_that_means(reader, panel):
    _, invitation = panel
    said = reader.get(invitation)
    assert "Our first park" in said
    assert "9 pairs, about 3 minutes" in said
    seat, text = reader.send(invitation, name="Li")
    assert seat.startswith(f"{invitation}/")
    assert asked(text) == {"first": "land_price", "second": "infrastructure"}
    assert "Pair 1 of 9, about 3 min left" in text
    for turn in range(8):
        assert "What your answers say" not in text
        _, text = reader.send(seat, **asked(text), value="3")
        assert f"Pair {turn + 2} of 9" in text
    _, text = reader.send(seat, **asked(text), value="3")
    assert not asked(text)
    assert "These 9 pairs are enough" in text
    assert "What your answers say" in text
    assert "Land price over Infrastructure: Somewhat more" in text
    assert reader.get(seat) == text  # the address brings her back


def test_who_comes_when_all_places_are_taken_is_told_so(reader):
    _, page = reader.send("/panels", name="Full", admission="at_once", places="1")
    invitation = re.search(r"/join/[\w-]+", page)[0]
    reader.send(invitation, name="Li")
    text = reader.get(invitation, headers={"Accept-Language": "zh"})
    assert "1个名额已满" in text
    assert 'name="name"' not in text


def test_land_is_judged_in_the_money_of_the_reader(reader, panel):
    _, invitation = panel
    seat, text = reader.send(invitation, name="Li")
    assert "From 190 USD/m2 for 20 years to" in text
    chinese = reader.get(seat, headers={"Accept-Language": "zh"})
    assert "从“91万元/亩（190美元/㎡，20年）”到“10万元/亩（20美元/㎡，20年）”" in chinese


def test_all_replies_are_kept_as_they_are_meant(reader, panel):
    _, invitation = panel
    replies = ["9", "-9", "7", "1", "unknown", "-3"]
    seat = answered(reader, invitation, "Li", lambda turn: replies[turn % 6], most=6)
    text = reader.get(seat)
    for said in (
        "Land price over Infrastructure: Overwhelmingly",
        "One-stop services over Infrastructure: Overwhelmingly",
        "One-stop services over Investor type: Much more",
        "Investor type and Hometown ties: both the same",
        "Hometown ties or Trade cost exposure: not known",
        "Government support over Trade cost exposure: Somewhat more",
    ):
        assert said in text


def test_answers_are_taken_back_and_the_pair_is_asked_again(reader, panel):
    seat = answered(reader, panel[1], "Li", lambda _: "5", most=3)
    _, text = reader.send(f"{seat}/undo", number="1")
    assert asked(text) == {"first": "land_price", "second": "infrastructure"}
    _, text = reader.send(f"{seat}/undo")
    assert "What you have said (1)" in text


def test_after_all_pairs_there_is_thanks_or_the_truth(reader, panel):
    seat = answered(reader, panel[1], "Li", lambda _: "1", most=21)
    text = reader.get(f"{seat}?more=1")
    for turn in range(12):
        assert f"Pair {turn + 10} of 21, because you wanted more" in text
        _, text = reader.send(seat, **asked(text), more="1", value="1")
    assert not asked(text)
    assert "Done, thank you" in text
    assert "are enough" not in text
    text = reader.get(answered(reader, panel[1], "Wang", lambda _: "unknown", most=21))
    assert "you left too many open" in text


def test_in_chinese(reader, panel):
    text = reader.get(f"{panel[1]}?lang=zh")
    assert "邀请您参与评议" in text
    _, text = reader.send(panel[1], name="陈总")
    assert "以下两项改善，哪一项对您更有价值？" in text
    assert "土地价格" in text


@pytest.mark.parametrize("name", ["", "li", "x" * 61])
def test_a_name_that_cannot_be_used_is_refused_on_the_page(reader, panel, name):
    reader.send(panel[1], name="Li")
    _, text = reader.send(panel[1], 422, name=name)
    assert 'role="alert"' in text


def test_replies_that_were_not_offered_are_refused(reader, panel):
    seat, text = reader.send(panel[1], name="Li")
    for value in ("2", "", "9e9", "nan"):
        assert "form_choice" in reader.send(seat, 422, **asked(text), value=value)[1]
    assert "pair_not_asked" in reader.send(seat, 422, first="x", second="y", value="3")[1]


def test_a_closed_panel_says_so(reader, panel):
    path, invitation = panel
    seat, text = reader.send(invitation, name="Li")
    pair = asked(text)
    reader.send(f"{path}/close")
    assert "no more answers" in reader.get(invitation)
    assert "no more answers" in reader.get(seat)
    assert "takes no more answers" in reader.send(seat, 409, **pair, value="3")[1]


def test_who_has_no_key_may_answer_and_nothing_else(reader, panel):
    """Keys exist from now on; the invited have none."""
    path, invitation = panel
    reader.desk.of("another organisation")
    seat = answered(reader, invitation, "Li", lambda _: "5", most=2)
    assert "What you have said (2)" in reader.get(seat)
    for closed in (path, "/panels", "/compare"):
        assert "/sign-in" in str(reader.desk.client.get(closed).url)


def test_who_tries_many_addresses_is_stopped(reader, panel):
    most, minute = 30, 60  # the default of PARKWISE_FAILURE_LIMIT
    begun = time.monotonic()
    found = [reader.desk.client.get(f"/join/wrong-{n}").status_code for n in range(80)]
    since_free = (time.monotonic() - begun) * most / minute  # a slow machine is let in again
    assert found[0] == 404
    assert set(found) == {404, 429}
    assert found.count(404) <= most + since_free + 1


def test_who_joins_many_times_from_one_address_is_told_to_wait(tmp_path):
    settings = Settings(
        database=f"sqlite:///{tmp_path}/joins.db", job_runners=0, join_limit="3/hour"
    )
    with TestClient(create_app(settings)) as client:
        page = client.post("/panels", data={"name": "x", "places": "9"}).text
        invitation = re.search(r"/join/[\w-]+", page)[0]

        def join(n, address="10.0.0.1"):
            there = AnyClient(client.app, base_url="http://127.0.0.1:8000", client=(address, 1))
            return there.post(invitation, data={"name": f"n {n}"}, follow_redirects=False)

        assert [join(n).status_code for n in range(3)] == [303] * 3
        refused = join(4)
        assert (refused.status_code, "too_many_requests" in refused.text) == (429, True)
        assert 1 <= int(refused.headers["retry-after"]) <= 3600
        assert join(5, "10.0.0.2").status_code == 303
