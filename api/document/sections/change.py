"""What would change a recommendation: weights, facts, and the strongest argument against it."""

from collections.abc import Iterator, Sequence
from typing import Any

from api.document.blocks import Block, Bullets, Table, chart, text
from api.document.result import Result
from api.document.section import SECTIONS, Blocks, SectionBuilder
from api.document.sections.certainty import drawn
from api.document.values import (
    AlternativeName,
    CriterionName,
    Share,
    Spoken,
    ValueRange,
    alternatives,
    say,
)

Plain = dict[str, Any]
_MOST_FACTS = 8


def _smallest(result: Result) -> Spoken | None:
    """Return the sentence on the smallest change of weights, None where nothing was examined."""
    found = result.analysed.get("smallest_change")
    if found:
        said: Spoken = found["sentence"]
        return said
    if not result.analysed:
        return None
    return say("no_change" if result.examined("smallest_change") else "not_examined_change")


def _bounds(found: Sequence[Plain]) -> Block:
    """Return how far each weight may move before another is first."""
    rows = [
        [CriterionName(item["criterion"]), Share(item["weight"], 1), *_holds(item["winner"])]
        for item in found
    ]
    heads = (
        *("criterion", "stability_now", "stability_holds"),
        *("stability_below", "stability_above"),
    )
    return Table(
        caption=say("stability"),
        head=[say(head) for head in heads],
        rows=rows,
        widths=(1.5, 0, 0, 1.6, 1.6),
        numbers=(1, 2),
    )


def _holds(found: Plain | None) -> list[Spoken]:
    if found is None:
        return ["–", "–", "–"]
    return [
        ValueRange(found["low"], found["high"], as_shares=True),
        AlternativeName(found["challenger_low"]),
        AlternativeName(found["challenger_high"]),
    ]


@SECTIONS.register
class StabilitySection(SectionBuilder):
    """How far each weight may move."""

    id = "stability"
    place = 50

    def blocks(self, result: Result) -> Blocks:
        """Yield the smallest change that makes another first, and the bounds of every weight."""
        if not result.is_ranked:
            return
        least, found = _smallest(result), result.analysed.get("stability")
        yield None if least is None else text(least)
        if found:
            yield text(say("stability_note"), "soft")
            yield chart("stability")
            yield _bounds(found)


@SECTIONS.register
class FactsSection(SectionBuilder):
    """Which fact would change the winner, and how."""

    id = "facts"
    place = 60

    def blocks(self, result: Result) -> Blocks:
        """Yield the facts nearest to changing the winner, as sentences and in figures."""
        found = result.analysed.get("facts")
        if found is None or not result.is_ranked:
            return
        near = [item for item in found if item["below"] or item["above"]]
        if not near:
            yield text(say("no_fact_changes"))
            return
        yield Bullets(items=[item["sentence"] for item in near[:_MOST_FACTS]])
        if len(near) > _MOST_FACTS:
            yield text(say("more", count=len(near) - _MOST_FACTS), "soft")


@SECTIONS.register
class DrawsSection(SectionBuilder):
    """How often each takes each rank, in draws of weights and uncertain facts."""

    id = "acceptability"
    place = 55

    def blocks(self, result: Result) -> Blocks:
        """Yield what was drawn, and the shares of ranks."""
        said = drawn(result)
        if said is not None:
            yield text(said, "soft")
        shares = (result.analysed.get("acceptability") or {}).get("rank_shares")
        if shares:
            yield chart("acceptability")
            yield _shares(result, shares)
        yield from _volumes(result)


def _shares(result: Result, shares: Plain) -> Block | None:
    ids = [line["alternative"] for line in result.ranking if line["alternative"] in shares]
    if not ids:
        return None
    ranks = range(len(shares[ids[0]]))
    return Table(
        caption=say("chart_acceptability"),
        head=[say("alternative"), *(say("rank_n", rank=place + 1) for place in ranks)],
        rows=[[AlternativeName(key), *(Share(share, 1) for share in shares[key])] for key in ids],
        widths=[2.0, *(0.0 for _ in ranks)],
        numbers=range(1, len(ranks) + 1),
        behind="acceptability",
    )


def _volumes(result: Result) -> Iterator[Block]:
    """Yield the exact shares of the weights under which each is first, where these were asked."""
    found = result.analysed.get("exact_acceptability")
    if not found:
        return
    ordered = sorted(found["first_shares"].items(), key=lambda item: -item[1])
    yield text(say("volumes", weights=found["drawn_from"]["sentence"]), "soft")
    yield Table(
        caption=say("exact_acceptability"),
        head=[say("alternative"), say("first_in")],
        rows=[[AlternativeName(key), Share(share, 4)] for key, share in ordered],
        widths=(2, 0),
        numbers=(1,),
        titled=True,
        narrow=True,
    )


@SECTIONS.register
class JudgementsSection(SectionBuilder):
    """Which pairwise judgement, and which judge, decides the winner."""

    id = "judgements"
    place = 95

    def blocks(self, result: Result) -> Blocks:
        """Yield the deciding judgement, and who is first without each judge."""
        found = result.analysed.get("judgements")
        if not found:
            return
        deciding = found["deciding"]
        yield text(say("no_deciding") if deciding is None else deciding["sentence"])
        changes = [item for item in found["without_judge"] if item["changes"]]
        if changes:
            yield Bullets(items=[_without(item) for item in changes])
        elif found["without_judge"]:
            yield text(say("no_judge_decides"))


def _without(item: Plain) -> Spoken:
    return say("without_judge", judge=item["judge"], winners=alternatives(item["winners"]))


@SECTIONS.register
class DoubtSection(SectionBuilder):
    """Other choices that can be defended, and where the doubt comes from."""

    id = "doubt"
    place = 90

    def blocks(self, result: Result) -> Blocks:
        """Yield what other methods and weightings change, and the shares of each source."""
        other, budget = (result.analysed.get(name) for name in ("multiverse", "budget"))
        if other:
            yield Bullets(items=other["sentences"])
        if budget:
            yield text(say("budget_doubt", doubt=Share(budget["doubt"], 1)))
            yield _budget(budget)


def _budget(found: Plain) -> Block | None:
    rows = [
        [_source(item), Share(item["share"], 1), Share(item["standard_error"], 1)]
        for item in found["sources"]
        if item["share"] > item["standard_error"]
    ]
    if not rows:
        return None
    return Table(
        caption=say("share_of_doubt"),
        head=[say(key) for key in ("doubt_source", "share_of_doubt", "standard_error")],
        rows=rows[:10],
        widths=(2, 0, 0),
        numbers=(1, 2),
    )


def _source(item: Plain) -> Spoken:
    if item["kind"] != "cell":
        return say(f"source_{item['kind']}")
    cell = {
        "name": AlternativeName(item["alternative"]),
        "reason": CriterionName(item["criterion"]),
    }
    return say("named_reason", **cell)
