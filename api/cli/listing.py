"""Short tables of what there is: methods and profiles."""

from dataclasses import MISSING, fields
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from api.cli.checking import write_refused
from api.cli.grid import Grid
from api.cli.page import Page
from api.cli.terminal import console
from api.cli.words import Language, named
from api.parks.labels import Labels


def write_methods(language: Language) -> None:
    """Write the ranking methods with their parameters, defaults first."""
    from mcda.methods import METHODS

    page = Page(console(), language, Labels({}, {}))
    rows = [
        [
            name,
            method.title[language],
            page.word("lowest" if method().traits.lower_is_better else "highest"),
            "; ".join(_parameters(method)),
        ]
        for name, method in METHODS.items()
    ]
    page.heading("methods", first=True)
    page.grid(Grid(page.words("name", "title", "best_score", "parameters"), rows))
    write_refused(page)


def write_profiles(language: Language) -> None:
    """Write the weight profiles, subject by subject, with what they decide and whom they suit."""
    from weights.profiles import load_profiles, load_subjects

    page = Page(console(), language, Labels({}, {}))
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
    page.heading("profiles", first=True)
    page.grid(Grid(page.words("id", "name", "about", "support", "for_whom"), rows))


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
