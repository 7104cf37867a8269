"""Checks of the machine for the needs of the service; a failing check does not stop the others.

To add a check, write its function, add it to `CHECKS`, and add its words to ``doctor.toml``.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from pathlib import Path
from platform import python_version
from sqlite3 import SQLITE_NOTADB
from typing import Any, Literal
from urllib.parse import urlsplit

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import InvalidVersion, Version
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from api.db import Database, migrate
from api.db.columns import now
from api.db.location import default_path
from api.db.tables import EntryRow, ResultRow, VersionRow
from api.document.drawings import drawing, font
from api.document.teller import tell
from api.http.language import Language
from api.http.refusals import Unavailable
from api.limits.rate_limit import MEMORY, storage_answers
from api.rankings.presentation import engine
from api.reports.fonts import REMEDY, choose, installed
from api.results.documents import read_document
from api.settings import Settings
from mcda.errors import ClusterFailure, McdaError
from mcda.texts import LANGUAGES
from mcda.texts import text as text_of
from mcda.texts.tables import table

State = Literal["ok", "missing", "broken", "skipped"]
"""Good; not there; there, but not good; not looked at, because something else is not there."""
MIB = 1024 * 1024
APART = timedelta(seconds=5)
"""Leases of jobs are 30 seconds, and machines must agree on when one has ended."""
LEAST_SPACE = 512 * MIB
"""A workbook, its copy while it is written, and a copy of a small database."""
LEAST_MEMORY = 1024 * MIB
"""The service with one process that computes takes half of it; a report or workbook the rest."""
RESULTS_WITHIN = 20.0
"""Seconds for which stored results are tried, the newest first."""
PROC, CGROUP = Path("/proc"), Path("/sys/fs/cgroup")
_CLUSTER_PATIENCE = 3.0  # seconds
_BROWSERS = ("chromium", "chromium-browser")
_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
    '<text x="4" y="30" font-size="28" font-family="{font}">{character}</text></svg>'
)
_RIGHTS = """SELECT current_user AS role, rolsuper AS superuser,
rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication AS may_more,
pg_has_role(current_user, datdba, 'USAGE')
    OR has_schema_privilege(current_user, current_schema(), 'CREATE') AS may_define
FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()"""
_PAGES = """SELECT checksum_failures AS failures, ARRAY(
    SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid
) AS indexes FROM pg_stat_database WHERE datname = current_database()"""


@dataclass(frozen=True)
class Machine:
    """The subject of the checks: the settings of the service to run, and its database."""

    settings: Settings

    @property
    def file(self) -> Path | None:
        """The database's file, existing or not; None for a database on a server or in memory."""
        if self.settings.database is None:
            return default_path()
        kind, _, path = self.settings.database.partition(":///")
        return Path(path) if kind == "sqlite" and path and path != ":memory:" else None

    @cached_property
    def database(self) -> Database | Exception | None:
        """The database if it answers; else its error; None if its file does not exist yet."""
        if self.file is not None and not self.file.exists():
            return None
        database = None
        try:
            database = Database(self.settings.database or f"sqlite:///{self.file}")
            database.ping()
        except Exception as error:  # noqa: BLE001 - whatever it is, the check of the database says it
            if database is not None:
                database.close()
            cause = error.__cause__ if isinstance(error, Unavailable) else None
            return cause if isinstance(cause, Exception) else error
        return database

    def close(self) -> None:
        """Close the database."""
        if isinstance(self.__dict__.get("database"), Database):
            self.database.close()  # type: ignore[union-attr]  # looked at a line above


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The result of a check: code and fields of its sentence and remedy, some by language."""

    code: str
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def state(self) -> State:
        """How what was checked stands."""
        state: State = words()["findings"][self.code]["state"]
        return state

    def say(self, language: Language, part: str = "detail") -> str:
        """Return the finding of the check as a sentence."""
        fields = {
            name: value[language] if isinstance(value, Mapping) else value
            for name, value in self.fields.items()
        }
        return str(words()["findings"][self.code][part][language]).format(**fields)

    def remedy(self, language: Language) -> str:
        """Return the remedy; empty if none is needed."""
        return "" if self.state in ("ok", "skipped") else self.say(language, "remedy")


@dataclass(frozen=True, slots=True)
class Check:
    """One check of the machine."""

    name: str
    """By which programs know it, and its words."""
    look: Callable[[Machine], Diagnosis]
    """Returns how it stands."""
    needed: bool = True
    """Whether the service cannot do its work without."""

    def diagnose(self, machine: Machine) -> Diagnosis:
        """Return the diagnosis; an error in the check itself is its fault."""
        try:
            return self.look(machine)
        except Exception as error:  # noqa: BLE001 - the other checks go on
            return Diagnosis("check_failed", {"reason": _reason(error)})

    def say(self, part: Literal["title", "means"], language: Language) -> str:
        """Return the title of the check, or what the checked part is for."""
        return str(words()["checks"][self.name][part][language])


def _on_database(look: Callable[[Machine, Database], Diagnosis]) -> Callable[[Machine], Diagnosis]:
    """Return a check that is skipped if no database answers."""

    def guarded(machine: Machine) -> Diagnosis:
        database = machine.database
        if isinstance(database, Database):
            return look(machine, database)
        return Diagnosis("no_database")

    return guarded


def look_at_python(machine: Machine) -> Diagnosis:
    """Return whether the version of Python is one that the package supports."""
    wanted = metadata("parkwise")["Requires-Python"]
    fields = {"found": python_version(), "wanted": wanted, "program": sys.executable}
    good = SpecifierSet(wanted).contains(python_version(), prereleases=True)
    return Diagnosis("python_good" if good else "python_old", fields)


def look_at_packages(machine: Machine) -> Diagnosis:
    """Return the missing packages, else the packages of an unsupported version."""
    settings = machine.settings
    needs = {
        "postgres": (settings.database or "").startswith("postgresql"),
        "cluster": settings.cluster is not None,
        "redis": settings.rate_storage != MEMORY,
    }
    extras = [name for name, is_needed in needs.items() if is_needed]
    count, absent, other = 0, [], []
    for wanted in map(Requirement, requires("parkwise") or ()):
        name, marker = wanted.name, wanted.marker
        if marker and not any(marker.evaluate({"extra": extra}) for extra in ["", *extras]):
            continue
        count += 1
        try:
            number = version(name)
        except PackageNotFoundError:
            absent.append(name)
        else:
            if not wanted.specifier.contains(number, prereleases=True):
                other.append(f"{name} {number} ({wanted.specifier})")
    package = f"'parkwise[{','.join(extras)}]'" if extras else "'parkwise'"
    fields = {"count": count, "packages": ", ".join(absent or other)}
    if absent:
        return Diagnosis("packages_absent", fields | {"install": f"pip install {package}"})
    if other:
        return Diagnosis("packages_other", fields | {"install": f"pip install --upgrade {package}"})
    return Diagnosis("packages_good", fields)


def look_at_database(machine: Machine) -> Diagnosis:
    """Return whether the database answers, has the current schema, and accepts changes."""
    database, upgrades = machine.database, machine.settings.migrate
    if database is None:
        code = "database_later" if upgrades else "database_absent"
        return Diagnosis(code, {"file": machine.file})
    if isinstance(database, Exception):
        if getattr(getattr(database, "orig", None), "sqlite_errorcode", None) == SQLITE_NOTADB:
            return Diagnosis("database_alien", {"file": machine.file})
        return Diagnosis("database_silent", {"reason": _reason(database)})
    revision, wanted = migrate.current(database), migrate.newest()
    where = database.url.render_as_string(hide_password=True)
    fields = {"where": where, "found": revision or "-", "wanted": wanted}
    if revision != wanted:
        later = upgrades and migrate.is_known(revision)
        return Diagnosis("schema_later" if later else "schema_other", fields)
    try:
        database.check_writing()
    except Unavailable as error:
        return Diagnosis("database_unwritten", {"reason": _by_language(error)} | fields)
    return Diagnosis("database_good", fields)


@_on_database
def look_at_pages(machine: Machine, database: Database) -> Diagnosis:
    """Return whether pages are damaged: SQLite's are read, PostgreSQL reports those it read."""
    if database.is_sqlite:
        faults, unchecked = migrate.damage(database, quick=True), False
    else:
        row = database.read(lambda session: session.execute(text(_PAGES)).one())
        faults = list(row.indexes) + [f"{row.failures} checksum failures"] * bool(row.failures)
        unchecked = row.failures is None
    if faults:
        fields = {"reason": _line(faults[0]), "more": len(faults) - 1}
        return Diagnosis("pages_damaged", fields)
    return Diagnosis("pages_unchecked" if unchecked else "pages_good")


