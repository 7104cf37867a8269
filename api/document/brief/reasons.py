"""Why the first is first in three claims, what may overturn it, and what to do next."""

from collections.abc import Mapping

import numpy as np

from api.document.brief.asks import ask_of
from api.document.brief.lexicon import Lexicon, doubt, grade, years
from api.document.brief.parts import Reason
from api.document.result import Result
from api.document.values import CriterionName, Enumeration, Short, Spoken, say
from mcda.parks.rationale import sector_id, sectors
from mcda.texts import Note

_MOST = 3
_LEAST = 0.005
"""Of the scale: less than half a point speaks for nobody."""
_LEVEL = 1e-9
Gaps = Mapping[str, Mapping[str, float]]


def reasons(result: Result, lexicon: Lexicon) -> tuple[Reason, ...]:
    """Return the criteria that put the first before its rivals, the greatest first.

    The field is those in reserve, which with the first hold nine of ten draws; where nothing was
    drawn all others.
    """
    gaps: Gaps = result.answer.get("gaps") or {}
    if not result.is_ranked or len(result.firsts) != 1 or not gaps:
        return ()
    field = [key for key in _field(result) if key in gaps]
    lead = {
        criterion: float(np.mean([gaps[key][criterion] for key in field]))
        for criterion in gaps[field[0]]
    }
    chosen = [name for name in sorted(lead, key=lambda name: -lead[name]) if lead[name] > _LEAST]
    return tuple(_reason(result, lexicon, name, gaps) for name in chosen[:_MOST])


def _field(result: Result) -> list[str]:
    groups = (result.answer.get("verdict") or {}).get("groups") or {}
    listed = [*groups.get("first_choice", ()), *groups.get("reserve", ())]
    others = [line["alternative"] for line in result.ranking if line["rank"] > 1]
    return [key for key in listed if key in others] or others


def _reason(result: Result, lexicon: Lexicon, criterion: str, gaps: Gaps) -> Reason:
    first = result.firsts[0]
    found = result.evidence.get(first, {}).get(criterion)
    others = [row[criterion] for key, row in gaps.items() if key != first]
    better = sum(gap < -_LEVEL for gap in others)
    level = sum(abs(gap) <= _LEVEL for gap in others)
    standing = _standing(len(others), better, level)
    if found is None:
        return Reason(
            criterion=criterion, claim=CriterionName(criterion), remark=standing, grade=None
        )
    counted = lexicon.counted(criterion, found)
    value = lexicon.value(criterion, counted, found["unit"])
    local = lexicon.local(criterion, counted)
    claim = say("reason", criterion=CriterionName(criterion), value=value)
    if local is not None:
        said = {"criterion": CriterionName(criterion), "value": value, "local": local}
        claim = say("reason_price", **said, years=years(found["unit"]))
    remark = say("reason_remark", standing=standing, doubt=doubt(found))
    return Reason(criterion=criterion, claim=claim, remark=remark, grade=grade(found))


def _standing(others: int, better: int, level: int) -> Spoken:
    if better:
        return say("standing_better_than", count=others - better - level, others=others)
    if level:
        return say("standing_level", level=level, others=others)
    return say("standing_best", count=others + 1)


def unscored(result: Result, lexicon: Lexicon) -> tuple[Spoken, ...]:
    """Return what is on record of the first that the enterprise named and no criterion counts."""
    facts = result.spec.get("enterprise") or {}
    if len(result.firsts) != 1 or result.firsts[0] not in lexicon.trades:
        return ()
    first, named = result.firsts[0], [sector_id(said) for said in facts.get("sectors") or ()]
    known = sectors()
    found: list[Spoken] = []
    for inside in (True, False):
        those = [name for name in named if (name in lexicon.trades[first]) is inside]
        if those:
            listed = Enumeration(
                [Note.of(known[name]) if name in known else name for name in those]
            )
            found.append(say("sector_inside" if inside else "sector_not_inside", sectors=listed))
    word = "factory_on_record" if first in lexicon.factories else "factory_not_on_record"
    return (*found, say(word))


def risk(result: Result, lexicon: Lexicon) -> Spoken | None:
    """Return what may overturn the answer: the fact that does so most often, else weak evidence."""
    found = result.answer.get("ask_next") or ()
    if found and result.is_ranked:
        told = ask_of(result, lexicon, found[0])
        if told.line is not None:
            return say("risk_fact", fact=told.said)
    lead = result.answer.get("lead")
    if lead and lead["weak_share"] is not None:
        return lead["sentence"]
    return None


def step(result: Result, lexicon: Lexicon) -> Spoken | None:
    """Return what to do next: say what matters where nobody did, else ask the first fact."""
    word = (result.answer.get("verdict") or {}).get("word")
    if word == "not_enough":
        return say("step_say")
    found = result.answer.get("ask_next") or ()
    if found and result.is_ranked:
        return ask_of(result, lexicon, found[0]).question
    if not result.firsts:
        return None
    return say("step_visit", park=Short(result.firsts[0])) if result.is_parks else None
