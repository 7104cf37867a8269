"""Tables beside charts."""

from collections.abc import Callable
from typing import Any

from api.charts import stability, table
from api.charts.names import Names

Answer = dict[str, Any]


def test_rows_have_titles_and_the_numbers_of_the_answer(
    recommended: Answer, named: Callable[..., Names]
) -> None:
    spec = stability(recommended, named(recommended))
    assert spec
    found = table(spec)
    heaviest = max(recommended["sensitivity"]["stability"], key=lambda item: item["weight"])
    assert found[0]["Weight now"] == heaviest["weight"]
    assert found[0]["First up to"] == heaviest["winner"]["high"]
    assert len(found) == len(recommended["sensitivity"]["stability"])
    written = table(spec, text=True)
    assert written[0]["Weight now"] == f"{heaviest['weight']:.1%}"
    assert all(isinstance(value, str) for row in written for value in row.values())


def test_titles_are_in_the_language_of_the_names(
    recommended: Answer, named: Callable[..., Names]
) -> None:
    spec = stability(recommended, named(recommended, "zh"))
    assert spec
    assert list(table(spec)[0])[:2] == ["准则", "当前权重"]