@_on_database
def look_at_results(machine: Machine, database: Database) -> Diagnosis:
    """Return the number of stored results of a newer engine, or that cannot be shown."""
    if migrate.current(database) != migrate.newest():
        return Diagnosis("schema_first")
    fields = database.read(_results) | {"engine": engine()}
    unread = fields["newer"] or fields["faulty"]
    return Diagnosis("results_unread" if unread else "results_good", fields)


def _results(session: Session) -> dict[str, Any]:
    """Return the numbers of all results, of a newer engine, of tried and of faulty ones.

    Only a few results are in memory at a time, and opening them stops after a time limit.
    """
    engines = select(ResultRow.engine, func.count()).group_by(ResultRow.engine)
    counts = {row.engine: row[1] for row in session.execute(engines)}
    attempts = faulty = 0
    until = time.monotonic() + RESULTS_WITHIN
    documents = select(ResultRow.document).order_by(ResultRow.at.desc())
    with closing(session.scalars(documents, execution_options={"yield_per": 4})) as stored:
        for content in stored:
            attempts += 1
            try:
                faulty += not tell(read_document(content), "en")["title"]
            except Exception:  # noqa: BLE001 - whatever it is, a reader of the result would meet it
                faulty += 1
            if time.monotonic() > until:
                break
    newer = sum(number for name, number in counts.items() if _is_newer(name))
    return {"count": sum(counts.values()), "newer": newer, "tried": attempts, "faulty": faulty}


def _is_newer(name: str) -> bool:
    """Tell whether an engine is newer than this one, or its version cannot be parsed."""
    try:
        return Version(name.split()[-1]) > Version(engine().split()[-1])
    except (InvalidVersion, IndexError):
        return True


@_on_database
def look_at_role(machine: Machine, database: Database) -> Diagnosis:
    """Return whether the role has more rights in PostgreSQL than the service needs."""
    if database.is_sqlite:
        return Diagnosis("role_of_file")
    row = database.read(lambda session: session.execute(text(_RIGHTS)).one())
    fields = {"role": row.role}
    if row.superuser:
        return Diagnosis("role_superuser", fields)
    if row.may_more or (row.may_define and not machine.settings.migrate):
        return Diagnosis("role_wide", fields)
    return Diagnosis("role_owner" if row.may_define else "role_good", fields)


@_on_database
def look_at_clock(machine: Machine, database: Database) -> Diagnosis:
    """Return whether the clock agrees with the database and saved rows; no network is used."""
    if not database.is_sqlite:
        before = now()
        time_there: datetime = database.read(lambda s: s.execute(text("SELECT now()")).scalar_one())
        apart = time_there - (before + (now() - before) / 2)
        if abs(apart) > APART:
            return Diagnosis("clock_apart", {"seconds": f"{apart.total_seconds():.0f}"})
    if migrate.current(database) == migrate.newest():
        columns: tuple[Any, ...] = (VersionRow.at, EntryRow.at)
        times = database.read(lambda s: [s.scalar(select(func.max(at))) for at in columns])
        ahead = max(filter(None, times), default=now()) - now()
        if ahead > APART:
            return Diagnosis("clock_back", {"seconds": f"{ahead.total_seconds():.0f}"})
    return Diagnosis("clock_good")


def look_at_rate_storage(machine: Machine) -> Diagnosis:
    """Return whether the shared storage of request counters answers."""
    storage = machine.settings.rate_storage
    if storage == MEMORY:
        return Diagnosis("rate_storage_own")
    fields = {"where": urlsplit(storage).netloc.rpartition("@")[2] or "?"}  # no password
    good = storage_answers(storage)
    return Diagnosis("rate_storage_good" if good else "rate_storage_silent", fields)


