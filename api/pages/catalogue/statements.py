"""Claims as a page shows them: dated in the reader's language, with their figure and subject."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from babel.dates import format_date

from api.language import Language
from api.numbers import Numbers
from api.parks.dollars import dollars, in_dollars
from api.parks.figures import figure_told, with_unit
from mcda.parks import Catalogue, Claim
from mcda.parks.claim_terms import date_text, unit_text

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")
_DIGITS = 6
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView:
    """A claim in the reader's language.

    Parameters
    ----------
    claim
        As the catalogue holds it.
    about
        Name of its subject, empty where that is the park of the page.
    figure
        Its number or bounds with the unit, empty where it is none.
    usd
        The figure in US dollars with the rate, empty where it is in no other currency.
    dated
        As of when.
    quoted_in
        Language of the quotation as HTML writes it, empty where it is neither English nor Chinese.
    translation
        Ours, of the quotation; empty where none is needed.
    made
        Our sentence in the place of a quotation without words; empty where there are words.
    level
        Name of the step of a ladder that it gives, empty where it gives none.
    """

    claim: Claim
    about: str
    figure: str
    usd: str
    dated: str
    quoted_in: str
    translation: str
    made: str
    level: str


def statements(
    claims: Iterable[Claim], catalogue: Catalogue, park: str, language: Language
) -> list[StatementView]:
    """Return claims as the page of a park shows them."""
    return [
        StatementView(
            claim=claim,
            about="" if claim.subject == park else _name(claim.subject, catalogue, language),
            figure=figure(claim, language),
            usd=in_dollars(dollars(claim, catalogue.rates), language),
            dated=dated(claim.as_of, language),
            quoted_in=_quoted_in(claim),
            translation=_translation(claim, language),
            made=_made(claim, language),
            level=_level(claim, catalogue, language),
        )
        for claim in claims
    ]


def figure(claim: Claim, language: Language) -> str:
    """Return the number of a claim with its bounds and its unit; empty where it is none."""
    value = None if _is_year(claim) else _number(claim.value)
    write = partial(Numbers(language).figure, digits=_DIGITS)
    told = figure_told(claim.low, value, claim.high, write, language)
    return with_unit(told, unit_text(claim.unit)[language], language) if told else ""


def dated(text: str, language: Language) -> str:
    """Return a date of the catalogue, a year, month or day, as the language writes it."""
    if language == "zh":
        return date_text(text)["zh"]
    if _DAY.fullmatch(text):
        return Numbers(language).day(text)
    month = _MONTH.fullmatch(text)
    if month:
        return format_date(date(int(month[1]), int(month[2]), 1), "MMMM y", language)
    return text


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _is_year(claim: Claim) -> bool:
    """Tell whether the number is a year, which no thousands separator belongs into."""
    return bool(_YEAR.fullmatch(claim.value)) and (not claim.unit or "year" in claim.unit)


def _quoted_in(claim: Claim) -> str:
    known = set(claim.translations)
    if claim.private and not known:
        return "zh" if _CHINESE.search(claim.quote) else ""
    if known == {"zh"}:
        return "en"
    return "zh" if known == {"en"} else ""


def _made(claim: Claim, language: Language) -> str:
    """Return our own sentence: nobody's quotation is translated but those of the catalogue."""
    if not (claim.private and claim.translations):
        return ""
    return claim.translations.get(language, claim.quote)


def _level(claim: Claim, catalogue: Catalogue, language: Language) -> str:
    ladder = catalogue.ladders.get(claim.attribute)
    if not claim.private or ladder is None:
        return ""
    value = _number(claim.value)
    return next((step.name[language] for step in ladder.levels if step.value == value), "")


def _translation(claim: Claim, language: Language) -> str:
    found = claim.translations.get(language, "")
    return "" if found == claim.quote else found


def _name(subject: str, catalogue: Catalogue, language: Language) -> str:
    for known in (catalogue.parks, catalogue.countries, catalogue.comparators):
        if subject in known:
            return known[subject].name[language]
    return subject
