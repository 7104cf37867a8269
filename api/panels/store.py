"""Queries and changes of panels and their judges; callers are known by organisation."""

import hmac
import secrets
from collections.abc import Collection
from typing import Literal

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from api.access.audit import note
from api.access.caller import Caller
from api.access.key import NO_DIGEST, digest_of
from api.db.columns import find_row, now
from api.db.tables import PLACES, JudgeRow, PanelRow
from api.http.refusals import Conflict
from api.panels.panel_status import JudgeReplies, PanelStatus
from api.panels.questions import Judgement, Pair, open_pairs
from mcda.errors import Fault, InvalidInput, NotFound, hidden_fault

FEWEST_PLACES, MOST_PLACES = 1, 100
LONGEST_NAME = 60
_TOKEN_BYTES = 18
Seat = tuple[PanelRow, JudgeRow]
State = Literal["waiting", "admitted", "removed"]
WAITING: State = "waiting"
"""May answer, which counts once she is admitted."""
ADMITTED: State = "admitted"
REMOVED: State = "removed"
"""Keeps neither place nor name, and may not answer; what she said is kept, lest it was a slip."""
_ACTIONS = {ADMITTED: "admit", REMOVED: "remove"}


def create(
    session: Session,
    caller: Caller,
    name: str,
    criteria: list[str],
    *,
    approval: bool = True,
    places: int = PLACES,
) -> tuple[PanelRow, str]:
    """Save a new panel that judges these criteria; return its row and its invitation.

    With `approval`, judges count only after somebody of the organisation admits them. `places`, 1
    to 100, include judges who wait for that.

    Raises
    ------
    InvalidInput
        The name or the number of places cannot be used.
    """
    if not FEWEST_PLACES <= places <= MOST_PLACES:
        raise InvalidInput.at("panel_places", "places", fewest=FEWEST_PLACES, most=MOST_PLACES)
    row = PanelRow(
        organisation_id=caller.organisation,
        name=_usable(name),
        criteria=criteria,
        approval=approval,
        places=places,
    )
    invitation = _invite(row)
    session.add(row)
    session.flush()
    note(session, caller, "panel.create", row.id)
    return row, invitation


def find(session: Session, caller: Caller, panel_id: str, *, lock: bool = False) -> PanelRow:
    """Return a panel of the caller's organisation.

    Raises
    ------
    NotFound
        It does not exist, or belongs to others; the message does not say which.
    """
    return find_row(session, _owned(caller), "unknown_panel", panel_id, lock=lock)


def latest(session: Session, caller: Caller, limit: int) -> list[tuple[PanelRow, int]]:
    """Return the newest panels, each with the number of its admitted judges."""
    counted = (JudgeRow.panel_id == PanelRow.id, JudgeRow.state == ADMITTED)
    count = select(func.count()).where(*counted).scalar_subquery()
    query = _owned(caller).order_by(PanelRow.created_at.desc(), PanelRow.id).limit(limit)
    return [(row, number) for row, number in session.execute(query.add_columns(count)).all()]


def judges(session: Session, panel: PanelRow, *, lock: bool = False) -> list[JudgeRow]:
    """Return all judges who ever joined, in the order of joining."""
    query = select(JudgeRow).where(JudgeRow.panel_id == panel.id).order_by(JudgeRow.number)
    return list(session.scalars(query.with_for_update() if lock else query))


def standing(session: Session, panel: PanelRow) -> PanelStatus:
    """Return the state of a panel by the answers of its admitted judges."""
    return standing_of(panel, judges(session, panel))


def standing_of(
    panel: PanelRow, rows: Collection[JudgeRow], state: State = ADMITTED
) -> PanelStatus:
    """Return the state of a panel by the answers of its judges in a given state."""
    replies = [
        JudgeReplies(row.number, row.name, row.judgements) for row in rows if row.state == state
    ]
    return PanelStatus(panel.criteria, replies)


def state_word(panel: PanelRow, rows: Collection[JudgeRow]) -> str:
    """Return a text that differs after every change of a panel or of its answers."""
    return f"{len(rows)}:{sum(row.changes for row in rows)}:{panel.closed:d}"


def set_closed(session: Session, caller: Caller, panel_id: str, *, closed: bool) -> None:
    """Close a panel for answers, or open it again."""
    find(session, caller, panel_id).closed = closed
    note(session, caller, "panel.close" if closed else "panel.open", panel_id)


