"""Weights that a reader set with the sliders of a result."""

import hashlib
import re
from typing import Any

from api.pages.assess.facts import Fields
from api.typed_number import typed_number
from mcda.errors import Fault, InvalidInput

PREFIX = "weight_"
_LONGEST = 40


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
        try:
            values[criterion] = typed_number(said[0])
        except ValueError:
            faults.append(Fault("form_number", ("weights", criterion), {"value": said[0]}))
    if faults:
        raise InvalidInput(faults)
    return {"kind": "direct", "values": values}


def slug_of(name: str) -> str:
    """Return an id for a name, another for each: what it has of Latin letters, and a digest."""
    latin = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:_LONGEST].strip("-")
    return f"{latin or 'p'}-{hashlib.sha256(name.encode()).hexdigest()[:10]}"
