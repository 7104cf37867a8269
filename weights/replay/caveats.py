"""Why a replay of real choices must not be read as a validation."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from mcda.errors import Note
from mcda.parks import Catalogue, Enterprise, appraise
from mcda.parks.criteria import is_computed
from mcda.parks.model import Text
from weights.replay.correspondence import Speaker, load_correspondences
from weights.replay.placement import Placed, Way
from weights.replay.scores import Score
from weights.tenants import Tenant


def caveats(
    tenants: Sequence[Tenant],
    catalogue: Catalogue,
    placed: Mapping[Way, Sequence[Placed]],
    speakers: Mapping[str, Speaker],
    scores: Mapping[str, Score],
) -> tuple[Note, ...]:
    """Return the reasons, those that weigh most first.

    Parameters
    ----------
    tenants
        All that were interviewed.
    catalogue
        Names of criteria and parks.
    placed
        What each tenant is recommended, by way.
    speakers
        By tenant, all reasons that some criterion stands for.
    scores
        By way, with that of guessing.
    """
    named = {criterion for tenant in tenants for criterion in tenant.named}
    homes = sum(tenant.home is not None for tenant in tenants)
    silent = [tenant.id for tenant in tenants if not tenant.reasons]
    asked = Counter(tenant.chosen for tenant in tenants).values()
    years = sorted({tenant.interviewed[:4] for tenant in tenants})
    unnamed = [info.name for info in catalogue.criteria if info.id not in named]
    return (
        *_one_park("replay_one_park", tenants, catalogue, placed["left_out_without_ties"]),
        *_one_park("replay_one_park_all", tenants, catalogue, placed["all_left_out_without_ties"]),
        Note("replay_same_source", (), {}),
        *_own_words(catalogue, placed, speakers),
        Note("replay_ties_by_choice", (), {"count": homes}),
        Note("replay_survivors", (), {}),
        Note("replay_few", (), {"count": len(tenants)}),
        Note("replay_by_park", (), {"low": min(asked), "high": max(asked)}),
        Note("replay_afterwards", (), {"years": years}),
        Note("replay_confounded", (), {}),
        Note("replay_proxies", (), {}),
        Note("replay_named_only", (), {"criteria": unnamed}),
        Note("replay_silent", (), {"tenants": silent}),
        *_correspondences(catalogue, speakers),
        *_unknown(tenants, catalogue, speakers),
        _chance(scores),
    )


def _one_park(
    code: str, tenants: Sequence[Tenant], catalogue: Catalogue, placed: "Sequence[Placed]"
) -> Iterator[Note]:
    """Yield a note where all are advised alike: then a hit is only the choice of that park."""
    parks = sorted({park for item in placed for park in item.recommended})
    if len(parks) == 1:
        count = sum(tenant.chosen == parks[0] for tenant in tenants)
        fields = {"park": catalogue.park(parks[0]).name, "count": count}
        yield Note(code, (), fields)


def _own_words(
    catalogue: Catalogue,
    placed: Mapping[Way, Sequence[Placed]],
    speakers: Mapping[str, Speaker],
) -> Iterator[Note]:
    """Yield how many tenants meet their own words in the ratings, and who is left out for it."""
    kept = {item.tenant: set(item.weights) for item in placed["all_own_without_word"]}
    lost = {name: set(one.named) - kept.get(name, set()) for name, one in speakers.items()}
    fields = {
        "count": sum(bool(criteria) for criteria in lost.values()),
        "criteria": _names(catalogue, set().union(*lost.values())),
        "tenants": [name for name, one in speakers.items() if one.order and name not in kept],
    }
    yield Note("replay_own_word", (), fields)
    yield Note("replay_ladder_of_words", (), {"criterion": _names(catalogue, {"operator_trust"})})


def _correspondences(catalogue: Catalogue, speakers: Mapping[str, Speaker]) -> Iterator[Note]:
    """Yield which reasons count by correspondence only in part, and who stays without any."""
    counted = load_correspondences().counted
    part = {item.criterion for item in counted if item.fit == "part"}
    fields = {
        "count": len({row.tenant for item in counted for row in item.rows}),
        "criteria": _names(catalogue, part),
    }
    yield Note("replay_correspondence", (), fields)
    silent = [name for name, one in speakers.items() if not one.order]
    if silent:
        yield Note("replay_all_silent", (), {"tenants": silent})


def _names(catalogue: Catalogue, criteria: set[str]) -> list[Text]:
    return [info.name for info in catalogue.all_criteria if info.id in criteria]


def _unknown(
    tenants: Sequence[Tenant], catalogue: Catalogue, speakers: Mapping[str, Speaker]
) -> Iterator[Note]:
    """Yield what is not known of the parks chosen on criteria that tenants name."""
    parks = sorted({tenant.chosen for tenant in tenants})
    for info in catalogue.all_criteria:
        naming = [name for name, one in speakers.items() if info.id in one.named]
        if not naming or is_computed(info):
            continue
        view = appraise(catalogue, Enterprise(), parks=parks, criteria=[info.id])
        for park in view.alternatives:
            if view.evidence[park.id][info.id].cell is None:
                fields = {"criterion": info.name, "park": park.name, "tenants": naming}
                yield Note("replay_unknown", (), fields)


def _chance(scores: Mapping[str, Score]) -> Note:
    """Return how many of the figures lie clear of guessing."""
    guess = scores["guess"].hit_rate
    limits = [score.interval for score in scores.values() if score.interval is not None]
    clear = sum(not low <= guess <= high for low, high in limits)
    return Note("replay_chance", (), {"ways": len(limits), "count": clear})
