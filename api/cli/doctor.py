"""The faults of this machine, as text or for a program."""

import json
from contextlib import closing

import typer

from api.cli.environment import read_settings
from api.cli.errors import TROUBLE
from api.cli.inputs import Json, Lang
from api.cli.terminal import Page, console
from api.doctor import CHECKS, Machine, words


def examine(*, as_json: Json = False, language: Lang) -> None:
    """Run all checks; exit with `TROUBLE` if the service cannot do its work."""
    with closing(Machine(read_settings(language))) as machine:
        diagnoses = [(check, check.diagnose(machine)) for check in CHECKS]
    states = [diagnosis.state for check, diagnosis in diagnoses if check.needed]
    faults = sum(state in ("missing", "broken") for state in states)
    if as_json:
        lines = [
            {
                "check": check.name,
                "title": check.say("title", language),
                "needed": check.needed,
                "state": diagnosis.state,
                "code": diagnosis.code,
                "detail": diagnosis.say(language),
                "means": check.say("means", language),
                "remedy": diagnosis.remedy(language) or None,
            }
            for check, diagnosis in diagnoses
        ]
        typer.echo(json.dumps(lines, ensure_ascii=False, indent=1))
    else:
        page = Page(console(), language)
        for check, diagnosis in diagnoses:
            title, detail = check.say("title", language), diagnosis.say(language)
            state = words()["states"][diagnosis.state]["said"][language]
            page.entry(f"[{state}]", page.word("doctor_line", title=title, detail=detail))
            if remedy := diagnosis.remedy(language):
                page.entry("    ", check.say("means", language))
                page.entry("   →", remedy)
        page.say("doctor_faults" if faults else "doctor_sound", count=faults)
    if faults:
        raise typer.Exit(TROUBLE)
