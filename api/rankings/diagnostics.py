"""The schema of what came to light about weights, made of what each kind of statement declares."""

from functools import cache, reduce
from operator import or_
from typing import Annotated, Any

from pydantic import Field, create_model

from api.answer import Answer, answer_type, in_json
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
    """Return the model of what all kinds say at a version of the registry."""
    found: dict[str, list[tuple[str, Member]]] = {}
    for kind, weighting in WEIGHTINGS.items():
        declared = weighting.diagnostics
        for item in () if declared is None else members(declared):  # type: ignore[arg-type]  # a class is hashable
            found.setdefault(item.name, []).append((kind, item))
    made: type[Diagnostics] = create_model(
        "DiagnosticsAnswer",
        __base__=Diagnostics,
        __doc__=Diagnostics.__doc__,
        **{name: _field(said) for name, said in found.items()},
    )
    return made


def _field(said: list[tuple[str, Member]]) -> Any:
    """Return a field of any of the types that kinds declare, with what they say of it."""
    kinds: dict[str, list[str]] = {}
    for kind, item in said:
        kinds.setdefault(in_json(item.text), []).append(f"`{kind}`")
    text = " ".join(f"{', '.join(names)}: {meaning}" for meaning, names in kinds.items())
    types = (answer_type(item.hint) for _, item in said)
    return reduce(or_, types) | None, Field(default=None, description=text)


DiagnosticsAnswer = Annotated[Any, Together(WEIGHTINGS, lambda: _model(WEIGHTINGS.version))]
"""What came to light on the way to the weights, as kinds of statements declare it."""
