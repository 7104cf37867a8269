"""Whether the database answers, has the schema of this version, and takes changes."""

from sqlalchemy.exc import DBAPIError

from api.db import migrate
from api.doctor.check import Check, Diagnosis, Machine
from api.refusals import Unavailable
from mcda.texts import LANGUAGES


def look(machine: Machine) -> Diagnosis:
    """Return the first of it that does not hold."""
    found = machine.database
    if found is None:
        return _not_made(machine)
    if isinstance(found, Exception):
        return Diagnosis("missing", "database_silent", {"reason": _reason(found)})
    there, wanted = migrate.current(found), migrate.newest()
    where = found.url.render_as_string(hide_password=True)
    fields = {"where": where, "found": there or "-", "wanted": wanted}
    if there != wanted:
        later = machine.settings.migrate and migrate.is_known(there)
        return Diagnosis(*(("ok", "schema_later") if later else ("broken", "schema_other")), fields)
    try:
        found.check_writing()
    except Unavailable as error:
        reason = {language: error.say(language) for language in LANGUAGES}
        return Diagnosis("broken", "database_unwritten", {"reason": reason} | fields)
    return Diagnosis("ok", "database_good", fields)


def _not_made(machine: Machine) -> Diagnosis:
    fields = {"file": machine.file}
    if machine.settings.migrate:
        return Diagnosis("ok", "database_later", fields)
    return Diagnosis("missing", "database_absent", fields)


def _reason(error: Exception) -> str:
    said = error.orig if isinstance(error, DBAPIError) else error
    return " ".join(str(said).split()).rstrip(".?")


CHECK = Check("database", needed=True, look=look)
