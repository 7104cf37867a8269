"""Rounding of figures in sentences: parts still add up, and differences stay visible.

A number halfway between two roundings, up to arithmetic noise, is rounded away from zero,
or upwards in whole multiples, so that processors that add in another order show the same digits.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mcda.texts.tables import table

_DECIMALS = 2
_LEAST, _MOST = 4, 17  # significant digits of a value in its unit
_LARGEST = 1e15  # beyond this a double has no digit after the point
_TIE = 1e-6  # of the last digit shown: what is nearer to the middle of two is in the middle
_MAGNITUDE = 1e-10  # of a power of ten: what is nearer from below has reached it
_SAME = 1e-13  # of the larger of two numbers: what differs by less is one number


@dataclass(frozen=True, slots=True)
class Rounding:
    """Rounding to whole multiples of ``10^-decimals``."""

    decimals: int
    """Digits after the point; negative for numbers too large for that."""

    @classmethod
    def showing(cls, size: float) -> "Rounding":
        """Return the rounding that shows a number of this size with two or three digits."""
        if size == 0:
            return cls(_DECIMALS)
        magnitude = _magnitude(size)
        if magnitude >= 0:
            return cls(max(_DECIMALS - magnitude, min(0, _LEAST - magnitude)))
        return cls(_DECIMALS - 1 - magnitude)

    def exactly(self, value: float) -> float:
        """Return the number of multiples, unrounded."""
        scale = 10.0 ** abs(self.decimals)
        return value * scale if self.decimals >= 0 else value / scale

    def units(self, value: float) -> int:
        """Return the nearest number of multiples, the higher of two."""
        return _nearest(self.exactly(value))

    def below(self, value: float) -> int:
        """Return the largest number of multiples that is no more than a value."""
        return math.floor(self.exactly(value) + _TIE)

    def text(self, units: int, sign: str = "") -> str:
        """Return a number of multiples as text; ``sign="+"`` marks gains too."""
        scale = 10.0 ** abs(self.decimals)
        if self.decimals >= 0:
            return f"{units / scale:{sign}.{self.decimals}f}"
        return f"{units * scale:{sign}.6g}"

    def brief(self, units: int) -> str:
        """Return the text of `text` without zeros at the end of its decimals."""
        return _trimmed(self.text(units))


def apportioned(parts: Sequence[float], total: int) -> list[int]:
    """Return whole numbers near `parts` that sum to `total`, by largest remainders.

    Each part is rounded; missing units go, one by one, to the parts that rounding has moved most
    the other way, the first of equal ones before the others. No part changes its sign, and a
    part of 0 stays 0.
    """
    rounded = [_nearest(part) for part in parts]
    remainder = total - sum(rounded)
    step = 1 if remainder > 0 else -1
    moved = [_nearest(step * (n - part) / _TIE) for n, part in zip(rounded, parts, strict=True)]
    for j in sorted(range(len(rounded)), key=moved.__getitem__):
        if remainder != 0 and parts[j] != 0 and (rounded[j] + step) * parts[j] >= 0:
            rounded[j] += step
            remainder -= step
    if remainder:
        rounded[max(range(len(rounded)), key=lambda j: abs(parts[j]))] += remainder
    return rounded


def native(*values: float) -> list[str]:
    """Return values with four digits, or as many more as are needed to tell them apart."""
    return apart(values, _LEAST)


def percent(*shares: float) -> list[str]:
    """Return shares of 1 in per cent with three digits, or more to tell them apart."""
    return apart([100 * share for share in shares], _LEAST - 1)


def apart(values: Sequence[float], least: int) -> list[str]:
    """Return numbers as text with `least` digits, or more where different numbers would look alike.

    Numbers that differ by rounding errors only count as equal and may look alike.
    """
    return [_shown(value, _digits(value, values, least)) for value in values]


def away_from_tie(value: float, decimals: int) -> float:
    """Return a number moved off ties, so that its last bits do not change how it is rounded."""
    return value + math.copysign(_TIE * 10.0**-decimals, value) if value else value


def formatted(value: float, pattern: str) -> str:
    """Return ``format(value, pattern)``, independent of the last bits of the value.

    Patterns are ``.3f``, ``.3g`` or ``.3%``, with any number of digits.
    """
    if not value or not math.isfinite(value):
        return format(value, pattern)
    digits = int(pattern[1:-1])
    places = {"f": digits, "%": digits + 2}
    decimals = places.get(pattern[-1], digits - 1 - _magnitude(value))
    return format(away_from_tie(value, decimals), f"z{pattern}")  # z: never -0


def _digits(value: float, others: Sequence[float], least: int) -> int:
    different = [x for x in others if abs(x - value) > _SAME * max(abs(x), abs(value))]
    for digits in range(least, _MOST):
        text = _shown(value, digits)
        if all(_shown(x, digits) != text for x in different):
            return digits
    return _MOST


def _shown(value: float, digits: int) -> str:
    size = abs(value)
    if value == 0 or not math.isfinite(value):
        return f"{value:.{digits}g}"
    decimals = digits - 1 - _magnitude(size)
    value = away_from_tie(value, decimals)
    if size >= _LARGEST or size < 10.0**-digits:
        return f"{value:.{digits}g}"
    return _trimmed(f"{value:,.{max(decimals, 0)}f}")


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _nearest(number: float) -> int:
    return math.floor(number + 0.5 + _TIE)


def _magnitude(size: float) -> int:
    return math.floor(math.log10(abs(size)) + _MAGNITUDE)


def unit_names(unit: str) -> Mapping[str, str]:
    """Return the words for a unit by language; a unit without words is returned unchanged."""
    return known_units().get(unit, {"en": unit, "zh": unit})


def known_units() -> Mapping[str, Mapping[str, str]]:
    """Return unit -> language -> words."""
    return table("mcda.texts", "vocabulary", "units.toml")
