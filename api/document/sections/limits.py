"""What to ask next, what was set aside, and the limits of the data."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from api.document.blocks import Bullets, Table, text
from api.document.result import Result
from api.document.section import SECTIONS, Blocks, SectionBuilder
from api.document.values import AlternativeName, CriterionName, Sentences, Share, Spoken, say
from api.rankings.finding import each
from mcda.texts import Note

Plain = dict[str, Any]
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
        asked = (result.answer.get("ask_next") or [])[:_MOST_QUESTIONS]
        if not asked:
            is_known = result.examined("acceptability")
            yield text(say("ask_nothing" if is_known else "not_examined_facts"))
            return
        yield Table(
            caption=say("ask_caption"),
            head=[say(key) for key in ("ask_fact", "ask_known", "ask_chance")],
            rows=[_question(result, item) for item in asked],
            widths=(2, 1.6, 0.9),
            numbers=(2,),
        )


def _question(result: Result, item: Plain) -> list[Spoken]:
    cell = result.evidence.get(item["alternative"], {}).get(item["criterion"])
    fact = {
        "name": AlternativeName(item["alternative"]),
        "reason": CriterionName(item["criterion"]),
    }
    chance = Share(item["chance_of_changing_winner"])
    return [say("named_reason", **fact), result.known(cell), chance]


def excluded_line(item: Plain) -> Spoken:
    """Return what was set aside, and why."""
    reasons = Sentences([reason["detail"] for reason in item["reasons"]])
    return say("named_reason", name=AlternativeName(item["alternative"]), reason=reasons)


@SECTIONS.register
class OnRecordSection(SectionBuilder):
    """The bad news on record of the first and the next."""

    id = "on_record"
    place = 105

    def blocks(self, result: Result) -> Blocks:
        """Yield each as its source has it."""
        found = result.answer.get("risks") or []
        if found:
            yield Bullets(items=[item["sentence"] for item in found[:_MOST_RISKS]])


@SECTIONS.register
class ScreenedSection(SectionBuilder):
    """What was set aside, and why."""

    id = "screened"
    place = 110

    def blocks(self, result: Result) -> Blocks:
        """Yield each with its reasons."""
        if result.answer["excluded"]:
            yield Bullets(items=[excluded_line(item) for item in result.answer["excluded"]])


def counted(warnings: Sequence[Plain]) -> list[Spoken]:
    """Return one sentence for each kind of doubt that every cell of the tables shows."""
    seen: Counter[str] = Counter()
    for item in warnings:
        seen[item["code"]] += item["count"]
    return [Note(f"{code}_many", (), {"count": seen[code]}) for code in _COUNTED if seen[code]]


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
        said = [*counted(warnings), *(item["detail"] for item in told(warnings))]
        if said:
            yield text(say("limits_note"), "soft")
            yield Bullets(items=said)
