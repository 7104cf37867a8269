"""The facts to ask for next, and the offer with which each rival would win."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.document.brief.lexicon import Lexicon
from api.document.brief.parts import Ask, Line, Offer
from api.document.brief.verdict import roles
from api.document.result import Result
from api.document.values import (
    CriterionName,
    Enumeration,
    Fixed,
    Share,
    Short,
    Spoken,
    catalogue,
    say,
)

_MOST_ASKS, _MOST_OFFERS = 3, 4
_NEGOTIABLE = ("land_price", "infrastructure", "one_stop_services", "factory_rent", "utility_fees")
"""What a park can change; ties, owners and duties are facts."""
_SIDES = ("below", "above")
Plain = Mapping[str, Any]


def asks(result: Result, lexicon: Lexicon) -> tuple[Ask, ...]:
    """Return the facts that are most worth asking for."""
    if not result.is_ranked:
        return ()
    facts = (result.asks or ())[:_MOST_ASKS]
    return tuple(ask_of(result, lexicon, item) for item in facts)


def ask_of(result: Result, lexicon: Lexicon, item: Plain) -> Ask:
    """Return a fact with the question that asks for it."""
    key, criterion = item["alternative"], item["criterion"]
    facts = (
        fact
        for fact in result.analysed.get("facts") or ()
        if (fact["alternative"], fact["criterion"]) == (key, criterion)
    )
    fact = next(facts, None)
    if fact is not None and not any(fact[side] for side in _SIDES):
        fact = None
    line = None if fact is None else _line(result, lexicon, fact)
    return Ask(
        alternative=key,
        criterion=criterion,
        head=say("ask_head", park=Short(key), criterion=CriterionName(criterion)),
        question=question(Short(key), criterion),
        said=_decides(result, lexicon, item, fact),
        line=line,
    )


def question(park: Spoken, criterion: str) -> Spoken:
    """Return the question to a park about a criterion, in the criterion's own words if any."""
    key = f"question_{criterion}"
    word = key if key in catalogue() else "question_any"
    return say(word, park=park, criterion=CriterionName(criterion))


def worth(item: Plain) -> Spoken:
    """Return what knowing a fact is worth: points gained, or the chance that another is first."""
    if item.get("gain") is not None:
        return say("worth_gain", points=Fixed(100 * item["gain"], 1))
    return say("worth_chance", chance=Share(item["chance_of_changing_winner"]))


def _decides(result: Result, lexicon: Lexicon, item: Plain, fact: Plain | None) -> Spoken:
    """Return what the answer decides: the threshold and the winner beyond it, else its worth."""
    fields = {"park": Short(item["alternative"]), "criterion": CriterionName(item["criterion"])}
    if fact is None:
        return say("ask_fact_only", **fields, worth=worth(item))
    side = next(side for side in _SIDES if fact[side])
    at, winner = _threshold(lexicon, fact, side), Short(fact[side]["winner"])
    return say(f"ask_{side}", **fields, at=at, winner=winner)


def _threshold(lexicon: Lexicon, fact: Plain, side: str) -> Spoken:
    """Return the value of a fact at which the first changes, in local money too."""
    at = lexicon.value(fact["criterion"], fact[side]["value"], fact["unit"])
    local = lexicon.local(fact["criterion"], fact[side]["value"])
    return at if local is None else say("with_local", value=at, local=local)


def _line(result: Result, lexicon: Lexicon, fact: Plain) -> Line | None:
    """Return a fact on an axis that spans its known values and its scale."""
    role_of, first = roles(result), result.firsts[0]
    low, high = fact["low"], fact["high"]
    scale = (result.answer.get("scales") or {}).get(fact["criterion"])
    if low is None or high is None or not scale or fact["value"] is None:
        return None
    side = next(side for side in _SIDES if fact[side])
    cut, other = fact[side]["value"], fact[side]["winner"]
    ends = (*(scale[name] for name in ("worst", "best")), low, high, cut)
    least, most = min(ends), max(ends)
    if most <= least:
        return None
    below, above = (other, first) if side == "below" else (first, other)
    marks = [lexicon.value(fact["criterion"], value, fact["unit"]) for value in (least, cut, most)]
    return Line(
        cut=(cut - least) / (most - least),
        known_low=(low - least) / (most - least),
        known_high=(high - least) / (most - least),
        now=(min(max(fact["value"], least), most) - least) / (most - least),
        below=say("is_first", park=Short(below)),
        below_role="first" if below == first else role_of.get(below, "rest"),
        above=say("is_first", park=Short(above)),
        above_role="first" if above == first else role_of.get(above, "rest"),
        low=marks[0],
        threshold=marks[1],
        high=marks[2],
    )


def offers(result: Result, lexicon: Lexicon) -> tuple[Offer, ...]:
    """Return the offer with which each rival would win, one value changed, the rest unchanged."""
    if not result.is_ranked or not result.is_parks or len(result.firsts) != 1:
        return ()
    drafts = (_offer(result, lexicon, key) for key in result.rivals[:_MOST_OFFERS])
    return tuple(offer for offer in drafts if offer is not None)


def no_offer(result: Result, offers: Sequence[Offer]) -> Spoken | None:
    """Return a sentence on the rivals that no single offer would make win."""
    if not result.is_ranked or not result.is_parks or len(result.firsts) != 1:
        return None
    enough = {offer.id for offer in offers}
    rest = [key for key in result.rivals[:_MOST_OFFERS] if key not in enough]
    return say("offer_none", names=Enumeration([Short(key) for key in rest])) if rest else None


def _offer(result: Result, lexicon: Lexicon, key: str) -> Offer | None:
    turning = [
        (fact, side)
        for fact in result.analysed.get("facts") or ()
        for side in _SIDES
        if fact["alternative"] == key
        and fact["criterion"] in _NEGOTIABLE
        and fact[side]
        and fact[side]["winner"] == key
    ]
    if not turning:
        return None
    fact, side = min(turning, key=lambda one: abs(one[0][one[1]]["share"] or 0))
    now = lexicon.value(fact["criterion"], fact["value"], fact["unit"])
    criterion, at = CriterionName(fact["criterion"]), _threshold(lexicon, fact, side)
    inside = fact[side]["within_bounds"]
    return Offer(
        id=key,
        name=Short(key),
        said=say(f"offer_{side}", criterion=criterion, at=at),
        remark=say("offer_now" if inside else "offer_beyond", now=now),
    )
