"""The values of the first and its rivals in words, each with how well it is supported."""

from collections import Counter

from api.document.brief.duels import rival_ids
from api.document.brief.lexicon import OWN_GRADE, Lexicon, dots_grade, grade, is_known
from api.document.brief.parts import BriefEvidence, EvidenceCell, EvidenceRow
from api.document.brief.verdict import roles
from api.document.result import Result
from api.document.values import CriterionName, Short, Spoken, say


def evidence(result: Result, lexicon: Lexicon) -> BriefEvidence | None:
    """Return the cells of the first and its rivals, None where no catalogue stands behind."""
    if not result.evidence or not result.firsts:
        return None
    known = roles(result)
    shown = [key for key in (*result.firsts, *rival_ids(result)) if key in result.evidence]
    ordered = sorted(
        next(iter(result.evidence.values())),
        key=lambda name: -result.answer["weights"]["values"].get(name, 0.0),
    )
    rows = tuple(
        EvidenceRow(
            id=key,
            role=known.get(key, "rest"),
            name=Short(key),
            cells=tuple(_cell(result, lexicon, key, name) for name in ordered),
        )
        for key in shown
    )
    grades = [dots_grade(dots) for dots in (3, 2, 1, 0)]
    if any(cell.grade == OWN_GRADE for row in rows for cell in row.cells):
        grades.append(OWN_GRADE)
    return BriefEvidence(
        said=_counted(result),
        rows=rows,
        others=len(result.evidence) - len(shown),
        legend=tuple(grades),
    )


def _cell(result: Result, lexicon: Lexicon, key: str, criterion: str) -> EvidenceCell:
    found = result.evidence[key][criterion]
    known = is_known(found)
    counted = lexicon.counted(criterion, found) if known else None
    return EvidenceCell(
        criterion=criterion,
        name=CriterionName(criterion),
        value=lexicon.value(criterion, counted, found["unit"]),
        remark=lexicon.local(criterion, counted),
        grade=grade(found),
        known=known,
    )


def _counted(result: Result) -> Spoken:
    cells = [cell for row in result.evidence.values() for cell in row.values()]
    grades = [grade(cell) if is_known(cell) else None for cell in cells]
    of = Counter(0 if found is None else found.dots for found in grades)
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
