"""What there is: methods, weightings and profiles, and what their examination says."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin, get_type_hints

import typer

from api.cli.errors import TROUBLE, reporting
from api.cli.terminal import Form, Grid, Language, Page, console, named, word
from api.parks.labels import Labels

if TYPE_CHECKING:
    from mcda.registry import ExtensionRefusal

Value = str | int | bool


def write_methods(language: Language, form: Form) -> None:
    """Write the ranking methods with their parameters, defaults first.

    What another package names and is not offered is told apart from a list for a program.
    """
    from mcda.methods import METHODS

    rows = [
        [
            name,
            method.title[language],
            word("lowest" if method().traits.lower_is_better else "highest", language),
            "; ".join(_parameters(method)),
        ]
        for name, method in METHODS.items()
    ]
    write_list("methods", ("name", "title", "best_score", "parameters"), rows, language, form)
    write_refused(_beside(language, form))


def write_parks(language: Language, country: str | None, form: Form) -> None:
    """Write the parks of the catalogue, those that are compared first."""
    from api.cli.environment import own_settings
    from api.parks.catalogue import catalogue_of
    from mcda.parks import scorable, unknown

    with reporting(language, as_json=False):
        catalogue = catalogue_of(own_settings(language))
        chosen = None if country is None else catalogue.country(country).id
    compared = set(scorable(catalogue))
    main = len(catalogue.criteria)
    found = [park for park in catalogue.parks.values() if chosen in (None, park.country)]
    rows: list[list[Value]] = [
        [
            park.id,
            park.name[language],
            catalogue.countries[park.country].name[language],
            main - len(unknown(catalogue, park.id)),
            park.id in compared,
        ]
        for park in sorted(found, key=lambda park: park.id not in compared)
    ]
    write_list("parks", ("id", "name", "country", "known_on", "compared"), rows, language, form)


def write_criteria(language: Language, form: Form) -> None:
    """Write the main criteria and the optional ones, with what counts on each."""
    from api.cli.environment import own_settings
    from api.parks.catalogue import catalogue_of

    catalogue = catalogue_of(own_settings(language))
    rows: list[list[Value]] = [
        [
            info.id,
            info.name[language],
            "" if info.scale is None else info.scale.worst_in_words[language],
            "" if info.scale is None else info.scale.best_in_words[language],
            info not in catalogue.further,
        ]
        for info in catalogue.all_criteria
    ]
    write_list(
        "criteria", ("id", "name", "worst_end", "best_end", "of_the_seven"), rows, language, form
    )


def write_profiles(language: Language, form: Form) -> None:
    """Write the weight profiles, subject by subject, with what they decide and whom they suit."""
    from weights.profiles import load_profiles, load_subjects

    rows = [
        [
            found.id,
            found.name[language],
            subject.name[language],
            named("support", found.support.level, language),
            found.for_whom[language],
        ]
        for subject in load_subjects().values()
        for found in load_profiles().values()
        if found.about == subject.id
    ]
    write_list("profiles", ("id", "name", "about", "support", "for_whom"), rows, language, form)


def write_weightings(language: Language, form: Form) -> None:
    """Write every kind with its name and the package that it comes from."""
    from weights.weightings import WEIGHTINGS

    rows = [
        [kind, weighting.name[language], WEIGHTINGS.origin(kind).distribution]
        for kind, weighting in WEIGHTINGS.items()
    ]
    write_list("kinds", ("name", "title", "package"), rows, language, form)
    _write_kinds_refused(_beside(language, form))


def write_list(
    heading: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[Value]],
    language: Language,
    form: Form,
) -> None:
    """Write a list: as a table, as CSV with its heads, or as JSON by the names of its columns.

    Parameters
    ----------
    heading
        Key of its heading.
    heads
        Names of the columns, which are keys of words.
    rows
        With a value for each column.
    language, form
        Of the list.
    """
    if form == "json":
        found = [dict(zip(heads, row, strict=True)) for row in rows]
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    told = [[_told(value, language) for value in row] for row in rows]
    if form == "csv":
        from api.cli.rows import write_rows

        write_rows([list(heads), *told])
        return
    page = Page(console(), language, Labels({}, {}))
    page.heading(heading, first=True)
    page.grid(Grid(page.words(*heads), [list(map(str, row)) for row in told]))


def _told(value: Value, language: Language) -> str | int:
    return word("yes" if value else "no", language) if isinstance(value, bool) else value


def _beside(language: Language, form: Form) -> Page:
    """Return where to write what is no part of a list: where that is for a program, beside it."""
    return Page(console(stderr=form != "table"), language, Labels({}, {}))


def _parameters(method: type[Any]) -> list[str]:
    hints = get_type_hints(method, include_extras=True)
    defaults = {item.name: item.default for item in fields(method)}
    return [
        _parameter(name, defaults[field], hints[field])
        for name, field in method.parameter_fields().items()
    ]


def _parameter(name: str, default: Any, rule: Any) -> str:
    if get_origin(rule) is Annotated:
        rule = get_args(rule)[0]
    if get_origin(rule) is Literal:
        others = [str(choice) for choice in get_args(rule) if choice != default]
        return f"{name}={default} ({', '.join(others)})"
    return name if default in (MISSING, None) else f"{name}={default}"


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
    return _write_refused(page, "methods_refused", refused)


def _write_refused(page: Page, heading: str, refused: "Sequence[ExtensionRefusal]") -> bool:
    if refused:
        page.heading(heading)
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
    if _write_kinds_refused(page) or any(faults.values()):
        raise typer.Exit(TROUBLE)


def _write_kinds_refused(page: Page) -> bool:
    """Write which kinds of other packages are not offered; tell whether there are any."""
    from weights.weightings import WEIGHTINGS

    return _write_refused(page, "kinds_refused", WEIGHTINGS.refused)
