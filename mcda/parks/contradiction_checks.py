"""Whether the lists of contradictions fit the claims and each other."""

from collections.abc import Iterator

from mcda.parks.catalogue import Catalogue
from mcda.parks.contradiction import Contradiction, Curated, LookAlike
from mcda.parks.model import Text
from mcda.parks.rationale import LANGUAGES


def contradiction_faults(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield where the two lists contradict themselves or the catalogue, and how.

    Parameters
    ----------
    catalogue
        Its claims, and its lists.
    """
    known = catalogue.curated
    for key in sorted(set(known.contradictions) & set(known.look_alikes)):
        yield key, "stands in both lists"
    for entry in known.contradictions.values():
        yield from _missing(entry.id, entry.claims, catalogue)
        yield from _side_faults(entry)
        yield from _subject_faults(entry, catalogue)
        for text in (entry.about, entry.reading, *([entry.across] if entry.across else ())):
            yield from _language_faults(entry.id, text)
    for alike in known.look_alikes.values():
        yield from _missing(alike.id, alike.claims, catalogue)
        yield from _language_faults(alike.id, alike.reason)
        if len(set(alike.claims)) < 2:
            yield alike.id, "names fewer than two claims"
        yield from _twice(alike, known)


def _missing(where: str, named: tuple[str, ...], catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for claim in named:
        if claim not in catalogue.claims:
            yield where, f"unknown claim {claim}"


def _side_faults(entry: Contradiction) -> Iterator[tuple[str, str]]:
    if len(entry.sides) < 2 or not all(entry.sides):
        yield entry.id, "has fewer than two sides with a claim each"
    if len(set(entry.claims)) < len(entry.claims):
        yield entry.id, "a claim stands twice"
    if entry.relies_on and entry.relies_on not in entry.claims:
        yield entry.id, f"relies on {entry.relies_on}, which is on no side"


def _subject_faults(entry: Contradiction, catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    subjects = {catalogue.claims[c].subject for c in entry.claims if c in catalogue.claims}
    if len(subjects) > 1 and not entry.across:
        yield entry.id, "names several subjects and does not say why"
    if len(subjects) == 1 and entry.across:
        yield entry.id, "says why it names several subjects, and names one"


def _language_faults(where: str, text: Text) -> Iterator[tuple[str, str]]:
    if not all(text.get(language) for language in LANGUAGES):
        yield where, "a text lacks a language"


def _twice(alike: LookAlike, known: Curated) -> Iterator[tuple[str, str]]:
    for entry in known.contradictions.values():
        if any(entry.parts(one, other) for one in alike.claims for other in alike.claims):
            yield alike.id, f"holds two sides of {entry.id}"
