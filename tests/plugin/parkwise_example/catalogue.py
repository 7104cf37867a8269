"""The shipped catalogue with parks of one's own, read from `parks.toml`."""

import tomllib
from dataclasses import replace
from importlib.resources import files
from typing import Any

from mcda.parks import Catalogue, Claim, Park, Rating, Source
from mcda.parks.catalogues.registry import CATALOGUES, SHIPPED, CatalogueSource

_OPEN = {"low": None, "high": None}


class Example(CatalogueSource):
    id = "example"

    def read(self) -> Catalogue:
        shipped = CATALOGUES[SHIPPED]().read()
        text = files(__package__).joinpath("parks.toml").read_text(encoding="utf-8")
        told: dict[str, Any] = tomllib.loads(text)
        sources = {key: Source(id=key, **entry) for key, entry in told["sources"].items()}
        claims = {
            key: Claim(id=key, **{**_OPEN, **entry, "source": sources[entry["source"]]})
            for key, entry in told["claims"].items()
        }
        parks, ratings = {}, {}
        for key, entry in told["parks"].items():
            for criterion, rating in entry.pop("ratings").items():
                named = {"park": key, "criterion": criterion, "claims": tuple(rating.pop("claims"))}
                ratings[key, criterion] = Rating(**rating, **named)
            lists = {name: tuple(v) for name, v in entry.items() if isinstance(v, list)}
            parks[key] = Park(id=key, ownership=None, ties=(), **{**entry, **lists})
        return replace(
            shipped,
            parks={**shipped.parks, **parks},
            ratings={**shipped.ratings, **ratings},
            sources={**shipped.sources, **sources},
            claims={**shipped.claims, **claims},
        )
