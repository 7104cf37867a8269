"""The enterprises of a portfolio as the engine's objects, and all their faults at once."""

from collections.abc import Iterator, Mapping, Sequence

import orjson

from api.jobs.portfolio_enterprise import PortfolioEnterprise
from api.parks.vocabulary import Vocabulary
from mcda.errors import Fault, InvalidEnterprise, Note, hidden_fault
from mcda.parks import Catalogue, Enterprise
from mcda.parks.model import Park
from mcda.texts.suggestions import listed

MOST_FAULTS = 100
_AT = "enterprises"


def read(clients: Sequence[PortfolioEnterprise]) -> list[Enterprise]:
    """Return valid enterprises by position; equal ones are parsed once and are one object."""
    enterprises: dict[bytes, Enterprise] = {}
    for client in clients:
        if client.facts not in enterprises:
            enterprises[client.facts] = client.enterprise()
    return [enterprises[client.facts] for client in clients]


def faults_of(clients: Sequence[PortfolioEnterprise], catalogue: Catalogue) -> list[Note]:
    """Return up to 100 faults, each with its path; equal enterprises are checked once."""
    vocabulary = Vocabulary.of(catalogue)
    faults_by_facts: dict[bytes, tuple[Note, ...]] = {}
    ids: set[str] = set()
    faults: list[Note] = []
    for place, client in enumerate(clients):
        if client.facts not in faults_by_facts:
            faults_by_facts[client.facts] = tuple(_wrong(client, catalogue.parks, vocabulary))
        if client.id in ids:
            faults.append(Fault("duplicate_enterprise", (_AT, place, "id"), {"id": client.id}))
        ids.add(client.id)
        hidden = hidden_fault(client.id, _AT, place, "id")
        if hidden is not None:
            faults.append(hidden)
        faults.extend(fault.under(_AT, place) for fault in faults_by_facts[client.facts])
        if len(faults) >= MOST_FAULTS:
            break
    return faults[:MOST_FAULTS]


def _wrong(
    client: PortfolioEnterprise, parks: Mapping[str, Park], vocabulary: Vocabulary
) -> Iterator[Note]:
    try:
        yield from vocabulary.faults(client.enterprise())
    except InvalidEnterprise as error:
        yield from error.faults
    facts = orjson.loads(client.facts)
    for at, park in enumerate(facts["partners_in"]):
        if park.strip() and park not in parks:
            yield Fault("unknown_park", ("partners_in", at), {"park": park, **listed(parks)})
