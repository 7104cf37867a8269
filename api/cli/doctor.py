"""The faults of this machine, as text or for a program."""

import json

import typer

from api.cli.environment import read_settings
from api.cli.errors import TROUBLE
from api.cli.options import Lang, ListJson
from api.cli.terminal import Language, Page, console
from api.doctor import CHECKS, Check, Diagnosis, Machine, words


def examine(*, as_json: ListJson = False, language: Lang) -> None:
    """Run all checks; exit with `TROUBLE` if the service cannot do its work."""
    machine = Machine(read_settings(language))
    try:
        diagnoses = [(check, check.diagnose(machine)) for check in CHECKS]
    finally:
        machine.close()
    faults = sum(
        check.needed and diagnosis.state in ("missing", "broken") for check, diagnosis in diagnoses
    )
    if as_json:
        lines = [_as_json(check, diagnosis, language) for check, diagnosis in diagnoses]
        typer.echo(json.dumps(lines, ensure_ascii=False, indent=1))
    else:
        _write(diagnoses, faults, language)
    if faults:
        raise typer.Exit(TROUBLE)


def _as_json(check: Check, found: Diagnosis, language: Language) -> dict[str, object]:
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
    page = Page(console(), language)
    for check, diagnosis in found:
        state = words()["states"][diagnosis.state]["said"][language]
        line = page.word("doctor_line", title=check.title(language), detail=diagnosis.say(language))
        page.entry(f"[{state}]", line)
        if remedy := diagnosis.remedy(language):
            page.entry("    ", check.means(language))
            page.entry("   →", remedy)
    page.line(page.word("doctor_faults", count=faults) if faults else page.word("doctor_sound"))
