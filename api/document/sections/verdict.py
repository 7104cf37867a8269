"""How sure the recommendation is, and why it is this one."""

from api.document.blocks import Bullets, Figures, Large, text
from api.document.result import Result
from api.document.section import SECTIONS, Blocks, SectionBuilder
from api.document.values import Alternative, Figure, Share, Spoken, alternatives, say

MOST_NAMES = 6
_MOST_REASONS = 3
_OPEN = ("open", "not_enough")


def kicker(result: Result) -> Spoken:
    """Return what kind of statement heads the document."""
    if not result.firsts:
        return say("nobody" if result.is_parks else "nobody_other")
    if not result.is_ranked:
        return say("only_one")
    if len(result.firsts) > 1:
        return say("level")
    return say("recommended" if caution(result) is None else "best_score")


def verdict(result: Result) -> Spoken:
    """Return the recommendation in one sentence."""
    firsts, count = result.firsts, len(result.ranking)
    if not firsts:
        return say("verdict_none", count=len(result.answer["excluded"]))
    if count == 1:
        return say("verdict_single", park=Alternative(firsts[0]))
    if len(firsts) > 1:
        return say("verdict_tie", names=alternatives(firsts, MOST_NAMES), count=len(firsts))
    found = result.answer.get("verdict")
    if found:
        return found["sentence"]
    second = [line["alternative"] for line in result.ranking if line["rank"] == 2]
    told = {"park": Alternative(firsts[0]), "second": alternatives(second, 2)}
    return say("verdict_plain", **told, count=count)


def caution(result: Result) -> Spoken | None:
    """Return what keeps the recommendation from being a decision, None where nothing does."""
    found = result.answer.get("verdict")
    return say(f"caution_{found['word']}") if found and found["word"] in _OPEN else None


def whose(result: Result) -> Spoken | None:
    """Return the sentence that says where the weights come from, None in an older result."""
    source = result.answer["weights"].get("source")
    return source["sentence"] if source else None


def contenders(result: Result) -> Spoken | None:
    """Return the sentence that names first choice and reserve, None where nothing was drawn."""
    groups = (result.answer.get("verdict") or {}).get("groups")
    if not groups:
        return None
    first, reserve = (alternatives(groups[name]) for name in ("first_choice", "reserve"))
    if not groups["reserve"]:
        return say("groups_alone", names=first)
    return say("groups", first=first, reserve=reserve)


def drawn(result: Result) -> Spoken | None:
    """Return the sentence on what was drawn, None where nothing was."""
    found = result.analysed.get("acceptability")
    if not found:
        return None
    return say(
        "drawn",
        samples=Figure(found["samples"], 9),
        drawn_from=found["drawn_from"]["sentence"],
        error=Share(found["standard_error"], 1),
        seed=found["seed"],
    )


def sureness(result: Result) -> list[Large]:
    """Return the figures that say how sure the recommendation is."""
    first, count, found = result.firsts[0], len(result.ranking), []
    share, ranks = result.first_share(first), result.central_ranks(first)
    if share is not None:
        found.append(Large(value=Share(share), label=say("share_first")))
    if ranks:
        found.append(Large(value=ranks, label=say("rank_half", count=count)))
    groups = (result.answer.get("verdict") or {}).get("groups")
    if groups:
        listed = len(groups["first_choice"]) + len(groups["reserve"])
        found.append(Large(value=Figure(listed), label=say("short_list", count=count)))
    lead = result.answer.get("lead")
    if lead:
        found.append(Large(value=Share(lead["weak_share"]), label=say("weak_lead")))
    return found


def reasons(result: Result) -> list[Spoken]:
    """Return the sentences that say why the first is first."""
    found = result.analysed.get("explanation")
    if not found:
        return []
    said: list[Spoken] = found["sentences"]
    return said if found["argument"] is None else said[:-1]


@SECTIONS.register
class Sure(SectionBuilder):
    """How sure the first place is."""

    id = "sure"
    part = "memo"
    place = 10

    def blocks(self, result: Result) -> Blocks:
        """Yield the figures that say so, the contenders, whose weights they are, and the draws."""
        if not result.firsts:
            return
        if not result.is_ranked:
            yield text(say("sure_single"))
            return
        if not result.analysed:
            yield text(say("not_examined"))
            return
        yield Figures(items=sureness(result))
        for said, soft in ((contenders, False), (whose, False), (drawn, True)):
            told = said(result)
            yield None if told is None else text(told, "soft" if soft else "")
        for item in result.answer.get("ask_enterprise") or ():
            yield text(item["sentence"])
        yield from _doubts(result)


def _doubts(result: Result) -> Blocks:
    doubt = (result.answer.get("verdict") or {}).get("doubt") or {}
    told = {name: doubt.get(name) for name in ("priorities", "facts", "method")}
    known = [
        say(f"doubt_{name}", share=Share(share))
        for name, share in told.items()
        if share is not None
    ]
    yield Bullets(items=known) if known else None


@SECTIONS.register
class Reasons(SectionBuilder):
    """All reasons: against each of those that follow, who dominates whom, the best objection."""

    id = "reasons"
    part = "annex"
    place = 35

    def blocks(self, result: Result) -> Blocks:
        """Yield every sentence of the explanation."""
        found = result.analysed.get("explanation")
        if found and result.is_ranked:
            yield Bullets(items=found["sentences"])


@SECTIONS.register
class Why(SectionBuilder):
    """Why the first is first."""

    id = "why"
    part = "memo"
    place = 20

    def blocks(self, result: Result) -> Blocks:
        """Yield the first reasons, and what the lead rests on."""
        said = reasons(result)[:_MOST_REASONS]
        if said and result.is_ranked:
            yield Bullets(items=said)
            lead = result.answer.get("lead")
            yield text(lead["sentence"]) if lead else None
