"""Why the winner is first in three claims, what may overturn that, and the next step."""

from collections.abc import Mapping

import numpy as np

from api.document.brief.asks import ask_of
from api.document.brief.lexicon import Lexicon, doubt, grade, years
from api.document.brief.parts import Reason
from api.document.brief.verdict import word_of
from api.document.result import Result
from api.document.values import CriterionName, Enumeration, Sentences, Short, Spoken, say
from mcda.parks.sectors import sector_id, sectors
from mcda.texts import Note

_MOST = 3
_LEAST = 0.005
"""Of the scale: less than half a point speaks for nobody."""
_LEVEL = 1e-9
Gaps = Mapping[str, Mapping[str, float]]


def reasons(result: Result, lexicon: Lexicon) -> tuple[Reason, ...]:
    """Return the criteria that put the winner ahead of its rivals, the greatest first.

    A value that nobody knows, of the winner or of a rival, is no reason.

    The rivals are the others on the short list; without draws, all others.
    """
    gaps: Gaps = result.answer.get("gaps") or {}
    if not result.is_ranked or len(result.firsts) != 1 or not gaps:
        return ()
    field = [key for key in result.rivals if key in gaps]
    first, unknown = result.firsts[0], result.unknown
    sides = {
        criterion: [gaps[key][criterion] for key in field if (key, criterion) not in unknown]
        for criterion in gaps[field[0]]
        if (first, criterion) not in unknown
    }
    lead = {criterion: float(np.mean(side)) for criterion, side in sides.items() if side}
    chosen = [name for name in sorted(lead, key=lambda name: -lead[name]) if lead[name] > _LEAST]
    return tuple(_reason(result, lexicon, name, gaps) for name in chosen[:_MOST])


def _reason(result: Result, lexicon: Lexicon, criterion: str, gaps: Gaps) -> Reason:
    first = result.firsts[0]
    cell = result.evidence.get(first, {}).get(criterion)
    others = [
        row[criterion]
        for key, row in gaps.items()
        if key != first and (key, criterion) not in result.unknown
    ]
    better = sum(gap < -_LEVEL for gap in others)
    level = sum(abs(gap) <= _LEVEL for gap in others)
    if better:
        count = len(others) - better - level
        standing = say("standing_better_than", count=count, others=len(others))
    elif level:
        standing = say("standing_level", level=level, others=len(others))
    else:
        standing = say("standing_best", count=len(others) + 1)
    if cell is None:
        return Reason(
            criterion=criterion, claim=CriterionName(criterion), remark=standing, grade=None
        )
    counted = lexicon.counted(criterion, cell)
    value = lexicon.value(criterion, counted, cell["unit"])
    local = lexicon.local(criterion, counted)
    claim = say("reason", criterion=CriterionName(criterion), value=value)
    if local is not None:
        fields = {"criterion": CriterionName(criterion), "value": value, "local": local}
        claim = say("reason_price", **fields, years=years(cell["unit"]))
    remark = say("reason_remark", standing=standing, doubt=doubt(cell))
    return Reason(criterion=criterion, claim=claim, remark=remark, grade=grade(cell))


def unscored(result: Result, lexicon: Lexicon) -> tuple[Spoken, ...]:
    """Return facts on record of the winner that the enterprise named and no criterion counts."""
    facts = result.spec.get("enterprise") or {}
    if len(result.firsts) != 1 or result.firsts[0] not in lexicon.trades:
        return ()
    first, codes = result.firsts[0], [sector_id(sector) for sector in facts.get("sectors") or ()]
    names = sectors()
    lines: list[Spoken] = []
    for inside in (True, False):
        trades = [name for name in codes if (name in lexicon.trades[first]) is inside]
        if trades:
            listed = Enumeration(
                [Note.of(names[name]) if name in names else name for name in trades]
            )
            lines.append(say("sector_inside" if inside else "sector_not_inside", sectors=listed))
    word = "factory_on_record" if first in lexicon.factories else "factory_not_on_record"
    return (*lines, say(word))


def risk(result: Result, lexicon: Lexicon) -> Spoken | None:
    """Return the fact that most likely overturns the answer, None where none is told."""
    asks = result.asks
    if asks and result.is_ranked:
        ask = ask_of(result, lexicon, asks[0])
        if ask.line is not None:
            return say("risk_fact", fact=ask.said)
    return None


def step(result: Result, lexicon: Lexicon) -> Spoken | None:
    """Return the next step: judge again, that of the decision, state priorities, or ask."""
    if any(item["code"] == "inconsistent_judgements" for item in result.answer["warnings"]):
        return say("step_judge_again")
    decision = result.answer.get("decision") or {}
    kind = (decision.get("next_step") or {}).get("kind")
    if kind == "tell_us":
        return Sentences([fact["sentence"] for fact in decision["tell_us"]])
    if kind == "answer" or (not kind and word_of(result) == "not_enough"):
        return say("step_say")
    is_asked = kind in ("ask_parks", None)
    if is_asked and (asks := result.asks) and result.is_ranked:
        return ask_of(result, lexicon, asks[0]).question
    parks = decision["next_step"]["alternatives"] if kind == "visit" else result.firsts[:1]
    if not (parks and result.is_parks):
        return None
    return say("step_offers", parks=Enumeration([Short(park) for park in parks]))
