"""Results of a method besides its scores, declared so that schemas and answers can be built.

A method's `mcda.method.Method.details` is a dataclass with a field for each detail. The annotation
of a field is its type; `annotated_types.doc` beside it gives its meaning, and `PER_ALTERNATIVE`
or `ALTERNATIVES` says which ids label its list.

>>> from dataclasses import dataclass
>>> from typing import Annotated
>>> from annotated_types import doc
>>> @dataclass(frozen=True, kw_only=True)
... class Regrets:
...     S: Annotated[ByAlternative, doc("the sum of the regrets.")]
>>> (declared,) = details_of(Regrets)
>>> declared.name, declared.text
('S', 'the sum of the regrets.')
>>> declared.named([0.25, 0.5], ("a", "b"))
{'a': 0.25, 'b': 0.5}
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from annotated_types import DocInfo

PER_ALTERNATIVE = "per_alternative"
ALTERNATIVES = "alternatives"
ByAlternative = Annotated[Sequence[float], PER_ALTERNATIVE]
"""A number for each alternative, in the order of the rows."""
Rows = Annotated[Sequence[int], ALTERNATIVES]
"""Alternatives by the numbers of their rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A result of a method besides its scores."""

    name: str
    """Key among the details."""
    kind: Any
    """Its type, that of a named list being the type of what the list becomes."""
    text: str
    """What it means."""
    how: str = ""
    """`PER_ALTERNATIVE`, `ALTERNATIVES`, or empty: how rows are named."""

    def named(self, value: Any, alternatives: Sequence[str]) -> Any:
        """Return a value with ids of alternatives ``(m,)`` instead of row numbers."""
        if self.how == PER_ALTERNATIVE:
            return dict(zip(alternatives, value, strict=True))
        if self.how == ALTERNATIVES:
            return [alternatives[row] for row in value]
        return value


def details_of(declared: type[Any] | None) -> tuple[Detail, ...]:
    """Return the details that a dataclass declares, in its order; no details for None."""
    return () if declared is None else _declared(declared)  # type: ignore[arg-type]  # a class is hashable


@cache
def _declared(declared: type[Any]) -> tuple[Detail, ...]:
    hints = get_type_hints(declared, include_extras=True)
    details = []
    for name in (field.name for field in fields(declared)):
        hint = hints[name]
        kind, *beside = get_args(hint) if get_origin(hint) is Annotated else (hint,)
        text = next((item.documentation for item in beside if isinstance(item, DocInfo)), "")
        how = next((h for h in (PER_ALTERNATIVE, ALTERNATIVES) if h in beside), "")
        kind = {PER_ALTERNATIVE: dict[str, float], ALTERNATIVES: list[str]}.get(how, kind)
        details.append(Detail(name=name, kind=kind, text=text, how=how))
    return tuple(details)
