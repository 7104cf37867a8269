"""A figure as sources give it, in words: the number with its bounds beside it, or bounds alone."""

from collections.abc import Callable

from api.language import Language
from mcda.texts import sentence

_BESIDE = {"en": "{} ({})", "zh": "{}（{}）"}


def figure_told(
    low: float | None,
    value: float | None,
    high: float | None,
    write: Callable[[float], str],
    language: Language,
) -> str:
    """Return ``10 (at most 15)``, ``36 (22.7 to 48.3)``, ``85–140`` or ``at least 3``.

    A bound that is the number itself says in which direction it is open: 3 and more is "at least
    3". Empty where nothing is known.

    Parameters
    ----------
    low, value, high
        Each None where a source does not give it.
    write
        Writes one number.
    language
        Of the reader.
    """
    if value is None:
        return _bounds(low, high, write, language, "–")
    if low == high and low in (None, value):
        return write(value)
    bounds = _bounds(low, high, write, language, "")
    if value in (low, high) and None in (low, high):
        return bounds
    return _BESIDE[language].format(write(value), bounds)


def with_unit(told: str, unit: str, language: Language) -> str:
    """Return a figure with its unit behind it; Chinese writes no space beside signs of its own."""
    close = language == "zh" and (unit.startswith(("%", "（")) or told.endswith("）"))
    gap = "" if close else " "
    return f"{told}{gap}{unit}" if unit else told


def _bounds(
    low: float | None,
    high: float | None,
    write: Callable[[float], str],
    language: Language,
    dash: str,
) -> str:
    """Return bounds, joined by a dash where one is given, else by a word."""
    if low is None or high is None:
        return _open(low, high, write, language)
    ends = {"low": write(low), "high": write(high)}
    if ends["low"] == ends["high"]:
        return ends["low"]
    return dash.join(ends.values()) if dash else sentence("claim_between", language, ends)


def _open(
    low: float | None, high: float | None, write: Callable[[float], str], language: Language
) -> str:
    if low is not None:
        return sentence("claim_at_least", language, {"value": write(low)})
    return "" if high is None else sentence("claim_at_most", language, {"value": write(high)})
