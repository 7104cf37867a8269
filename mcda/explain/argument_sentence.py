"""The sentence that says what speaks most against the winner."""

from collections.abc import Mapping

from mcda.cells import Spread
from mcda.explain.argument import Argument, Change
from mcda.explain.wording import Wording
from mcda.texts import sentence
from mcda.texts.figures import Rounding, native, percent

_PERCENT = 100


def argument_sentence(
    found: Argument, language: str = "en", names: Mapping[str, str] | None = None
) -> str:
    """Return who the rival is and how little puts it first.

    Parameters
    ----------
    found
        The argument.
    language
        ``"en"`` or ``"zh"``.
    names
        Labels, see `mcda.explain.wording.Wording`.
    """
    words = Wording(language, names or {})
    fields: dict[str, str | int] = {"winner": words.name(found.winner), "tried": found.tried}
    if found.rival is None:
        code = "argument_none" if found.tried else "argument_none_certain"
        return sentence(code, language, fields)
    fields["rival"] = words.name(found.rival)
    change = found.change
    if change is None:
        return sentence("argument_tie", language, fields)
    fields["criterion"] = words.name(change.criterion)
    if change.spread is not None:
        fields["share"] = percent(found.share)[0]
        return sentence("argument_cell", language, fields | _of_cell(change, change.spread, words))
    rises = change.needed > change.before
    code = "argument_weight_rises" if rises else "argument_weight_falls"
    return sentence(code, language, fields | _of_weight(change, words))


def _of_weight(change: Change, words: Wording) -> dict[str, str]:
    ours, theirs = native(*change.values)
    # Of what is shown too, the share is the difference.
    rounding = Rounding.showing(_PERCENT * (change.needed - change.before))
    before, needed = (rounding.units(_PERCENT * w) for w in (change.before, change.needed))
    return {
        "ours": ours,
        "theirs": theirs,
        "with_unit": words.figure(ours, change.unit),
        "before": rounding.brief(before),
        "needed": rounding.brief(needed),
        "share": rounding.brief(abs(needed - before)),
    }


def _of_cell(change: Change, spread: Spread, words: Wording) -> dict[str, str]:
    before, needed, low, high = native(change.before, change.needed, spread.low, spread.high)
    return {
        "alternative": words.name(str(change.alternative)),
        "before": before,
        "low": low,
        "high": words.figure(high, change.unit),
        "needed": needed,
    }
