"""Formats of numbers that d3 and Python read alike."""

from collections.abc import Iterable

from mcda.texts.figures import formatted

SHARE = ".1%"
VALUE = ".4g"


def score_format(values: Iterable[float]) -> str:
    """Return the format of scores, by the greatest of them in size."""
    greatest = max((abs(value) for value in values), default=0.0)
    if greatest >= 1000 or 0 < greatest < 0.01:
        return ".3g"
    return ".1f" if greatest >= 100 else ".2f" if greatest >= 10 else ".3f"


def written(value: object, pattern: str | None) -> str:
    """Return a value as a chart writes it; nothing for None."""
    if value is None:
        return ""
    if not pattern:
        return str(value)
    return formatted(value, pattern) if isinstance(value, float) else format(value, pattern)
