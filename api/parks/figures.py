"""Figures of sources in words: a number with its bounds, or the bounds alone."""

from collections.abc import Callable

from api.http.language import Language
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

    If a bound equals the number and the other is open, only the bound is shown: 3 and more is "at
    least 3". The text is empty if nothing is known.
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
    """Return a figure followed by its unit; Chinese has no space next to its own signs."""
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
    """Return bounds, joined by ``dash`` if it is not empty, else by a word."""
    if low is None or high is None:
        if low is not None:
            return sentence("claim_at_least", language, {"value": write(low)})
        return "" if high is None else sentence("claim_at_most", language, {"value": write(high)})
    ends = {"low": write(low), "high": write(high)}
    if ends["low"] == ends["high"]:
        return ends["low"]
    return dash.join(ends.values()) if dash else sentence("claim_between", language, ends)
