"""The schema of the diagnostics of weights, built from the declarations of each kind."""

from functools import cache, reduce
from operator import or_
from typing import Annotated, Any

from pydantic import Field, create_model

from api.http.answer import Answer, answer_type, described
from mcda.plain import Member, members
from weights.caps import CapEffect
from weights.registry_schemas import Together
from weights.weightings import WEIGHTINGS


class Diagnostics(Answer):
    """What came to light on the way to the weights; each field from the kinds that it names."""

    caps: list[CapEffect] | None = Field(
        default=None, description="Any kind, with caps: what each of them did."
    )


@cache
def _model(version: int) -> type[Diagnostics]:
    """Return the model of the diagnostics of all kinds at a version of the registry."""
    by_name: dict[str, list[tuple[str, Member]]] = {}
    for kind, weighting in WEIGHTINGS.items():
        declared = weighting.diagnostics
        for item in () if declared is None else members(declared):  # type: ignore[arg-type]  # a class is hashable
            by_name.setdefault(item.name, []).append((kind, item))
    return create_model(
        "DiagnosticsAnswer",
        __base__=Diagnostics,
        __doc__=Diagnostics.__doc__,
        **{name: _field(declarations) for name, declarations in by_name.items()},
    )


def _field(said: list[tuple[str, Member]]) -> Any:
    """Return a field of any of the types that kinds declare, with their descriptions."""
    types = (answer_type(item.hint) for _, item in said)
    text = described(lambda: _meanings(said))
    return reduce(or_, types) | None, Field(default=None, json_schema_extra=text)


def _meanings(said: list[tuple[str, Member]]) -> str:
    kinds: dict[str, list[str]] = {}
    for kind, item in said:
        kinds.setdefault(item.text, []).append(f"`{kind}`")
    return " ".join(f"{', '.join(names)}: {meaning}" for meaning, names in kinds.items())


DiagnosticsAnswer = Annotated[Any, Together(WEIGHTINGS, lambda: _model(WEIGHTINGS.version))]
"""What came to light on the way to the weights, as kinds of statements declare it."""
