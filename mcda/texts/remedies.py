"""Remedies for faults: names that the user may have meant, and values that are allowed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from mcda.texts import Note
from mcda.texts.suggestions import LONGEST_NAME, did_you_mean, near

MOST_HELPED = 5
"""Faults of an answer that are looked into; what is sent may hold very many."""
MOST_ALLOWED = 200
_WRITTEN = (
    *("value", "parameter", "name", "kind", "scheme", "item", "park", "alternative", "criterion"),
    *("scenario", "country", "profile", "template", "gate", "sector", "province", "city"),
    *("market", "catalogue", "sheet", "field", "method"),
)
"""Fields of faults with what was written, the first that a fault has: a method has parameters."""
_NOT_WRITTEN = "missing_field"
_ALIKE, _ALIKE_FIELDS = 0.6, 0.75
"""How much alike names must be: of fields, any short word is somewhat like another."""
_OF_FIELDS = ("unknown_field", "unknown_parameter")


@dataclass(frozen=True, slots=True)
class FaultRemedy:
    """A fault with suggestions and allowed values."""

    fault: Note
    """Its sentence asks whether something else is meant."""
    did_you_mean: Sequence[str] = ()
    """What may be meant, the nearest first."""
    allowed: Sequence[str] = ()
    """What is allowed, where that can be listed: of it what is short, at most `MOST_ALLOWED`."""


def with_remedies(faults: Sequence[Note]) -> list[FaultRemedy]:
    """Return faults, the first `MOST_HELPED` of them with remedies."""
    looked_into = [_helped(fault) for fault in faults[:MOST_HELPED]]
    return looked_into + [FaultRemedy(fault) for fault in faults[MOST_HELPED:]]


def as_questions(faults: Sequence[Note]) -> list[Note]:
    """Return faults with "did you mean" questions added to their sentences."""
    return [remedy.fault for remedy in with_remedies(faults)]


def _helped(fault: Note) -> FaultRemedy:
    names = fault.fields.get("known") or fault.fields.get("allowed") or ()
    names = names if isinstance(names, list | tuple) else ()
    candidates = [name for name in names if isinstance(name, str) and name != "-"]  # "-": nothing
    meant = [*fault.fields.get("meant", ())]
    entry = next((fault.fields[name] for name in _WRITTEN if name in fault.fields), None)
    can_be_meant = candidates and not meant and fault.code != _NOT_WRITTEN
    if can_be_meant and isinstance(entry, str):
        cutoff = _ALIKE_FIELDS if fault.code in _OF_FIELDS else _ALIKE
        meant = near(entry, candidates, fault.fields.get("names", {}), cutoff=cutoff)
    suggested = _with(fault, did_you_mean(meant)) if meant else fault
    allowed = [name for name in islice(candidates, MOST_ALLOWED) if len(name) <= LONGEST_NAME]
    return FaultRemedy(suggested, meant, allowed)


def _with(fault: Note, more: Note) -> Note:
    """Return a fault with a further sentence at its end."""
    return replace(fault, within=more if fault.within is None else _with(fault.within, more))
