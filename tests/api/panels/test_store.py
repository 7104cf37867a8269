from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from sqlalchemy import select

from api.access.caller import SCOPES, THIS_MACHINE, Caller
from api.db.tables import EntryRow, JudgeRow, OrganisationRow, PanelRow
from api.http.refusals import Conflict
from api.panels import store
from mcda.errors import InvalidInput, NotFound

CRITERIA = ["a", "b", "c"]


def _create(database, name="another", **options):
    return database.write(lambda s: store.create(s, THIS_MACHINE, name, CRITERIA, **options))


@pytest.fixture
def made(database):
    """Give a panel in which everybody counts at once, and its invitation."""
    return _create(database, "  Our   park ", approval=False)


@pytest.fixture
def panel(made):
    return made[0]


@pytest.fixture
def link(made):
    return made[1]


@pytest.fixture
def seat(database, link):
    return database.write(lambda s: store.join(s, link, "Li"))


def _codes(error):
    return [fault.code for fault in error.value.faults]


def _said(database, link, token):
    found = database.read(lambda s: store.seat(s, link, token))[1]
    return [(item["first"], item["second"], item["value"]) for item in found.judgements]


def test_a_panel_is_found_by_its_organisation_alone(database, panel):
    assert database.read(lambda s: store.find(s, THIS_MACHINE, panel.id)).name == "Our park"

    def another(session):
        session.add(row := OrganisationRow(name="another"))
        session.flush()
        return Caller(organisation=row.id, by="x", scopes=frozenset(SCOPES))

    stranger = database.write(another)
    assert database.read(lambda s: store.latest(s, stranger, 9)) == []
    for work in (
        lambda s: store.find(s, stranger, panel.id),
        lambda s: store.delete(s, stranger, panel.id),
        lambda s: store.set_closed(s, stranger, panel.id, closed=True),
        lambda s: store.admit(s, stranger, panel.id, [1]),
        lambda s: store.remove(s, stranger, panel.id, [1]),
        lambda s: store.invite_anew(s, stranger, panel.id),
        lambda s: store.end_invitation(s, stranger, panel.id),
        lambda s: store.find(s, THIS_MACHINE, "no id"),
        lambda s: store.find(s, THIS_MACHINE, "0" * 24),
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
def test_names_that_cannot_be_used(database, panel, name, code, link):
    for work in (
        lambda s: store.create(s, THIS_MACHINE, name, CRITERIA),
        lambda s: store.join(s, link, name),
    ):
        with pytest.raises(InvalidInput) as refused:
            database.write(work)
        assert _codes(refused) == [code]


def test_nobody_takes_the_name_of_another(database, panel, seat, link):
    with pytest.raises(InvalidInput) as refused:
        database.write(lambda s: store.join(s, link, " LI"))
    assert _codes(refused) == ["judge_name_taken"]


@pytest.mark.parametrize("wrong", ["", "x", "\0", "no" * 500])
def test_wrong_addresses_lead_nowhere(database, panel, seat, wrong, link):
    for work in (
        lambda s: store.invited(s, wrong),
        lambda s: store.join(s, wrong, "Wang"),
        lambda s: store.seat(s, link, wrong),
        lambda s: store.seat(s, wrong, seat),
    ):
        with pytest.raises(NotFound) as refused:
            database.write(work)
        assert _codes(refused) == ["unknown_invitation"]


def test_a_seat_is_of_its_own_panel_only(database, panel, seat):
    _, other = _create(database)
    with pytest.raises(NotFound):
        database.read(lambda s: store.seat(s, other, seat))


def test_answers_are_kept_once_and_taken_back(database, panel, seat, link):
    def answer(pair, value):
        database.write(lambda s: store.answer(s, link, seat, pair, value))

    answer(("a", "b"), 3.0)
    answer(("b", "a"), 9.0)  # the same pair, sent again
    answer(("b", "c"), None)
    assert _said(database, link, seat) == [("a", "b", 3.0), ("b", "c", None)]
    found, judge = database.read(lambda s: store.seat(s, link, seat))
    assert store.still_open(found, judge) == [("c", "a")]
    database.write(lambda s: store.withdraw(s, link, seat, 1))
    assert _said(database, link, seat) == [("b", "c", None)]
    for number in (7, None, None):
        database.write(lambda s, number=number: store.withdraw(s, link, seat, number))
    assert _said(database, link, seat) == []


@pytest.mark.parametrize("pair", [("a", "a"), ("a", "x"), ("", "b")])
def test_pairs_of_other_panels_are_refused(database, panel, seat, pair, link):
    with pytest.raises(InvalidInput) as refused:
        database.write(lambda s: store.answer(s, link, seat, pair, 3.0))
    assert _codes(refused) == ["pair_not_asked"]


def test_a_closed_panel_takes_nothing_until_it_is_opened(database, panel, seat, link):
    database.write(lambda s: store.set_closed(s, THIS_MACHINE, panel.id, closed=True))
    for work in (
        lambda s: store.join(s, link, "Wang"),
        lambda s: store.answer(s, link, seat, ("a", "b"), 3.0),
        lambda s: store.withdraw(s, link, seat, None),
    ):
        with pytest.raises(Conflict) as refused:
            database.write(work)
        assert _codes(refused) == ["panel_closed"]
    database.write(lambda s: store.set_closed(s, THIS_MACHINE, panel.id, closed=False))
    database.write(lambda s: store.answer(s, link, seat, ("a", "b"), 3.0))


@pytest.mark.parametrize("places", [0, 101, -1])
def test_so_many_cannot_be_in_a_panel(database, places):
    with pytest.raises(InvalidInput) as refused:
        _create(database, places=places)
    assert _codes(refused) == ["panel_places"]


def _join(database, link, *names):
    return [database.write(lambda s, name=name: store.join(s, link, name)) for name in names]


def _counting(database, panel):
    return [judge.name for judge in database.read(lambda s: store.standing(s, panel)).judges]


def test_a_full_panel_takes_nobody_until_somebody_is_taken_out(database):
    panel, link = _create(database, places=2)  # who waits has a place too
    _join(database, link, "Li", "Wang")
    with pytest.raises(Conflict) as refused:
        _join(database, link, "Chen")
    assert _codes(refused) == ["panel_full"]
    database.write(lambda s: store.remove(s, THIS_MACHINE, panel.id, [1]))
    _join(database, link, "Chen")
    with pytest.raises(Conflict) as refused:
        database.write(lambda s: store.admit(s, THIS_MACHINE, panel.id, [1]))
    assert _codes(refused) == ["panel_full"]


def test_the_last_place_is_taken_once(database):
    panel, link = _create(database, places=5)
    _join(database, link, "first", "second", "third", "fourth")
    start = Barrier(4)

    def one(number):
        start.wait()
        try:
            return _join(database, link, f"judge {number}")
        except Conflict as error:
            return error.code

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(one, range(4)))
    assert results.count("panel_full") == 3
    assert len(database.read(lambda s: store.judges(s, panel))) == 5


