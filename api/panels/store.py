"""Finds and changes panels and their judges; whoever invites is known by organisation."""

import hmac
import secrets
from collections.abc import Collection
from typing import Literal

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from api.access.audit import note
from api.access.caller import Caller
from api.access.key import NO_DIGEST, digest_of
from api.db.columns import is_id, now
from api.db.tables import PLACES, JudgeRow, PanelRow
from api.panels.panel_status import JudgeReplies, PanelStatus
from api.panels.questions import Judgement, Pair, open_pairs
from api.refusals import Conflict
from mcda.errors import Fault, InvalidInput, NotFound
from mcda.hidden_characters import hidden_fault

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
    """Save a new panel that judges these criteria; return it with its invitation.

    Parameters
    ----------
    approval
        Whether those who join count only once somebody of the organisation admits them.
    places
        How many may be in it, those who wait too, from 1 to 100.

    Raises
    ------
    InvalidInput
        The name or the number of places cannot be used.
    """
    if not FEWEST_PLACES <= places <= MOST_PLACES:
        bounds = {"fewest": FEWEST_PLACES, "most": MOST_PLACES}
        raise InvalidInput([Fault("panel_places", ("places",), bounds)])
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
        It does not exist, or belongs to somebody else: which, is not told.
    """
    asked = _owned(caller).where(PanelRow.id == panel_id)
    row = session.scalar(asked.with_for_update() if lock else asked) if is_id(panel_id) else None
    if row is None:
        raise NotFound.at("unknown_panel", "id", panel=panel_id)
    return row


def latest(session: Session, caller: Caller, limit: int) -> list[tuple[PanelRow, int]]:
    """Return the newest panels, each with how many judges count in it."""
    counted = (JudgeRow.panel_id == PanelRow.id, JudgeRow.state == ADMITTED)
    count = select(func.count()).where(*counted).scalar_subquery()
    asked = _owned(caller).order_by(PanelRow.created_at.desc(), PanelRow.id).limit(limit)
    return [(row, number) for row, number in session.execute(asked.add_columns(count)).all()]


def judges(session: Session, panel: PanelRow, *, lock: bool = False) -> list[JudgeRow]:
    """Return all who ever joined, in the order in which they came."""
    asked = select(JudgeRow).where(JudgeRow.panel_id == panel.id).order_by(JudgeRow.number)
    return list(session.scalars(asked.with_for_update() if lock else asked))


def standing(session: Session, panel: PanelRow) -> PanelStatus:
    """Return how a panel stands by what those say who are admitted."""
    return standing_of(panel, judges(session, panel))


def standing_of(
    panel: PanelRow, rows: Collection[JudgeRow], state: State = ADMITTED
) -> PanelStatus:
    """Return how a panel stands by those of its judges who are in a state."""
    said = [
        JudgeReplies(row.number, row.name, row.judgements) for row in rows if row.state == state
    ]
    return PanelStatus(panel.criteria, said)


def state_word(panel: PanelRow, rows: Collection[JudgeRow]) -> str:
    """Return a word that is another after every change of a panel or of what was said in it."""
    return f"{len(rows)}:{sum(row.changes for row in rows)}:{panel.closed:d}"


def set_closed(session: Session, caller: Caller, panel_id: str, *, closed: bool) -> None:
    """Take no more answers, or take them again."""
    find(session, caller, panel_id).closed = closed
    note(session, caller, "panel.close" if closed else "panel.open", panel_id)


def invite_anew(session: Session, caller: Caller, panel_id: str) -> str:
    """Return a new invitation; the one before leads nowhere, those who joined by it stay."""
    invitation = _invite(find(session, caller, panel_id))
    note(session, caller, "panel.invite", panel_id)
    return invitation


def end_invitation(session: Session, caller: Caller, panel_id: str) -> None:
    """Let nobody join any more; those who did go on to answer."""
    find(session, caller, panel_id).invitation_digest = None
    note(session, caller, "panel.uninvite", panel_id)


def invites_by(panel: PanelRow, invitation: str) -> bool:
    """Tell whether an invitation is the panel's present one."""
    return hmac.compare_digest(panel.invitation_digest or NO_DIGEST, digest_of(invitation))


