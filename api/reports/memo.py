"""The content of the two-page memo for a board, taken from a localised document."""

from collections.abc import Sequence
from datetime import date, timedelta

from api.document.blocks import Document
from api.document.details import Details
from api.document.teller import names_of
from api.document.values import Day, Share, Teller
from mcda.plain import Plain

_RIVALS, _PARKS, _BARS = 2, 3, 5
_RISKS, _STEPS = 5, 6
_INSTEAD = ("sure", "ranking", "reasons", "on_record", "screened")
_MOST_ROWS, _MOST_ITEMS = 6, 4
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
_OF_BRIEF = (
    *("kicker", "winners", "place", "sentence", "certainty", "draws", "reasons", "unscored"),
    *("strips", "money"),
)
_WORDS = (
    *("memo_table", "memo_duels", "memo_risks", "memo_strips", "memo_steps", "memo_what"),
    *("memo_gives", "memo_who", "memo_when", "memo_steps_note", "memo_prepared", "memo_checked"),
    *("memo_approved", "memo_colon", "change", "score"),
)


def memo(document: Plain, source: Document) -> Plain:
    """Return the parts of the two pages."""
    teller, details = Teller(document["language"], names_of(source)), source.details
    brief = document["brief"]
    rivals = brief["duels"]["rivals"][:_RIVALS] if brief["duels"] else []
    duels = [{"title": duel["said"], "rows": _rows(duel["rows"], teller)} for duel in rivals]
    # Where nobody leads: who is level or left, what was set aside.
    instead = [
        {
            **section,
            "blocks": [
                _cut(block, teller) for block in section["blocks"] if block["kind"] != "chart"
            ],
        }
        for section in document["sections"]
        if brief["duels"] is None and section["id"] in _INSTEAD
    ]
    tables = [
        block
        for section in document["sections"]
        if section["id"] == "enterprise"
        for block in section["blocks"]
    ]
    unsaid, colon = teller.word("left_open"), teller.word("memo_colon")
    rows = [[cell["text"] for cell in row] for table in tables for row in table["rows"]]
    facts = [f"{name}{colon}{fact}" for name, fact in rows if fact != unsaid]
    points = [row["points"] for duel in duels for row in duel["rows"]]
    below, right = max((-share for share in points), default=0.0), max(points, default=0.0)
    method = teller.tell(details.method)
    ordered = sorted(details.steps, key=lambda step: _DAYS[step.kind])
    steps = [step for step in ordered if step.kind != "decide"][: _STEPS - 1]
    steps += [step for step in ordered if step.kind == "decide"]
    start = date.fromisoformat(document["at"][:10]) if document["at"] else date.today()
    return {
        **{key: brief[key] for key in _OF_BRIEF},
        "notices": document["notes"],
        "duels": duels,
        "axis": {"left": max(below, 0.0), "right": max(right, 0.1)},
        "table": _table(brief, details, teller),
        "sections": instead,
        "enterprise": teller.word("memo_enterprise", facts=teller.word("memo_stop").join(facts))
        if facts
        else "",
        "risks": [teller.tell(risk) for risk in details.risks[:_RISKS]],
        "changes": [change for change in brief["changes"] if change["kind"] != "facts"],
        "steps": [
            {
                "what": teller.tell(step.action),
                "gives": teller.tell(step.gain),
                "who": teller.word(_WHO.get(step.kind, "memo_who_lead")),
                "when": teller.tell(Day(_workday(start + timedelta(_DAYS[step.kind])).isoformat())),
            }
            for step in steps
        ],
        "basis": brief["premises"],
        "means": teller.word("memo_means") if brief["certainty"] else "",
        "footer": " · ".join((document["engine"], method, f"SHA-256 {document['short_hash']}…")),
        "words": document["words"] | {key: teller.word(key) for key in _WORDS},
    }


def _cut(block: Plain, teller: Teller) -> Plain:
    """Return a block with its first few entries or rows."""
    if block["kind"] == "table":
        return {**block, "rows": block["rows"][:_MOST_ROWS]}
    if block["kind"] == "bullets" and len(block["items"]) > _MOST_ITEMS:
        more = teller.word("more", count=len(block["items"]) - _MOST_ITEMS)
        return {**block, "items": [*block["items"][:_MOST_ITEMS], more]}
    return block


def _rows(rows: Sequence[Plain], teller: Teller) -> list[Plain]:
    ordered = sorted(rows, key=lambda row: -abs(row["points"]))
    longest = ordered if len(ordered) <= _BARS + 1 else ordered[:_BARS]
    pairs = [(row["name"], row["points"]) for row in longest]
    rest = ordered[len(longest) :]
    if rest:
        name = teller.word("memo_others", count=len(rest))
        pairs.append((name, sum(row["points"] for row in rest)))
    bars = []
    for name, points in pairs:
        figure = teller.numbers.fixed(abs(points), 1)
        signed = f"−{figure}" if points < 0 and float(figure) else figure
        bars.append({"name": name, "points": points, "said": signed})
    return bars


def _table(brief: Plain, details: Details, teller: Teller) -> Plain | None:
    """Return the values of the first three side by side, the heaviest criterion on top."""
    if not brief["evidence"] or not brief["evidence"]["rows"]:
        return None
    parks = brief["evidence"]["rows"][:_PARKS]
    weights = details.weights
    scores = {line.id: line.score for line in details.standings}
    rows = []
    for cells in zip(*(park["cells"] for park in parks), strict=True):
        weight = weights.get(cells[0]["criterion"])
        share = "" if weight is None else teller.tell(Share(weight))
        rows.append({"name": cells[0]["name"], "weight": share, "cells": list(cells)})
    numbers, is_share = teller.numbers, all(0 <= score <= 1 for score in scores.values())
    times, places = (100, 1) if is_share else (1, 3)
    points = [
        numbers.fixed(times * scores[park["id"]], places) if park["id"] in scores else "–"
        for park in parks
    ]
    marks = teller.word("memo_dots")
    if any(mark["own"] for mark in brief["evidence"]["legend"]):
        marks += teller.word("memo_own")
    return {
        "columns": [park["name"] for park in parks],
        "rows": rows,
        "points": points,
        "note": f"{marks}{brief['evidence']['said']}",
    }


def _workday(day: date) -> date:
    """Return a day, or the Monday after it for a weekend."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() > _FRIDAY else 0)
