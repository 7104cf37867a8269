"""The head of a brief: who is first, how sure, and who else."""

from collections.abc import Mapping, Sequence

from api.document.brief.parts import Certainty, Chance, Draws, Place, Role
from api.document.result import Result
from api.document.values import AlternativeName, Fixed, Share, Short, Spoken, alternatives, say

DRAWS = 20
"""Of which a frequency tells in how many the first is first."""
LEVELS: Mapping[str, int] = {"clear": 4, "likely": 3, "leaning": 2, "open": 1, "not_enough": 0}
"""Bars of certainty, of four, by the word of a verdict."""
_KICKERS: Mapping[str, tuple[str, str]] = {
    "open": ("kicker_open", "kicker_open_other"),
    "not_enough": ("kicker_not_enough", "kicker_not_enough_other"),
}
_FEW = 3
_MOST_NAMES = 6
_LEAST = 0.005


def roles(result: Result) -> dict[str, Role]:
    """Return whose marks are drawn how, by alternative; all others are the rest."""
    found: dict[str, Role] = dict.fromkeys(result.firsts, "first")
    rival = main_rival(result)
    if rival is not None:
        found.setdefault(rival, "rival")
    return found


def main_rival(result: Result) -> str | None:
    """Return who else is first most often; where nothing was drawn the next in order."""
    verdict = result.answer.get("verdict") or {}
    if verdict.get("main_rival"):
        return str(verdict["main_rival"])
    others = (line["alternative"] for line in result.ranking if line["rank"] > 1)
    return next(others, None)


def kicker(result: Result) -> Spoken:
    """Return what kind of statement heads the brief."""
    count, word = len(result.ranking), (result.answer.get("verdict") or {}).get("word")
    if not result.firsts:
        return say("nobody" if result.is_parks else "nobody_other")
    if count == 1:
        return say("only_one")
    if len(result.firsts) > 1:
        return say("kicker_level" if result.is_parks else "kicker_level_other", count=count)
    of_parks, of_others = _KICKERS.get(word or "", ("kicker", "kicker_other"))
    return say(of_parks if result.is_parks else of_others, count=count)


def sentence(result: Result) -> Spoken:
    """Return the verdict in one sentence."""
    firsts, count = result.firsts, len(result.ranking)
    if not firsts:
        return say("verdict_none", count=len(result.answer["excluded"]))
    if count == 1:
        return say("verdict_single", park=AlternativeName(firsts[0]))
    if len(firsts) > 1:
        return say("verdict_tie", names=alternatives(firsts, _MOST_NAMES), count=len(firsts))
    found = result.answer.get("verdict")
    if found:
        said: Spoken = found["sentence"]
        return said
    second = [line["alternative"] for line in result.ranking if line["rank"] == 2]
    told = {"park": AlternativeName(firsts[0]), "second": alternatives(second, 2)}
    return say("verdict_plain", **told, count=count)


def certainty(result: Result, draws: Sequence[Draws]) -> Certainty | None:
    """Return the word with its frequency, None where nothing was drawn."""
    verdict = result.answer.get("verdict") or {}
    if not verdict.get("word") or not draws:
        return None
    count, rival = draws[0].count, next((one for one in draws if one.role == "rival"), None)
    said = say("frequency_alone", count=count)
    if rival is not None and rival.count:
        said = say("frequency", count=count, rival=rival.name, rivals=rival.count)
    word = verdict["word"]
    return Certainty(code=word, level=LEVELS[word], name=say(f"word_{word}"), said=said)


def draws(result: Result) -> tuple[Draws, ...]:
    """Return in how many of twenty draws who is first, each as the verdict's sentence says it."""
    if len(result.firsts) != 1 or result.first_share(result.firsts[0]) is None:
        return ()
    shares = _shares(result)
    first, rival = result.firsts[0], main_rival(result)
    others = [
        key for key in sorted(shares, key=lambda key: -shares[key]) if key not in (first, rival)
    ]
    named: list[tuple[Role, str]] = [("first", first)]
    named += [("rival", rival)] if rival is not None else []
    named += [("third", others[0])] if others and shares[others[0]] > _LEAST else []
    found, left = [], DRAWS
    for role, key in named:
        count = min(left, round(DRAWS * shares.get(key, 0.0)))
        found.append(Draws(role=role, id=key, name=Short(key), count=count))
        left -= count
    return (*found, Draws(role="rest", id=None, name=say("other_alternatives"), count=left))


def chances(result: Result) -> tuple[Chance, ...]:
    """Return the share of draws of each that is ever first, the greatest first."""
    known = roles(result)
    shares = _shares(result)
    return tuple(
        Chance(role=known.get(key, "rest"), id=key, name=Short(key), share=share, said=Share(share))
        for key, share in sorted(shares.items(), key=lambda item: -item[1])
        if share >= _LEAST
    )


def _shares(result: Result) -> dict[str, float]:
    found = {
        line["alternative"]: result.first_share(line["alternative"]) for line in result.ranking
    }
    return {key: share for key, share in found.items() if share is not None}


def places(result: Result) -> tuple[Place, ...]:
    """Return the first three, and the main rival."""
    known, rival = roles(result), main_rival(result)
    return tuple(
        Place(
            rank=line["rank"],
            role=known.get(line["alternative"], "rest"),
            id=line["alternative"],
            name=Short(line["alternative"]),
            points=points(result, line["score"]),
            share=line["score"] if of_one(result) else None,
        )
        for place, line in enumerate(result.ranking)
        if place < _FEW or line["alternative"] == rival
    )


def places_remark(result: Result) -> Spoken | None:
    """Return why the main rival is another than the second, None where it is the second."""
    rival, second = main_rival(result), [one for one in result.ranking if one["rank"] == 2]
    if rival is None or not second or rival in [line["alternative"] for line in second]:
        return None
    return say("rival_not_second", rival=Short(rival), second=Short(second[0]["alternative"]))


def of_one(result: Result) -> bool:
    """Tell whether all scores lie between 0 and 1, the greater the better."""
    lower = result.answer["method"]["lower_is_better"]
    return not lower and all(0 <= line["score"] <= 1 for line in result.ranking)


def points(result: Result, score: float) -> Spoken:
    """Return a score as points of a hundred; as it is where scores have no common end."""
    return Fixed(100 * score, 1) if of_one(result) else Fixed(score, 3)
