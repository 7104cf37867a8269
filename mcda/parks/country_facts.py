"""What is on record about a country: its market, its industry, what work and power cost there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mcda.parks.catalogue import Catalogue
from mcda.parks.criteria.indicator import newest_figure
from mcda.parks.data_files import document
from mcda.parks.model import Indicator, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryFact:
    """The newest figure about a country, with its bounds.

    Examples
    --------
    >>> from datetime import date
    >>> from mcda.parks import load_catalogue
    >>> facts = country_facts(load_catalogue(), "vietnam", date(2026, 11, 28))
    >>> {fact.id: fact.unit for fact in facts}["manufacturing_share"]
    '% of GDP'
    """

    id: str
    """What it is about."""
    name: Text
    """What it is called."""
    limits: Text
    """Where it misleads."""
    unit: str
    """Of the figures."""
    low: float
    """Bounds: the claim's own, or by its age."""
    value: float
    """As the newest claim states it."""
    high: float
    """Bounds: the claim's own, or by its age."""
    as_of: str
    """Year, month or day that it is about."""
    claims: tuple[str, ...]
    """Ids of all claims that state such a figure, the newest first."""


def country_facts(catalogue: Catalogue, country: str, today: date) -> Iterator[CountryFact]:
    """Yield what is on record about a country, what matters most to a factory first."""
    about = catalogue.claims_about(country)
    for key, entry in document("country-facts.toml").items():
        indicator = Indicator(about="country", attribute=entry["attribute"], unit=entry["unit"])
        figure = newest_figure(indicator, about, today)
        if figure is not None:
            yield CountryFact(
                id=key,
                name=entry["name"],
                limits=entry["limits"],
                unit=entry["unit"],
                low=figure.low,
                value=figure.value,
                high=figure.high,
                as_of=figure.claims[0].as_of,
                claims=tuple(claim.id for claim in figure.claims),
            )
