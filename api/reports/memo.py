"""What the two pages for a board hold, taken from a document that was told."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any

from api.document.result import Result
from api.document.teller import Teller
from api.document.values import AlternativeName, CriterionName, Day, Share, say
from api.document.words import catalogue
from api.localisation import names_in

Plain = dict[str, Any]
_RIVALS, _PARKS, _BARS = 2, 3, 5
_RISKS, _STEPS, _ASKS = 5, 6, 2
_WEAK_LEAD = 0.3
_INSTEAD = ("sure", "ranking", "reasons", "on_record", "screened")
_MOST_ROWS, _MOST_ITEMS = 6, 4
_ASSUMED = ("profile_by_facts", "blend_by_facts", "nobody")
_DUTIES = "trade_cost_exposure"
_FRIDAY = 4
_DAYS = {
    "priorities": 7,
    "asks": 14,
    "broker": 14,
    "weak": 21,
    "duties": 21,
    "visit": 45,
    "decide": 60,
}
"""Days after the memo by which each kind of step is proposed to be done."""
_WHO = {
    "priorities": "memo_who_management",
    "broker": "memo_who_customs",
    "duties": "memo_who_customs",
    "decide": "memo_who_board",
}
"""Who is proposed to do it; all else the lead of the investment abroad."""
_WORDS = (
    *("memo_table", "memo_duels", "memo_risks", "memo_strips", "memo_steps", "memo_what"),
    *("memo_gives", "memo_who", "memo_when", "memo_steps_note", "memo_prepared", "memo_checked"),
    *("memo_approved", "memo_colon", "change", "score"),
)


def memo(document: Plain, answer: Plain) -> Plain:
    """Return the parts of the two pages.

    Parameters
    ----------
    document
        As `api.document.teller.tell` returns it.
    answer
        That it was made of, in codes.
    """
    teller = Teller(document["language"], names_in(answer))
    brief = document["brief"]
    duels = _duels(brief, teller)
    is_alone = brief["duels"] is None
    return {
        "kicker": brief["kicker"],
        "winners": brief["winners"],
        "place": brief["place"],
        "sentence": brief["sentence"],
        "certainty": brief["certainty"],
        "draws": brief["draws"],
        "notices": document["notes"],
        "reasons": brief["reasons"],
        "unscored": brief["unscored"],
        "duels": duels,
        "axis": _axis(duels),
        "table": _table(brief, answer, teller),
        "sections": list(_instead(document, teller)) if is_alone else [],
        "enterprise": _enterprise(document, teller),
        "risks": list(islice(_risks(document, answer, teller), _RISKS)),
        "strips": brief["strips"],
        "changes": [one for one in brief["changes"] if one["kind"] != "facts"],
        "steps": _steps(document, answer, teller) if not is_alone else [],
        "basis": brief["premises"],
        "means": teller.word("memo_means") if brief["certainty"] else "",
        "footer": _footer(document, answer, teller),
        "words": document["words"] | {key: teller.word(key) for key in _WORDS},
    }


def _enterprise(document: Plain, teller: Teller) -> str:
    """Return in one line what the enterprise said of itself, empty where it said nothing."""
    tables = [
        block
        for section in document["sections"]
        if section["id"] == "enterprise"
        for block in section["blocks"]
    ]
    unsaid, colon = teller.word("left_open"), teller.word("memo_colon")
    rows = [[cell["text"] for cell in row] for table in tables for row in table["rows"]]
    told = [f"{name}{colon}{said}" for name, said in rows if said != unsaid]
    return teller.word("memo_enterprise", facts=teller.word("memo_stop").join(told)) if told else ""


def _instead(document: Plain, teller: Teller) -> Iterator[Plain]:
    """Yield what a memo tells where nobody leads: who is level or left, what was set aside."""
    for section in document["sections"]:
        if section["id"] in _INSTEAD:
            shown = [block for block in section["blocks"] if block["kind"] != "chart"]
            yield {**section, "blocks": [_cut(block, teller) for block in shown]}


def _cut(block: Plain, teller: Teller) -> Plain:
    """Return a block with its first few entries or rows."""
    if block["kind"] == "table":
        return {**block, "rows": block["rows"][:_MOST_ROWS]}
    if block["kind"] == "bullets" and len(block["items"]) > _MOST_ITEMS:
        more = teller.word("more", count=len(block["items"]) - _MOST_ITEMS)
        return {**block, "items": [*block["items"][:_MOST_ITEMS], more]}
    return block


def _duels(brief: Plain, teller: Teller) -> list[Plain]:
    """Return the first against two rivals: the largest parts of the gap, the rest together."""
    found = brief["duels"]["rivals"][:_RIVALS] if brief["duels"] else []
    return [{"title": duel["said"], "rows": _rows(duel["rows"], teller)} for duel in found]


def _rows(rows: Sequence[Plain], teller: Teller) -> list[Plain]:
    ordered = sorted(rows, key=lambda row: -abs(row["points"]))
    shown = ordered if len(ordered) <= _BARS + 1 else ordered[:_BARS]
    found = [(row["name"], row["points"]) for row in shown]
    rest = ordered[len(shown) :]
    if rest:
        name = teller.word("memo_others", count=len(rest))
        found.append((name, sum(row["points"] for row in rest)))
    return [
        {"name": name, "points": points, "said": _signed(points, teller)} for name, points in found
    ]


def _signed(points: float, teller: Teller) -> str:
    said = teller.numbers.fixed(abs(points), 1)
    return f"−{said}" if points < 0 and float(said) else said


def _axis(duels: Sequence[Plain]) -> Mapping[str, float]:
    """Return how far the bars of all duels reach to either side."""
    points = [row["points"] for duel in duels for row in duel["rows"]]
    left, right = max((-one for one in points), default=0.0), max(points, default=0.0)
    return {"left": max(left, 0.0), "right": max(right, 0.1)}


def _table(brief: Plain, answer: Plain, teller: Teller) -> Plain | None:
    """Return the values of the first three side by side, the heaviest criterion on top."""
    if not brief["evidence"] or not brief["evidence"]["rows"]:
        return None
    parks = brief["evidence"]["rows"][:_PARKS]
    weights = answer["weights"]["values"]
    scores = {line["alternative"]: line["score"] for line in answer["ranking"]}
    rows = []
    for cells in zip(*(park["cells"] for park in parks), strict=True):
        weight = weights.get(cells[0]["criterion"])
        said = "" if weight is None else teller.tell(Share(weight))
        rows.append({"name": cells[0]["name"], "weight": said, "cells": list(cells)})
    return {
        "columns": [park["name"] for park in parks],
        "rows": rows,
        "points": [_points(scores.get(park["id"]), answer, teller) for park in parks],
        "note": f"{_legend(brief, teller)}{brief['evidence']['said']}",
    }


def _points(score: float | None, answer: Plain, teller: Teller) -> str:
    if score is None:
        return "–"
    is_share = all(0 <= line["score"] <= 1 for line in answer["ranking"])
    numbers = teller.numbers
    return numbers.fixed(100 * score, 1) if is_share else numbers.fixed(score, 3)


def _risks(document: Plain, answer: Plain, teller: Teller) -> Iterator[str]:
    """Yield what may overturn the answer, what decides first."""
    brief = document["brief"]
    if brief["risk"]:
        yield brief["risk"]
    if _is_assumed(answer) and brief["priorities"]:
        yield f"{brief['priorities']}{teller.word('memo_priorities_more')}"
    lead = answer.get("lead")
    if lead and (lead.get("weak_share") or 0) >= _WEAK_LEAD:
        share = Share(min(1.0, lead["weak_share"]))
        yield teller.word("memo_weak_lead", share=share, rival=AlternativeName(lead["rival"]))
    for section in document["sections"]:
        if section["id"] == "on_record":
            yield from (item for block in section["blocks"] for item in block.get("items", ())[:2])
    scenario = answer.get("scenario")
    if scenario and answer["weights"]["values"].get(_DUTIES):
        named = {"name": scenario["name"], "date": Day(scenario["as_of"])}
        yield teller.word("memo_scenario", **named)
    if brief["places_remark"]:
        yield brief["places_remark"]


def _is_assumed(answer: Plain) -> bool:
    return (answer["weights"].get("source") or {}).get("code") in _ASSUMED


def _steps(document: Plain, answer: Plain, teller: Teller) -> list[Plain]:
    """Return what to do next by rules: what, what it gives, who, and by when."""
    found = list(_proposed(document, answer, teller))
    found.sort(key=lambda step: _DAYS[step[0]])
    kept = [step for step in found if step[0] != "decide"][: _STEPS - 1]
    kept += [step for step in found if step[0] == "decide"]
    start = date.fromisoformat(document["at"][:10]) if document["at"] else date.today()
    return [
        {
            "what": what,
            "gives": gives,
            "who": teller.word(_WHO.get(kind, "memo_who_lead")),
            "when": teller.tell(Day(_workday(start + timedelta(days=_DAYS[kind])).isoformat())),
        }
        for kind, what, gives in kept
    ]


def _workday(day: date) -> date:
    """Return a day, or the Monday after it where it falls on a weekend."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() > _FRIDAY else 0)


