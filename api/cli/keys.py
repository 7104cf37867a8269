"""Keys on the command line, for the operator of the service."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

import typer
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.caller import SCOPES, Caller, Scope
from api.cli.environment import opened
from api.cli.errors import BAD_INPUT, fail, refusal, reporting
from api.cli.inputs import Lang, ListOutput
from api.cli.lists import write_list
from api.cli.terminal import Language, announce, word
from api.db.tables import KeyRow, OrganisationRow
from api.keys import service
from mcda.errors import hidden_fault

OPERATOR = "command line"
LONGEST_NAME = 200


def create(
    org: Annotated[str, typer.Option(metavar="NAME")],
    name: str = "key",
    scope: Scope | None = None,
    days: Annotated[int | None, typer.Option(min=1, max=3650)] = None,
    *,
    language: Lang,
) -> None:
    """Create a key and print it; a new organisation is created too, its first key is `admin`."""
    org, name = _checked_name(org, "--org", language), _checked_name(name, "--name", language)

    def work(session: Session) -> str:
        owner = _speaking_for(service.organisation_named(session, org))
        granted = service.scope_of_new(session, owner.organisation, scope)
        created = service.create_key(session, owner, name, granted, days)
        return str(created["key"])

    with opened(language) as database, reporting(language, place=lambda _: "--scope"):
        key = database.write(work)
    typer.echo(key)
    announce("key_made", language, stderr=True, org=org)


def rotate(
    prefix: str, grace_hours: Annotated[int, typer.Option(min=0, max=168)] = 0, *, language: Lang
) -> None:
    """Print a new key that replaces an old one."""

    def work(session: Session) -> str:
        owner, key = _owned(session, prefix, language)
        return str(service.rotate_key(session, owner, key, grace_hours)["key"])

    with opened(language) as database:
        key = database.write(work)
    typer.echo(key)
    announce("key_rotated", language, stderr=True, prefix=prefix, hours=grace_hours)


def revoke(prefix: str, *, language: Lang) -> None:
    """Revoke a key at once."""
    with opened(language) as database:
        database.write(lambda s: service.revoke_key(s, *_owned(s, prefix, language)))
    announce("key_ended", language, prefix=prefix)


def write_keys(*, output: ListOutput) -> None:
    """Write all keys of all organisations, never their text."""
    language = output.language
    query = select(KeyRow, OrganisationRow.name).join(
        OrganisationRow, KeyRow.organisation_id == OrganisationRow.id
    )

    def rows(session: Session) -> Iterator[list[str]]:
        for row, owner in session.execute(query.order_by(KeyRow.created_at, KeyRow.id)):
            end = word("ended", language) if row.revoked_at else _date(row.expires_at, "%Y-%m-%d")
            last = _date(row.last_used_at, "%Y-%m-%d %H:%M")
            yield [row.prefix, owner, row.name, ", ".join(row.scopes), end, last]

    heads = ("key", "organisation", "name", "scope", "expires", "last_used")
    with opened(language) as database:
        write_list("keys", heads, database.read(lambda session: [*rows(session)]), output)


def _date(at: datetime | None, form: str) -> str:
    return "-" if at is None else f"{at:{form}}"


def _speaking_for(organisation: str) -> Caller:
    return Caller(organisation=organisation, by=OPERATOR, scopes=frozenset(SCOPES))


def _checked_name(text: str, option: str, language: Language) -> str:
    name = " ".join(text.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise refusal("error_name", language, option=option, most=LONGEST_NAME)
    hidden = hidden_fault(name)
    if hidden is not None:
        raise fail([f"{option}: {hidden.say(language)}"], BAD_INPUT)
    return name


def _owned(session: Session, prefix: str, language: Language) -> tuple[Caller, str]:
    """Return who speaks for the organisation of a working key, and the key's id."""
    row = session.scalar(select(KeyRow).where(KeyRow.prefix == prefix, KeyRow.revoked_at.is_(None)))
    if row is None:
        raise refusal("error_key", language, prefix=prefix)
    return _speaking_for(row.organisation_id), row.id
