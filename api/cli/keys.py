"""Keys on the command line, for the operator of the service."""

from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.access.caller import SCOPES, Caller, Scope
from api.cli.environment import opened
from api.cli.errors import BAD_INPUT, fail, reporting
from api.cli.lists import write_list
from api.cli.terminal import Form, Language, console, word
from api.db.tables import KeyRow, OrganisationRow
from api.keys import service
from mcda.hidden_characters import hidden_fault

OPERATOR = "command line"
LONGEST_NAME = 200


def create(org: str, name: str, scope: Scope | None, days: int | None, language: Language) -> None:
    """Create a key and print it; a new organisation is created too, its first key is `admin`."""
    org, name = _checked_name(org, "--org", language), _checked_name(name, "--name", language)

    def work(session: Session) -> str:
        owner = _speaking_for(service.organisation_named(session, org))
        granted = service.scope_of_new(session, owner.organisation, scope)
        created = service.create_key(session, owner, name, granted, days)
        return str(created["key"])

    at_scope = reporting(language, as_json=False, place=lambda _: "--scope")
    with opened(language) as database, at_scope:
        key = database.write(work)
    console().print(key, soft_wrap=True, highlight=False)
    console(stderr=True).print(word("key_made", language, org=org), soft_wrap=True)


def rotate(prefix: str, grace_hours: int, language: Language) -> None:
    """Print a new key that replaces an old one."""

    def work(session: Session) -> str:
        row = _key(session, prefix, language)
        owner = _speaking_for(row.organisation_id)
        return str(service.rotate_key(session, owner, row.id, grace_hours)["key"])

    with opened(language) as database:
        key = database.write(work)
    console().print(key, soft_wrap=True, highlight=False)
    sentence = word("key_rotated", language, prefix=prefix, hours=grace_hours)
    console(stderr=True).print(sentence, soft_wrap=True)


def revoke(prefix: str, language: Language) -> None:
    """Revoke a key at once."""

    def work(session: Session) -> None:
        row = _key(session, prefix, language)
        service.revoke_key(session, _speaking_for(row.organisation_id), row.id)

    with opened(language) as database:
        database.write(work)
    console().print(word("key_ended", language, prefix=prefix), soft_wrap=True)


def write_keys(language: Language, form: Form) -> None:
    """Write all keys of all organisations, never their text."""
    with opened(language) as database:
        rows = database.read(partial(_rows, language=language))
    heads = ("key", "organisation", "name", "scope", "expires", "last_used")
    write_list("keys", heads, rows, language, form)


def _rows(session: Session, language: Language) -> list[list[str]]:
    query = select(KeyRow, OrganisationRow.name).join(
        OrganisationRow, KeyRow.organisation_id == OrganisationRow.id
    )
    return [
        [
            row.prefix,
            owner,
            row.name,
            ", ".join(row.scopes),
            word("ended", language) if row.revoked_at else _date_text(row.expires_at, "%Y-%m-%d"),
            _date_text(row.last_used_at, "%Y-%m-%d %H:%M"),
        ]
        for row, owner in session.execute(query.order_by(KeyRow.created_at, KeyRow.id))
    ]


def _date_text(at: datetime | None, form: str) -> str:
    return "-" if at is None else f"{at:{form}}"


def _speaking_for(organisation: str) -> Caller:
    return Caller(organisation=organisation, by=OPERATOR, scopes=frozenset(SCOPES))


def _checked_name(text: str, option: str, language: Language) -> str:
    name = " ".join(text.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise fail([word("error_name", language, option=option, most=LONGEST_NAME)], BAD_INPUT)
    hidden = hidden_fault(name)
    if hidden is not None:
        raise fail([f"{option}: {hidden.say(language)}"], BAD_INPUT)
    return name


def _key(session: Session, prefix: str, language: Language) -> KeyRow:
    row = session.scalar(select(KeyRow).where(KeyRow.prefix == prefix, KeyRow.revoked_at.is_(None)))
    if row is None:
        raise fail([word("error_key", language, prefix=prefix)], BAD_INPUT)
    return row
