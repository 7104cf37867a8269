"""Numbers, shares and dates as a language writes them."""

import math
from dataclasses import dataclass
from datetime import date, datetime

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent

from api.language import Language
from mcda.texts.figures import away_from_tie, formatted

_LOCALES = {"en": Locale("en"), "zh": Locale("zh", script="Hans")}


@dataclass(frozen=True, slots=True)
class Numbers:
    """Writes numbers for readers of one language."""

    language: Language

    @property
    def _locale(self) -> Locale:
        return _LOCALES[self.language]

    def figure(self, value: float, digits: int = 3) -> str:
        """Return a number with so many significant digits, thousands grouped."""
        if value == int(value) and abs(value) < 1e15:
            return format_decimal(int(value), locale=self._locale)
        rounded = float(formatted(value, f".{digits}g"))
        # Places enough for all these digits: fewer would round what is rounded already.
        places = min(max(6, digits - 1 - math.floor(math.log10(abs(value)))), 15)
        return format_decimal(rounded, "#,##0." + "#" * places, locale=self._locale)

    def fixed(self, value: float, digits: int = 2) -> str:
        """Return a number with so many places behind the point."""
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return format_decimal(away_from_tie(value, digits), pattern, locale=self._locale)

    def share(self, value: float, digits: int = 0) -> str:
        """Return a share in per cent; what is not nothing is not shown as nothing."""
        pattern = "#,##0" + ("." + "0" * digits if digits else "") + "%"
        least = 10.0 ** -(digits + 2)
        if 0 < value < least / 2:
            return "<" + format_percent(least, pattern, locale=self._locale)
        if 1 - least / 2 < value < 1:
            return ">" + format_percent(1 - least, pattern, locale=self._locale)
        shown = away_from_tie(value, digits + 2)
        return format_percent(shown, pattern, locale=self._locale)

    def day(self, value: date | str) -> str:
        """Return a day, of a date or its ISO text."""
        found = date.fromisoformat(value[:10]) if isinstance(value, str) else value
        return format_date(found, "long" if self.language == "zh" else "d MMMM y", self._locale)

    def moment(self, value: datetime | str) -> str:
        """Return a moment in UTC, to the minute."""
        found = datetime.fromisoformat(value) if isinstance(value, str) else value
        pattern = "y年M月d日 HH:mm" if self.language == "zh" else "d MMM y, HH:mm"
        return format_datetime(found, f"{pattern} 'UTC'", locale=self._locale)
