"""Finds and changes panels and their judges; whoever invites is known by organisation."""

import secrets

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from api.access.audit import note
from api.access.caller import Caller
from api.db.columns import is_id, now
from api.db.tables import Judge, Panel
from api.panels.questions import Judgement, Pair, open_pairs
from api.panels.standing import Said, Standing
from api.refusals import Conflict
from mcda.characters import hidden_fault
from mcda.errors import Fault, InvalidInput, NotFound

MOST_JUDGES = 100
LONGEST_NAME = 60
_TOKEN_BYTES = 18
Seat = tuple[Panel, Judge]


def create(session: Session, caller: Caller, name: str, criteria: list[str]) -> Panel:
    """Save a new panel that judges these criteria.

    Raises
    ------
    InvalidInput
        The name cannot be used.
    """
    row = Panel(
        organisation_id=caller.organisation,
        name=_usable(name),
        criteria=criteria,
        invitation=secrets.token_urlsafe(_TOKEN_BYTES),
    )
    session.add(row)
    session.flush()
    note(session, caller, "panel.create", row.id)
    return row


def found(session: Session, caller: Caller, panel_id: str) -> Panel:
    """Return a panel of the caller's organisation.

    Raises
    ------
    NotFound
        It does not exist, or belongs to somebody else: which, is not told.
    """
    row = session.scalar(_owned(caller).where(Panel.id == panel_id)) if is_id(panel_id) else None
    if row is None:
        raise NotFound.at("unknown_panel", "id", panel=panel_id)
    return row


def latest(session: Session, caller: Caller, limit: int) -> list[tuple[Panel, int]]:
    """Return the newest panels, each with how many judges it has."""
    count = select(func.count()).where(Judge.panel_id == Panel.id).scalar_subquery()
    asked = _owned(caller).order_by(Panel.created_at.desc(), Panel.id).limit(limit)
    return [(row, number) for row, number in session.execute(asked.add_columns(count)).all()]


def judges(session: Session, panel: Panel) -> list[Judge]:
    """Return the judges in the order in which they came."""
    asked = select(Judge).where(Judge.panel_id == panel.id).order_by(Judge.number)
    return list(session.scalars(asked))


def standing(session: Session, panel: Panel) -> Standing:
    """Return how a panel stands."""
    said = [Said(row.number, row.name, row.judgements) for row in judges(session, panel)]
    return Standing(panel.criteria, said)


def state(session: Session, panel: Panel) -> str:
    """Return a word that is another after every change of a panel or of what was said in it."""
    rows = judges(session, panel)
    return f"{len(rows)}:{sum(row.changes for row in rows)}:{panel.closed:d}"


def set_closed(session: Session, caller: Caller, panel_id: str, *, closed: bool) -> None:
    """Take no more answers, or take them again."""
    found(session, caller, panel_id).closed = closed
    note(session, caller, "panel.close" if closed else "panel.open", panel_id)


def delete(session: Session, caller: Caller, panel_id: str) -> None:
    """Delete a panel with its judges' answers; profiles that were made of it stay."""
    session.delete(found(session, caller, panel_id))
    note(session, caller, "panel.delete", panel_id)


def invited(session: Session, invitation: str, *, lock: bool = False) -> Panel:
    """Return the panel of an invitation.

    Raises
    ------
    NotFound
        No such invitation.
    """
    asked = select(Panel).where(Panel.invitation == invitation)
    row = (
        session.scalar(asked.with_for_update() if lock else asked) if _sayable(invitation) else None
    )
    if row is None:
        raise NotFound.at("unknown_invitation")
    return row


def join(session: Session, invitation: str, name: str) -> str:
    """Give somebody a seat, and return the secret by which she comes back to it.

    Raises
    ------
    NotFound
        No such invitation.
    Conflict
        The panel is closed or full.
    InvalidInput
        The name cannot be used, or somebody has it.
    """
    panel = invited(session, invitation, lock=True)
    _check_open(panel)
    said, present = _usable(name), judges(session, panel)
    if len(present) >= MOST_JUDGES:
        raise Conflict.at("panel_full", limit=MOST_JUDGES)
    if said.casefold() in {judge.name.casefold() for judge in present}:
        raise InvalidInput([Fault("judge_name_taken", ("name",), {"name": said})])
    number = 1 + max((judge.number for judge in present), default=0)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    session.add(Judge(panel_id=panel.id, number=number, name=said, token=token, judgements=[]))
    return token


def seat(session: Session, invitation: str, token: str, *, lock: bool = False) -> Seat:
    """Return the panel and the judge whose secret this is.

    Raises
    ------
    NotFound
        No such invitation, or nobody of that panel has the secret.
    """
    panel = invited(session, invitation)
    asked = select(Judge).where(Judge.panel_id == panel.id, Judge.token == token)
    judge = session.scalar(asked.with_for_update() if lock else asked) if _sayable(token) else None
    if judge is None:
        raise NotFound.at("unknown_invitation")
    return panel, judge


def answer(session: Session, invitation: str, token: str, pair: Pair, value: float | None) -> None:
    """Save how many times more important the first of a pair is; None where that is not known.

    A form that is sent twice is saved once.

    Raises
    ------
    Conflict
        The panel is closed.
    InvalidInput
        The pair is not of this panel.
    """
    panel, judge = seat(session, invitation, token, lock=True)
    _check_open(panel)
    if len(set(pair)) != len(pair) or not set(pair) <= set(panel.criteria):
        raise InvalidInput(
            [Fault("pair_not_asked", ("pair",), {"first": pair[0], "second": pair[1]})]
        )
    if set(pair) in [set(left) for left in still_open(panel, judge)]:
        said = {"first": pair[0], "second": pair[1], "value": value}
        _keep(judge, [*judge.judgements, said])


def withdraw(session: Session, invitation: str, token: str, number: int | None) -> None:
    """Take back the answer of this number, counted from 1, else the last.

    Raises
    ------
    Conflict
        The panel is closed.
    """
    panel, judge = seat(session, invitation, token, lock=True)
    _check_open(panel)
    place = len(judge.judgements) if number is None else number
    if 1 <= place <= len(judge.judgements):
        _keep(judge, [item for at, item in enumerate(judge.judgements, 1) if at != place])


def still_open(panel: Panel, judge: Judge) -> list[Pair]:
    """Return what a judge was not asked yet, the next first."""
    return open_pairs(panel.criteria, judge.judgements, judge.number - 1)


def _keep(judge: Judge, said: list[Judgement]) -> None:
    judge.judgements = list(said)
    judge.changes += 1
    judge.updated_at = now()


def _owned(caller: Caller) -> Select[Panel]:
    return select(Panel).where(Panel.organisation_id == caller.organisation)


def _check_open(panel: Panel) -> None:
    if panel.closed:
        raise Conflict.at("panel_closed", panel=panel.name)


def _usable(name: str) -> str:
    said = " ".join(name.split())
    if not said or not _sayable(said):
        raise InvalidInput([Fault("name_missing", ("name",), {})])
    hidden = hidden_fault(said, "name")
    if hidden is not None:
        raise InvalidInput([hidden])
    if len(said) > LONGEST_NAME:
        raise InvalidInput([Fault("name_too_long", ("name",), {"limit": LONGEST_NAME})])
    return said


def _sayable(text: str) -> bool:
    """Tell whether a database can be asked for a text; PostgreSQL holds no NUL."""
    return "\0" not in text
