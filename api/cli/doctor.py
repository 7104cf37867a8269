"""The faults of this machine, as text or for a program."""

import json

import typer

from api.cli.environment import read_settings
from api.cli.errors import TROUBLE
from api.cli.inputs import Json, Lang
from api.cli.terminal import Language, Page, console
from api.doctor import CHECKS, Check, Diagnosis, Machine, words


def examine(*, as_json: Json = False, language: Lang) -> None:
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


def _as_json(check: Check, diagnosis: Diagnosis, language: Language) -> dict[str, object]:
    return {
        "check": check.name,
        "title": check.say("title", language),
        "needed": check.needed,
        "state": diagnosis.state,
        "code": diagnosis.code,
        "detail": diagnosis.say(language),
        "means": check.say("means", language),
        "remedy": diagnosis.remedy(language) or None,
    }


def _write(diagnoses: list[tuple[Check, Diagnosis]], faults: int, language: Language) -> None:
    page = Page(console(), language)
    for check, diagnosis in diagnoses:
        title, detail = check.say("title", language), diagnosis.say(language)
        state = words()["states"][diagnosis.state]["said"][language]
        page.entry(f"[{state}]", page.word("doctor_line", title=title, detail=detail))
        if remedy := diagnosis.remedy(language):
            page.entry("    ", check.say("means", language))
            page.entry("   →", remedy)
    page.line(page.word("doctor_faults", count=faults) if faults else page.word("doctor_sound"))
