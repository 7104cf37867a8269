"""Figures as they are spoken: rounded so that parts still add up, and that differences show."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

_DECIMALS = 2
_LEAST, _MOST = 4, 17  # significant digits of a value in its unit
_LARGEST = 1e15  # beyond this a double has no digit after the point


@dataclass(frozen=True, slots=True)
class Rounding:
    """Rounding to whole multiples of ``10^-decimals``.

    Parameters
    ----------
    decimals
        Digits after the point; negative for numbers too large for that.
    """

    decimals: int

    @classmethod
    def showing(cls, size: float) -> "Rounding":
        """Return the rounding that shows a number of this size with two or three digits."""
        if size == 0:
            return cls(_DECIMALS)
        magnitude = math.floor(math.log10(abs(size)))
        if magnitude >= 0:
            return cls(max(_DECIMALS - magnitude, min(0, _LEAST - magnitude)))
        return cls(_DECIMALS - 1 - magnitude)

    def exactly(self, value: float) -> float:
        """Return the number of multiples, unrounded."""
        scale = 10.0 ** abs(self.decimals)
        return value * scale if self.decimals >= 0 else value / scale

    def units(self, value: float) -> int:
        """Return the nearest number of multiples, the higher of two."""
        return math.floor(self.exactly(value) + 0.5)

    def text(self, units: int, sign: str = "") -> str:
        """Return a number of multiples as text; ``sign="+"`` marks gains too."""
        scale = 10.0 ** abs(self.decimals)
        if self.decimals >= 0:
            return f"{units / scale:{sign}.{self.decimals}f}"
        return f"{units * scale:{sign}.6g}"


def apportioned(parts: Sequence[float], total: int) -> list[int]:
    """Return whole numbers near `parts` that sum to `total`, by largest remainders.

    Each part is rounded; what is missing goes, one by one, to those that rounding has moved most
    the other way. None changes its sign, and a part of 0 stays 0.

    Parameters
    ----------
    parts
        Their sum is within a few units of `total`.
    total
        What the whole numbers shall sum to.
    """
    found = [round(part) for part in parts]
    left = total - sum(found)
    step = 1 if left > 0 else -1
    for j in sorted(range(len(found)), key=lambda j: step * (found[j] - parts[j])):
        if left != 0 and parts[j] != 0 and (found[j] + step) * parts[j] >= 0:
            found[j] += step
            left -= step
    if left:
        found[max(range(len(found)), key=lambda j: abs(parts[j]))] += left
    return found


def native(*values: float) -> list[str]:
    """Return values with four digits, or as many more as it takes to tell them apart."""
    return _apart(values, _LEAST)


def percent(*shares: float) -> list[str]:
    """Return shares of 1 in per cent with three digits, or more to tell them apart."""
    return _apart([100 * share for share in shares], _LEAST - 1)


def _apart(values: Sequence[float], least: int) -> list[str]:
    for digits in range(least, _MOST):
        texts = [_shown(value, digits) for value in values]
        if len(set(texts)) == len(set(values)):
            return texts
    return [str(float(value)) for value in values]


def _shown(value: float, digits: int) -> str:
    size = abs(value)
    if value == 0 or size >= _LARGEST or size < 10.0**-digits:
        return f"{value:.{digits}g}"
    decimals = max(digits - 1 - math.floor(math.log10(size)), 0)
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
