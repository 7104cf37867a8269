"""The recommendation in one sentence, and how sure it is."""

from api.reports.blocks import Block, figure
from api.reports.view import View

MOST_NAMES = 6
_OPEN = ("open", "not_enough")


def verdict(view: View) -> str:
    """Return the recommendation in one sentence."""
    firsts = view.firsts
    if not firsts:
        return view.say("verdict_none", count=len(view.answer["excluded"]))
    if len(view.ranking) == 1:
        return view.say("verdict_single", park=view.name(firsts[0]))
    if len(firsts) > 1:
        return view.say("verdict_tie", names=view.names(firsts, MOST_NAMES), count=len(firsts))
    found = view.answer.get("verdict")
    if found:
        said: str = found["sentence"]
        return said
    second = [line["alternative"] for line in view.ranking if line["rank"] == 2]
    told = {"park": view.name(firsts[0]), "second": view.names(second, 2)}
    return view.say("verdict_plain", **told, count=len(view.ranking))


def caution(view: View) -> str | None:
    """Return what keeps the recommendation from being a decision, None where nothing does."""
    found = view.answer.get("verdict")
    return view.say(f"caution_{found['word']}") if found and found["word"] in _OPEN else None


def whose(view: View) -> str | None:
    """Return the sentence that says where the weights come from, None in an older result."""
    source = view.answer["weights"].get("source")
    return source["sentence"] if source else None


def sureness(view: View) -> list[Block]:
    """Return the figures that say how sure the recommendation is."""
    if not view.firsts or len(view.ranking) < 2:
        return []
    first, found = view.firsts[0], []
    share = view.first_share(first)
    if share is not None:
        found.append(figure(view.numbers.share(share), view.say("share_first")))
    ranks = view.central_ranks(first)
    if ranks:
        found.append(figure(ranks, view.say("rank_half", count=len(view.ranking))))
    groups = (view.answer.get("verdict") or {}).get("groups")
    if groups:
        count = str(len(groups["first_choice"]) + len(groups["reserve"]))
        found.append(figure(count, view.say("short_list", count=len(view.ranking))))
    lead = view.answer.get("lead")
    if lead:
        found.append(figure(view.numbers.share(lead["weak_share"]), view.say("weak_lead")))
    return found


def contenders(view: View) -> str | None:
    """Return the sentence that names first choice and reserve, None where nothing was drawn."""
    groups = (view.answer.get("verdict") or {}).get("groups")
    if not groups:
        return None
    first, reserve = (view.names(groups[name]) for name in ("first_choice", "reserve"))
    if not groups["reserve"]:
        return view.say("groups_alone", names=first)
    return view.say("groups", first=first, reserve=reserve)


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
