"""Lists of methods, weightings and profiles, and the results of checking them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin, get_type_hints

import typer

from api.cli.errors import TROUBLE, reporting
from api.cli.inputs import Lang, ListOutput
from api.cli.terminal import Page, console, named, word

if TYPE_CHECKING:
    from mcda.parks import Catalogue
    from mcda.registry import ExtensionRefusal


def write_methods(context: typer.Context, *, output: ListOutput) -> None:
    """Write the ranking methods with their parameters, defaults first.

    Refused methods, analyses and sections of other packages follow, for a program on stderr.
    """
    from mcda.methods import METHODS

    if context.invoked_subcommand is not None:
        return
    language = output.language
    rows = []
    for name, method in METHODS.items():
        best = word("lowest" if method().traits.lower_is_better else "highest", language)
        rows.append([name, method.title[language], best, "; ".join(_parameters(method))])
    write_list("methods", ("name", "title", "best_score", "parameters"), rows, output)
    _write_refused(_beside(output), _refused_parts())


def write_parks(
    country: Annotated[str | None, typer.Option(metavar="ID")] = None, *, output: ListOutput
) -> None:
    """Write the parks of the catalogue, first those that can be ranked."""
    from mcda.parks import scorable, unknown

    language = output.language
    catalogue = _catalogue(output)
    with reporting(language):
        chosen = None if country is None else catalogue.country(country).id
    compared = set(scorable(catalogue))
    parks = [park for park in catalogue.parks.values() if chosen in (None, park.country)]
    rows = []
    for park in sorted(parks, key=lambda park: park.id not in compared):
        place = catalogue.countries[park.country].name[language]
        count = len(catalogue.criteria) - len(unknown(catalogue, park.id))
        rows.append([park.id, park.name[language], place, count, park.id in compared])
    write_list("parks", ("id", "name", "country", "known_on", "compared"), rows, output)


def write_criteria(*, output: ListOutput) -> None:
    """Write the main and the optional criteria, with the worst and best level of each."""
    language, catalogue = output.language, _catalogue(output)
    rows = []
    for info in catalogue.all_criteria:
        scale = info.scale
        words = () if scale is None else (scale.worst_in_words, scale.best_in_words)
        ends = [end[language] for end in words] or ["", ""]
        rows.append([info.id, info.name[language], *ends, info not in catalogue.further])
    heads = ("id", "name", "worst_end", "best_end", "of_the_seven")
    write_list("criteria", heads, rows, output)


def _catalogue(output: ListOutput) -> "Catalogue":
    from api.cli.environment import own_settings
    from api.parks.catalogue import catalogue_of

    with reporting(output.language):
        return catalogue_of(own_settings(output.language))


def write_profiles(*, output: ListOutput) -> None:
    """Write the weight profiles by subject, with their support and the enterprises they suit."""
    from weights.profiles import load_profiles, load_subjects

    language = output.language
    rows = []
    for subject in load_subjects().values():
        for profile in load_profiles().values():
            if profile.about == subject.id:
                names = [each.name[language] for each in (profile, subject)]
                support = named("support", profile.support.level, language)
                rows.append([profile.id, *names, support, profile.for_whom[language]])
    write_list("profiles", ("id", "name", "about", "support", "for_whom"), rows, output)


def write_weightings(context: typer.Context, *, output: ListOutput) -> None:
    """Write every kind of weighting with its name and its package."""
    from weights.weightings import WEIGHTINGS

    if context.invoked_subcommand is not None:
        return
    rows = [
        [kind, weighting.name[output.language], WEIGHTINGS.origin(kind).distribution]
        for kind, weighting in WEIGHTINGS.items()
    ]
    write_list("kinds", ("name", "title", "package"), rows, output)
    _write_refused(_beside(output), {"kinds_refused": WEIGHTINGS.refused})


def write_list(
    heading: str, heads: Sequence[str], rows: Sequence[Sequence[Any]], output: ListOutput
) -> None:
    """Write a list: as a table, as CSV with column heads, or as JSON by the column names."""
    if output.form == "json":
        records = [dict(zip(heads, row, strict=True)) for row in rows]
        typer.echo(json.dumps(records, ensure_ascii=False, indent=1))
        return
    page = Page(console(), output.language)
    yes_no = dict(zip((True, False), page.words("yes", "no"), strict=True))
    cells = [[yes_no[v] if isinstance(v, bool) else v for v in row] for row in rows]
    if output.form == "csv":
        from api.cli.rows import write_rows

        write_rows([list(heads), *cells])
    else:
        page.heading(heading, first=True)
        page.grid(page.words(*heads), [list(map(str, row)) for row in cells])


def _beside(output: ListOutput) -> Page:
    """Return the page for text outside a list: stderr if the list is for a program."""
    return Page(console(stderr=output.form != "table"), output.language)


def _parameters(method: type[Any]) -> Iterator[str]:
    """Yield the parameters of a method, each with its default and its other choices."""
    hints = get_type_hints(method)
    defaults = {item.name: item.default for item in fields(method)}
    for name, field in method.parameter_fields().items():
        default, rule = defaults[field], hints[field]
        if get_origin(rule) is Literal:
            others = ", ".join(str(choice) for choice in get_args(rule) if choice != default)
            yield f"{name}={default} ({others})"
        else:
            yield name if default in (MISSING, None) else f"{name}={default}"


def check_methods(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]")] = None,
    cases: Annotated[int, typer.Option(min=1, max=100_000)] = 100,
    *,
    language: Lang,
) -> None:
    """Write how often each configuration of one or all methods satisfied each law.

    Exits with `TROUBLE` if a law is violated or something of another package is refused.
    """
    from mcda.methods import METHODS, make_method
    from mcda.testing import check, configurations

    page = Page(console(), language)
    if name is not None and name not in {refusal.name for refusal in METHODS.refused}:
        with reporting(language):
            make_method(name)
    keys = [key for key in METHODS if name in (None, key)]
    methods = [method for key in keys for method in configurations(METHODS[key])]
    counts = [count for method in methods for count in check(method, range(cases))]
    if counts:
        page.heading("methods_checked", first=True)
        heads = page.words("name", "parameters", "law", "tried", "kept", "counterexample")
        rows = []
        for count in counts:
            method, tries = count.method, map(str, (count.tried, count.kept))
            values = ", ".join(f"{name}={value}" for name, value in method.parameters.items())
            example = "" if count.counterexample is None else str(count.counterexample)
            rows.append([method.name, values, count.law, *tries, example])
        page.grid(heads, rows, figures=(3, 4, 5))
    broken = [count for count in counts if count.said]
    for count in broken:
        page.items([f"{count.method.name}, {count.law}, {count.counterexample}: {count.said}"])
    if _write_refused(page, _refused_parts(name)) or broken:
        raise typer.Exit(TROUBLE)


def _refused_parts(name: str | None = None) -> "Mapping[str, Sequence[ExtensionRefusal]]":
    """Return the refused extensions of other packages by their heading.

    Without a name, analyses and sections are included, which have no list of their own.
    """
    from mcda.methods import METHODS

    methods = [refusal for refusal in METHODS.refused if name in (None, refusal.name)]
    if name is not None:
        return {"methods_refused": methods}
    from api.document.section import SECTIONS
    from api.rankings.analysis import ANALYSES

    return {"methods_refused": methods, "parts_refused": [*ANALYSES.refused, *SECTIONS.refused]}


def _write_refused(page: Page, refused: "Mapping[str, Sequence[ExtensionRefusal]]") -> bool:
    """Write refused extensions; tell whether there are any."""
    for heading, refusals in refused.items():
        if refusals:
            page.heading(heading)
        for refusal in refusals:
            package = f"{refusal.origin.distribution} {refusal.origin.version}"
            page.items([f"{refusal.name} ({package}): {refusal.error.say(page.language)}"])
    return any(refused.values())


def check_weightings(*, language: Lang) -> None:
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
    page.grid(page.words("name", "tried", "kept"), rows, figures=(1,))
    page.items([fault.say(language) for group in faults.values() for fault in group])
    if _write_refused(page, {"kinds_refused": WEIGHTINGS.refused}) or any(faults.values()):
        raise typer.Exit(TROUBLE)
