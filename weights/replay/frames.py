"""A replay as pandas frames."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from weights.replay.replay import Replay


def placed_frame(replay: "Replay") -> "pd.DataFrame":
    """Return a row for each way of weighting and tenant.

    Parameters
    ----------
    replay
        Way and tenant become the index. Columns: ``chosen`` and ``recommended`` (ids with commas
        where tied), ``rank`` of the chosen park, ``hit``, ``reciprocal_rank`` and ``first_share``,
        empty where a tenant gave no reason that the way counts.
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
        for way, items in replay.placed.items()
        for item in items
    }
    keys = [(way, tenant.id) for way in replay.placed for tenant in replay.tenants]
    index = pd.MultiIndex.from_tuples(keys, names=["way", "tenant"])
    found = pd.DataFrame(
        [rows.get(key, {}) for key in keys],
        index=index,
        columns=["recommended", "rank", "hit", "reciprocal_rank", "first_share"],
    ).astype({"rank": "Int64"})
    found.insert(0, "chosen", [t.chosen for _ in replay.placed for t in replay.tenants])
    return found


def scores_frame(replay: "Replay") -> "pd.DataFrame":
    """Return a row for each way of weighting and baseline, columns as the fields of `Score`.

    Parameters
    ----------
    replay
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
        for found in replay.scores.values()
    ]
    return pd.DataFrame(rows, index=pd.Index(list(replay.scores), name="way", dtype=object))
