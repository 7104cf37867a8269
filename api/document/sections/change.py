"""What would change a recommendation: weights, facts, and the strongest argument against it."""

from api.document.blocks import Bullets, Table, chart, text
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

_MOST_FACTS = 8


@SECTIONS.register
class StabilitySection(SectionBuilder):
    """How far each weight may move."""

    id = "stability"
    place = 50

    def blocks(self, result: Result) -> Blocks:
        """Yield the smallest change that makes another first, and the bounds of every weight."""
        if not result.is_ranked:
            return
        least, stability = result.analysed.get("smallest_change"), result.analysed.get("stability")
        if least:
            yield text(least["sentence"])
        elif result.analysed:
            is_examined = result.examined("smallest_change")
            yield text(say("no_change" if is_examined else "not_examined_change"))
        if stability:
            yield text(say("stability_note"), "soft")
            yield chart("stability")
            rows = []
            for item in stability:
                holds: list[Spoken] = ["–", "–", "–"]
                if (winner := item["winner"]) is not None:
                    holds = [
                        ValueRange(winner["low"], winner["high"], as_shares=True),
                        AlternativeName(winner["challenger_low"]),
                        AlternativeName(winner["challenger_high"]),
                    ]
                rows.append([CriterionName(item["criterion"]), Share(item["weight"], 1), *holds])
            heads = [f"stability_{key}" for key in ("now", "holds", "below", "above")]
            yield Table(
                caption=say("stability"),
                head=[say("criterion"), *map(say, heads)],
                rows=rows,
                widths=(1.5, 0, 0, 1.6, 1.6),
                numbers=(1, 2),
            )


@SECTIONS.register
class FactsSection(SectionBuilder):
    """Which fact would change the winner, and how."""

    id = "facts"
    place = 60

    def blocks(self, result: Result) -> Blocks:
        """Yield the facts nearest to changing the winner, as sentences and in figures."""
        facts = result.analysed.get("facts")
        if facts is None or not result.is_ranked:
            return
        near = [item for item in facts if item["below"] or item["above"]]
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
        sentence = drawn(result)
        if sentence is not None:
            yield text(sentence, "soft")
        shares = (result.analysed.get("acceptability") or {}).get("rank_shares") or {}
        if shares:
            yield chart("acceptability")
        ids = [line["alternative"] for line in result.ranking if line["alternative"] in shares]
        if ids:
            ranks = range(len(shares[ids[0]]))
            yield Table(
                caption=say("chart_acceptability"),
                head=[say("alternative"), *(say("rank_n", rank=place + 1) for place in ranks)],
                rows=[
                    [AlternativeName(key), *(Share(share, 1) for share in shares[key])]
                    for key in ids
                ],
                widths=[2.0, *(0.0 for _ in ranks)],
                numbers=range(1, len(ranks) + 1),
                behind="acceptability",
            )
        exact = result.analysed.get("exact_acceptability")
        if exact:
            ordered = sorted(exact["first_shares"].items(), key=lambda item: -item[1])
            yield text(say("volumes", weights=exact["drawn_from"]["sentence"]), "soft")
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
        judgements = result.analysed.get("judgements")
        if not judgements:
            return
        deciding = judgements["deciding"]
        yield text(say("no_deciding") if deciding is None else deciding["sentence"])
        changes = [item for item in judgements["without_judge"] if item["changes"]]
        if changes:
            yield Bullets(
                items=[
                    say("without_judge", judge=item["judge"], winners=alternatives(item["winners"]))
                    for item in changes
                ]
            )
        elif judgements["without_judge"]:
            yield text(say("no_judge_decides"))


@SECTIONS.register
class DoubtSection(SectionBuilder):
    """Other choices that can be defended."""

    id = "doubt"
    place = 90

    def blocks(self, result: Result) -> Blocks:
        """Yield what other methods and weightings change."""
        other = result.analysed.get("multiverse")
        if other:
            yield Bullets(items=other["sentences"])
