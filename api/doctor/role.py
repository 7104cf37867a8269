"""What the service may do in PostgreSQL: no more than read and change rows."""

from sqlalchemy import text

from api.db import Database
from api.doctor.check import Check, Diagnosis, Machine

_RIGHTS = """SELECT current_user AS role, rolsuper AS superuser,
rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication AS may_more,
pg_has_role(current_user, datdba, 'USAGE')
    OR has_schema_privilege(current_user, current_schema(), 'CREATE') AS may_define
FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()"""


def look(machine: Machine) -> Diagnosis:
    """Return whether the role could do more harm than the service itself."""
    database = machine.database
    if machine.file is not None or (isinstance(database, Database) and database.is_sqlite):
        return Diagnosis("ok", "role_of_file")
    if not isinstance(database, Database):
        return Diagnosis("skipped", "no_database")
    row = database.read(lambda session: session.execute(text(_RIGHTS)).one())
    fields = {"role": row.role}
    if row.superuser:
        return Diagnosis("broken", "role_superuser", fields)
    if row.may_more or (row.may_define and not machine.settings.migrate):
        return Diagnosis("broken", "role_wide", fields)
    return Diagnosis("ok", "role_owner" if row.may_define else "role_good", fields)


CHECK = Check("role", needed=False, look=look)