def invite_anew(session: Session, caller: Caller, panel_id: str) -> str:
    """Return a new invitation; the old one becomes invalid, the judges remain."""
    invitation = _invite(find(session, caller, panel_id))
    note(session, caller, "panel.invite", panel_id)
    return invitation


def end_invitation(session: Session, caller: Caller, panel_id: str) -> None:
    """Delete the invitation, so that nobody else can join; the judges go on to answer."""
    find(session, caller, panel_id).invitation_digest = None
    note(session, caller, "panel.uninvite", panel_id)


def invites_by(panel: PanelRow, invitation: str) -> bool:
    """Tell whether an invitation is the panel's present one."""
    return hmac.compare_digest(panel.invitation_digest or NO_DIGEST, digest_of(invitation))


def admit(session: Session, caller: Caller, panel_id: str, numbers: Collection[int]) -> None:
    """Admit judges who wait or were removed, so that their answers count.

    Raises
    ------
    NotFound
        The panel does not exist, or no judge in it has such a number.
    Conflict
        All places were taken after a judge was removed.
    InvalidInput
        Another judge has the name by now.
    """
    panel = find(session, caller, panel_id, lock=True)
    for row in _numbered(session, panel, numbers):
        if row.state == REMOVED:
            _check_room(session, panel, row.name)
        _set_state(session, caller, row, ADMITTED)


def remove(session: Session, caller: Caller, panel_id: str, numbers: Collection[int]) -> None:
    """Remove judges, admitted or waiting, so that their answers do not count.

    Raises
    ------
    NotFound
        The panel does not exist, or no judge in it has such a number.
    """
    for row in _numbered(session, find(session, caller, panel_id, lock=True), numbers):
        _set_state(session, caller, row, REMOVED)


def delete(session: Session, caller: Caller, panel_id: str) -> None:
    """Delete a panel with its judges' answers; profiles made from it remain."""
    session.delete(find(session, caller, panel_id))
    note(session, caller, "panel.delete", panel_id)


def invited(session: Session, invitation: str, *, lock: bool = False) -> PanelRow:
    """Return the panel of an invitation.

    The invitation is looked up by its digest: timing may reveal digests, but a text of 144 random
    bits cannot be found from its digest.

    Raises
    ------
    NotFound
        The invitation does not exist, or has ended.
    """
    query = select(PanelRow).where(PanelRow.invitation_digest == digest_of(invitation))
    row = session.scalar(query.with_for_update() if lock else query)
    if row is None:
        raise NotFound.at("unknown_invitation")
    return row


def is_full(session: Session, panel: PanelRow) -> bool:
    """Return whether all places are taken."""
    return len(_present(session, panel)) >= panel.places


def join(session: Session, invitation: str, name: str) -> str:
    """Add a judge to a panel, and return the secret with which the judge returns.

    Raises
    ------
    NotFound
        The invitation does not exist.
    Conflict
        The panel is closed or full.
    InvalidInput
        The name cannot be used, or another judge has it.
    """
    panel = invited(session, invitation, lock=True)
    _check_open(panel)
    usable_name = _usable(name)
    _check_room(session, panel, usable_name)
    last = session.scalar(select(func.max(JudgeRow.number)).where(JudgeRow.panel_id == panel.id))
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    row = JudgeRow(
        panel_id=panel.id,
        number=1 + (last or 0),
        name=usable_name,
        seat_digest=_seat_digest(invitation, token),
        state=WAITING if panel.approval else ADMITTED,
        judgements=[],
    )
    session.add(row)
    return token


def seat(session: Session, invitation: str, token: str, *, lock: bool = False) -> Seat:
    """Return the panel and the judge who joined by an invitation and has this secret.

    The invitation may have ended since: judges who joined by it can always return.

    Raises
    ------
    NotFound
        No judge has this address.
    """
    query = (
        select(PanelRow, JudgeRow)
        .join(JudgeRow, JudgeRow.panel_id == PanelRow.id)
        .where(JudgeRow.seat_digest == _seat_digest(invitation, token))
    )
    row = session.execute(query.with_for_update(of=JudgeRow) if lock else query).one_or_none()
    if row is None:
        raise NotFound.at("unknown_invitation")
    return row[0], row[1]


