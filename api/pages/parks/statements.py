"""Claims in the form of a page: with date, figure and subject in the reader's language."""

import re
from collections.abc import Iterable
from datetime import date
from functools import partial

from babel.dates import format_date

from api.http.language import Language
from api.http.numbers import Numbers
from api.parks.dollars import dollars, in_dollars
from api.parks.figures import figure_told, with_unit
from mcda.parks import Catalogue, Claim
from mcda.parks.claim_terms import date_text, unit_text
from mcda.parks.model import figure_of
from mcda.plain import Plain

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")
_DIGITS = 6
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def statements(
    claims: Iterable[Claim], catalogue: Catalogue, park: str, language: Language
) -> list[Plain]:
    """Return claims in the form that the page of a park shows.

    ``claim`` is as the catalogue holds it. All else is in words, empty where there is none:
    ``about``, its subject where that is not the park of the page; ``figure`` with the unit and
    ``usd``, the same in US dollars; ``dated``; ``quoted_in``, the language of the quotation as HTML
    writes it; ``translation``, ours; ``made``, our sentence in the place of a quotation without
    words; ``level``, the step of a ladder.
    """
    views = []
    for claim in claims:
        translation = claim.translations.get(language, "")
        # Our own sentence: nobody's quotation is translated but those of the catalogue.
        is_made = claim.private and claim.translations
        views.append(
            {
                "claim": claim,
                "about": "" if claim.subject == park else _name(claim.subject, catalogue, language),
                "figure": figure(claim, language),
                "usd": in_dollars(dollars(claim, catalogue.rates), language),
                "dated": dated(claim.as_of, language),
                "quoted_in": _quoted_in(claim),
                "translation": "" if translation == claim.quote else translation,
                "made": claim.translations.get(language, claim.quote) if is_made else "",
                "level": _level(claim, catalogue, language),
            }
        )
    return views


def figure(claim: Claim, language: Language) -> str:
    """Return the number of a claim with its bounds and its unit; empty without a number."""
    # No thousands separator belongs into a year.
    is_year = _YEAR.fullmatch(claim.value) and (not claim.unit or "year" in claim.unit)
    value = None if is_year else figure_of(claim.value)
    write = partial(Numbers(language).figure, digits=_DIGITS)
    number = figure_told(claim.low, value, claim.high, write, language)
    return with_unit(number, unit_text(claim.unit)[language], language) if number else ""


def dated(text: str, language: Language) -> str:
    """Return a date of the catalogue, a year, month or day, in the form of the language."""
    if language == "zh":
        return date_text(text)["zh"]
    if _DAY.fullmatch(text):
        return Numbers(language).day(text)
    month = _MONTH.fullmatch(text)
    if month:
        return format_date(date(int(month[1]), int(month[2]), 1), "MMMM y", language)
    return text


def _quoted_in(claim: Claim) -> str:
    languages = set(claim.translations)
    if claim.private and not languages:
        return "zh" if _CHINESE.search(claim.quote) else ""
    if languages == {"zh"}:
        return "en"
    return "zh" if languages == {"en"} else ""


def _level(claim: Claim, catalogue: Catalogue, language: Language) -> str:
    ladder = catalogue.ladders.get(claim.attribute)
    if not claim.private or ladder is None:
        return ""
    value = figure_of(claim.value)
    return next((step.name[language] for step in ladder.levels if step.value == value), "")


def _name(subject: str, catalogue: Catalogue, language: Language) -> str:
    for subjects in (catalogue.parks, catalogue.countries, catalogue.comparators):
        if subject in subjects:
            return subjects[subject].name[language]
    return subject
