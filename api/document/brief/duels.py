"""The winner against its rivals, criterion by criterion, in points of a hundred."""

from collections.abc import Sequence
from dataclasses import replace

from api.document.brief.lexicon import Lexicon, is_known
from api.document.brief.parts import Duel, DuelRow, Duels
from api.document.brief.verdict import main_rival, of_one, points
from api.document.result import Result
from api.document.values import CriterionName, Fixed, Share, Short, Spoken, say
from mcda.explain import apportioned

MOST_RIVALS = 3
"""Whom the brief compares the first with."""
_HALF = 0.5


def duels(result: Result, lexicon: Lexicon) -> tuple[Duel, ...]:
    """Return the winner against each other; empty if several are first or gaps are missing.

    The main rival comes first, then the nearest by weights, then the others by rank.
    """
    gaps = result.answer.get("gaps") or {}
    if not result.is_ranked or len(result.firsts) != 1:
        return ()
    return tuple(_duel(result, lexicon, key, gaps[key]) for key in rival_ids(result) if key in gaps)


def on_one_axis(name: Spoken, score: Spoken, rivals: Sequence[Duel]) -> Duels:
    """Return duels whose bars share one axis that is long enough for all of them."""
    every = [row.points for duel in rivals for row in duel.rows]
    most_first, most_rival = max((*every, 0.0)), -min((*every, 0.0))
    whole = most_first + most_rival

    def scaled(duel: Duel) -> Duel:
        shares = (abs(row.points) / whole if whole else 0.0 for row in duel.rows)
        rows = zip(duel.rows, shares, strict=True)
        return replace(duel, rows=tuple(replace(row, share=share) for row, share in rows))

    return Duels(
        name=name,
        points=score,
        zero=most_first / whole if whole else _HALF,
        rivals=tuple(scaled(duel) for duel in rivals),
    )


def first_duels(result: Result, rivals: Sequence[Duel]) -> Duels | None:
    """Return the winner against at most three others, None without rivals."""
    if not rivals:
        return None
    first = result.firsts[0]
    score = next(line["score"] for line in result.ranking if line["alternative"] == first)
    return on_one_axis(Short(first), points(result, score), rivals[:MOST_RIVALS])


def rival_ids(result: Result) -> list[str]:
    """Return the main rival, the nearest by weights, and the others by rank."""
    verdict = result.answer.get("verdict") or {}
    rivals = [main_rival(result), verdict.get("nearest_by_weights"), verdict.get("runner_up")]
    followers = [line["alternative"] for line in result.ranking if line["rank"] > 1]
    ordered = dict.fromkeys([*(key for key in rivals if key), *followers])
    return [key for key in ordered if key not in result.firsts]


def _duel(result: Result, lexicon: Lexicon, key: str, gaps: dict[str, float]) -> Duel:
    times, digits = (100.0, 1) if of_one(result) else (1.0, 3)
    # The points of each criterion, which add up to the lead as shown; greatest first.
    rounded = apportioned([times * value for value in gaps.values()], digits)
    shares = zip(gaps, rounded, strict=True)
    parts = dict(sorted(shares, key=lambda item: -abs(item[1])))
    score = next(line["score"] for line in result.ranking if line["alternative"] == key)
    rows = tuple(_row(result, lexicon, key, name, value) for name, value in parts.items())
    lead, first = sum(parts.values()), result.firsts[0]
    unknown = {name for name in parts if {(first, name), (key, name)} & result.unknown}
    known = [name for name in parts if name not in unknown] or [*parts]
    most, least = (choose(known, key=lambda name: parts[name]) for choose in (max, min))
    fields = {
        "rival": Short(key),
        "lead": Fixed(lead, digits),
        "most": Fixed(parts[most], digits),
        "criterion": CriterionName(most),
    }
    held = next((name for name in parts if parts[name] > 0 and name in unknown), None)
    if held is not None:
        word = "duel_unknown_own" if (first, held) in result.unknown else "duel_unknown"
        gap = Fixed(parts[held], digits)
        sentence = say(word, **fields, held=gap, unknown=CriterionName(held))
    elif parts[least] < 0:
        contrary = CriterionName(least)
        sentence = say("duel_both", **fields, less=Fixed(-parts[least], digits), contrary=contrary)
    else:
        sentence = say("duel", **fields)
    return Duel(id=key, name=Short(key), points=points(result, score), said=sentence, rows=rows)


def _row(result: Result, lexicon: Lexicon, rival: str, criterion: str, value: float) -> DuelRow:
    first, first_remark = _fact(result, lexicon, result.firsts[0], criterion)
    other, other_remark = _fact(result, lexicon, rival, criterion)
    name: Spoken = CriterionName(criterion)
    if {(result.firsts[0], criterion), (rival, criterion)} & result.unknown:
        name = say("unknown_criterion", criterion=name)
    return DuelRow(
        criterion=criterion,
        name=name,
        weight=Share(result.answer["weights"]["values"][criterion]),
        first=first,
        first_remark=first_remark,
        rival=other,
        rival_remark=other_remark,
        points=value,
        said=Fixed(abs(value), 1 if of_one(result) else 3),
        share=0.0,  # on_one_axis
    )


def _fact(result: Result, lexicon: Lexicon, key: str, criterion: str) -> tuple[Spoken, Spoken]:
    cell = result.evidence.get(key, {}).get(criterion)
    if cell is None:
        return _own_value(result, key, criterion), None
    if not is_known(cell):
        return say("not_on_record"), None
    remark = lexicon.bounds(cell)
    return lexicon.value(criterion, lexicon.counted(criterion, cell), cell["unit"]), remark


def _own_value(result: Result, key: str, criterion: str) -> Spoken:
    """Return a value of the caller's own problem in the form in which it was sent."""
    from api.document.sections.evidence import as_sent

    problem = result.spec.get("problem")
    if problem is None:
        return say("not_on_record")
    row = [item["id"] for item in problem["alternatives"]].index(key)
    column = [item["id"] for item in problem["criteria"]].index(criterion)
    return as_sent(problem["performances"][row][column])
