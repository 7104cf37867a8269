"""Private claims about questions on which sources are known to disagree."""

from dataclasses import dataclass

from mcda.errors import Note
from mcda.parks.attributes import attribute_name
from mcda.parks.catalogue import Catalogue
from mcda.parks.claim_terms import date_text
from mcda.parks.contradiction import Contradiction
from mcda.parks.model import Claim, Text
from mcda.parks.overlay.claim_phrases import own_claims, subject_name, told_own, told_value
from mcda.parks.overlay.model import Overlay
from mcda.parks.rationale import LANGUAGES, rationale
from mcda.sheets.columns import RowPlace
from mcda.texts.marks import SEMICOLON


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestedClaim:
    """A private claim, and the question that it concerns.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Overlay, StatementEntry, add_entry, contested_claims, merge
    >>> said = {"criterion": "port_distance", "who": "Visit", "as_of": "2026-03", "quote": "25 km"}
    >>> entry = StatementEntry(park="tanger_automotive", value="25", **said)
    >>> ours = add_entry(Overlay(), entry, load_catalogue())
    >>> (found,) = contested_claims(ours, merge(load_catalogue(), ours)[0])
    >>> found.own.value, found.entry.id
    ('25', 'tanger_port')
    """

    place: RowPlace
    """Where the claim stands, and its value."""
    column: str
    """Where the claim stands, and its value."""
    own: Claim
    """The claim."""
    name: Text
    """Of its subject, by language."""
    entry: Contradiction
    """The question, with our reading."""
    sides: tuple[Text, ...]
    """What the catalogue's claims of each side say, by language."""

    def note(self) -> Note:
        """Return the finding: the private claim, the question, its sides and our reading."""
        fields = {
            "cell": self.place.cell(self.column),
            "subject": self.name,
            "attribute": attribute_name(self.own.attribute),
            **told_own(self.own),
            "about": self.entry.about,
            "sides": {
                language: mark.join(side[language] for side in self.sides)
                for language, mark in (("en", " / "), ("zh", "／"))
            },
            "reading": self.entry.reading,
        }
        return Note("overlay_questioned", self.place.path(self.column), fields)


def contested_claims(overlay: Overlay, laid: Catalogue) -> tuple[ContestedClaim, ...]:
    """Return the private claims about the subject of a known contradiction, in the order of rows.

    Claims of any value are returned: one that agrees with a side also concerns the question.

    Parameters
    ----------
    overlay
        Private data.
    laid
        The catalogue with these data over it.

    Examples
    --------
    Sources put the port of Tanger 20 and 30 km away:

    >>> from mcda.parks import load_catalogue
    >>> from mcda.parks.overlay import Overlay, StatementEntry, add_entry, contested_claims, merge
    >>> said = {"criterion": "port_distance", "who": "Visit", "as_of": "2026-03", "quote": "25 km"}
    >>> entry = StatementEntry(park="tanger_automotive", value="25", **said)
    >>> ours = add_entry(Overlay(), entry, load_catalogue())
    >>> [found.entry.id for found in contested_claims(ours, merge(load_catalogue(), ours)[0])]
    ['tanger_port']
    """
    things = [
        (entry, {(laid.claims[c].subject, laid.claims[c].attribute) for c in entry.claims})
        for entry in laid.curated.contradictions.values()
    ]
    return tuple(
        ContestedClaim(
            place=place,
            column=column,
            own=own,
            name=subject_name(own, laid),
            entry=entry,
            sides=tuple(_side([laid.claims[c] for c in side]) for side in entry.sides),
        )
        for place, column, own in own_claims(overlay, laid)
        for entry, about in things
        if (own.subject, own.attribute) in about
    )


def _side(claims: list[Claim]) -> Text:
    phrases = []
    for claim in claims:
        words = told_value(claim)
        if claim.low is None and claim.high is None and not claim.value[:1].isdigit():
            # of words the quotation, which is there in both languages
            words = {key: f"“{claim.translations.get(key, claim.quote)}”" for key in LANGUAGES}
        as_of = date_text(claim.as_of)
        phrases.append(rationale("claim_told", said=words, source=claim.source.title, as_of=as_of))
    return {key: mark.join(phrase[key] for phrase in phrases) for key, mark in SEMICOLON.items()}
