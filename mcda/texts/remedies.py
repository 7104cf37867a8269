"""What whoever sent something wrong may have meant, and what is allowed in its place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from mcda.texts import Note
from mcda.texts.spelling import LONGEST_NAME, did_you_mean, near

MOST_HELPED = 5
"""Faults of an answer that are looked into; what is sent may hold very many."""
MOST_ALLOWED = 200
_WRITTEN = (
    *("value", "parameter", "name", "kind", "scheme", "item", "park", "alternative", "criterion"),
    *("scenario", "country", "profile", "template", "screen", "sector", "province", "city"),
    *("market", "catalogue", "sheet", "field", "method"),
)
"""Fields of faults with what was written, the first that a fault has: a method has parameters."""
_NOT_WRITTEN = "missing_field"
_ALIKE, _ALIKE_FIELDS = 0.6, 0.75
"""How much alike names must be: of fields, any short word is somewhat like another."""
_OF_FIELDS = ("unknown_field", "unknown_parameter")


@dataclass(frozen=True, slots=True)
class FaultRemedy:
    """A fault with what helps to mend it.

    Parameters
    ----------
    fault
        Its sentence asks whether something else is meant.
    did_you_mean
        What may be meant, the nearest first.
    allowed
        What is allowed, where that can be listed: of it what is short, at most `MOST_ALLOWED`.
    """

    fault: Note
    did_you_mean: Sequence[str] = ()
    allowed: Sequence[str] = ()


def with_remedies(faults: Sequence[Note]) -> list[FaultRemedy]:
    """Return faults, the first `MOST_HELPED` with what helps."""
    looked_into = [_helped(fault) for fault in faults[:MOST_HELPED]]
    return looked_into + [FaultRemedy(fault) for fault in faults[MOST_HELPED:]]


def as_questions(faults: Sequence[Note]) -> list[Note]:
    """Return faults whose sentences ask whether something else is meant."""
    return [one.fault for one in with_remedies(faults)]


def _helped(fault: Note) -> FaultRemedy:
    known = _known(fault)
    meant = [*fault.fields.get("meant", ())] or _near(fault, known)
    told = _with(fault, did_you_mean(meant)) if meant else fault
    allowed = [name for name in islice(known, MOST_ALLOWED) if len(name) <= LONGEST_NAME]
    return FaultRemedy(told, meant, allowed)


def _known(fault: Note) -> list[str]:
    """Return what a fault says is known or allowed; a dash stands for nothing."""
    said = fault.fields.get("known") or fault.fields.get("allowed") or ()
    names = said if isinstance(said, list | tuple) else ()
    return [name for name in names if isinstance(name, str) and name != "-"]


def _near(fault: Note, known: Sequence[str]) -> list[str]:
    if fault.code == _NOT_WRITTEN or not known:
        return []
    written = next((fault.fields[name] for name in _WRITTEN if name in fault.fields), None)
    if not isinstance(written, str):
        return []
    cutoff = _ALIKE_FIELDS if fault.code in _OF_FIELDS else _ALIKE
    return near(written, known, fault.fields.get("names", {}), cutoff=cutoff)


def _with(fault: Note, more: Note) -> Note:
    """Return a fault that says more at its end."""
    return replace(fault, within=more if fault.within is None else _with(fault.within, more))
