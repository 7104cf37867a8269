"""The kinds of statements about importance, and what the examination says of them, as tables."""

import typer

from api.cli.failing import TROUBLE
from api.cli.grid import Grid
from api.cli.page import Page
from api.cli.terminal import console
from api.cli.words import Language
from api.parks.labels import Labels


def write_weightings(language: Language) -> None:
    """Write every kind with its name and the package that it comes from."""
    from weights.weightings import WEIGHTINGS

    page = Page(console(), language, Labels({}, {}))
    page.heading("kinds", first=True)
    rows = [
        [kind, weighting.name[language], WEIGHTINGS.origin(kind).distribution]
        for kind, weighting in WEIGHTINGS.items()
    ]
    page.grid(Grid(page.words("name", "title", "package"), rows, kept=1))


def check_weightings(language: Language) -> None:
    """Write what is wrong with each kind, and what other packages name and is not offered.

    Leaves with `TROUBLE` where there is any such thing.
    """
    from weights.testing.entrance import examine
    from weights.weightings import WEIGHTINGS

    page = Page(console(), language, Labels({}, {}))
    page.heading("kinds", first=True)
    faults = {kind: list(examine(weighting)) for kind, weighting in WEIGHTINGS.items()}
    rows = [
        [kind, str(len(WEIGHTINGS[kind].examples)), page.word("no" if faults[kind] else "yes")]
        for kind in faults
    ]
    page.grid(Grid(page.words("name", "tried", "kept"), rows, figures=(1,), kept=1))
    page.items([fault.say(language) for found in faults.values() for fault in found])
    refused = WEIGHTINGS.refused
    if refused:
        page.heading("kinds_refused")
        page.items(
            [
                f"{one.name} ({one.origin.distribution} {one.origin.version}): "
                f"{one.error.say(language)}"
                for one in refused
            ]
        )
    if refused or any(faults.values()):
        raise typer.Exit(TROUBLE)
