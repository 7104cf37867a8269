"""What to ask next, what was set aside, and the limits of the data."""

from collections import Counter
from collections.abc import Sequence

from api.document.blocks import Bullets, Table, text
from api.document.brief.asks import worth
from api.document.result import Result
from api.document.section import SECTIONS, Blocks, SectionBuilder
from api.document.values import AlternativeName, CriterionName, Sentences, Spoken, say
from api.rankings.finding import each
from mcda.plain import Plain
from mcda.texts import Note

_MOST_QUESTIONS = 3
_MOST_RISKS = 4
_COUNTED = ("uncertain_cell", "unknown_cell")


@SECTIONS.register
class AskNextSection(SectionBuilder):
    """Which fact to ask for next."""

    id = "ask_next"
    place = 65

    def blocks(self, result: Result) -> Blocks:
        """Yield the facts most worth asking for, with what is known of them."""
        if not result.is_ranked:
            return
        asks = (result.asks or [])[:_MOST_QUESTIONS]
        if not asks:
            is_known = result.examined("acceptability")
            yield text(say("ask_nothing" if is_known else "not_examined_facts"))
            return
        yield Table(
            caption=say("ask_caption"),
            head=[say(key) for key in ("ask_fact", "ask_known", "ask_chance")],
            rows=[
                [
                    say(
                        "named_reason",
                        name=AlternativeName(item["alternative"]),
                        reason=CriterionName(item["criterion"]),
                    ),
                    result.known(
                        result.evidence.get(item["alternative"], {}).get(item["criterion"])
                    ),
                    worth(item),
                ]
                for item in asks
            ],
            widths=(2, 1.6, 1.4),
        )


@SECTIONS.register
class OnRecordSection(SectionBuilder):
    """The bad news on record of the first and the next."""

    id = "on_record"
    place = 105

    def blocks(self, result: Result) -> Blocks:
        """Yield each as its source has it."""
        risks = result.answer.get("risks") or []
        if risks:
            yield Bullets(items=[item["sentence"] for item in risks[:_MOST_RISKS]])


@SECTIONS.register
class ScreenedSection(SectionBuilder):
    """What is not considered and why, what to heed of the rest, and what to ask."""

    id = "screened"
    place = 110

    def blocks(self, result: Result) -> Blocks:
        """Yield each with its reasons, then the warnings and what to ask."""
        if result.answer["excluded"]:
            yield Bullets(
                items=[
                    say(
                        "named_reason",
                        name=AlternativeName(item["alternative"]),
                        reason=Sentences([reason["detail"] for reason in item["reasons"]]),
                    )
                    for item in result.answer["excluded"]
                ]
            )
        if unnamed := result.answer.get("unnamed"):
            yield text(unnamed["sentence"])
        notes = [item for item in result.answer.get("gates") or () if item["severity"] != "gate"]
        if notes:
            yield text(say("gates_heeded"))
            yield Bullets(items=[item["sentence"] for item in notes])


def counted(warnings: Sequence[Plain]) -> list[Spoken]:
    """Return one sentence for each kind of doubt that every cell of the tables shows."""
    counts: Counter[str] = Counter()
    for item in warnings:
        counts[item["code"]] += item["count"]
    return [Note(f"{code}_many", (), {"count": counts[code]}) for code in _COUNTED if counts[code]]


def told(warnings: Sequence[Plain]) -> list[Plain]:
    """Return the warnings that are to be read one by one."""
    return [item for item in each(warnings) if item["code"] not in _COUNTED]


@SECTIONS.register
class LimitsSection(SectionBuilder):
    """Every limit of the data."""

    id = "limits"
    place = 140

    def blocks(self, result: Result) -> Blocks:
        """Yield all warnings; of those that the tables show each, how many."""
        warnings = result.answer["warnings"]
        sentences = [*counted(warnings), *(item["detail"] for item in told(warnings))]
        if sentences:
            yield text(say("limits_note"), "soft")
            yield Bullets(items=sentences)
