"""Lists of methods, weightings and profiles, and the results of checking them."""

import json
from collections.abc import Sequence
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin, get_type_hints

import typer

from api.cli.errors import TROUBLE, reporting
from api.cli.terminal import Form, Grid, Language, Page, console, named, word

if TYPE_CHECKING:
    from mcda.registry import ExtensionRefusal

Value = str | int | bool


def write_methods(language: Language, form: Form) -> None:
    """Write the ranking methods with their parameters, defaults first.

    Refused methods, analyses and sections of other packages follow, for a program on stderr.
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
    """Write the parks of the catalogue, first those that can be ranked."""
    from api.cli.environment import own_settings
    from api.parks.catalogue import catalogue_of
    from mcda.parks import scorable, unknown

    with reporting(language, as_json=False):
        catalogue = catalogue_of(own_settings(language))
        chosen = None if country is None else catalogue.country(country).id
    compared = set(scorable(catalogue))
    main = len(catalogue.criteria)
    parks = [park for park in catalogue.parks.values() if chosen in (None, park.country)]
    rows: list[list[Value]] = [
        [
            park.id,
            park.name[language],
            catalogue.countries[park.country].name[language],
            main - len(unknown(catalogue, park.id)),
            park.id in compared,
        ]
        for park in sorted(parks, key=lambda park: park.id not in compared)
    ]
    write_list("parks", ("id", "name", "country", "known_on", "compared"), rows, language, form)


def write_criteria(language: Language, form: Form) -> None:
    """Write the main and the optional criteria, with the worst and best level of each."""
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
    """Write the weight profiles by subject, with their support and the enterprises they suit."""
    from weights.profiles import load_profiles, load_subjects

    rows = [
        [
            profile.id,
            profile.name[language],
            subject.name[language],
            named("support", profile.support.level, language),
            profile.for_whom[language],
        ]
        for subject in load_subjects().values()
        for profile in load_profiles().values()
        if profile.about == subject.id
    ]
    write_list("profiles", ("id", "name", "about", "support", "for_whom"), rows, language, form)


def write_weightings(language: Language, form: Form) -> None:
    """Write every kind of weighting with its name and its package."""
    from weights.weightings import WEIGHTINGS

    rows = [
        [kind, weighting.name[language], WEIGHTINGS.origin(kind).distribution]
        for kind, weighting in WEIGHTINGS.items()
    ]
    write_list("kinds", ("name", "title", "package"), rows, language, form)
    _write_refused(_beside(language, form), "kinds_refused", WEIGHTINGS.refused)


def write_list(
    heading: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[Value]],
    language: Language,
    form: Form,
) -> None:
    """Write a list: as a table, as CSV with column heads, or as JSON by the column names."""
    if form == "json":
        records = [dict(zip(heads, row, strict=True)) for row in rows]
        typer.echo(json.dumps(records, ensure_ascii=False, indent=1))
        return
    yes_no = {flag: word("yes" if flag else "no", language) for flag in (True, False)}
    cells = [[yes_no[v] if isinstance(v, bool) else v for v in row] for row in rows]
    if form == "csv":
        from api.cli.rows import write_rows

        write_rows([list(heads), *cells])
        return
    page = Page(console(), language)
    page.heading(heading, first=True)
    page.grid(Grid(page.words(*heads), [list(map(str, row)) for row in cells]))


def _beside(language: Language, form: Form) -> Page:
    """Return the page for text outside a list: stderr if the list is for a program."""
    return Page(console(stderr=form != "table"), language)


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
    """Write how often each configuration of one or all methods satisfied each law.

    Exits with `TROUBLE` if a law is violated or something of another package is refused.
    """
    from mcda.methods import METHODS, make_method
    from mcda.testing import check, configurations

    page = Page(console(), language)
    if name is not None and name not in {refusal.name for refusal in METHODS.refused}:
        with reporting(language, as_json=False):
            make_method(name)
    chosen = [METHODS[method_name] for method_name in METHODS if name in (None, method_name)]
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
                ", ".join(f"{name}={value}" for name, value in count.method.parameters.items()),
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
        [f"{case.method.name}, {case.law}, {case.counterexample}: {case.said}" for case in broken]
    )
    refused = write_refused(page, name)
    if broken or refused:
        raise typer.Exit(TROUBLE)


def write_refused(page: Page, name: str | None = None) -> bool:
    """Write the refused extensions of other packages; tell whether there are any.

    Without a name, analyses and sections are included, which have no list of their own.
    """
    from mcda.methods import METHODS

    refused = [refusal for refusal in METHODS.refused if name in (None, refusal.name)]
    parts: list[ExtensionRefusal] = []
    if name is None:
        from api.document.section import SECTIONS
        from api.rankings.analysis import ANALYSES

        parts = [*ANALYSES.refused, *SECTIONS.refused]
    any_methods = _write_refused(page, "methods_refused", refused)
    return _write_refused(page, "parts_refused", parts) or any_methods


def _write_refused(page: Page, heading: str, refused: "Sequence[ExtensionRefusal]") -> bool:
    if refused:
        page.heading(heading)
        page.items(
            [
                f"{refusal.name} ({refusal.origin.distribution} {refusal.origin.version}): "
                f"{refusal.error.say(page.language)}"
                for refusal in refused
            ]
        )
    return bool(refused)


def check_weightings(language: Language) -> None:
    """Write the faults of each kind, and the refused kinds of other packages.

    Exits with `TROUBLE` if there are any.
    """
    from weights.testing.entrance import examine
    from weights.weightings import WEIGHTINGS

    page = Page(console(), language)
    page.heading("kinds", first=True)
    faults = {kind: list(examine(weighting)) for kind, weighting in WEIGHTINGS.items()}
    rows = [
        [kind, str(len(WEIGHTINGS[kind].examples)), page.word("no" if faults[kind] else "yes")]
        for kind in faults
    ]
    page.grid(Grid(page.words("name", "tried", "kept"), rows, figures=(1,), kept=1))
    page.items([fault.say(language) for group in faults.values() for fault in group])
    if _write_refused(page, "kinds_refused", WEIGHTINGS.refused) or any(faults.values()):
        raise typer.Exit(TROUBLE)
