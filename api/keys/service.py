"""Creates, lists, rotates and revokes keys; each organisation sees its own."""

from datetime import timedelta
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from api.access.audit import note
from api.access.caller import Caller, Scope
from api.access.key import NewKey, make_key
from api.db.columns import is_id, now, stamps
from api.db.tables import KeyRow, OrganisationRow
from api.http.list_page import listing
from mcda.errors import InvalidInput, NotFound

Plain = dict[str, Any]


def organisation(session: Session, caller: Caller) -> Plain:
    """Return the organisation of the caller's key."""
    row = session.get_one(OrganisationRow, caller.organisation)
    return {
        "id": row.id,
        "name": row.name,
        "by": caller.by,
        "scopes": sorted(caller.scopes),
    }


def organisation_named(session: Session, name: str) -> str:
    """Return the id of an organisation, created if there is none of that name."""
    row = session.scalar(select(OrganisationRow).where(OrganisationRow.name == name))
    if row is None:
        row = OrganisationRow(name=name)
        session.add(row)
        session.flush()
    return row.id


def scope_of_new(session: Session, organisation: str, asked: Scope | None) -> Scope:
    """Return the scope of a new key; without another valid key it must be ``admin``.

    The default is ``admin`` without another valid key, else ``write``.

    Raises
    ------
    InvalidInput
        Another scope than ``admin`` is requested without another valid key.
    """
    works = and_(
        KeyRow.organisation_id == organisation,
        KeyRow.revoked_at.is_(None),
        or_(KeyRow.expires_at.is_(None), KeyRow.expires_at > now()),
    )
    if session.scalar(select(KeyRow.id).where(works).limit(1)) is not None:
        return asked or "write"
    if asked not in (None, "admin"):
        raise InvalidInput.at("first_key", "scope", scope=asked)
    return "admin"


def create_key(
    session: Session, caller: Caller, name: str, scope: Scope, days: int | None = None
) -> Plain:
    """Return a new key of the caller's organisation, with its text."""
    key, at = make_key(), now()
    row = KeyRow(
        organisation_id=caller.organisation,
        name=name,
        prefix=key.prefix,
        digest=key.digest,
        scopes=[scope],
        created_at=at,
        expires_at=None if days is None else at + timedelta(days=days),
    )
    return _added(session, caller, row, key, "key.create")


def rotate_key(session: Session, caller: Caller, key_id: str, grace_hours: int) -> Plain:
    """Return a new key that replaces an old one, which expires after some hours."""
    old, key, at = _key(session, caller, key_id), make_key(), now()
    lifetime = None if old.expires_at is None else old.expires_at - old.created_at
    row = KeyRow(
        organisation_id=caller.organisation,
        name=old.name,
        prefix=key.prefix,
        digest=key.digest,
        scopes=old.scopes,
        created_at=at,
        expires_at=None if lifetime is None else at + lifetime,
    )
    ends = at + timedelta(hours=grace_hours)
    if grace_hours == 0:
        old.revoked_at = at
    elif old.expires_at is None or old.expires_at > ends:
        old.expires_at = ends
    return _added(session, caller, row, key, "key.rotate")


def revoke_key(session: Session, caller: Caller, key_id: str) -> None:
    """Revoke a key at once."""
    row = _key(session, caller, key_id)
    row.revoked_at = now()
    note(session, caller, "key.revoke", row.prefix)


def list_keys(session: Session, caller: Caller) -> Plain:
    """Return the keys of the organisation, oldest first."""
    query = select(KeyRow).where(KeyRow.organisation_id == caller.organisation)
    rows = session.scalars(query.order_by(KeyRow.created_at, KeyRow.id))
    return listing(map(_shown, rows))


def _added(session: Session, caller: Caller, row: KeyRow, made: NewKey, action: str) -> Plain:
    session.add(row)
    session.flush()
    note(session, caller, action, made.prefix)
    return {**_shown(row), "key": made.text}


def _key(session: Session, caller: Caller, key_id: str) -> KeyRow:
    """Return a key of the organisation that is not revoked."""
    query = (
        select(KeyRow)
        .where(KeyRow.id == key_id, KeyRow.organisation_id == caller.organisation)
        .where(KeyRow.revoked_at.is_(None))
        .with_for_update()
    )
    row = session.scalar(query) if is_id(key_id) else None
    if row is None:
        raise NotFound.at("unknown_key", "id", key=key_id)
    return row


def _shown(row: KeyRow) -> Plain:
    return {
        "id": row.id,
        "name": row.name,
        "prefix": row.prefix,
        "scopes": row.scopes,
        **stamps(row, "created_at", "expires_at", "revoked_at", "last_used_at"),
    }