def answer(session: Session, invitation: str, token: str, pair: Pair, value: float | None) -> None:
    """Save how many times more important the first of a pair is; None for "not known".

    A form that is sent twice is saved once.

    Raises
    ------
    Conflict
        The panel is closed, or the judge was removed.
    InvalidInput
        The pair is not of this panel.
    """
    panel, judge = seat(session, invitation, token, lock=True)
    _check_may_answer(panel, judge)
    if len(set(pair)) != len(pair) or not set(pair) <= set(panel.criteria):
        raise InvalidInput.at("pair_not_asked", "pair", first=pair[0], second=pair[1])
    if set(pair) in [set(open_pair) for open_pair in still_open(panel, judge)]:
        judgement = {"first": pair[0], "second": pair[1], "value": value}
        _keep(judge, [*judge.judgements, judgement])


def withdraw(session: Session, invitation: str, token: str, number: int | None) -> None:
    """Delete the answer of this number, counted from 1; for None the last answer.

    Raises
    ------
    Conflict
        The panel is closed, or the judge was removed.
    """
    panel, judge = seat(session, invitation, token, lock=True)
    _check_may_answer(panel, judge)
    place = len(judge.judgements) if number is None else number
    if 1 <= place <= len(judge.judgements):
        _keep(judge, [item for at, item in enumerate(judge.judgements, 1) if at != place])


def still_open(panel: PanelRow, judge: JudgeRow) -> list[Pair]:
    """Return the pairs that a judge has not answered yet, the next one first."""
    return open_pairs(panel.criteria, judge.judgements, judge.number - 1)


def _keep(judge: JudgeRow, said: list[Judgement]) -> None:
    judge.judgements = list(said)
    judge.changes += 1
    judge.updated_at = now()


def _invite(panel: PanelRow) -> str:
    invitation = secrets.token_urlsafe(_TOKEN_BYTES)
    panel.invitation_digest = digest_of(invitation)
    return invitation


def _seat_digest(invitation: str, token: str) -> bytes:
    return digest_of(f"{invitation}/{token}")


def _numbered(session: Session, panel: PanelRow, numbers: Collection[int]) -> list[JudgeRow]:
    by_number = {row.number: row for row in judges(session, panel, lock=True)}
    for number in numbers:
        if number not in by_number:
            raise NotFound.at("unknown_judge", "number", number=number)
    return [row for number, row in by_number.items() if number in numbers]


def _set_state(session: Session, caller: Caller, judge: JudgeRow, state: State) -> None:
    if judge.state == state:
        return
    judge.state = state
    judge.changes += 1
    note(session, caller, f"judge.{_ACTIONS[state]}", f"{judge.panel_id}/{judge.number}")


def _check_room(session: Session, panel: PanelRow, name: str) -> None:
    present = _present(session, panel)
    if len(present) >= panel.places:
        raise Conflict.at("panel_full", limit=panel.places)
    if name.casefold() in {judge.name.casefold() for judge in present}:
        raise InvalidInput([Fault("judge_name_taken", ("name",), {"name": name})])


def _present(session: Session, panel: PanelRow) -> list[JudgeRow]:
    return [row for row in judges(session, panel) if row.state != REMOVED]


def _owned(caller: Caller) -> Select[PanelRow]:
    return select(PanelRow).where(PanelRow.organisation_id == caller.organisation)


def _check_open(panel: PanelRow) -> None:
    if panel.closed:
        raise Conflict.at("panel_closed", panel=panel.name)


def _check_may_answer(panel: PanelRow, judge: JudgeRow) -> None:
    _check_open(panel)
    if judge.state == REMOVED:
        raise Conflict.at("judge_removed", panel=panel.name)


def _usable(name: str) -> str:
    cleaned = " ".join(name.split())
    if not cleaned or "\0" in cleaned:  # which PostgreSQL does not hold
        raise InvalidInput([Fault("name_missing", ("name",), {})])
    hidden = hidden_fault(cleaned, "name")
    if hidden is not None:
        raise InvalidInput([hidden])
    if len(cleaned) > LONGEST_NAME:
        raise InvalidInput([Fault("name_too_long", ("name",), {"limit": LONGEST_NAME})])
    return cleaned
