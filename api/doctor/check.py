"""A check of the machine, what it finds, and the words for both."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from api.db import Database
from api.db.location import default_path
from api.language import Language
from api.refusals import Unavailable
from api.settings import Settings

State = Literal["ok", "missing", "broken", "skipped"]
"""Good; not there; there, but not good; not looked at, because something else is not there."""
MIB = 1024 * 1024


@dataclass(frozen=True)
class Machine:
    """What the checks look at: the settings, and what these lead to.

    Parameters
    ----------
    settings
        Of the service that is to run here.
    """

    settings: Settings

    @property
    def file(self) -> Path | None:
        """The database's file, made or not; None where it is on a server or in memory."""
        if self.settings.database is None:
            return default_path()
        kind, _, path = self.settings.database.partition(":///")
        return Path(path) if kind == "sqlite" and path and path != ":memory:" else None

    @cached_property
    def database(self) -> Database | Exception | None:
        """The database, once it answered; why it does not; None where its file is not made yet."""
        if self.file is not None and not self.file.exists():
            return None
        found = None
        try:
            found = Database(self.settings.database or f"sqlite:///{self.file}")
            found.ping()
        except (ImportError, OSError) as error:
            return error
        except Unavailable as error:
            assert found is not None
            found.close()
            cause = error.__cause__
            return cause if isinstance(cause, Exception) else error
        return found

    def close(self) -> None:
        """Let go of the database."""
        if isinstance(self.__dict__.get("database"), Database):
            self.database.close()  # type: ignore[union-attr]  # looked at a line above


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """How a check ended.

    Parameters
    ----------
    state
        Whether there is anything to do.
    code
        Of its sentence and remedy in ``words.toml``.
    fields
        Of both; a value may be one by language.
    """

    state: State
    code: str
    fields: Mapping[str, Any] = field(default_factory=dict)

    def say(self, language: Language) -> str:
        """Return what was found."""
        return self._filled("detail", language)

    def remedy(self, language: Language) -> str:
        """Return what to do; empty where there is nothing."""
        if self.state in ("ok", "skipped"):
            return ""
        return self._filled("remedy", language)

    def _filled(self, part: str, language: Language) -> str:
        fields = {
            name: value[language] if isinstance(value, Mapping) else value
            for name, value in self.fields.items()
        }
        return _said("findings", self.code, part, language).format(**fields)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is looked at.

    Parameters
    ----------
    name
        By which programs know it, and its words.
    needed
        Whether the service cannot do its work without.
    look
        Returns what was found; raises nothing.
    """

    name: str
    needed: bool
    look: Callable[[Machine], Diagnosis]

    def title(self, language: Language) -> str:
        """Return what it is called."""
        return _said("checks", self.name, "title", language)

    def means(self, language: Language) -> str:
        """Return what the service has it for."""
        return _said("checks", self.name, "means", language)


@cache
def words() -> Mapping[str, Mapping[str, Mapping[str, Mapping[str, str]]]]:
    """Return all words: checks, findings and states by name, part and language."""
    return tomllib.loads(files("api.doctor").joinpath("words.toml").read_text(encoding="utf-8"))


def _said(kind: str, name: str, part: str, language: Language) -> str:
    return words()[kind][name][part][language]
