"""A replay as pandas frames."""

import pandas as pd

from weights.replay import Replay
from weights.replay.placement import WAYS


def test_a_row_for_each_way_and_tenant(found: Replay) -> None:
    frame = found.to_frame()
    assert frame.index.names == ["way", "tenant"]
    assert len(frame) == len(WAYS) * len(found.tenants)
    for item in found.placed["own"]:
        row = frame.loc[("own", item.tenant)]
        assert row["chosen"] == item.chosen
        assert row["recommended"] == ", ".join(item.recommended)
        assert (row["rank"], row["hit"]) == (item.place.rank, item.place.hit)
        assert row["reciprocal_rank"] == item.place.reciprocal
        assert row["first_share"] == item.first_share
    silent = frame.loc[[("own", name) for name in found.without_reason]]
    assert silent.drop(columns="chosen").isna().all(axis=None)
    assert set(silent["chosen"]) == {"tcr", "ljip"}


def test_a_row_for_each_way_and_baseline(found: Replay) -> None:
    frame = found.summary_frame()
    assert list(frame.index) == list(found.scores)
    for way, score in found.scores.items():
        assert frame.loc[way, "hit_rate"] == score.hit_rate
        assert frame.loc[way, "reciprocal_error"] == score.reciprocal_error
        low, high = frame.loc[way, ["low", "high"]]
        assert pd.isna(low) if score.interval is None else (low, high) == score.interval
