"""The first against its rivals, criterion by criterion, in points of a hundred."""

from typing import Any

from api.document.brief.lexicon import Lexicon, is_known
from api.document.brief.parts import Duel, DuelRow, Duels
from api.document.brief.verdict import main_rival, of_one, points
from api.document.result import Result
from api.document.values import CriterionName, Fixed, Share, Short, Spoken, say
from mcda.explain import apportioned

Plain = dict[str, Any]
_MOST = 3
_HALF = 0.5


def duels(result: Result, lexicon: Lexicon) -> Duels | None:
    """Return the first against at most three others, None where no gaps are told."""
    gaps = result.answer.get("gaps") or {}
    if not result.is_ranked or len(result.firsts) != 1:
        return None
    rivals = [key for key in rival_ids(result) if key in gaps]
    if not rivals:
        return None
    parts = {key: _parts(result, gaps[key]) for key in rivals}
    every = [value for row in parts.values() for value in row.values()]
    most_first, most_rival = max((*every, 0.0)), -min((*every, 0.0))
    whole = most_first + most_rival
    first = result.firsts[0]
    scores = {line["alternative"]: line["score"] for line in result.ranking}
    return Duels(
        name=Short(first),
        points=points(result, scores[first]),
        zero=most_first / whole if whole else _HALF,
        rivals=tuple(
            _duel(result, lexicon, key, parts[key], points(result, scores[key]), whole)
            for key in rivals
        ),
    )


def rival_ids(result: Result) -> list[str]:
    """Return who is asked about, the main rival, the nearest by weights, and who follows them."""
    verdict = result.answer.get("verdict") or {}
    named = [main_rival(result), verdict.get("nearest_by_weights"), verdict.get("runner_up")]
    followers = [line["alternative"] for line in result.ranking if line["rank"] > 1]
    asked = [key for key in followers if key == result.against]
    found = dict.fromkeys([*asked, *(key for key in named if key), *followers])
    return [key for key in found if key not in result.firsts][:_MOST]


def _parts(result: Result, gaps: dict[str, float]) -> dict[str, float]:
    """Return the points of each criterion, which add up to the lead as shown; greatest first."""
    times, digits = (100.0, 1) if of_one(result) else (1.0, 3)
    rounded = apportioned([times * value for value in gaps.values()], digits)
    parts = dict(zip(gaps, rounded, strict=True))
    return dict(sorted(parts.items(), key=lambda item: -abs(item[1])))


def _duel(
    result: Result, lexicon: Lexicon, key: str, parts: dict[str, float], score: Spoken, whole: float
) -> Duel:
    rows = tuple(_row(result, lexicon, key, name, value, whole) for name, value in parts.items())
    lead, digits = sum(parts.values()), 1 if of_one(result) else 3
    most, least = (choose(parts, key=lambda name: parts[name]) for choose in (max, min))
    told = {
        "rival": Short(key),
        "lead": Fixed(lead, digits),
        "most": Fixed(parts[most], digits),
        "criterion": CriterionName(most),
    }
    unknown = [name for name in parts if parts[name] > 0 and not _known(result, key, name)]
    if unknown:
        held = Fixed(parts[unknown[0]], digits)
        said = say("duel_unknown", **told, held=held, unknown=CriterionName(unknown[0]))
    elif parts[least] < 0:
        contrary = CriterionName(least)
        said = say("duel_both", **told, less=Fixed(-parts[least], digits), contrary=contrary)
    else:
        said = say("duel", **told)
    return Duel(id=key, name=Short(key), points=score, said=said, rows=rows)


def _known(result: Result, key: str, criterion: str) -> bool:
    found = result.evidence.get(key, {}).get(criterion)
    return found is None or is_known(found)


def _row(
    result: Result, lexicon: Lexicon, rival: str, criterion: str, value: float, whole: float
) -> DuelRow:
    first, first_remark = _said(result, lexicon, result.firsts[0], criterion)
    other, other_remark = _said(result, lexicon, rival, criterion)
    return DuelRow(
        criterion=criterion,
        name=CriterionName(criterion),
        weight=Share(result.answer["weights"]["values"][criterion]),
        first=first,
        first_remark=first_remark,
        rival=other,
        rival_remark=other_remark,
        points=value,
        said=Fixed(abs(value), 1 if of_one(result) else 3),
        share=abs(value) / whole if whole else 0.0,
    )


def _said(result: Result, lexicon: Lexicon, key: str, criterion: str) -> tuple[Spoken, Spoken]:
    found = result.evidence.get(key, {}).get(criterion)
    if found is None:
        return _sent(result, key, criterion), None
    if not is_known(found):
        return say("not_on_record"), None
    remark = lexicon.bounds(found)
    return lexicon.value(criterion, lexicon.counted(criterion, found), found["unit"]), remark


def _sent(result: Result, key: str, criterion: str) -> Spoken:
    """Return a value of a problem of one's own as it was sent."""
    from api.document.sections.evidence import as_sent

    problem = result.spec.get("problem")
    if problem is None:
        return say("not_on_record")
    row = [item["id"] for item in problem["alternatives"]].index(key)
    column = [item["id"] for item in problem["criteria"]].index(criterion)
    return as_sent(problem["performances"][row][column])
