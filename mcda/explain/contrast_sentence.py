"""The sentence that says why one alternative and not another; what is spoken adds up."""

import math
from collections.abc import Callable, Mapping, Sequence

from mcda.explain.contrast import Contrast, Part
from mcda.explain.wording import Wording
from mcda.texts import sentence
from mcda.texts.figures import Rounding, apportioned, native, percent

_LARGEST_LOG = 700.0  # of a double
_CLAUSES = 3  # named on either side; what is left is summed


def contrast_sentence(
    found: Contrast, language: str = "en", names: Mapping[str, str] | None = None
) -> str:
    """Return the scores, the lead and what it is made of.

    The lead is shown with two digits. The parts are rounded so that those spoken, with the sum of
    the further ones, add up to the lead as spoken, which is the difference of the scores as
    spoken; up to three criteria on either side are named.

    Parameters
    ----------
    found
        The contrast.
    language
        ``"en"`` or ``"zh"``.
    names
        Labels, see `mcda.explain.wording.Wording`.
    """
    words = Wording(language, names or {})
    total, rounding, verdict = _verdict(found, words)
    if not any(item.part for item in found.parts):
        return words.joined([verdict, sentence("contrast_same", language)])
    exact = [rounding.exactly(item.part) for item in found.parts]
    units = dict(zip((p.criterion for p in found.parts), apportioned(exact, total), strict=True))
    fields = {
        "first": words.name(found.first),
        "second": words.name(found.second),
        "pros": _side(found.pros, lambda p: units[p.criterion], rounding, words),
        "cons": _side(
            found.cons,
            # What speaks for the second of two that are level is a gain, not a loss.
            lambda p: -units[p.criterion] if found.tied else units[p.criterion],
            rounding,
            words,
        ),
    }
    code = "contrast_account_level" if found.tied else "contrast_account"
    return words.joined([verdict, sentence(code, language, fields)])


def _verdict(found: Contrast, words: Wording) -> tuple[int, Rounding, str]:
    """Return the lead as spoken, the rounding of it and its parts, and the first sentence."""
    if found.tied:
        rounding = Rounding.showing(max((abs(p.part) for p in found.parts), default=0.0))
        score = _score(rounding.text(rounding.units(found.scores[0])), found, words)
        fields = {
            "first": words.name(found.first),
            "second": words.name(found.second),
            "score": score,
        }
        return 0, rounding, sentence("contrast_level", words.language, fields)
    rounding = Rounding.showing(found.scores[0] - found.scores[1])
    ours, theirs = (rounding.units(score) for score in found.scores)
    total = theirs - ours if found.lower_is_better else ours - theirs
    told = {
        "first": words.name(found.first),
        "second": words.name(found.second),
        "score": _score(rounding.text(ours), found, words),
        "other": rounding.text(theirs),
    }
    if found.measure == "score":
        told["lead"] = rounding.text(abs(total))
        code = "contrast_leads" if found.lead > 0 else "contrast_trails"
        return total, rounding, sentence(code, words.language, told)
    rounding = Rounding.showing(found.lead)
    total = rounding.units(found.lead)
    told["lead"] = rounding.text(abs(total))
    told["ratio"] = _ratio(abs(found.lead))
    code = "contrast_leads_ratio" if found.lead > 0 else "contrast_trails_ratio"
    return total, rounding, sentence(code, words.language, told)


def _ratio(logarithm: float) -> str:
    if logarithm > _LARGEST_LOG:
        return f"10^{logarithm / math.log(10):.0f}"
    ratio = math.exp(logarithm)
    rounding = Rounding.showing(ratio - 1)
    return rounding.text(rounding.units(ratio))


def _score(text: str, found: Contrast, words: Wording) -> str:
    if not found.lower_is_better:
        return text
    return sentence("score_lower_is_better", words.language, {"score": text})


def _side(
    parts: Sequence[Part], units: Callable[[Part], int], rounding: Rounding, words: Wording
) -> str:
    """Return the clauses of one side, the strongest first."""
    if not parts:
        return sentence("contrast_nothing", words.language)
    spoken = [item for item in parts if units(item) != 0]
    if not spoken:
        return sentence("contrast_negligible", words.language, {"unit": rounding.text(1)})
    named = len(spoken) if len(spoken) == _CLAUSES + 1 else _CLAUSES
    clauses = [_clause(item, rounding.text(units(item), "+"), words) for item in spoken[:named]]
    if rest := spoken[named:]:
        total = rounding.text(sum(map(units, rest)), "+")
        fields = {"count": len(rest), "part": total}
        clauses.append(sentence("contrast_rest", words.language, fields))
    return words.listed(clauses)


def _clause(item: Part, part: str, words: Wording) -> str:
    ours, theirs = native(*item.values)
    fields = {
        "criterion": words.name(item.criterion),
        "part": part,
        "first": words.cell(ours, item.spreads[0]),
        "second": words.figure(words.cell(theirs, item.spreads[1]), item.unit),
        "weight": percent(item.weight)[0],
    }
    code = "contrast_part_judged" if item.judged else "contrast_part"
    return sentence(code, words.language, fields)
