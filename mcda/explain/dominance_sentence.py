"""The sentences that say whom the winner dominates, and who is dominated by none."""

from collections.abc import Mapping, Sequence

from mcda.explain.dominance import Dominance
from mcda.explain.wording import Wording
from mcda.texts import sentence

_NAMED = 5


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
        "names": _listed(words.alternatives(efficient), words),
    }
    last = sentence("dominance_efficient", language, fields)
    sentences = [_by_winner(found, words), last]
    if above := found.dominators_of(winner):
        named = _listed(words.alternatives(above), words)
        told = {"winner": words.name(winner), "names": named}
        sentences.insert(1, sentence("dominance_of_winner", language, told))
    return words.joined(sentences)


def _by_winner(found: Dominance, words: Wording) -> str:
    winner = found.alternatives[0]
    below = found.dominated_by(winner)
    fields = {
        "winner": words.name(winner),
        "others": len(found.alternatives) - 1,
        "count": len(below),
        "names": _listed([_item(found, key, words) for key in below], words),
    }
    code = "dominance_by_winner" if below else "dominance_by_winner_none"
    return sentence(code, words.language, fields)


def _item(found: Dominance, key: str, words: Wording) -> str:
    place = found.alternatives.index(key)
    fields = {
        "alternative": words.name(key),
        "better": int(found.better[0, place]),
        "criteria": found.criteria,
    }
    certain = found.uncertain and found.certain[0, place]
    code = "dominance_better_certain" if certain else "dominance_better"
    return sentence(code, words.language, fields)


def _listed(items: Sequence[str], words: Wording) -> str:
    if len(items) <= _NAMED + 1:
        return words.listed(items)
    rest = sentence("dominance_rest", words.language, {"count": len(items) - _NAMED})
    return words.listed([*items[:_NAMED], rest])
