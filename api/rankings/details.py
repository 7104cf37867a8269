"""The schema of the methods' outputs besides scores, built from the methods' declarations."""

from functools import cache, reduce
from operator import or_
from typing import Annotated, Any

from pydantic import Field, create_model

from api.http.answer import Answer, answer_type
from mcda.details import Detail, details_of
from mcda.method import Method
from mcda.methods import METHODS
from weights.registry_schemas import Together

Details = list[tuple[type[Method], Detail]]


@cache
def details_model(version: int) -> type[Answer]:
    """Return the model of the details of all methods at a version of the registry.

    Details of the same name may have any of the types that their methods declare.
    """
    by_name: dict[str, Details] = {}
    for method in METHODS.values():
        for detail in details_of(method.details):
            by_name.setdefault(detail.name, []).append((method, detail))
    return create_model(
        "DetailsAnswer",
        __base__=Answer,
        __doc__="What the method says besides its scores; each field from the methods that it "
        "names.\n\nFigures by alternative are those of the ranked. Methods that are not named say "
        "nothing more.",
        **{name: _field(details) for name, details in by_name.items()},
    )


def _field(details: Details) -> Any:
    kinds = (answer_type(detail.kind) for _, detail in details)
    texts = dict.fromkeys(f"{method.title['en']}: {detail.text}" for method, detail in details)
    return reduce(or_, kinds) | None, Field(default=None, description=" ".join(texts))


DetailsAnswer = Annotated[Any, Together(METHODS, lambda: details_model(METHODS.version))]
"""What a method says besides its scores, of the type that `details_model` returns."""
