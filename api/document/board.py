"""The risks and the next steps for a board, by fixed rules."""

from collections.abc import Iterator

from api.document.brief.asks import question
from api.document.brief.parts import Brief
from api.document.details import BoardStep, StepKind
from api.document.result import Result
from api.document.values import AlternativeName, Day, Enumeration, Spoken, say
from mcda.plain import Plain

_ASKS, _ON_RECORD = 2, 2
_ASSUMED = ("profile_by_facts", "blend_by_facts", "all_profiles", "nobody")
_DUTIES = "trade_cost_exposure"
_WITH_DUTIES = (_DUTIES, "landed_cost")


def risks(result: Result, brief: Brief) -> Iterator[Spoken]:
    """Yield the risks that may overturn the answer, the decisive one first."""
    answer = result.answer
    if brief.risk:
        yield brief.risk
    if _is_assumed(answer) and brief.priorities:
        yield Enumeration((brief.priorities, say("memo_priorities_more")), between="")
    for item in (answer.get("risks") or ())[:_ON_RECORD]:
        yield item["sentence"]
    scenario = answer.get("scenario")
    if scenario and _weighs_duties(answer):
        yield say("memo_scenario", name=scenario["name"], date=Day(scenario["as_of"]))
    if brief.places_remark:
        yield brief.places_remark


def steps(result: Result, brief: Brief) -> Iterator[BoardStep]:
    """Yield the next steps, those that the answer proposes first."""
    answer, first = result.answer, result.ranking[0]["alternative"]
    if _is_assumed(answer):
        gain = say("memo_gives_priorities")
        yield BoardStep(kind="priorities", action=brief.step or "", gain=gain)
    criteria = set()
    for ask in brief.asks[:_ASKS]:
        criteria.add(ask.criterion)
        kind: StepKind = "broker" if ask.criterion in _WITH_DUTIES else "asks"
        yield BoardStep(kind=kind, action=ask.question, gain=ask.said)
    for reason in brief.reasons:
        key, grade = reason.criterion, reason.grade
        if grade and grade.dots <= 1 and key not in criteria:
            criteria.add(key)
            gain = say("memo_gives_weak")
            yield BoardStep(kind="weak", action=question(AlternativeName(first), key), gain=gain)
    if _weighs_duties(answer) and criteria.isdisjoint(_WITH_DUTIES):
        gain = say("memo_gives_duties")
        yield BoardStep(kind="duties", action=question(AlternativeName(first), _DUTIES), gain=gain)
    if result.is_parks:
        action = say("memo_visit", park=AlternativeName(first))
        yield BoardStep(kind="visit", action=action, gain=say("memo_gives_visit"))
    yield BoardStep(kind="decide", action=say("memo_decide"), gain=say("memo_gives_decide"))


def _weighs_duties(answer: Plain) -> bool:
    return any(answer["weights"]["values"].get(name) for name in _WITH_DUTIES)


def _is_assumed(answer: Plain) -> bool:
    return (answer["weights"].get("source") or {}).get("code") in _ASSUMED