def test_who_joins_may_answer_and_counts_once_admitted(database):
    panel, link = _create(database)
    li, wang, _ = _join(database, link, "Li", "Wang", "Chen")
    for token in (li, wang):
        database.write(lambda s, token=token: store.answer(s, link, token, ("a", "b"), 3.0))
        database.write(lambda s, token=token: store.answer(s, link, token, ("b", "c"), 3.0))
    assert _counting(database, panel) == []
    assert database.read(lambda s: store.standing(s, panel)).statement is None
    assert [n for _, n in database.read(lambda s: store.latest(s, THIS_MACHINE, 9))] == [0]
    database.write(lambda s: store.admit(s, THIS_MACHINE, panel.id, [1, 2]))
    assert _counting(database, panel) == ["Li", "Wang"]
    statement = database.read(lambda s: store.standing(s, panel)).statement
    assert [judge["name"] for judge in statement["judges"]] == ["Li", "Wang"]
    assert [n for _, n in database.read(lambda s: store.latest(s, THIS_MACHINE, 9))] == [2]


def test_who_is_taken_out_counts_no_more_and_answers_no_more(database, panel, seat, link):
    database.write(lambda s: store.answer(s, link, seat, ("a", "b"), 3.0))
    database.write(lambda s: store.remove(s, THIS_MACHINE, panel.id, [1]))
    assert _counting(database, panel) == []
    for work in (
        lambda s: store.answer(s, link, seat, ("b", "c"), 3.0),
        lambda s: store.withdraw(s, link, seat, None),
    ):
        with pytest.raises(Conflict) as refused:
            database.write(work)
        assert _codes(refused) == ["judge_removed"]
    assert database.read(lambda s: store.seat(s, link, seat))[1].state == store.REMOVED
    _join(database, link, "Li")  # the name is free again
    with pytest.raises(InvalidInput) as taken:
        database.write(lambda s: store.admit(s, THIS_MACHINE, panel.id, [1]))
    assert _codes(taken) == ["judge_name_taken"]
    database.write(lambda s: store.remove(s, THIS_MACHINE, panel.id, [2]))
    database.write(lambda s: store.admit(s, THIS_MACHINE, panel.id, [1]))
    assert _counting(database, panel) == ["Li"]
    assert _said(database, link, seat) == [("a", "b", 3.0)]  # it was a slip, and nothing is lost


