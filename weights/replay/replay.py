"""What the engine recommends to tenants who told their reasons, beside what they chose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from mcda.errors import Note
from mcda.parks import Catalogue, Enterprise, appraise, load_catalogue
from mcda.ranking import rank
from mcda.robust.acceptability import (
    DEFAULT_SAMPLES,
    DEFAULT_SEED,
    Acceptability,
    acceptability,
)
from weights.replay.caveats import caveats
from weights.replay.correspondence import Speaker, extended
from weights.replay.own_word import own_word
from weights.replay.placement import WAYS, Placed, Way
from weights.replay.scores import Place, Score, by_popularity, guessing, score
from weights.tenants import Tenant, load_tenants
from weights.weightings import resolve

if TYPE_CHECKING:
    import pandas as pd

PARKS = ("ljip", "vcep", "tcr", "kitic")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Replay:
    """Recommendations and choices side by side; no validation, see ``caveats``.

    Parameters
    ----------
    tenants
        All of them, those without a stated reason among the seven criteria too.
    method
        Name of the ranking method.
    samples, seed
        Of the draws behind the first shares.
    placed
        By way. ``own``: weights from the tenant's own reasons, for tenants that gave one.
        ``left_out``: the mean of the other tenants' weights. ``..._without_ties``: the same with
        nothing known of home or partner. ``all_...``: not only reasons among the seven criteria,
        also those that an optional one stands for. ``..._without_word``: without the criteria on
        which a park is rated by the word of the very tenant.
    speakers
        By tenant: all its reasons that some criterion stands for.
    scores
        By way, and ``guess`` (parks ordered by lot) and ``most_chosen`` (by these choices).
    caveats
        Why none of it proves that the engine is right.
    """

    tenants: tuple[Tenant, ...]
    speakers: Mapping[str, Speaker]
    method: str
    samples: int
    seed: int
    placed: Mapping[Way, tuple[Placed, ...]]
    scores: Mapping[str, Score]
    caveats: tuple[Note, ...]

    @property
    def without_reason(self) -> tuple[str, ...]:
        """Ids of tenants that gave no reason among the seven criteria."""
        return tuple(tenant.id for tenant in self.tenants if not tenant.reasons)

    def to_frame(self) -> "pd.DataFrame":
        """Return a row for each way of weighting and tenant.

        Way and tenant become the index. Columns: ``chosen`` and ``recommended`` (ids with
        commas where tied), ``rank`` of the chosen park, ``hit``, ``reciprocal_rank`` and
        ``first_share``, empty where a tenant gave no reason that the way counts.
        """
        import pandas as pd

        rows = {
            (way, item.tenant): {
                "recommended": ", ".join(item.recommended),
                "rank": item.place.rank,
                "hit": item.place.hit,
                "reciprocal_rank": item.place.reciprocal,
                "first_share": item.first_share,
            }
            for way, items in self.placed.items()
            for item in items
        }
        keys = [(way, tenant.id) for way in self.placed for tenant in self.tenants]
        index = pd.MultiIndex.from_tuples(keys, names=["way", "tenant"])
        found = pd.DataFrame(
            [rows.get(key, {}) for key in keys],
            index=index,
            columns=["recommended", "rank", "hit", "reciprocal_rank", "first_share"],
        ).astype({"rank": "Int64"})
        found.insert(0, "chosen", [t.chosen for _ in self.placed for t in self.tenants])
        return found

    def summary_frame(self) -> "pd.DataFrame":
        """Return a row for each way of weighting and baseline, columns as the fields of `Score`.

        The way becomes the index; ``low`` and ``high`` are the exact limits.
        """
        import pandas as pd

        rows = [
            {
                "tenants": found.tenants,
                "alone": found.alone,
                "tied": found.tied,
                "hit_rate": found.hit_rate,
                "hit_error": found.hit_error,
                "reciprocal_rank": found.reciprocal_rank,
                "reciprocal_error": found.reciprocal_error,
                **dict(zip(("low", "high"), found.interval or (None, None), strict=True)),
            }
            for found in self.scores.values()
        ]
        return pd.DataFrame(rows, index=pd.Index(list(self.scores), name="way", dtype=object))


def replay(
    method: str = "ahp",
    *,
    samples: int = DEFAULT_SAMPLES,
    seed: int = DEFAULT_SEED,
    catalogue: Catalogue | None = None,
    **parameters: Any,
) -> Replay:
    """Rank the four study parks for each tenant by its own reasons, and by those of the others.

    Only criteria that are named weigh anything: a tenant's own by its order of reasons, those of
    the others by the mean of their weights. Of the enterprise nothing is known but home and
    partner. Twice: with the reasons among the seven criteria, and with all that a criterion of
    the catalogue stands for, see `weights.replay.correspondence`.

    Parameters
    ----------
    method
        Of ranking, by name.
    samples, seed
        Number and seed of the draws behind the first shares.
    catalogue
        The shipped one when left out.
    parameters
        Of the method.

    Raises
    ------
    InvalidMethod
        No such method, or a wrong parameter.
    UnsuitableData
        The method cannot take the parks' figures.
    """
    tenants = load_tenants()
    known = catalogue or load_catalogue()
    advice = _Advice(known, method, parameters, samples, seed)
    speakers = {tenant.id: extended(tenant) for tenant in tenants}
    placed = {**_by_seven(advice, tenants), **_by_all(advice, tenants, speakers)}
    scores: dict[str, Score] = {
        **{way: score([item.place for item in placed[way]]) for way in WAYS},
        "most_chosen": by_popularity([tenant.chosen for tenant in tenants], PARKS),
        "guess": guessing(len(PARKS), len(tenants)),
    }
    return Replay(
        tenants=tenants,
        speakers=MappingProxyType(speakers),
        method=method,
        samples=samples,
        seed=seed,
        placed=MappingProxyType(placed),
        scores=MappingProxyType(scores),
        caveats=caveats(tenants, known, placed, speakers, scores),
    )


def _by_seven(advice: "_Advice", tenants: Sequence[Tenant]) -> dict[Way, tuple[Placed, ...]]:
    """Return the parks by the reasons among the seven criteria."""
    said = {tenant.id: Speaker(id=tenant.id, order=tenant.order) for tenant in tenants}
    return {
        "own": advice.own(tenants, said),
        "own_without_ties": advice.own(tenants, said, ties=False),
        "left_out": advice.others(tenants, said),
        "left_out_without_ties": advice.others(tenants, said, ties=False),
    }


def _by_all(
    advice: "_Advice", tenants: Sequence[Tenant], said: Mapping[str, Speaker]
) -> dict[Way, tuple[Placed, ...]]:
    """Return the parks by all reasons that some criterion stands for."""
    return {
        "all_own": advice.own(tenants, said),
        "all_own_without_ties": advice.own(tenants, said, ties=False),
        "all_own_without_word": advice.own(tenants, said, word=False),
        "all_left_out": advice.others(tenants, said),
        "all_left_out_without_ties": advice.others(tenants, said, ties=False),
        "all_left_out_without_word": advice.others(tenants, said, word=False),
    }


def statement(speakers: Sequence[Speaker]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return what some tenants say of importance, as a statement of weights, and its criteria.

    Parameters
    ----------
    speakers
        Tenants with reasons. Of one, its order; of several, the mean of their weights, in which a
        criterion that one of them did not name weighs 0 for it.
    """
    named = tuple(dict.fromkeys(criterion for s in speakers for criterion in s.named))
    parts = [
        {
            "kind": "profile",
            "id": speaker.id,
            "order": [list(tie) for tie in speaker.order],
            "excluded": [criterion for criterion in named if criterion not in speaker.named],
        }
        for speaker in speakers
    ]
    if len(parts) == 1:
        return {"kind": "ranked", "order": parts[0]["order"]}, named
    return {"kind": "blend", "parts": [{"share": 1.0, "weights": part} for part in parts]}, named