def admit(session: Session, caller: Caller, panel_id: str, numbers: Collection[int]) -> None:
    """Have the answers of judges count, of those who wait or were removed.

    Raises
    ------
    NotFound
        No such panel, or nobody in it has such a number.
    Conflict
        All places were taken since somebody was removed.
    InvalidInput
        Somebody else has the name by now.
    """
    panel = find(session, caller, panel_id, lock=True)
    for row in _numbered(session, panel, numbers):
        if row.state == REMOVED:
            _check_room(session, panel, row.name)
        _set_state(session, caller, row, ADMITTED)


def remove(session: Session, caller: Caller, panel_id: str, numbers: Collection[int]) -> None:
    """Have the answers of judges count no more, and turn away those who wait.

    Raises
    ------
    NotFound
        No such panel, or nobody in it has such a number.
    """
    for row in _numbered(session, find(session, caller, panel_id, lock=True), numbers):
        _set_state(session, caller, row, REMOVED)


def delete(session: Session, caller: Caller, panel_id: str) -> None:
    """Delete a panel with its judges' answers; profiles that were made of it stay."""
    session.delete(find(session, caller, panel_id))
    note(session, caller, "panel.delete", panel_id)


def invited(session: Session, invitation: str, *, lock: bool = False) -> PanelRow:
    """Return the panel of an invitation.

    It is looked up by its digest: how long that takes tells of digests, from which none can be
    led back to a text of 144 random bits.

    Raises
    ------
    NotFound
        No such invitation, or no longer.
    """
    asked = select(PanelRow).where(PanelRow.invitation_digest == digest_of(invitation))
    row = session.scalar(asked.with_for_update() if lock else asked)
    if row is None:
        raise NotFound.at("unknown_invitation")
    return row


def is_full(session: Session, panel: PanelRow) -> bool:
    """Return whether all places are taken."""
    return len(_present(session, panel)) >= panel.places


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
    said = _usable(name)
    _check_room(session, panel, said)
    last = session.scalar(select(func.max(JudgeRow.number)).where(JudgeRow.panel_id == panel.id))
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    row = JudgeRow(
        panel_id=panel.id,
        number=1 + (last or 0),
        name=said,
        seat_digest=_seat_digest(invitation, token),
        state=WAITING if panel.approval else ADMITTED,
        judgements=[],
    )
    session.add(row)
    return token


def seat(session: Session, invitation: str, token: str, *, lock: bool = False) -> Seat:
    """Return the panel and the judge who joined by an invitation and was given this secret.

    The invitation may have ended since: who has joined comes back by it for good.

    Raises
    ------
    NotFound
        Nobody has this address.
    """
    asked = (
        select(PanelRow, JudgeRow)
        .join(JudgeRow, JudgeRow.panel_id == PanelRow.id)
        .where(JudgeRow.seat_digest == _seat_digest(invitation, token))
    )
    row = session.execute(asked.with_for_update(of=JudgeRow) if lock else asked).one_or_none()
    if row is None:
        raise NotFound.at("unknown_invitation")
    return row[0], row[1]


def answer(session: Session, invitation: str, token: str, pair: Pair, value: float | None) -> None:
    """Save how many times more important the first of a pair is; None where that is not known.

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
        The panel is closed, or the judge was removed.
    """
    panel, judge = seat(session, invitation, token, lock=True)
    _check_may_answer(panel, judge)
    place = len(judge.judgements) if number is None else number
    if 1 <= place <= len(judge.judgements):
        _keep(judge, [item for at, item in enumerate(judge.judgements, 1) if at != place])


def still_open(panel: PanelRow, judge: JudgeRow) -> list[Pair]:
    """Return what a judge was not asked yet, the next first."""
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
    known = {row.number: row for row in judges(session, panel, lock=True)}
    for number in numbers:
        if number not in known:
            raise NotFound.at("unknown_judge", "number", number=number)
    return [row for number, row in known.items() if number in numbers]


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
    said = " ".join(name.split())
    if not said or "\0" in said:  # which PostgreSQL does not hold
        raise InvalidInput([Fault("name_missing", ("name",), {})])
    hidden = hidden_fault(said, "name")
    if hidden is not None:
        raise InvalidInput([hidden])
    if len(said) > LONGEST_NAME:
        raise InvalidInput([Fault("name_too_long", ("name",), {"limit": LONGEST_NAME})])
    return said