def _proposed(document: Plain, answer: Plain, teller: Teller) -> Iterator[tuple[str, str, str]]:
    brief, first = document["brief"], AlternativeName(answer["ranking"][0]["alternative"])
    if _is_assumed(answer):
        yield "priorities", brief["step"] or "", teller.word("memo_gives_priorities")
    asked = set()
    for ask in brief["asks"][:_ASKS]:
        asked.add(ask["criterion"])
        kind = "broker" if ask["criterion"] == _DUTIES else "asks"
        yield kind, ask["question"], ask["said"]
    for reason in brief["reasons"]:
        key, grade = reason["criterion"], reason["grade"]
        if grade and grade["dots"] <= 1 and key not in asked:
            asked.add(key)
            yield "weak", _question(key, first, teller), teller.word("memo_gives_weak")
    if answer["weights"]["values"].get(_DUTIES) and _DUTIES not in asked:
        yield "duties", _question(_DUTIES, first, teller), teller.word("memo_gives_duties")
    if Result(answer).is_parks:
        yield "visit", teller.word("memo_visit", park=first), teller.word("memo_gives_visit")
    yield "decide", teller.word("memo_decide"), teller.word("memo_gives_decide")


def _legend(brief: Plain, teller: Teller) -> str:
    """Return what the marks of evidence mean."""
    has_own = any(mark["own"] for mark in brief["evidence"]["legend"])
    return teller.word("memo_dots") + (teller.word("memo_own") if has_own else "")


def _question(criterion: str, first: AlternativeName, teller: Teller) -> str:
    key = f"question_{criterion}"
    key = key if key in catalogue() else "question_any"
    return teller.tell(say(key, park=first, criterion=CriterionName(criterion)))


def _footer(document: Plain, answer: Plain, teller: Teller) -> str:
    """Return by which method and of which record a page is."""
    method = teller.tell(_method(answer))
    return " · ".join((document["engine"], method, f"SHA-256 {document['short_hash']}…"))


def _method(answer: Plain) -> Any:
    from api.document.sections.robustness import method_name

    return method_name(answer["method"]["name"])
