"""The head of a brief: who is first, the certainty, and the rivals."""

from collections.abc import Mapping, Sequence

from api.document.brief.parts import Certainty, Draws, Place, Role
from api.document.result import Result
from api.document.values import AlternativeName, Fixed, Short, Spoken, Teller, alternatives, say
from api.http.language import Language

DRAWS = 20
"""Of which a frequency tells in how many the first is first."""
LEVELS: Mapping[str, int] = {
    "clear": 4,
    "likely": 3,
    "leaning": 2,
    "open": 1,
    "not_enough": 0,
    "decide": 4,
    "visit": 3,
    "best_bet": 2,
    "ask": 2,
    "answer": 1,
    "tell_us": 1,
    "none": 0,
}
"""Bars of certainty, of four, by the word of a verdict or of a decision."""
_KICKERS: Mapping[str, tuple[str, str]] = {
    "open": ("kicker_open", "kicker_open_other"),
    "not_enough": ("kicker_not_enough", "kicker_not_enough_other"),
}
_EARLY = ("ask", "answer", "tell_us")
_FEW = 3
_MOST_NAMES = 6
_LEAST = 0.005


def roles(result: Result) -> dict[str, Role]:
    """Return the roles that decide how marks are drawn, by alternative; all others have `rest`."""
    by_alternative: dict[str, Role] = dict.fromkeys(result.firsts, "first")
    rival = main_rival(result)
    if rival is not None:
        by_alternative.setdefault(rival, "rival")
    return by_alternative


def main_rival(result: Result) -> str | None:
    """Return the other alternative that most often wins; without draws the next in rank."""
    verdict = result.answer.get("verdict") or {}
    if verdict.get("main_rival"):
        return str(verdict["main_rival"])
    others = (line["alternative"] for line in result.ranking if line["rank"] > 1)
    return next(others, None)


def kicker(result: Result) -> Spoken:
    """Return the kind of statement that heads the brief."""
    count, word = len(result.ranking), word_of(result)
    if not result.firsts:
        return say("nobody" if result.is_parks else "nobody_other")
    if count == 1:
        return say("only_one")
    if len(result.firsts) > 1:
        return say("kicker_level" if result.is_parks else "kicker_level_other", count=count)
    if word in _EARLY:
        return say("kicker_ahead" if result.is_parks else "kicker_ahead_other", count=count)
    of_parks, of_others = _KICKERS.get(word or "", ("kicker", "kicker_other"))
    return say(of_parks if result.is_parks else of_others, count=count)


def word_of(result: Result) -> str | None:
    """Return the word of the decision, else of the verdict; None where nothing was examined."""
    told = result.answer.get("decision") or result.answer.get("verdict") or {}
    return told.get("word")


def word_title(word: str, language: Language) -> str:
    """Return the word of a decision or of a verdict as a reader knows it."""
    return Teller(language).tell(say(f"word_{word}"))


def sentence(result: Result) -> Spoken:
    """Return the verdict in one sentence."""
    firsts, count = result.firsts, len(result.ranking)
    if not firsts:
        return say("verdict_none", count=len(result.answer["excluded"]))
    if count == 1:
        return say("verdict_single", park=AlternativeName(firsts[0]))
    if len(firsts) > 1:
        return say("verdict_tie", names=alternatives(firsts, _MOST_NAMES), count=len(firsts))
    verdict = result.answer.get("decision") or result.answer.get("verdict")
    if verdict:
        return verdict["sentence"]
    second = [line["alternative"] for line in result.ranking if line["rank"] == 2]
    parks = {"park": AlternativeName(firsts[0]), "second": alternatives(second, 2)}
    return say("verdict_plain", **parks, count=count)


def certainty(result: Result, draws: Sequence[Draws]) -> Certainty | None:
    """Return the word of the decision, or the verdict's with its frequency; None without draws."""
    decision = result.answer.get("decision")
    if decision is not None and decision["loss"] is not None:
        word, lost = decision["word"], Fixed(100 * decision["loss"]["points"], 1)
        said = say("loss_points", points=lost)
        return Certainty(code=word, level=LEVELS[word], name=say(f"word_{word}"), said=said)
    verdict = result.answer.get("verdict") or {}
    if not verdict.get("word") or not draws:
        return None
    count, rival = draws[0].count, next((draw for draw in draws if draw.role == "rival"), None)
    frequency = say("frequency_alone", count=count)
    if rival is not None and rival.count:
        frequency = say("frequency", count=count, rival=rival.name, rivals=rival.count)
    word = verdict["word"]
    return Certainty(code=word, level=LEVELS[word], name=say(f"word_{word}"), said=frequency)


def draws(result: Result) -> tuple[Draws, ...]:
    """Return in how many of twenty draws each contender wins; none where a decision is told."""
    is_single = len(result.firsts) == 1 and not result.answer.get("decision")
    if not is_single or result.first_share(result.firsts[0]) is None:
        return ()
    shares = {
        row["alternative"]: result.first_share(row["alternative"]) or 0.0 for row in result.ranking
    }
    first, rival = result.firsts[0], main_rival(result)
    others = [
        key for key in sorted(shares, key=lambda key: -shares[key]) if key not in (first, rival)
    ]
    contenders: list[tuple[Role, str]] = [("first", first)]
    contenders += [("rival", rival)] if rival is not None else []
    contenders += [("third", others[0])] if others and shares[others[0]] > _LEAST else []
    counted, remaining = [], DRAWS
    for role, key in contenders:
        count = min(remaining, round(DRAWS * shares.get(key, 0.0)))
        counted.append(Draws(role=role, id=key, name=Short(key), count=count))
        remaining -= count
    return (*counted, Draws(role="rest", id=None, name=say("other_alternatives"), count=remaining))


def places(result: Result) -> tuple[Place, ...]:
    """Return the first three places, and the main rival."""
    role_of, rival = roles(result), main_rival(result)
    return tuple(
        Place(
            rank=line["rank"],
            role=role_of.get(line["alternative"], "rest"),
            id=line["alternative"],
            name=Short(line["alternative"]),
            points=points(result, line["score"]),
            share=line["score"] if of_one(result) else None,
        )
        for place, line in enumerate(result.ranking)
        if place < _FEW or line["alternative"] == rival
    )


def places_remark(result: Result) -> Spoken | None:
    """Return why the main rival is not the second in rank, None if it is the second."""
    rival, second = main_rival(result), [line for line in result.ranking if line["rank"] == 2]
    if rival is None or not second or rival in [line["alternative"] for line in second]:
        return None
    return say("rival_not_second", rival=Short(rival), second=Short(second[0]["alternative"]))


def of_one(result: Result) -> bool:
    """Tell whether all scores are within 0 and 1, greater being better."""
    lower = result.answer["method"]["lower_is_better"]
    return not lower and all(0 <= line["score"] <= 1 for line in result.ranking)


def points(result: Result, score: float) -> Spoken:
    """Return a score as points of a hundred; unchanged if scores are not within 0 and 1."""
    return Fixed(100 * score, 1) if of_one(result) else Fixed(score, 3)
