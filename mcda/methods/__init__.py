"""The ranking methods, one a file, and the registry of their names."""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from mcda.errors import Fault, InvalidMethod
from mcda.method import Method
from mcda.methods.ahp import Ahp
from mcda.methods.promethee2 import Promethee2
from mcda.methods.spotis import Spotis
from mcda.methods.topsis import Topsis
from mcda.methods.vikor import Vikor
from mcda.methods.weighted_product import WeightedProduct
from mcda.methods.weighted_sum import WeightedSum

METHODS: Mapping[str, type[Method]] = {
    method.name: method
    for method in (Topsis, Ahp, WeightedSum, WeightedProduct, Vikor, Promethee2, Spotis)
}


def make_method(name: str, parameters: Mapping[str, Any] | None = None) -> Method:
    """Return a configured method.

    Parameters
    ----------
    name
        A key of `METHODS`.
    parameters
        Fields of that method; what is left out takes its default.

    Raises
    ------
    InvalidMethod
        No such method or parameter, or a value out of its bounds.
    """
    if not isinstance(name, str) or name not in METHODS:
        fields_ = {"method": str(name), "known": tuple(METHODS)}
        raise InvalidMethod([Fault("unknown_method", ("name",), fields_)])
    cls = METHODS[name]
    if not parameters:
        return _at_defaults(name)
    known = [f.name for f in fields(cls)]
    extra = [p for p in parameters if p not in known]
    if extra:
        raise InvalidMethod(
            [
                Fault(
                    "parameter_unknown",
                    (p,),
                    {"method": name, "parameter": p, "known": known or ["-"]},
                )
                for p in extra
            ]
        )
    return cls(**parameters)


@cache
def _at_defaults(name: str) -> Method:
    return METHODS[name]()
