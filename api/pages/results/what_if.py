"""Weights that a reader set with the sliders of a result."""

import hashlib
import re
from typing import Any

from api.pages.assess.facts import Fields
from api.pages.form import typed_number
from api.parks.land import YUAN_A_MU, land_units
from mcda.errors import Fault, InvalidInput
from mcda.parks import Catalogue

PREFIX = "weight_"
_LONGEST = 40
_OWN = ("alternative", "criterion", "value", "source")


def weights_of(fields: Fields) -> dict[str, Any]:
    """Return direct weights from the sliders' fields, ``weight_<criterion>``.

    Raises
    ------
    InvalidInput
        A slider's value is no number.
    """
    values, faults = {}, []
    for name, said in fields.items():
        if not name.startswith(PREFIX):
            continue
        criterion = name.removeprefix(PREFIX)
        value = typed_number(said[0])
        if value is None:
            faults.append(Fault("form_number", ("weights", criterion), {"value": said[0]}))
        else:
            values[criterion] = value
    if faults:
        raise InvalidInput(faults)
    return {"kind": "direct", "values": values}


def own_figure(fields: Fields, catalogue: Catalogue) -> dict[str, Any]:
    """Return a figure of the reader's own as an override; of a price with what it buys.

    Parameters
    ----------
    fields
        Of the form; a price may stand in ``local``, in ten thousand yuan per mu.
    catalogue
        With the rate of the yuan.

    Raises
    ------
    InvalidInput
        Its value, or the years of a lease, are no number.
    """
    said = {name: _said(fields, name) for name in _OWN}
    place = ("overrides", said["alternative"], said["criterion"])
    local = _said(fields, "local")
    yuan = land_units(catalogue).get(YUAN_A_MU)
    if local and not said["value"] and yuan:
        value = _number(local, place) / yuan
    else:
        value = _number(said["value"], place)
    found = {**said, "value": value}
    kind, years = _said(fields, "tenure"), _said(fields, "lease_years")
    if kind:
        found["tenure"] = {"kind": kind, **({"years": _number(years, place)} if years else {})}
    return found


def priced(catalogue: Catalogue) -> dict[str, str]:
    """Return the criteria that are prices, with the unit in which they are quoted."""
    return {info.id: info.quoted_unit for info in catalogue.all_criteria if info.use is not None}


def _said(fields: Fields, name: str) -> str:
    return (fields.get(name) or [""])[0].strip()


def _number(said: str, place: tuple[str, str, str]) -> float:
    found = typed_number(said)
    if found is None:
        raise InvalidInput([Fault("form_number", place, {"value": said})])
    return found


def slug_of(name: str) -> str:
    """Return an id for a name, another for each: what it has of Latin letters, and a digest."""
    latin = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:_LONGEST].strip("-")
    return f"{latin or 'p'}-{hashlib.sha256(name.encode()).hexdigest()[:10]}"
