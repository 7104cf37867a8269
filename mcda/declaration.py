"""Declarations of what a class computes, which no subclass that computes otherwise keeps."""

import inspect
from typing import Any, ClassVar


class DeclarationGuard:
    """Base of classes whose declarations others build proofs on.

    A declaration is an attribute whose value in the class that introduces it declares nothing. It
    speaks of the computation of the class that defines it. A subclass keeps it as long as it adds
    only parameters, texts and what `free` names; one that defines anything else, itself or through
    a mixin, is given back the value that declares nothing, unless it declares anew.

    Class attributes: ``declarations``: their names; ``free``: further names that a subclass may
    define without computing otherwise.
    """

    declarations: ClassVar[tuple[str, ...]] = ()
    free: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls, **arguments: Any) -> None:
        super().__init_subclass__(**arguments)
        for name in cls.declarations:
            defining = [base for base in cls.__mro__ if name in vars(base)]
            if _computes_otherwise(cls, defining[0]):
                setattr(cls, name, cls._undeclared(name, defining))

    @classmethod
    def _undeclared(cls, name: str, defining: list[type]) -> Any:
        """Return the value of a declaration that is not kept, of those of its defining classes."""
        return vars(defining[-1])[name]


def _computes_otherwise(cls: type[DeclarationGuard], declaring: type) -> bool:
    """Tell whether a class can compute something else than the base that declares."""
    free = getattr(declaring, "free", frozenset()) | {*cls.declarations, "declarations", "free"}
    added = [base for base in cls.__mro__ if base not in declaring.__mro__]
    return any(not free.issuperset(_computing(base)) for base in added)


def _computing(cls: type) -> set[str]:
    """Return the names of a class's own attributes, but for fields and what Python puts there."""
    fields = {name for name, kind in inspect.get_annotations(cls).items() if not _of_class(kind)}
    return {
        name
        for name, value in vars(cls).items()
        if not (name.startswith("__") and name.endswith("__"))
        and (name not in fields or hasattr(value, "__get__"))
    }


def _of_class(annotation: Any) -> bool:
    """Tell whether an annotation, evaluated or not, is a ``ClassVar``."""
    return "ClassVar" in str(annotation)
