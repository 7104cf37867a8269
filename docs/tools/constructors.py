"""Tells the reference by what typed dictionaries and named tuples are made: by their fields."""

from ast import literal_eval
from collections.abc import Iterator
from typing import Any

from griffe import (
    Attribute,
    Class,
    ExprCall,
    ExprDict,
    Extension,
    Function,
    Parameter,
    ParameterKind,
    Parameters,
)

MADE_OF_FIELDS = {"NamedTuple", "TypedDict"}


class Constructors(Extension):
    """Gives such a class the constructor that Python gives it."""

    def on_package(self, *, pkg: Any, **_: Any) -> None:
        """Look at every class, once all that it may derive from is known."""
        for module in pkg.modules.values():
            self.on_package(pkg=module)
        for cls in pkg.classes.values():
            if not cls.is_alias and "__init__" not in cls.members and _is_made_of_fields(cls):
                cls.set_member("__init__", _constructor(cls))


def _is_made_of_fields(cls: Class) -> bool:
    names = {str(base).rpartition(".")[2] for base in cls.bases}
    return bool(names & MADE_OF_FIELDS) or any(map(_is_made_of_fields, cls.resolved_bases))


def _constructor(cls: Class) -> Function:
    fields = [*_called(cls), *((name, one.annotation) for name, one in cls.attributes.items())]
    kind = ParameterKind.keyword_only
    named = [Parameter(name, annotation=annotation, kind=kind) for name, annotation in fields]
    return Function("__init__", parameters=Parameters(*named), parent=cls)


def _called(cls: Class) -> Iterator[tuple[str, Any]]:
    """Yield the fields of bases made by a call, since a field may be named by a word of Python."""
    for base in cls.bases:
        match cls.module.members.get(str(base)):
            case Attribute(value=ExprCall(arguments=[_, ExprDict() as fields])):
                names = (literal_eval(str(key)) for key in fields.keys)
                yield from zip(names, fields.values, strict=True)
