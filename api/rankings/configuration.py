"""A method as it is configured, as plain data."""

from collections.abc import Mapping
from typing import Any

from mcda.method import Method

Plain = dict[str, Any]


def configuration(method: Method) -> Plain:
    """Return name and parameters, each a plain value."""
    return {
        "name": method.name,
        **{
            name: {k: v.as_dict() if hasattr(v, "as_dict") else v for k, v in value.items()}
            if isinstance(value, Mapping)
            else value
            for name, value in method.parameters.items()
        },
    }
