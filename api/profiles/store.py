"""Weight profiles of an organisation, and the replacement of their names by their weights."""

from collections.abc import Callable, Mapping
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.audit import note
from api.access.caller import Caller
from api.access.lock import lock_organisation
from api.db import Database
from api.db.columns import now, row_fields
from api.db.tables import ProfileRow
from api.http.refusals import TooLarge
from mcda.errors import Fault, InvalidWeights, NotFound, Path
from mcda.plain import Plain

PREFIX = "own:"
_REFERENCE = {"kind", "id", "caps"}
_DEEPEST = 200


def list_all(session: Session, caller: Caller) -> list[Plain]:
    """Return the organisation's profiles, by id."""
    query = select(ProfileRow).where(ProfileRow.organisation_id == caller.organisation)
    return [_shown(row) for row in session.scalars(query.order_by(ProfileRow.id))]


def read(session: Session, caller: Caller, profile_id: str) -> Plain:
    """Return one profile.

    Raises
    ------
    NotFound
        The organisation has no profile of that id.
    """
    return _shown(_found(session, caller, profile_id, ("id",)))


def put(
    session: Session, caller: Caller, slug: str, name: str, description: str, weights: Plain
) -> tuple[Plain, bool]:
    """Save a profile under an id, replacing an existing one; tell whether it is new."""
    lock_organisation(session, caller)
    row = session.get(ProfileRow, (caller.organisation, slug))
    is_new = row is None
    if row is None:
        row = ProfileRow(organisation_id=caller.organisation, id=slug)
        session.add(row)
    row.name, row.note, row.weights, row.updated_at = name, description, weights, now()
    session.flush()
    note(session, caller, "profile.save", PREFIX + slug)
    return _shown(row), is_new


def delete(session: Session, caller: Caller, profile_id: str) -> None:
    """Delete a profile; assessments that were run with it keep its weights in their records."""
    lock_organisation(session, caller)
    session.delete(_found(session, caller, profile_id, ("id",)))
    note(session, caller, "profile.delete", profile_id)


def with_own_profiles(sent: bytes, database: Database, caller: Caller, most: int) -> bytes:
    """Return a body with the weights in the place of ``{"kind": "profile", "id": "own:..."}``.

    The record thus holds the weights themselves, and can be replayed after the profile was changed.

    The weights may have at most ``most`` bytes in all.

    Raises
    ------
    InvalidWeights, TooLarge
        As `known` and `replaced`.
    """
    paths = references(sent)
    return replaced(sent, known(database, caller, paths), most) if paths else sent


def references(sent: bytes) -> dict[str, Path]:
    """Return the names of profiles in a body, each with the path of its first use.

    The mapping is empty for a body that is no JSON or nested too deeply, which its reader refuses.
    """
    paths: dict[str, Path] = {}

    def look_up(name: str, path: Path) -> Plain:
        paths.setdefault(name, path)
        return {}

    try:
        _replaced(look_up, orjson.loads(sent), ())
    except (RecursionError, orjson.JSONDecodeError):
        return {}
    return paths


def known(database: Database, caller: Caller, named: Mapping[str, Path]) -> dict[str, Plain]:
    """Return the weights of profiles by name.

    Raises
    ------
    InvalidWeights
        The organisation has no profile of an id; the fault has its path.
    """

    def work(session: Session) -> dict[str, Plain]:
        return {name: weights_of(session, caller, name, path) for name, path in named.items()}

    return database.read(work)


def replaced(sent: bytes, found: Mapping[str, Plain], most: int) -> bytes:
    """Return a body with the weights of profiles in the place of their names.

    Raises
    ------
    TooLarge
        The weights exceed ``most`` bytes; the fault has the path of the first excess.
    """
    sizes = {name: len(orjson.dumps(weights)) for name, weights in found.items()}
    remaining = most

    def look_up(name: str, path: Path) -> Plain:
        nonlocal remaining
        remaining -= sizes[name]
        if remaining < 0:
            raise TooLarge([Fault("body_too_large", path, {"limit": most})])
        return found[name]

    try:
        return orjson.dumps(_replaced(look_up, orjson.loads(sent), ()))
    except (RecursionError, orjson.JSONEncodeError):
        return sent  # nested too deeply, and refused for that too


def weights_of(session: Session, caller: Caller, profile_id: str, path: Path) -> Plain:
    """Return the weights of a profile.

    Raises
    ------
    InvalidWeights
        The organisation has no profile of that id; the fault has the given path.
    """
    try:
        return _found(session, caller, profile_id, path).weights
    except NotFound as error:
        raise InvalidWeights(error.faults) from error


def _replaced(look_up: Callable[[str, Path], Plain], value: Any, path: Path) -> Any:
    if len(path) > _DEEPEST:
        raise RecursionError
    if isinstance(value, list):
        return [_replaced(look_up, part, (*path, at)) for at, part in enumerate(value)]
    if not isinstance(value, dict):
        return value
    profile_id = value.get("id")
    names_own = isinstance(profile_id, str) and profile_id.startswith(PREFIX)
    if names_own and value.get("kind") == "profile" and value.keys() <= _REFERENCE:
        weights = look_up(value["id"], (*path, "id"))
        return {**weights, **({"caps": value["caps"]} if value.get("caps") else {})}
    return {name: _replaced(look_up, part, (*path, name)) for name, part in value.items()}


def _found(session: Session, caller: Caller, profile_id: str, path: Path) -> ProfileRow:
    slug = profile_id.removeprefix(PREFIX)
    row = None if "\0" in slug else session.get(ProfileRow, (caller.organisation, slug))
    if row is None or not profile_id.startswith(PREFIX):
        query = select(ProfileRow.id).where(ProfileRow.organisation_id == caller.organisation)
        ids = tuple(PREFIX + name for name in session.scalars(query.order_by(ProfileRow.id)))
        raise NotFound.at("unknown_profile", *path, profile=profile_id, known=ids or ("-",))
    return row


def _shown(row: ProfileRow) -> Plain:
    names = ("id", "own", "name", "note", "weights", "updated_at")
    return row_fields(names, row, id=PREFIX + row.id, own=True)
