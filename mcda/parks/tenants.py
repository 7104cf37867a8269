"""Firms that stand in parks and countries."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from mcda.parks.model import Park, Text, Tie
from mcda.parks.places import normal, provinces

TenantStatus = Literal["operating", "building", "announced", "left"]
_FORMS = frozenset(
    (
        *("co", "company", "corp", "corporation", "factory", "group", "holding", "holdings", "inc"),
        *("industrial", "industry", "industries", "international", "limited", "llc", "ltd"),
        *("manufacturing", "plant", "subsidiary", "technologies", "technology"),
    )
)
"""Words of a name that do not tell one firm from another."""
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenant:
    """A firm that stands in a park or elsewhere in a country, or that committed itself to it.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> firm = load_catalogue().tenants[0]
    >>> firm.firm["zh"], firm.country, firm.sector, firm.status
    ('艾郎', 'morocco', 'new_materials', 'announced')
    """

    firm: Text
    """Its name, by language."""
    home: str
    """ISO 3166-1 code of the country that it comes from; empty where no source says so."""
    province: str
    """Of China, where it is at home; empty where that is not known."""
    city: str
    """Of the province; empty where that is not known."""
    sector: str
    """Id of its sector; empty where its goods are not told."""
    chapters: tuple[str, ...]
    """Of the harmonised system, of its goods."""
    year: int | None
    """In which it came or committed itself; None where no source says so."""
    status: TenantStatus
    """As of the source."""
    country: str
    """Id of the host."""
    park: str | None
    """Id; None where it stands in no park of the catalogue."""
    claim: str
    """Id of the claim that says so, with source and quotation."""

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> "Tenant":
        """Return the tenant of a row of ``tenants.csv``."""
        return cls(
            firm={"en": row["firm_en"], "zh": row["firm_zh"] or row["firm_en"]},
            home=row["home"],
            province=row["province"],
            city=row["city"],
            sector=row["sector"],
            chapters=tuple(filter(None, row["chapters"].split(";"))),
            year=int(row["year"]) if row["year"] else None,
            status=row["status"],  # type: ignore[arg-type]  # the check of the catalogue looks at it
            country=row["country"],
            park=row["park"] or None,
            claim=row["claim"],
        )

    @property
    def company(self) -> Text:
        """Its name, without the plant in brackets."""
        return {key: _BRACKETS.sub("", name).strip() for key, name in self.firm.items()}

    def is_called(self, name: str) -> bool:
        """Tell whether a name is the firm's, whatever its legal form, place or case.

        >>> from mcda.parks import load_catalogue
        >>> load_catalogue().tenants[0].is_called("AEOLON Co., Ltd.")
        True
        """
        own, other = ([*map(essence, names)] for names in (self.firm.values(), [name]))
        return any(
            a and b and (a == b or a[: len(b)] == b or b[: len(a)] == a) for a in own for b in other
        )


def with_origins(parks: Mapping[str, Park], tenants: Iterable[Tenant]) -> dict[str, Park]:
    """Return parks whose ties tell, by province, the homes of the firms inside as well."""
    claims: dict[tuple[str, str], dict[str, None]] = {}
    for firm in tenants:
        if firm.park and firm.province and firm.status != "left":
            claims.setdefault((firm.park, firm.province), {})[firm.claim] = None
    ties: dict[str, list[Tie]] = {}
    for (park, province), ids in claims.items():
        tie = Tie(kind="tenants", province=province, city="", claims=tuple(ids))
        ties.setdefault(park, []).append(tie)
    return {
        name: replace(park, ties=(*park.ties, *ties[name])) if name in ties else park
        for name, park in parks.items()
    }


@lru_cache(maxsize=4096)
def essence(name: str) -> tuple[str, ...]:
    """Return the words of a firm's name without legal form, province and what stands in brackets.

    >>> essence("Zhejiang Leapmotor Technology Co., Ltd. (Vietnam)")
    ('leapmotor',)
    """
    words = re.findall(r"[^\W_]+", _BRACKETS.sub(" ", name).casefold())
    homes = {normal(english) for english, _ in provinces()}
    while len(words) > 1 and words[0] in homes:
        words = words[1:]
    return tuple(word for word in words if word not in _FORMS)
