"""Numbers as people read them."""

from collections.abc import Iterable

from mcda.texts.figures import formatted

_SMALL, _LARGE = 1e-2, 1e6


def score_pattern(scores: Iterable[float]) -> str:
    """Return the format of scores: four decimals, or four digits where those would say little."""
    largest = max(map(abs, scores), default=0.0)
    return ".4f" if largest == 0 or _SMALL <= largest < _LARGE else ".4g"


def plain(value: float | None) -> str:
    """Return six significant digits without trailing zeros."""
    return "?" if value is None else f"{value:.6g}"


def percent(share: float, decimals: int = 1) -> str:
    """Return a share 0..1 in percent."""
    return formatted(share, f".{decimals}%")


def span(low: float, high: float) -> str:
    """Return two shares as ``12.0..58.3%``."""
    return f"{percent(low).removesuffix('%')}..{percent(high)}"
