"""The rows behind a chart, for a table beside it."""

from typing import Any

from api.charts.numbers import written
from api.charts.spec import ROWS, Spec


def table(spec: Spec, *, text: bool = False) -> list[dict[str, Any]]:
    """Return the rows of a chart by title of the column, in the order of the chart.

    Parameters
    ----------
    spec
        As a chart of this package made it.
    text
        Whether numbers are written as on the chart; else they are those of the answer.
    """
    columns = spec["usermeta"]["columns"]
    return [
        {
            column["title"]: written(row[column["field"]], column["format"])
            if text
            else row[column["field"]]
            for column in columns
        }
        for row in _rows(spec)
    ]


def _rows(node: Any) -> list[dict[str, Any]]:
    """Return the values of the data set that a spec names its rows."""
    if isinstance(node, dict):
        data = node.get("data")
        if isinstance(data, dict) and data.get("name") == ROWS and "values" in data:
            return list(data["values"])
        node = list(node.values())
    if isinstance(node, list):
        for item in node:
            if found := _rows(item):
                return found
    return []
