"""The warnings for each enterprise of a portfolio; each distinct fact is examined once."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from api.http.localisation import encode
from api.rankings.finding import finding
from mcda.errors import Note
from mcda.parks import Appraisal, Catalogue, Enterprise, Park
from mcda.parks.criteria import CRITERIA, ComputedCriterion, CriterionView, NotePart, counted
from mcda.parks.remarks import remarks
from mcda.plain import Plain

Notes = Callable[[], Iterable[Note]]
_ENTERPRISE = ("enterprise",)
_OF_TODAY = "evidence_stale"
"""Depends on the day, which the record of a portfolio does not hold."""


class PortfolioWarnings:
    """Warnings of enterprises that consider the same parks.

    `own` holds park and criterion of the user's own figures, which need no warnings.
    """

    def __init__(
        self, nobody: Appraisal, catalogue: Catalogue, own: Iterable[tuple[str, str]]
    ) -> None:
        self._nobody, self._catalogue = nobody, catalogue
        self._parks = [catalogue.parks[park] for park in nobody.alternative_ids]
        self._fields = counted(frozenset(nobody.criterion_ids))
        self._own = frozenset(own)
        computed = [CRITERIA[name]() for name in nobody.criterion_ids if name in CRITERIA]
        self._computed = [(criterion, self._subjects(criterion)) for criterion in computed]
        self.known: list[Plain] = []
        self._numbers: dict[bytes, int] = {}
        self._seen_before: dict[Hashable, list[int]] = {}
        self._common: dict[bytes, Plain] = {}
        self._found: dict[Hashable, list[Note]] = {}

    def _subjects(self, criterion: ComputedCriterion) -> list[Park]:
        """Return a park for each subject of a criterion, without parks with own figures."""
        parks = (park for park in self._parks if (park.id, criterion.id) not in self._own)
        return list({criterion.subject(park): park for park in parks}.values())

    def of(self, enterprise: Enterprise) -> list[int]:
        """Return the indices, in `known`, of the warnings about an enterprise's statements."""
        numbers: dict[int, None] = {}
        for key, notes in self._parts(enterprise):
            if key not in self._seen_before:
                self._seen_before[key] = self._sorted(notes())
            numbers.update(dict.fromkeys(self._seen_before[key]))
        return list(numbers)

    def of_all(self) -> list[Plain]:
        """Return the warnings about parks and duties, from all enterprises so far."""
        warnings = (note for note in self._nobody.notes if note.code != _OF_TODAY)
        self._sorted(note for note in warnings if note.path[:1] != _ENTERPRISE)
        return list(self._common.values())

    def _sorted(self, notes: Iterable[Note]) -> list[int]:
        """Return the indices of warnings about the enterprise; store the others as common."""
        own = []
        for note in notes:
            warning, key = finding(note), encode(note)
            if note.path[:1] != _ENTERPRISE:
                self._common[key] = warning
                continue
            if key not in self._numbers:
                self._numbers[key] = len(self.known)
                self.known.append(warning)
            own.append(self._numbers[key])
        return own

    def _parts(self, enterprise: Enterprise) -> Iterator[tuple[Hashable, Notes]]:
        """Yield groups of facts that cause notes, each with a function that returns the notes."""
        remark_facts = (enterprise.sectors, enterprise.needs_standard_factory, enterprise.intent)
        yield remark_facts, partial(remarks, enterprise, self._parks, None, self._fields)
        for criterion, parks in self._computed:
            for part in criterion.note_parts(enterprise, self._catalogue):
                facts = (criterion.id, criterion.facts(part.enterprise))
                yield (*facts, part.share), partial(self._of_part, facts, criterion, parks, part)

    def _of_part(
        self, facts: Hashable, criterion: ComputedCriterion, parks: Sequence[Park], part: NotePart
    ) -> Iterator[Note]:
        """Yield the notes of a part, which are computed once for all shares."""
        if facts not in self._found:
            nobody = self._nobody
            view = CriterionView(
                catalogue=self._catalogue,
                enterprise=part.enterprise,
                scenario=nobody.scenario,
                today=nobody.today,
            )
            self._found[facts] = [
                note for park in parks for note in criterion.finding(view, park).notes
            ]
        for note in self._found[facts]:
            has_share = part.share is not None and "share" in note.fields
            yield replace(note, fields={**note.fields, "share": part.share}) if has_share else note