@dataclass(frozen=True, slots=True)
class _Advice:
    """The engine, asked for one tenant."""

    catalogue: Catalogue
    method: str
    parameters: Mapping[str, Any]
    samples: int
    seed: int

    def own(
        self,
        tenants: Sequence[Tenant],
        said: Mapping[str, Speaker],
        *,
        ties: bool = True,
        word: bool = True,
    ) -> tuple[Placed, ...]:
        """Return the parks for each tenant by its own reasons, where any is left."""
        found = [self._to(t, [said[t.id]], ties, word) for t in tenants]
        return tuple(item for item in found if item is not None)

    def others(
        self,
        tenants: Sequence[Tenant],
        said: Mapping[str, Speaker],
        *,
        ties: bool = True,
        word: bool = True,
    ) -> tuple[Placed, ...]:
        """Return the parks for each tenant by the reasons of the others."""
        found = [
            self._to(t, [one for name, one in said.items() if name != t.id], ties, word)
            for t in tenants
        ]
        return tuple(item for item in found if item is not None)

    def _to(
        self, tenant: Tenant, speakers: Sequence[Speaker], ties: bool, word: bool
    ) -> Placed | None:
        """Return the parks in the tenant's view, ranked by what the speakers find important."""
        enterprise = tenant.enterprise(self.catalogue) if ties else Enterprise()
        if not word:
            named = statement(speakers)[1]
            seen = appraise(self.catalogue, enterprise, parks=PARKS, criteria=named)
            speakers = [one.without(own_word(seen, tenant.id)) for one in speakers]
        speakers = [speaker for speaker in speakers if speaker.order]
        if not speakers:
            return None
        said, criteria = statement(speakers)
        view = appraise(self.catalogue, enterprise, parks=PARKS, criteria=criteria)
        answer = rank(view, resolve(said, view), self.method, **self.parameters)
        drawn = cast("Acceptability", acceptability(answer, self.samples, self.seed))
        row = PARKS.index(tenant.chosen)
        ranks = dict(zip(PARKS, answer.ranks.tolist(), strict=True))
        own = ranks[tenant.chosen]
        return Placed(
            tenant=tenant.id,
            chosen=tenant.chosen,
            weights=MappingProxyType(answer.weights.as_dict()),
            ranks=MappingProxyType(ranks),
            place=Place(rank=own, sharing=sum(found == own for found in ranks.values())),
            first_share=float(drawn.rank_shares[row, 0]),
        )
