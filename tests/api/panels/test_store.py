from concurrent.futures import ThreadPoolExecutor

import pytest

from api.access.caller import SCOPES, THIS_MACHINE, Caller
from api.db.tables import Organisation
from api.panels import store
from api.refusals import Conflict
from mcda.errors import InvalidInput, NotFound

CRITERIA = ["a", "b", "c"]


@pytest.fixture
def panel(database):
    return database.write(lambda s: store.create(s, THIS_MACHINE, "  Our   park ", CRITERIA))


@pytest.fixture
def seat(database, panel):
    return database.write(lambda s: store.join(s, panel.invitation, "Li"))


def _codes(error):
    return [fault.code for fault in error.value.faults]


def _said(database, panel, token):
    found = database.read(lambda s: store.seat(s, panel.invitation, token))[1]
    return [(item["first"], item["second"], item["value"]) for item in found.judgements]


def test_a_panel_is_found_by_its_organisation_alone(database, panel):
    assert database.read(lambda s: store.found(s, THIS_MACHINE, panel.id)).name == "Our park"

    def another(session):
        session.add(row := Organisation(name="another"))
        session.flush()
        return Caller(organisation=row.id, by="x", scopes=frozenset(SCOPES))

    stranger = database.write(another)
    assert database.read(lambda s: store.latest(s, stranger, 9)) == []
    for work in (
        lambda s: store.found(s, stranger, panel.id),
        lambda s: store.delete(s, stranger, panel.id),
        lambda s: store.set_closed(s, stranger, panel.id, closed=True),
        lambda s: store.found(s, THIS_MACHINE, "no id"),
        lambda s: store.found(s, THIS_MACHINE, "0" * 24),
    ):
        with pytest.raises(NotFound) as refused:
            database.write(work)
        assert _codes(refused) == ["unknown_panel"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "name_missing"),
        (" \n", "name_missing"),
        ("a\0", "name_missing"),
        ("x" * 61, "name_too_long"),
    ],
)
def test_names_that_cannot_be_used(database, panel, name, code):
    for work in (
        lambda s: store.create(s, THIS_MACHINE, name, CRITERIA),
        lambda s: store.join(s, panel.invitation, name),
    ):
        with pytest.raises(InvalidInput) as refused:
            database.write(work)
        assert _codes(refused) == [code]


def test_nobody_takes_the_name_of_another(database, panel, seat):
    with pytest.raises(InvalidInput) as refused:
        database.write(lambda s: store.join(s, panel.invitation, " LI"))
    assert _codes(refused) == ["judge_name_taken"]


@pytest.mark.parametrize("wrong", ["", "x", "\0", "no" * 500])
def test_wrong_addresses_lead_nowhere(database, panel, seat, wrong):
    for work in (
        lambda s: store.invited(s, wrong),
        lambda s: store.join(s, wrong, "Wang"),
        lambda s: store.seat(s, panel.invitation, wrong),
        lambda s: store.seat(s, wrong, seat),
    ):
        with pytest.raises(NotFound) as refused:
            database.write(work)
        assert _codes(refused) == ["unknown_invitation"]


def test_a_seat_is_of_its_own_panel_only(database, panel, seat):
    other = database.write(lambda s: store.create(s, THIS_MACHINE, "another", CRITERIA))
    with pytest.raises(NotFound):
        database.read(lambda s: store.seat(s, other.invitation, seat))


def test_answers_are_kept_once_and_taken_back(database, panel, seat):
    def answer(pair, value):
        database.write(lambda s: store.answer(s, panel.invitation, seat, pair, value))

    answer(("a", "b"), 3.0)
    answer(("b", "a"), 9.0)  # the same pair, sent again
    answer(("b", "c"), None)
    assert _said(database, panel, seat) == [("a", "b", 3.0), ("b", "c", None)]
    found, judge = database.read(lambda s: store.seat(s, panel.invitation, seat))
    assert store.still_open(found, judge) == [("c", "a")]
    database.write(lambda s: store.withdraw(s, panel.invitation, seat, 1))
    assert _said(database, panel, seat) == [("b", "c", None)]
    for number in (7, None, None):
        database.write(lambda s, number=number: store.withdraw(s, panel.invitation, seat, number))
    assert _said(database, panel, seat) == []


@pytest.mark.parametrize("pair", [("a", "a"), ("a", "x"), ("", "b")])
def test_pairs_of_other_panels_are_refused(database, panel, seat, pair):
    with pytest.raises(InvalidInput) as refused:
        database.write(lambda s: store.answer(s, panel.invitation, seat, pair, 3.0))
    assert _codes(refused) == ["pair_not_asked"]


def test_a_closed_panel_takes_nothing_until_it_is_opened(database, panel, seat):
    database.write(lambda s: store.set_closed(s, THIS_MACHINE, panel.id, closed=True))
    for work in (
        lambda s: store.join(s, panel.invitation, "Wang"),
        lambda s: store.answer(s, panel.invitation, seat, ("a", "b"), 3.0),
        lambda s: store.withdraw(s, panel.invitation, seat, None),
    ):
        with pytest.raises(Conflict) as refused:
            database.write(work)
        assert _codes(refused) == ["panel_closed"]
    database.write(lambda s: store.set_closed(s, THIS_MACHINE, panel.id, closed=False))
    database.write(lambda s: store.answer(s, panel.invitation, seat, ("a", "b"), 3.0))


def test_a_full_panel_takes_nobody(database, panel, seat, monkeypatch):
    monkeypatch.setattr(store, "MOST_JUDGES", 1)
    with pytest.raises(Conflict) as refused:
        database.write(lambda s: store.join(s, panel.invitation, "Wang"))
    assert _codes(refused) == ["panel_full"]


def test_a_deleted_panel_takes_its_judges_with_it(database, panel, seat):
    assert [
        (row.id, n) for row, n in database.read(lambda s: store.latest(s, THIS_MACHINE, 9))
    ] == [(panel.id, 1)]
    database.write(lambda s: store.delete(s, THIS_MACHINE, panel.id))
    assert database.read(lambda s: store.latest(s, THIS_MACHINE, 9)) == []
    with pytest.raises(NotFound):
        database.read(lambda s: store.seat(s, panel.invitation, seat))


def test_many_join_and_answer_at_once(database, panel):
    """Whoever comes gets a seat of her own, and no answer is lost."""

    def one(number):
        token = database.write(lambda s: store.join(s, panel.invitation, f"judge {number}"))
        for pair in (("a", "b"), ("b", "c")):
            database.write(lambda s, pair=pair: store.answer(s, panel.invitation, token, pair, 3.0))
        return token

    with ThreadPoolExecutor(6) as pool:
        tokens = list(pool.map(one, range(12)))
    assert len(set(tokens)) == 12
    rows = database.read(lambda s: store.judges(s, panel))
    assert [row.number for row in rows] == list(range(1, 13))
    assert all(len(row.judgements) == 2 for row in rows)
