"""The recommendation in one sentence, and how sure it is."""

from api.reports.blocks import Block, figure
from api.reports.view import View

MOST_NAMES = 6


def verdict(view: View) -> str:
    """Return the recommendation in one sentence."""
    firsts = view.firsts
    if not firsts:
        return view.say("verdict_none", count=len(view.answer["excluded"]))
    if len(view.ranking) == 1:
        return view.say("verdict_single", park=view.name(firsts[0]))
    if len(firsts) > 1:
        return view.say("verdict_tie", names=view.names(firsts, MOST_NAMES), count=len(firsts))
    second = [line["alternative"] for line in view.ranking if line["rank"] == 2]
    told = {
        "park": view.name(firsts[0]),
        "second": view.names(second, 2),
        "count": len(view.ranking),
    }
    share = view.first_share(firsts[0])
    if share is None:
        return view.say("verdict_plain", **told)
    return view.say("verdict", share=view.numbers.share(share), **told)


def caution(view: View) -> str | None:
    """Return what keeps the recommendation from being a decision, None where nothing does."""
    shares = [view.first_share(key) for key in view.firsts]
    known = [share for share in shares if share is not None]
    if len(view.ranking) > 1 and known and max(known) < 0.5:
        return view.say("caution_open")
    return None


def sureness(view: View) -> list[Block]:
    """Return the figures that say how sure the recommendation is."""
    if not view.firsts or len(view.ranking) < 2:
        return []
    first, found = view.firsts[0], []
    share = view.first_share(first)
    if share is not None:
        found.append(figure(view.numbers.share(share), view.say("share_first")))
    ranks = view.rank_range(first)
    if ranks:
        found.append(figure(ranks, view.say("rank_range", count=len(view.ranking))))
    if view.analysed:
        count = str(len(view.answer["answer_set"]))
        found.append(figure(count, view.say("can_win", count=len(view.ranking))))
    lead = view.answer.get("lead")
    if lead:
        found.append(figure(view.numbers.share(lead["weak_share"]), view.say("weak_lead")))
    return found


def contenders(view: View) -> str | None:
    """Return the sentence that names all that can be first, None where it was not examined."""
    if not view.analysed or len(view.ranking) < 2:
        return None
    can = view.answer["answer_set"]
    if set(can) <= set(view.firsts):
        return view.say("contenders_alone", park=view.names(view.firsts, MOST_NAMES))
    others = [key for key in can if key not in view.firsts]
    ordered = [line["alternative"] for line in view.ranking if line["alternative"] in others]
    return view.say("contenders", count=len(ordered), names=view.names(ordered))


def drawn(view: View) -> str | None:
    """Return the sentence on what was drawn, None where nothing was."""
    found = view.analysed.get("acceptability")
    if not found:
        return None
    return view.say(
        "drawn",
        samples=view.numbers.figure(found["samples"], 9),
        drawn_from=found["drawn_from"]["sentence"],
        error=view.numbers.share(found["standard_error"], 1),
        seed=found["seed"],
    )
