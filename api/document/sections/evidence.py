"""What stands behind every value, the quotations it rests on, and how the answer was made."""

from collections.abc import Mapping
from typing import Any

from api.document.blocks import Bullets, Cell, Head, Quotations, Table, text
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
from mcda.plain import Plain
from mcda.texts import Unit

_NOT_PARAMETERS = ("name", "lower_is_better", "contributions_sum_to", "baseline")


@SECTIONS.register
class EvidenceSection(SectionBuilder):
    """What stands behind every value, or the table that a caller sent."""

    id = "evidence"
    place = 120

    def blocks(self, result: Result) -> Blocks:
        """Yield value, bounds, kind, grade and reason of every cell."""
        if not result.evidence:
            problem = result.spec.get("problem")
            if problem is not None:  # the table that a caller sent
                yield Table(
                    caption=say("performances"),
                    head=[say("alternative"), *map(_column, problem["criteria"])],
                    rows=[
                        [AlternativeName(item["id"]), *map(as_sent, row)]
                        for item, row in zip(
                            problem["alternatives"], problem["performances"], strict=True
                        )
                    ],
                    widths=[2.0, *(1.0 for _ in problem["criteria"])],
                    numbers=range(1, len(problem["criteria"]) + 1),
                    titled=True,
                )
            return
        yield text(say("evidence_note"), "soft")
        heads = ("criterion", "value", "bounds_head", "kind", "grade", "basis", "quotations")
        yield Table(
            caption=say("evidence"),
            head=[say("alternative"), *map(say, heads)],
            rows=[
                [AlternativeName(key), *_row(result, criterion, cell)]
                for key, row in result.evidence.items()
                for criterion, cell in row.items()
            ],
            widths=(1.3, 1.3, 1.25, 0.95, 0.75, 0.75, 3.2, 0.95),
            grouped=True,
        )


def _row(result: Result, criterion: str, cell: Plain) -> list[Spoken]:
    """Return what is known of a value, with the numbers of the quotations behind it."""
    grade: Spoken = "–"
    if cell.get("quality") is not None:
        code = cell["quality"]["grade"]
        grade = Cell(value=Kind("grade", code), tone=code)
    own, (_, numbers) = cell.get("source"), result.sources
    return [
        CriterionName(criterion),
        Quantity(cell["value"], cell["unit"]),
        ValueRange(cell["low"], cell["high"]),
        Kind("kind", cell["kind"]),
        grade,
        say("own_source", source=own) if own else cell["rationale"],
        Cell(value="", refs=[numbers[name] for name in dict.fromkeys(cell["claims"])]),
    ]


def _column(item: Plain) -> Spoken:
    fields = {"name": CriterionName(item["id"]), "direction": Kind("direction", item["direction"])}
    if not item.get("unit"):
        return say("column", **fields)
    return say("column_with_unit", **fields, unit=Unit(item["unit"]))


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
        sources, _ = result.sources
        if sources:
            yield text(say("sources_note", count=len(sources)), "soft")
            yield Quotations(sources=sources)


@SECTIONS.register
class RecordSection(SectionBuilder):
    """How the answer was made, so that anybody can make it again."""

    id = "record"
    place = 150

    def blocks(self, result: Result) -> Blocks:
        """Yield what identifies the answer, and what the caller changed."""
        yield text(say("record_note"))
        record = result.answer["record"]
        name = method_name(result.answer["method"]["name"])
        parameters = [
            key if isinstance(value, dict | list) else f"{key}: {value}"
            for key, value in result.answer["method"].items()
            if key not in _NOT_PARAMETERS
        ]
        edition = record.get("catalogue")
        if edition and edition["digest"]:
            edition = say("edition", **{**edition, "date": StatementDate(edition["date"])})
        else:
            edition = ""
        rows = _record_rows(
            {
                "engine": record["engine"],
                "hash": record["input_sha256"],
                "catalogue": edition,
                "overlay": record.get("overlay") or "",
                "seed": "" if record["seed"] is None else str(record["seed"]),
                "method": say("with_parameters", name=name, parameters=Enumeration(parameters))
                if parameters
                else name,
                "as_of": result.spec.get("as_of") or "",
            }
        )
        head = [say("fact"), say("record_value")]
        yield Table(caption=say("record"), head=head, rows=rows, widths=(1, 2.6))
        changed = [
            say(
                "override",
                park=AlternativeName(item["alternative"]),
                criterion=CriterionName(item["criterion"]),
                value=as_sent(item["value"]),
                source=item["source"],
            )
            for item in result.spec.get("overrides") or ()
        ]
        changed += [*map(_requirement, result.spec.get("requirements") or ())]
        yield Bullets(items=changed) if changed else None

    @staticmethod
    def head_rows(head: Head, made_by: str) -> list[list[Spoken]]:
        """Return the rows that only the head of the document tells."""
        number = {"number": head.number, "version": head.version}
        return _record_rows(
            {
                "typeset": "" if made_by == engine() else engine(),
                "result": "" if head.number is None else say("record_number", **number),
                "at": Timestamp(head.at) if head.at else "",
                "by": head.by,
            }
        )


def _record_rows(facts: Mapping[str, Spoken]) -> list[list[Spoken]]:
    return [[say(f"record_{key}"), fact] for key, fact in facts.items() if fact]


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
