"""What stands behind every value, and the quotations it rests on."""

from collections.abc import Mapping
from typing import Any

from api.parks.dollars import in_dollars
from api.reports.blocks import Block, Cell, Section, cell, heading, quotations, section, table, text
from api.reports.sources import name_of, translation
from api.reports.view import View
from mcda.parks.recorded import date_remark, date_text

Plain = dict[str, Any]
_UNDATED = "undated"
_ABOUT = "c."


def evidence(view: View) -> Section | None:
    """Return, for each alternative, value, bounds, kind, grade and reason of every criterion."""
    found: Mapping[str, Mapping[str, Plain]] = view.answer.get("evidence") or {}
    if not found:
        return _performances(view)
    placed = [line["alternative"] for line in view.ranking if line["alternative"] in found]
    blocks: list[Block | None] = [text(view.say("evidence_note"), "soft")]
    for key in dict.fromkeys((*placed, *found)):
        blocks += [heading(view.name(key)), _of_alternative(view, key, found[key])]
    return section("evidence", view.say("evidence"), *blocks)


def quoted(view: View, sources: list[Plain]) -> Section | None:
    """Return the numbered sources with their quotations, none where nothing is quoted."""
    shown = [
        {**source, "claims": [_claim(view, item) for item in source["claims"]]}
        for source in sources
    ]
    block = quotations(shown)
    if block is None:
        return None
    note = text(view.say("sources_note", count=len(shown)), "soft")
    return section("sources", view.say("sources"), note, block)


def references(view: View, found: Plain) -> list[str]:
    """Return the numbers of the quotations behind a cell."""
    numbers = (view.references.get(name_of(claim)) for claim in found["claims"])
    return list(dict.fromkeys(number for number in numbers if number))


def grade(view: View, found: Plain) -> Cell:
    """Return the grade of the evidence behind a cell."""
    quality = found.get("quality")
    if quality is None:
        return "–"
    return cell(view.kind("grade", quality["grade"]), quality["grade"])


def _of_alternative(view: View, key: str, row: Mapping[str, Plain]) -> Block | None:
    head = [
        view.say(name)
        for name in ("criterion", "value", "bounds_head", "kind", "grade", "basis", "quotations")
    ]
    rows: list[list[Cell]] = []
    for criterion, found in row.items():
        unit = view.unit(found["unit"])
        value = view.value(found["value"])
        rows.append(
            [
                view.criterion(criterion),
                value if found["value"] is None else f"{value} {unit}".strip(),
                view.bounds(found["low"], found["high"]),
                view.kind("kind", found["kind"]),
                grade(view, found),
                _basis(view, found),
                cell("", "", references(view, found)),
            ]
        )
    caption = view.say("evidence_of", park=view.name(key))
    return table(caption, head, rows, (1.3, 1.25, 0.95, 0.75, 0.75, 3.2, 0.95))


def _basis(view: View, found: Plain) -> str:
    if not found.get("source"):
        said: str = found["rationale"]
        return said
    return view.say("own_source", source=found["source"])


def dated(view: View, as_of: str) -> str:
    """Return the date of a statement with what is remarked of it."""
    if as_of.startswith(_UNDATED):
        return view.say("undated") + date_remark(as_of)[view.language]
    if view.language == "zh":
        return view.say("as_of", date=date_text(as_of)["zh"])
    day, _, more = as_of.partition(" ")
    if day.startswith(_ABOUT):
        day = view.say("about", date=day.removeprefix(_ABOUT))
    said = view.say("as_of", date=day)
    return f"{said} {more}" if more else said


def _claim(view: View, claim: Plain) -> Plain:
    details = [dated(view, claim.get("as_of") or _UNDATED)]
    if claim.get("locator"):
        details.append(claim["locator"])
    usd = in_dollars(claim.get("usd"), view.language)
    if usd:
        details.append(usd)
    if claim.get("private"):
        details.append(view.say("private"))
    told = translation(claim, view.language)
    return {
        "ref": claim["ref"],
        "quote": claim["quote"],
        "translation": view.say("translation", text=told) if told else "",
        "details": view.listed(details),
    }


def _performances(view: View) -> Section | None:
    """Return the table that a caller sent, where no catalogue stands behind it."""
    problem = view.spec.get("problem")
    if problem is None:
        return None
    criteria = problem["criteria"]
    head = [view.say("alternative")]
    for item in criteria:
        unit = view.unit(item.get("unit") or "")
        name = view.criterion(item["id"])
        arrow = view.kind("direction", item["direction"])
        head.append(f"{name} ({unit}; {arrow})" if unit else f"{name} ({arrow})")
    rows = [
        [view.name(item["id"]), *(cell_text(view, value) for value in row)]
        for item, row in zip(problem["alternatives"], problem["performances"], strict=True)
    ]
    widths = [2.0, *(1.0 for _ in criteria)]
    caption = view.say("performances")
    return section(
        "evidence", caption, table(caption, head, rows, widths, numbers=range(1, len(head)))
    )


def cell_text(view: View, value: Any) -> str:
    """Return a cell of a problem as it was sent: number, bounds, distribution or not known."""
    figure = view.numbers.figure
    if value is None:
        return view.say("unknown")
    if isinstance(value, int | float):
        return figure(value, 6)
    if "low" in value and "high" in value and "dist" not in value:
        ends = view.bounds(value["low"], value["high"])
        mode = value.get("mode")
        return ends if mode is None else f"{figure(mode, 4)} ({ends})"
    parts = [f"{key} {figure(item, 4)}" for key, item in value.items() if isinstance(item, float)]
    return f"{value.get('dist', '')} {view.listed(parts)}".strip()
