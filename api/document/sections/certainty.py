"""How sure the recommendation is, and why it is this one."""

from api.document.blocks import Bullets, FigureRow, Large, text
from api.document.result import Result
from api.document.section import SECTIONS, Blocks, SectionBuilder
from api.document.values import Figure, Fixed, Share, Spoken, say


def whose(result: Result) -> Spoken | None:
    """Return the sentence that says where the weights come from, None in an older result."""
    source = result.answer["weights"].get("source")
    return source["sentence"] if source else None


def drawn(result: Result) -> Spoken | None:
    """Return the sentence on what was drawn, None where nothing was."""
    acceptability = result.analysed.get("acceptability")
    if not acceptability:
        return None
    return say(
        "drawn",
        samples=Figure(acceptability["samples"], 9),
        drawn_from=acceptability["drawn_from"]["sentence"],
        error=Share(acceptability["standard_error"], 1),
        seed=acceptability["seed"],
    )


@SECTIONS.register
class SureSection(SectionBuilder):
    """How sure the first place is."""

    id = "sure"
    place = 5

    def blocks(self, result: Result) -> Blocks:
        """Yield the figures that say so, the contenders, and where the doubt comes from."""
        if not result.firsts:
            return
        if not result.is_ranked:
            yield text(say("sure_single"))
            return
        if not result.analysed:
            yield text(say("not_examined"))
            return
        first, count, figures = result.firsts[0], len(result.ranking), []
        share, ranks = result.first_share(first), result.central_ranks(first)
        if share is not None:
            figures.append(Large(value=Share(share), label=say("share_first")))
        if ranks:
            figures.append(Large(value=ranks, label=say("rank_half", count=count)))
        yield FigureRow(items=figures)
        for item in result.answer.get("ask_enterprise") or ():
            yield text(item["sentence"])
        decision = result.answer.get("decision") or {}
        yield text(decision["sentence"]) if decision else None
        parts = (decision.get("loss_by") or {}).items()
        items = [say(f"loss_{name}", points=Fixed(100 * part, 1)) for name, part in parts]
        yield Bullets(items=items) if items else None


@SECTIONS.register
class ReasonsSection(SectionBuilder):
    """Why it is first: against those that follow, who dominates whom, the best objection."""

    id = "reasons"
    place = 35

    def blocks(self, result: Result) -> Blocks:
        """Yield every sentence of the explanation."""
        explanation = result.analysed.get("explanation")
        if explanation and result.is_ranked:
            yield Bullets(items=explanation["sentences"])
