"""Numbers, shares and dates formatted for a language, and the parsing of typed numbers."""

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent, format_scientific

from api.http.language import Language
from mcda.texts.figures import away_from_tie, formatted

_ZONES = {"en": UTC, "zh": timezone(timedelta(hours=8))}
"""Of the readers of a language: China keeps one time, without summer time since 1991."""
_LOCALES = {"en": Locale("en"), "zh": Locale("zh", script="Hans")}
_DAY = len("2026-11-25")
_LARGEST = 1e15  # beyond this a double has no digit after the point
_NUMBER = re.compile(
    r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+|[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]*)?)([eE][+-]?[0-9]+)?"
)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Formats numbers and dates for readers of one language."""

    language: Language

    @property
    def _locale(self) -> Locale:
        return _LOCALES[self.language]

    def figure(self, value: float, digits: int = 3) -> str:
        """Return a number with ``digits`` significant digits, thousands grouped."""
        rounded = float(formatted(value, f".{digits}g"))
        if abs(value) >= _LARGEST:
            return format_scientific(rounded, "0.###E0", locale=self._locale)
        if value == int(value):
            return format_decimal(int(value), locale=self._locale)
        # Places enough for all these digits: fewer would round what is rounded already.
        places = min(max(6, digits - 1 - math.floor(math.log10(abs(value)))), 15)
        return format_decimal(rounded, "#,##0." + "#" * places, locale=self._locale)

    def fixed(self, value: float, digits: int = 2) -> str:
        """Return a number with ``digits`` decimal places."""
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return format_decimal(away_from_tie(value, digits), pattern, locale=self._locale)

    def share(self, value: float, digits: int = 0) -> str:
        """Return a share in per cent; one between 0 and 1 is never shown as 0 % or 100 %."""
        pattern = "#,##0" + ("." + "0" * digits if digits else "") + "%"
        least = 10.0 ** -(digits + 2)
        if 0 < value < least / 2:
            return "<" + format_percent(least, pattern, locale=self._locale)
        rounded = away_from_tie(value, digits + 2)
        if 1 - least / 2 <= rounded and value < 1:
            return ">" + format_percent(1 - least, pattern, locale=self._locale)
        return format_percent(rounded, pattern, locale=self._locale)

    def day(self, value: date | str) -> str:
        """Return a day, from a date, its ISO text, or the ISO text of a moment."""
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
        """Return a moment in a short form, without the zone and the present year."""
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
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return moment.astimezone(_ZONES[self.language])

    def _formatted(self, value: datetime | str, pattern: str) -> str:
        return format_datetime(self._local(value), pattern, locale=self._locale)


def plain_number(said: str) -> str:
    """Return a typed number in plain digits, without the commas that separate thousands.

    Python's `float` accepts more, such as ``1_5``; a comma may be another country's decimal sign.

    Raises
    ------
    ValueError
        The text is not a number, such as ``1_5`` and ``1,5``.

    Examples
    --------
    >>> plain_number("１,200.50")
    '1200.50'
    """
    plain = unicodedata.normalize("NFKC", said).strip()
    if not _NUMBER.fullmatch(plain):
        raise ValueError(said)
    return plain.replace(",", "")


def typed_number(said: str) -> float:
    """Return a typed number as a float.

    Raises
    ------
    ValueError
        The text is not a number, or the number is too large.
    """
    number = float(plain_number(said))
    if not math.isfinite(number):
        raise ValueError(said)
    return number
