"""Words of the first column and of the directions, in English and Chinese."""

from typing import Any

from mcda.problem import Direction

HEADER = ("alternative", "方案", "备选")
DIRECTION_WORDS: dict[str, Direction] = {
    "benefit": "benefit",
    "cost": "cost",
    "target": "target",
    "效益": "benefit",
    "成本": "cost",
    "目标": "target",
}
_LABELS = {
    "direction": "direction",
    "unit": "unit",
    "weight": "weight",
    "low": "low",
    "high": "high",
    "best low": "best low",
    "best high": "best high",
    "value curve": "value curve",
    "方向": "direction",
    "单位": "unit",
    "权重": "weight",
    "下限": "low",
    "上限": "high",
    "最佳下限": "best low",
    "最佳上限": "best high",
    "价值曲线": "value curve",
}


def is_header(value: Any) -> bool:
    """Tell whether this is the label of the header row."""
    return _folded(value) in HEADER


def label_of(value: Any) -> str | None:
    """Return which labelled row this is, in English, or None for an alternative."""
    return _LABELS.get(_folded(value))


def read_direction(value: Any) -> Direction:
    """Return the direction a word stands for.

    Raises
    ------
    ValueError
        Not one of `DIRECTION_WORDS`; ``max`` and ``min`` are none.
    """
    word = _folded(value)
    if word not in DIRECTION_WORDS:
        raise ValueError(word)
    return DIRECTION_WORDS[word]


def _folded(value: Any) -> str:
    return value.strip().casefold() if type(value) is str else ""
