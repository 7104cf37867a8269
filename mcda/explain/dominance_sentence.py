"""The sentences that say whom the winner dominates, and who is dominated by none."""

from collections.abc import Mapping, Sequence

from mcda.explain.dominance import Dominance
from mcda.explain.wording import Wording
from mcda.texts import sentence

_NAMED = 5
_APART = {"en": "; ", "zh": "；"}


def dominance_sentence(
    found: Dominance, language: str = "en", names: Mapping[str, str] | None = None
) -> str:
    """Return whom the best-ranked dominates, for certain or not, and the efficient set.

    Parameters
    ----------
    found
        Of at least two alternatives.
    language
        ``"en"`` or ``"zh"``.
    names
        Labels, see `mcda.explain.wording.Wording`.
    """
    words = Wording(language, names or {})
    winner, efficient = found.alternatives[0], found.efficient
    fields = {
        "count": len(efficient),
        "all": len(found.alternatives),
        "names": words.listed(_first(words.alternatives(efficient), words)),
    }
    last = sentence("dominance_efficient", language, fields)
    sentences = [_by_winner(found, words), last]
    if above := found.dominators_of(winner):
        named = words.listed(_first(words.alternatives(above), words))
        told = {"winner": words.name(winner), "names": named}
        sentences.insert(1, sentence("dominance_of_winner", language, told))
    return words.joined(sentences)


def _by_winner(found: Dominance, words: Wording) -> str:
    winner = found.alternatives[0]
    below = found.dominated_by(winner)
    items = [_item(found, key, words) for key in below]
    fields = {
        "winner": words.name(winner),
        "others": len(found.alternatives) - 1,
        "count": len(below),
        "items": _APART[words.language].join(_first(items, words, better=True)),
    }
    code = "dominance_by_winner" if below else "dominance_by_winner_none"
    return sentence(code, words.language, fields)


def _item(found: Dominance, key: str, words: Wording) -> str:
    """Return on how many criteria the winner is better than one that it dominates."""
    place = found.alternatives.index(key)
    better = int(found.better[0, place])
    fields = {
        "alternative": words.alternatives([key])[0],
        "better": better,
        "criteria": found.criteria,
    }
    everywhere = better == found.criteria
    code = "dominance_better_everywhere" if everywhere else "dominance_better"
    said = sentence(code, words.language, fields)
    if not (found.uncertain and found.certain[0, place]):
        return said
    return sentence("dominance_certain", words.language, {"better": said})


def _first(items: Sequence[str], words: Wording, *, better: bool = False) -> list[str]:
    """Return all items, or the first with the number of the others."""
    if len(items) <= _NAMED + 1:
        return list(items)
    code = "dominance_better_rest" if better else "dominance_rest"
    return [*items[:_NAMED], sentence(code, words.language, {"count": len(items) - _NAMED})]
