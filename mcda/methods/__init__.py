"""The ranking methods, one a file, and the registry of their names."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from mcda.errors import Fault, InvalidMethod
from mcda.method import Method
from mcda.methods.ahp import Ahp
from mcda.methods.aras import Aras
from mcda.methods.codas import Codas
from mcda.methods.copras import Copras
from mcda.methods.edas import Edas
from mcda.methods.mabac import Mabac
from mcda.methods.marcos import Marcos
from mcda.methods.moora import Moora
from mcda.methods.promethee2 import Promethee2
from mcda.methods.pymcdm import PymcdmMairca, PymcdmOcra, PymcdmRafsi
from mcda.methods.spotis import Spotis
from mcda.methods.topsis import Topsis
from mcda.methods.vikor import Vikor
from mcda.methods.waspas import Waspas
from mcda.methods.weighted_product import WeightedProduct
from mcda.methods.weighted_sum import WeightedSum

_ALL: tuple[type[Method], ...] = (
    *(Topsis, Ahp, WeightedSum, WeightedProduct, Vikor, Promethee2, Spotis),
    *(Edas, Marcos, Mabac, Codas, Copras, Aras, Waspas, Moora),
    *(PymcdmMairca, PymcdmOcra, PymcdmRafsi),
)
METHODS: Mapping[str, type[Method]] = {method.name: method for method in _ALL}


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
    return METHODS[name].of(parameters) if parameters else _at_defaults(name)


@cache
def _at_defaults(name: str) -> Method:
    return METHODS[name]()
