"""What the whole suite of laws says of methods, as a table."""

from collections.abc import Iterable

import typer

from api.cli.failing import TROUBLE, reporting
from api.cli.grid import Grid
from api.cli.page import Page
from api.cli.terminal import console
from api.cli.words import Language
from api.parks.labels import Labels


def check_methods(name: str | None, cases: int, language: Language) -> None:
    """Write how often each configuration of one or of all methods kept each law.

    Leaves with `TROUBLE` where a law is broken or what another package names is not offered.
    """
    from mcda.methods import METHODS, make_method
    from mcda.testing import check, configurations

    page = Page(console(), language, Labels({}, {}))
    if name is not None and name not in {refusal.name for refusal in METHODS.refused}:
        with reporting(language, as_json=False):
            make_method(name)
    chosen = [METHODS[one] for one in METHODS if name in (None, one)]
    counts = [
        count
        for cls in chosen
        for method in configurations(cls)
        for count in check(method, range(cases))
    ]
    if counts:
        page.heading("methods_checked", first=True)
        heads = page.words("name", "parameters", "law", "tried", "kept", "counterexample")
        rows = [
            [
                count.method.name,
                _spoken(count.method.parameters.items()),
                count.law,
                str(count.tried),
                str(count.kept),
                "" if count.counterexample is None else str(count.counterexample),
            ]
            for count in counts
        ]
        page.grid(Grid(heads, rows, figures=(3, 4, 5), kept=1))
    broken = [count for count in counts if count.said]
    page.items(
        [f"{one.method.name}, {one.law}, {one.counterexample}: {one.said}" for one in broken]
    )
    refused = write_refused(page, name)
    if broken or refused:
        raise typer.Exit(TROUBLE)


def write_refused(page: Page, name: str | None = None) -> bool:
    """Write what other packages name as a method and is not offered; tell whether there is any."""
    from mcda.methods import METHODS

    refused = [refusal for refusal in METHODS.refused if name in (None, refusal.name)]
    if refused:
        page.heading("methods_refused")
        page.items(
            [
                f"{one.name} ({one.origin.distribution} {one.origin.version}): "
                f"{one.error.say(page.language)}"
                for one in refused
            ]
        )
    return bool(refused)


def _spoken(parameters: Iterable[tuple[str, object]]) -> str:
    return ", ".join(f"{name}={value}" for name, value in parameters)
