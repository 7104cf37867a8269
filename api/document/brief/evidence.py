"""The values of all alternatives in words, each with the grade of its evidence."""

from collections import Counter
from collections.abc import Sequence

from api.document.brief.duels import MOST_RIVALS, rival_ids
from api.document.brief.lexicon import OWN_GRADE, Lexicon, dots_grade, grade, is_known
from api.document.brief.parts import BriefEvidence, EvidenceCell, EvidenceRow
from api.document.brief.verdict import roles
from api.document.result import Result
from api.document.values import CriterionName, Short, Spoken, say
from mcda.plain import Plain


def evidence_rows(result: Result, lexicon: Lexicon) -> tuple[EvidenceRow, ...]:
    """Return the values of every alternative with evidence from a catalogue."""
    if not result.evidence:
        return ()
    role_of = roles(result)
    ordered = sorted(
        next(iter(result.evidence.values())),
        key=lambda name: -result.answer["weights"]["values"].get(name, 0.0),
    )
    return tuple(
        EvidenceRow(
            id=key,
            role=role_of.get(key, "rest"),
            name=Short(key),
            cells=tuple(_cell(lexicon, name, cells[name]) for name in ordered),
        )
        for key, cells in result.evidence.items()
    )


def evidence(result: Result, rows: Sequence[EvidenceRow]) -> BriefEvidence | None:
    """Return the rows of the winners and their rivals, None without evidence."""
    if not rows or not result.firsts:
        return None
    by_id = {row.id: row for row in rows}
    ids = (*result.firsts, *rival_ids(result)[:MOST_RIVALS])
    front = tuple(by_id[key] for key in ids if key in by_id)
    grades = [dots_grade(dots) for dots in (3, 2, 1, 0)]
    if any(cell.grade == OWN_GRADE for row in front for cell in row.cells):
        grades.append(OWN_GRADE)
    return BriefEvidence(
        said=_counted(result),
        rows=front,
        others=len(rows) - len(front),
        legend=tuple(grades),
    )


def _cell(lexicon: Lexicon, criterion: str, cell: Plain) -> EvidenceCell:
    has_value = is_known(cell)
    counted = lexicon.counted(criterion, cell) if has_value else None
    return EvidenceCell(
        criterion=criterion,
        name=CriterionName(criterion),
        value=lexicon.value(criterion, counted, cell["unit"]),
        remark=lexicon.local(criterion, counted),
        grade=grade(cell),
        known=has_value,
    )


def _counted(result: Result) -> Spoken:
    cells = [cell for row in result.evidence.values() for cell in row.values()]
    grades = [grade(cell) if is_known(cell) else None for cell in cells]
    of = Counter(0 if mark is None else mark.dots for mark in grades)
    own = grades.count(OWN_GRADE)
    return say(
        "evidence_counted",
        alternatives=len(result.evidence),
        count=len(cells),
        strong=of[3],
        fair=of[2],
        weak=of[1],
        own=say("counted_own", count=own) if own else "",
        none=of[0] - own,
    )
