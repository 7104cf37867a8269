"""Numbers, shares and dates as a language writes them."""

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent, format_scientific

from api.language import Language
from mcda.texts.figures import away_from_tie, formatted

_ZONES = {"en": UTC, "zh": timezone(timedelta(hours=8))}
"""Of the readers of a language: China keeps one time, without summer time since 1991."""
_LOCALES = {"en": Locale("en"), "zh": Locale("zh", script="Hans")}


_DAY = len("2026-11-25")
_LARGEST = 1e15  # beyond this a double has no digit after the point


@dataclass(frozen=True, slots=True)
class Numbers:
    """Writes numbers for readers of one language."""

    language: Language

    @property
    def _locale(self) -> Locale:
        return _LOCALES[self.language]

    def figure(self, value: float, digits: int = 3) -> str:
        """Return a number with so many significant digits, thousands grouped."""
        rounded = float(formatted(value, f".{digits}g"))
        if abs(value) >= _LARGEST:
            return format_scientific(rounded, "0.###E0", locale=self._locale)
        if value == int(value):
            return format_decimal(int(value), locale=self._locale)
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
        """Return a day, of a date, its ISO text, or the ISO text of a moment."""
        return format_date(self._day(value), "long" if self._is_zh else "d MMMM y", self._locale)

    def short_day(self, value: date | str) -> str:
        """Return a day without its year."""
        return format_date(self._day(value), "M月d日" if self._is_zh else "d MMM", self._locale)

    def moment(self, value: datetime | str) -> str:
        """Return a moment to the minute: in Chinese in the time of Beijing, else in UTC."""
        if self._is_zh:
            return self._formatted(value, "y年M月d日 HH:mm（北京时间）")
        return self._formatted(value, "d MMM y, HH:mm 'UTC'")

    def recently(self, value: datetime | str) -> str:
        """Return a moment in short, beside others: neither the zone nor the present year."""
        at, today = self._local(value), datetime.now(_ZONES[self.language])
        year = at.year != today.year
        if self._is_zh:
            return self._formatted(value, "y年M月d日 HH:mm" if year else "M月d日 HH:mm")
        return self._formatted(value, "d MMM y, HH:mm" if year else "d MMM, HH:mm")

    @property
    def _is_zh(self) -> bool:
        return self.language == "zh"

    def _day(self, value: date | str) -> date:
        if not isinstance(value, str):
            return value
        return date.fromisoformat(value) if len(value) <= _DAY else self._local(value).date()

    def _local(self, value: datetime | str) -> datetime:
        found = datetime.fromisoformat(value) if isinstance(value, str) else value
        return found.astimezone(_ZONES[self.language])

    def _formatted(self, value: datetime | str, pattern: str) -> str:
        return format_datetime(self._local(value), pattern, locale=self._locale)
