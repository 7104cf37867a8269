"""What is missing on this machine, in words or for a program."""

import json

import typer

from api.cli.environment import read_settings
from api.cli.errors import TROUBLE
from api.cli.terminal import Language, Page, console
from api.doctor import CHECKS, Check, Diagnosis, Machine
from api.doctor.check import words
from api.parks.labels import Labels


def examine(language: Language, *, as_json: bool) -> None:
    """Look at everything; leave with `TROUBLE` where the service cannot do its work.

    Parameters
    ----------
    language
        Of what is said.
    as_json
        Print a list of objects instead.
    """
    machine = Machine(read_settings(language))
    try:
        found = [(check, check.look(machine)) for check in CHECKS]
    finally:
        machine.close()
    faults = sum(check.needed and one.state in ("missing", "broken") for check, one in found)
    if as_json:
        told = [_told(check, one, language) for check, one in found]
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _write(found, faults, language)
    if faults:
        raise typer.Exit(TROUBLE)


def _told(check: Check, found: Diagnosis, language: Language) -> dict[str, object]:
    return {
        "check": check.name,
        "title": check.title(language),
        "needed": check.needed,
        "state": found.state,
        "code": found.code,
        "detail": found.say(language),
        "means": check.means(language),
        "remedy": found.remedy(language) or None,
    }


def _write(found: list[tuple[Check, Diagnosis]], faults: int, language: Language) -> None:
    page = Page(console(), language, Labels({}, {}))
    for check, one in found:
        state = words()["states"][one.state]["said"][language]
        said = page.word("doctor_line", title=check.title(language), detail=one.say(language))
        page.entry(f"[{state}]", said)
        if remedy := one.remedy(language):
            page.entry("    ", check.means(language))
            page.entry("   →", remedy)
    page.line(page.word("doctor_faults", count=faults) if faults else page.word("doctor_sound"))