def test_nobody_is_admitted_or_taken_out_by_a_number_of_nobody(database, panel, seat):
    for change in (store.admit, store.remove):
        with pytest.raises(NotFound) as refused:
            database.write(lambda s, change=change: change(s, THIS_MACHINE, panel.id, [1, 7]))
        assert _codes(refused) == ["unknown_judge"]
    assert _counting(database, panel) == ["Li"]


def test_a_new_invitation_ends_the_old_one_and_keeps_the_seats(database, panel, seat, link):
    new = database.write(lambda s: store.invite_anew(s, THIS_MACHINE, panel.id))
    _join(database, new, "Wang")
    with pytest.raises(NotFound):
        _join(database, link, "Chen")
    database.write(lambda s: store.answer(s, link, seat, ("a", "b"), 3.0))
    assert _said(database, link, seat) == [("a", "b", 3.0)]
    with pytest.raises(NotFound):
        database.read(lambda s: store.seat(s, new, seat))
    current = database.read(lambda s: store.find(s, THIS_MACHINE, panel.id))
    assert [store.invites_by(current, one) for one in (link, new, "")] == [False, True, False]


def test_an_invitation_ends_and_who_joined_goes_on(database, panel, seat, link):
    database.write(lambda s: store.end_invitation(s, THIS_MACHINE, panel.id))
    with pytest.raises(NotFound):
        _join(database, link, "Wang")
    database.write(lambda s: store.answer(s, link, seat, ("a", "b"), 3.0))
    current = database.read(lambda s: store.find(s, THIS_MACHINE, panel.id))
    assert not store.invites_by(current, link)
    assert not store.invites_by(current, "")


def test_what_the_owner_does_is_in_the_log(database, panel, seat):
    for change in (store.remove, store.remove, store.admit):  # the second changes nothing
        database.write(lambda s, change=change: change(s, THIS_MACHINE, panel.id, [1]))
    database.write(lambda s: store.invite_anew(s, THIS_MACHINE, panel.id))
    database.write(lambda s: store.end_invitation(s, THIS_MACHINE, panel.id))
    lines = database.read(lambda s: s.scalars(select(EntryRow).order_by(EntryRow.id)).all())
    judge = f"{panel.id}/1"
    assert [(line.action, line.target) for line in lines] == [
        ("panel.create", panel.id),
        ("judge.remove", judge),
        ("judge.admit", judge),
        ("panel.invite", panel.id),
        ("panel.uninvite", panel.id),
    ]


def test_no_secret_stands_in_the_database(database, panel, seat, link):
    asked = [select(table) for table in (PanelRow.__table__, JudgeRow.__table__)]
    rows = database.read(lambda s: [row for one in asked for row in s.execute(one)])
    kept = repr([[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in rows])
    assert "Our park" in kept
    assert link not in kept
    assert seat not in kept


def test_taking_out_and_answering_at_once_lose_nothing(database, panel, seat, link):
    """Every change is seen by the word that the page watches."""
    start = Barrier(2)

    def answer():
        start.wait()
        for pair in (("a", "b"), ("b", "c"), ("c", "a")):
            with suppress(Conflict):
                database.write(lambda s, pair=pair: store.answer(s, link, seat, pair, 3.0))

    def change():
        start.wait()
        for _ in range(3):
            database.write(lambda s: store.remove(s, THIS_MACHINE, panel.id, [1]))
            database.write(lambda s: store.admit(s, THIS_MACHINE, panel.id, [1]))

    with ThreadPoolExecutor(2) as pool:
        for doing in [pool.submit(answer), pool.submit(change)]:
            doing.result()
    judge = database.read(lambda s: store.seat(s, link, seat))[1]
    assert judge.state == store.ADMITTED
    assert judge.changes == 6 + len(judge.judgements)


def test_a_deleted_panel_takes_its_judges_with_it(database, panel, seat, link):
    assert [
        (row.id, n) for row, n in database.read(lambda s: store.latest(s, THIS_MACHINE, 9))
    ] == [(panel.id, 1)]
    database.write(lambda s: store.delete(s, THIS_MACHINE, panel.id))
    assert database.read(lambda s: store.latest(s, THIS_MACHINE, 9)) == []
    with pytest.raises(NotFound):
        database.read(lambda s: store.seat(s, link, seat))


def test_many_join_and_answer_at_once(database, panel, link):
    """Whoever comes gets a seat of her own, and no answer is lost."""

    def one(number):
        token = database.write(lambda s: store.join(s, link, f"judge {number}"))
        for pair in (("a", "b"), ("b", "c")):
            database.write(lambda s, pair=pair: store.answer(s, link, token, pair, 3.0))
        return token

    with ThreadPoolExecutor(6) as pool:
        tokens = list(pool.map(one, range(12)))
    assert len(set(tokens)) == 12
    rows = database.read(lambda s: store.judges(s, panel))
    assert [row.number for row in rows] == list(range(1, 13))
    assert all(len(row.judgements) == 2 for row in rows)
