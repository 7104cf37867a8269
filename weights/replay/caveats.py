"""Why a replay of real choices must not be read as a validation."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from mcda.errors import Note
from mcda.parks import Catalogue
from weights.replay.tenants import Tenant


def caveats(
    tenants: Sequence[Tenant], catalogue: Catalogue, advised: Collection[tuple[str, ...]]
) -> tuple[Note, ...]:
    """Return the reasons, those that weigh most first.

    Parameters
    ----------
    tenants
        All that were interviewed.
    catalogue
        Names of criteria and parks.
    advised
        What each tenant is recommended where nothing is known of its home or partner.
    """
    named = {criterion for tenant in tenants for criterion in tenant.named}
    homes = sum(tenant.home is not None for tenant in tenants)
    silent = [tenant.id for tenant in tenants if not tenant.reasons]
    asked = Counter(tenant.chosen for tenant in tenants).values()
    years = sorted({tenant.interviewed[:4] for tenant in tenants})
    unnamed = [info.name for info in catalogue.criteria if info.id not in named]
    return (
        *_one_park(tenants, catalogue, set(advised)),
        Note("replay_same_source", (), {}),
        Note("replay_ties_by_choice", (), {"count": homes}),
        Note("replay_survivors", (), {}),
        Note("replay_few", (), {"count": len(tenants)}),
        Note("replay_by_park", (), {"low": min(asked), "high": max(asked)}),
        Note("replay_afterwards", (), {"years": years}),
        Note("replay_confounded", (), {}),
        Note("replay_proxies", (), {}),
        Note("replay_named_only", (), {"criteria": unnamed}),
        Note("replay_silent", (), {"tenants": silent}),
    )


def _one_park(
    tenants: Sequence[Tenant], catalogue: Catalogue, advised: set[tuple[str, ...]]
) -> Iterator[Note]:
    """Yield a note where all are advised alike: then a hit is only the choice of that park."""
    parks = sorted({park for advice in advised for park in advice})
    if len(parks) == 1:
        count = sum(tenant.chosen == parks[0] for tenant in tenants)
        fields = {"park": catalogue.park(parks[0]).name, "count": count}
        yield Note("replay_one_park", (), fields)
