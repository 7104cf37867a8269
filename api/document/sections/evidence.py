"""What stands behind every value, the quotations it rests on, and how the answer was made."""

from collections.abc import Mapping
from typing import Any

from api.document.blocks import Block, Bullets, Cell, Quotations, Table, text
from api.document.result import Result
from api.document.section import SECTIONS, Blocks, SectionBuilder
from api.document.sections.robustness import method_name
from api.document.values import (
    AlternativeName,
    CriterionName,
    Enumeration,
    Figure,
    Kind,
    Quantity,
    Spoken,
    StatementDate,
    Timestamp,
    ValueRange,
    say,
)
from api.rankings.presentation import engine
from mcda.texts import Unit

Plain = dict[str, Any]
_NOT_PARAMETERS = ("name", "lower_is_better", "contributions_sum_to", "baseline")


@SECTIONS.register
class EvidenceSection(SectionBuilder):
    """What stands behind every value, or the table that a caller sent."""

    id = "evidence"
    place = 120

    def blocks(self, result: Result) -> Blocks:
        """Yield value, bounds, kind, grade and reason of every cell."""
        if not result.evidence:
            yield _performances(result.spec.get("problem"))
            return
        yield text(say("evidence_note"), "soft")
        heads = ("criterion", "value", "bounds_head", "kind", "grade", "basis", "quotations")
        yield Table(
            caption=say("evidence"),
            head=[say("alternative"), *map(say, heads)],
            rows=[
                [AlternativeName(key), *_row(result, criterion, found)]
                for key, row in result.evidence.items()
                for criterion, found in row.items()
            ],
            widths=(1.3, 1.3, 1.25, 0.95, 0.75, 0.75, 3.2, 0.95),
            grouped=True,
        )


def _row(result: Result, criterion: str, found: Plain) -> list[Spoken]:
    return [
        CriterionName(criterion),
        Quantity(found["value"], found["unit"]),
        ValueRange(found["low"], found["high"]),
        Kind("kind", found["kind"]),
        _grade(found),
        _basis(found),
        Cell(value="", refs=_references(result, found)),
    ]


def _grade(found: Plain) -> Spoken:
    quality = found.get("quality")
    if quality is None:
        return "–"
    return Cell(value=Kind("grade", quality["grade"]), tone=quality["grade"])


def _basis(found: Plain) -> Spoken:
    return say("own_source", source=found["source"]) if found.get("source") else found["rationale"]


def _references(result: Result, found: Plain) -> list[str]:
    """Return the numbers of the quotations behind a cell."""
    _, known = result.sources
    return [known[name] for name in dict.fromkeys(found["claims"])]


def _performances(problem: Plain | None) -> Block | None:
    """Return the table that a caller sent, where no catalogue stands behind it."""
    if problem is None:
        return None
    criteria = problem["criteria"]
    return Table(
        caption=say("performances"),
        head=[say("alternative"), *map(_column, criteria)],
        rows=[
            [AlternativeName(item["id"]), *map(as_sent, row)]
            for item, row in zip(problem["alternatives"], problem["performances"], strict=True)
        ],
        widths=[2.0, *(1.0 for _ in criteria)],
        numbers=range(1, len(criteria) + 1),
        titled=True,
    )


def _column(item: Plain) -> Spoken:
    told = {"name": CriterionName(item["id"]), "direction": Kind("direction", item["direction"])}
    if not item.get("unit"):
        return say("column", **told)
    return say("column_with_unit", **told, unit=Unit(item["unit"]))


def as_sent(value: Any) -> Spoken:
    """Return a cell of a problem as it was sent: number, bounds, distribution or not known."""
    if value is None:
        return say("unknown")
    if isinstance(value, int | float):
        return Figure(value, 6)
    if "low" in value and "high" in value and "dist" not in value:
        ends, mode = ValueRange(value["low"], value["high"]), value.get("mode")
        return ends if mode is None else say("beside_bounds", value=Figure(mode, 4), bounds=ends)
    parts = [
        say("of_parameter", name=key, value=Figure(item, 4))
        for key, item in value.items()
        if isinstance(item, int | float)
    ]
    return say("distribution", name=value.get("dist", ""), parts=Enumeration(parts))


@SECTIONS.register
class SourcesSection(SectionBuilder):
    """The numbered sources with their quotations."""

    id = "sources"
    place = 130

    def blocks(self, result: Result) -> Blocks:
        """Yield every source, none where nothing is quoted."""
        found, _ = result.sources
        if found:
            yield text(say("sources_note", count=len(found)), "soft")
            yield Quotations(sources=found)


@SECTIONS.register
class RecordSection(SectionBuilder):
    """How the answer was made, so that anybody can make it again."""

    id = "record"
    place = 150

    def blocks(self, result: Result) -> Blocks:
        """Yield what identifies the answer, and what the caller changed."""
        yield text(say("record_note"))
        rows = [[say(f"record_{key}"), said] for key, said in _rows(result).items() if said]
        head = [say("fact"), say("record_value")]
        yield Table(caption=say("record"), head=head, rows=rows, widths=(1, 2.6))
        changed = [*map(_override, result.spec.get("overrides") or ())]
        changed += [*map(_requirement, result.spec.get("requirements") or ())]
        yield Bullets(items=changed) if changed else None


def _rows(result: Result) -> Mapping[str, Spoken]:
    found, head = result.answer["record"], result.head
    number = {"number": head.number, "version": head.version}
    return {
        "engine": found["engine"],
        "typeset": "" if found["engine"] == engine() else engine(),
        "hash": found["input_sha256"],
        "catalogue": _edition(found.get("catalogue")),
        "overlay": found.get("overlay") or "",
        "seed": "" if found["seed"] is None else str(found["seed"]),
        "method": method_line(result.answer["method"]),
        "as_of": result.spec.get("as_of") or "",
        "result": "" if head.number is None else say("record_number", **number),
        "at": Timestamp(head.at) if head.at else "",
        "by": head.by,
    }


def _edition(found: Plain | None) -> Spoken:
    if not found or not found["digest"]:
        return ""
    return say("edition", **{**found, "date": StatementDate(found["date"])})


def method_line(found: Plain) -> Spoken:
    """Return the method with its parameters."""
    name = method_name(found["name"])
    told = [
        key if isinstance(value, dict | list) else f"{key}: {value}"
        for key, value in found.items()
        if key not in _NOT_PARAMETERS
    ]
    return say("with_parameters", name=name, parameters=Enumeration(told)) if told else name


def _override(item: Plain) -> Spoken:
    return say(
        "override",
        park=AlternativeName(item["alternative"]),
        criterion=CriterionName(item["criterion"]),
        value=as_sent(item["value"]),
        source=item["source"],
    )


def _requirement(item: Plain) -> Spoken:
    """Return a requirement in words."""
    ends: list[Spoken] = [
        say(key, value=Figure(item[key], 6))
        for key in ("at_least", "at_most")
        if item.get(key) is not None
    ]
    if item.get("one_of") is not None:
        ends.append(
            say("one_of", values=Enumeration([Figure(value, 6) for value in item["one_of"]]))
        )
    return say("requirement", criterion=CriterionName(item["criterion"]), ends=Enumeration(ends))
