"""Changes that would change the answer or not: sentences, and a strip for each weight."""

from collections.abc import Iterator

from api.document.brief.asks import ask_of, worth
from api.document.brief.lexicon import Lexicon
from api.document.brief.parts import BriefChange, Strip
from api.document.result import Result
from api.document.sections.robustness import method_name
from api.document.values import (
    CriterionName,
    Enumeration,
    Fixed,
    Sentences,
    Share,
    Short,
    Spoken,
    catalogue,
    say,
)
from mcda.plain import Plain

_LEAST = 0.0005


def changes(result: Result, lexicon: Lexicon) -> Iterator[BriefChange]:
    """Yield the least change of weights, the decisive fact, and changes without effect."""
    if not result.is_ranked or not result.analysed:
        return
    smallest = result.analysed.get("smallest_change")
    if smallest:
        before, after = result.answer["weights"]["values"], smallest["weights"]
        moves = {name: after[name] - before[name] for name in before}
        less = [name for name in sorted(moves, key=moves.__getitem__) if moves[name] < -_LEAST]
        more = [
            name for name in sorted(moves, key=lambda name: -moves[name]) if moves[name] > _LEAST
        ]
        yield BriefChange(
            kind="weights",
            head=say("change_weights"),
            said=say(
                "change_move",
                less=Enumeration([_of("less_of", name, -moves[name]) for name in less]),
                more=Enumeration([_of("more_of", name, moves[name]) for name in more]),
                winner=Short(smallest["winner_becomes"]),
            ),
        )
    elif result.examined("smallest_change"):
        yield BriefChange(kind="weights", head=say("change_weights"), said=say("no_change"))
    asks = result.asks
    if asks:
        fact = ask_of(result, lexicon, asks[0]).said
        sentence = say("change_fact_worth", fact=fact, worth=worth(asks[0]))
        yield BriefChange(kind="facts", head=say("change_facts"), said=sentence)
    elif asks is not None:
        yield BriefChange(kind="facts", head=say("change_facts"), said=say("ask_nothing"))
    others = list(_other_methods(result))
    if others:
        yield BriefChange(kind="method", head=say("change_method"), said=Sentences(others))
    holds = list(_holds(result))
    if holds:
        yield BriefChange(kind="holds", head=say("change_holds"), said=Sentences(holds))


def _of(word: str, criterion: str, share: float) -> Spoken:
    return say(word, criterion=CriterionName(criterion), points=Fixed(100 * share, 1))


def _called(method: str) -> Spoken:
    """Return a method's short name."""
    return say(f"method_{method}") if f"method_{method}" in catalogue() else method_name(method)


def _by_other_methods(result: Result) -> list[tuple[str, str]]:
    """Return a first alternative under each compared method other than the ranking's own."""
    rankings = (result.analysed.get("methods") or {}).get("rankings") or {}
    own = result.answer["method"]["name"]
    return [(name, order[0]) for name, order in rankings.items() if name != own and order]


def _other_methods(result: Result) -> Iterator[Spoken]:
    """Yield sentences on alternatives that other methods put first, with these methods."""
    by_winner: dict[str, list[Spoken]] = {}
    for name, winner in _by_other_methods(result):
        if winner not in result.firsts:
            by_winner.setdefault(winner, []).append(_called(name))
    for winner, methods in by_winner.items():
        yield say("other_methods", methods=Enumeration(methods), winner=Short(winner))


def _holds(result: Result) -> Iterator[Spoken]:
    first = result.firsts
    same = [_called(name) for name, winner in _by_other_methods(result) if winner in first]
    if same:
        yield say("holds_methods", methods=Enumeration(same))
    reversal = result.analysed.get("reversal")
    if reversal and not reversal["cases"]:
        yield say("holds_list")
    scenarios = result.answer.get("scenarios") or ()
    same_first = [item for item in scenarios if set(item["winners"]) == set(first)]
    if scenarios and len(same_first) == len(scenarios):
        yield say("holds_scenarios", count=len(scenarios))
    elif scenarios:
        yield say("holds_some_scenarios", count=len(same_first), all=len(scenarios))


def strips(result: Result) -> tuple[Strip, ...]:
    """Return, for each weight, the greatest first, the range in which the winner stays first."""
    stability = result.analysed.get("stability") or ()
    if not result.is_ranked:
        return ()
    bounded = [item for item in stability if item["winner"] is not None]
    bounded.sort(key=lambda item: -item["weight"])
    return tuple(
        Strip(
            criterion=item["criterion"],
            name=CriterionName(item["criterion"]),
            weight=item["weight"],
            weight_said=Share(item["weight"]),
            low=item["winner"]["low"],
            high=item["winner"]["high"],
            said=_takes_over(item["winner"], item["weight"]),
        )
        for item in bounded
    )


def _takes_over(found: Plain, weight: float) -> Spoken:
    """Return the alternative that takes over on the nearer side, or that none ever does."""
    sides = []
    if found["challenger_low"] is not None:
        sides.append((weight - found["low"], "strip_below", found["low"], found["challenger_low"]))
    if found["challenger_high"] is not None:
        high = found["high"]
        sides.append((high - weight, "strip_above", high, found["challenger_high"]))
    if not sides:
        return say("strip_never")
    _, key, at, who = min(sides, key=lambda side: side[0])
    return say(key, at=Share(at), park=Short(who))
