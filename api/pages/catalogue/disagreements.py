"""Where sources contradict each other about a park, and where they only seem to, as told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from api.language import Language
from api.pages.catalogue.statements import StatementView
from mcda.parks import Claim, Park
from mcda.parks.conflicts import ClaimConflict, Standing
from mcda.parks.contradiction import LookAlike

Told = Callable[[Sequence[Claim]], list[StatementView]]
Named = Callable[[Sequence[str]], list[StatementView]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionView:
    """A contradiction in the reader's language.

    Parameters
    ----------
    about
        What it is about; empty where nobody has read the statements side by side.
    attribute
        Of its first statement.
    reading, across
        What we make of it; why it is about several subjects, empty where it is about one.
    standing
        As `mcda.parks.conflicts.ClaimConflict`.
    sides
        The statements of each side, and whether the catalogue relies on it.
    """

    about: str
    attribute: str
    reading: str
    across: str
    standing: Standing
    sides: Sequence[tuple[bool, Sequence[StatementView]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Statements that only look like a contradiction, and why."""

    reason: str
    statements: Sequence[StatementView]


def disagreements(
    found: Sequence[ClaimConflict], park: Park, told: Told, language: Language
) -> list[ContradictionView]:
    """Return the contradictions, those about the park itself first.

    Parameters
    ----------
    found
        The contradictions.
    park
        Whose page it is.
    told
        Makes statements of claims.
    language
        Of the reader.
    """
    own = {park.id, park.host_estate}
    ordered = sorted(found, key=lambda item: not any(c.subject in own for c in item.claims))
    return [_told(item, told, language) for item in ordered]


def _told(found: ClaimConflict, told: Told, language: Language) -> ContradictionView:
    entry = found.entry
    relied = "" if entry is None else entry.relies_on
    return ContradictionView(
        about="" if entry is None else entry.about[language],
        attribute=found.claims[0].attribute,
        reading=found.reading[language],
        across=entry.across.get(language, "") if entry is not None else "",
        standing=found.standing,
        sides=[(relied in {claim.id for claim in side}, told(side)) for side in found.sides],
    )


def likenesses(
    found: Sequence[LookAlike],
    named: Callable[[Sequence[str]], list[StatementView]],
    language: Language,
) -> list[Likeness]:
    """Return statements that only look like a contradiction.

    Parameters
    ----------
    found
        The entries.
    named
        Makes statements of ids of claims.
    language
        Of the reader.
    """
    return [
        Likeness(reason=entry.reason[language], statements=named(entry.claims)) for entry in found
    ]
