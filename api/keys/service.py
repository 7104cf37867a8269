"""Creates, lists, rotates and revokes keys; each organisation sees its own."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from api.access.audit import note
from api.access.caller import Caller, Scope
from api.access.key import make_key
from api.db.columns import find_row, now, row_fields
from api.db.tables import KeyRow, OrganisationRow
from api.http.list_page import listing
from api.keys.schemas import KeyAnswer, NewKeyAnswer
from mcda.errors import InvalidInput
from mcda.plain import Plain


def organisation(session: Session, caller: Caller) -> Plain:
    """Return the organisation of the caller's key."""
    row = session.get_one(OrganisationRow, caller.organisation)
    return {"id": row.id, "name": row.name, "by": caller.by, "scopes": sorted(caller.scopes)}


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
    lifetime = None if days is None else timedelta(days=days)
    return _added(session, caller, name, [scope], lifetime, "key.create")


def rotate_key(session: Session, caller: Caller, key_id: str, grace_hours: int) -> Plain:
    """Return a new key that replaces an old one, which expires after some hours."""
    old, at = _key(session, caller, key_id), now()
    lifetime = None if old.expires_at is None else old.expires_at - old.created_at
    ends = at + timedelta(hours=grace_hours)
    if grace_hours == 0:
        old.revoked_at = at
    elif old.expires_at is None or old.expires_at > ends:
        old.expires_at = ends
    return _added(session, caller, old.name, old.scopes, lifetime, "key.rotate")


def revoke_key(session: Session, caller: Caller, key_id: str) -> None:
    """Revoke a key at once."""
    row = _key(session, caller, key_id)
    row.revoked_at = now()
    note(session, caller, "key.revoke", row.prefix)


def list_keys(session: Session, caller: Caller) -> Plain:
    """Return the keys of the organisation, oldest first."""
    query = select(KeyRow).where(KeyRow.organisation_id == caller.organisation)
    rows = session.scalars(query.order_by(KeyRow.created_at, KeyRow.id))
    return listing(row_fields(KeyAnswer.model_fields, row) for row in rows)


def _added(
    session: Session,
    caller: Caller,
    name: str,
    scopes: Sequence[Scope],
    lifetime: timedelta | None,
    action: str,
) -> Plain:
    key, at = make_key(), now()
    row = KeyRow(
        organisation_id=caller.organisation,
        name=name,
        prefix=key.prefix,
        digest=key.digest,
        scopes=scopes,
        created_at=at,
        expires_at=None if lifetime is None else at + lifetime,
    )
    session.add(row)
    session.flush()
    note(session, caller, action, key.prefix)
    return row_fields(NewKeyAnswer.model_fields, row, key=key.text)


def _key(session: Session, caller: Caller, key_id: str) -> KeyRow:
    """Return a key of the organisation that is not revoked."""
    own = KeyRow.organisation_id == caller.organisation
    query = select(KeyRow).where(own, KeyRow.revoked_at.is_(None))
    return find_row(session, query, "unknown_key", key_id, lock=True)
