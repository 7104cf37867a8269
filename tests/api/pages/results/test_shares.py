"""Links on the pages, without scripts: made, shown once, listed, withdrawn and restored."""

import re
from typing import Any

import pytest

ZH = {"Accept-Language": "zh"}


@pytest.fixture
def place(reader: Any) -> str:
    made = reader.desk.create(
        overrides=[
            {"alternative": "tcr", "criterion": "land_price", "value": 95, "source": "our visit"}
        ]
    )
    reader.desk.run(made)
    return str(made).replace("/v1/assessments/", "/assess/") + "/results/1/shares"


def made(reader: Any, place: str, **fields: Any) -> str:
    """Make a link, and return its address within the service."""
    path, text = reader.send(place, **{"days": "30", **fields})
    assert path == place
    return re.search(r'value="http://[^/]+(/shared/[^"]+)"', text)[1]  # type: ignore[index]


def test_it_is_shown_once_and_leads_to_the_result(reader, place):
    link = made(reader, place, name="Board")
    assert link not in reader.get(place)
    assert "Board" in reader.get(place)
    assert "Thai-Chinese Rayong Industrial Zone" in reader.get(link)


def test_the_cookie_of_another_place_shows_nothing(reader, place):
    link = made(reader, place)
    other = reader.desk.create()
    reader.desk.run(other)
    elsewhere = other.replace("/v1/assessments/", "/assess/") + "/results/1/shares"
    cookie = {"Cookie": f"parkwise_new_link={link.rpartition('/')[2]}"}
    assert link not in reader.get(elsewhere, headers=cookie)
    assert "Your link" not in reader.get(place, headers={"Cookie": "parkwise_new_link=x"})


def test_the_sharer_is_told_what_of_his_own_is_shown(reader, place):
    assert "of your own with their sources too: 1 in all" in reader.get(place)
    bare = reader.desk.create()
    reader.desk.run(bare)
    elsewhere = bare.replace("/v1/assessments/", "/assess/") + "/results/1/shares"
    assert "No figure or quotation of your own" in reader.get(elsewhere)


def test_openings_are_told(reader, place):
    link = made(reader, place, name="Board")
    assert "Not yet" in reader.get(place)
    reader.get(link)
    assert re.search(r"Once, on \d+ \w+", reader.get(place))
    reader.get(link)
    assert "2 times, last on" in reader.get(place)
    assert re.search(r"2 次，最近 \d+月\d+日", reader.get(place, headers=ZH))


def test_a_withdrawal_is_undone_from_the_page_it_leads_to(reader, place):
    link = made(reader, place, name="Board")
    act = re.search(rf'action="({place}/\w+/withdraw)"', reader.get(place))[1]
    path, text = reader.send(act)
    assert path == place
    assert "The link was withdrawn" in text
    assert "Withdrawn" in text
    reader.get(link, 410)
    undo = re.search(rf'action="({place}/\w+/restore)"', text)[1]
    _, text = reader.send(undo)
    assert "works again" in text
    reader.get(link)
    reader.send(re.search(rf'action="({place}/\w+/withdraw)"', text)[1])
    reader.get(link, 410)


@pytest.mark.parametrize(
    "wrong", [{"days": "31"}, {"days": ""}, {"name": "a\u202eb"}, {"name": "x" * 201}]
)
def test_what_cannot_be_makes_no_link(reader, place, wrong):
    _, text = reader.send(place, 422, **{"days": "30", **wrong})
    assert 'role="alert"' in text
    assert "No link was made yet" in text


def test_a_number_that_was_never_made(reader, place):
    elsewhere = place.replace("/results/1/", "/results/7/")
    reader.get(elsewhere, 404)
    reader.send(elsewhere, 404, days="30")


def test_others_neither_see_nor_share(reader, place):
    link = made(reader, place)
    act = re.search(rf'action="({place}/\w+/withdraw)"', reader.get(place))[1]
    other = reader.desk.of("other")
    client = reader.desk.client
    assert client.get(place, headers=other.headers).status_code == 404
    for path in (place, act):
        assert client.post(path, data={"days": "30"}, headers=other.headers).status_code == 404
    assert client.get(link).status_code == 200