def look_at_space(machine: Machine) -> Diagnosis:
    """Return whether there is disk space for saved data, and for temporary files."""
    places = [Path(tempfile.gettempdir())]
    if machine.file is not None:
        above = machine.file.absolute().parents
        places.insert(0, next(folder for folder in above if folder.exists()))
    free = {place: shutil.disk_usage(place).free for place in places}
    place = min(places, key=lambda place: free[place])
    fields = {"place": place, "free": free[place] // MIB, "least": LEAST_SPACE // MIB}
    return Diagnosis("space_short" if free[place] < LEAST_SPACE else "space_good", fields)


def look_at_memory(machine: Machine) -> Diagnosis:
    """Return whether the memory suffices: the machine's, or a lower limit if one is set."""
    limits = list(_limits())
    if not limits:
        return Diagnosis("memory_untold")
    fields = {"found": min(limits) // MIB, "least": LEAST_MEMORY // MIB}
    return Diagnosis("memory_short" if min(limits) < LEAST_MEMORY else "memory_good", fields)


def _limits() -> Iterator[int]:
    for line in _lines(PROC / "meminfo"):
        name, _, rest = line.partition(":")
        if name == "MemTotal":
            yield int(rest.split()[0]) * 1024
    for line in _lines(PROC / "self" / "cgroup"):
        path = line.rpartition(":")[2].strip("/")
        for limit in _lines(CGROUP / path / "memory.max"):
            if limit.isdigit():  # else "max"
                yield int(limit)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="ascii").splitlines()
    except OSError:
        return []


def look_at_open_files(machine: Machine) -> Diagnosis:
    """Return whether a process may open as many files as the service needs."""
    if sys.platform == "win32":
        return Diagnosis("open_files_untold")
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    least, connections = machine.settings.descriptors, machine.settings.max_connections
    fields = {"found": soft, "least": least, "connections": connections}
    good = soft == resource.RLIM_INFINITY or soft >= least
    return Diagnosis("open_files_good" if good else "open_files_short", fields)


def look_at_cluster(machine: Machine) -> Diagnosis:
    """Return whether a worker of the Dask cluster in the settings executes a task."""
    address = machine.settings.cluster
    if address is None:
        return Diagnosis("cluster_none")
    cluster = replace(machine.settings.cluster_at(address), timeout=_CLUSTER_PATIENCE)
    try:
        list(cluster.map(abs, [1]))
    except ClusterFailure as error:
        remedy = {language: text_of(error.code, "remedy", language) for language in LANGUAGES}
        refuses = error.code in ("cluster_insecure", "cluster_certificates", "cluster_version")
        code = "cluster_refused" if refuses else "cluster_failing"
        return Diagnosis(code, {"said": _by_language(error), "remedy": remedy})
    return Diagnosis("cluster_good", {"address": address})


def look_at_print_font(machine: Machine) -> Diagnosis:
    """Return the Chinese font that the typesetter of reports would use."""
    try:
        families, _ = choose("zh", installed().families())
    except Unavailable:
        return Diagnosis("print_font_absent", {"install": REMEDY})
    return Diagnosis("print_font_good", {"family": families[0]})


def look_at_chart_font(machine: Machine) -> Diagnosis:
    """Return whether two characters are drawn differently: without a font both are a box."""
    pictures = (_PICTURE.format(font=font("zh"), character=character) for character in "园区")
    if len({bytes(drawing().svg_to_png(picture)) for picture in pictures}) == 1:
        return Diagnosis("chart_font_absent", {"install": REMEDY})
    return Diagnosis("chart_font_good")


def look_at_browser(machine: Machine) -> Diagnosis:
    """Return the path of Chromium, with which the tests open the pages."""
    program = next(filter(None, map(shutil.which, _BROWSERS)), None)
    return Diagnosis("browser_good" if program else "browser_absent", {"program": program})


CHECKS: tuple[Check, ...] = (
    Check("python", look_at_python),
    Check("packages", look_at_packages),
    Check("database", look_at_database),
    Check("pages", look_at_pages),
    Check("results", look_at_results),
    Check("role", look_at_role, needed=False),
    Check("clock", look_at_clock),
    Check("rate_storage", look_at_rate_storage),
    Check("space", look_at_space),
    Check("memory", look_at_memory),
    Check("open_files", look_at_open_files),
    Check("cluster", look_at_cluster),
    Check("print_font", look_at_print_font),
    Check("chart_font", look_at_chart_font),
    Check("browser", look_at_browser, needed=False),
)


def words() -> Mapping[str, Mapping[str, Any]]:
    """Return all words: checks, findings and states by name, part and language."""
    return table("api", "doctor.toml")


def _by_language(error: McdaError) -> dict[str, str]:
    return {language: error.say(language) for language in LANGUAGES}


def _reason(error: Exception) -> str:
    """Return the message of an error in one line, without the SQL statement and its values."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return _line(str(cause)) or type(error).__name__


def _line(said: str) -> str:
    return " ".join(said.split()).rstrip(".?")
