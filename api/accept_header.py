"""What a caller would rather have, as the ``Accept`` headers say."""

from collections.abc import Sequence

from starlette.requests import HTTPConnection

_DATA = ("application/json", "application/problem+json")


def asks_for_page(request: HTTPConnection) -> bool:
    """Tell whether a browser asks: outside ``/v1/``, and its ``Accept`` names HTML before JSON.

    Programs send ``*/*``, which is no wish for a page.
    """
    named = dict(weighted(request.headers.get("accept", "")))
    html = named.get("text/html", 0.0)
    is_preferred = all(html > named.get(kind, 0.0) for kind in _DATA)
    return is_preferred and not request.scope["path"].startswith("/v1/")


def weighted(header: str) -> list[tuple[str, float]]:
    """Return what a header names, in small letters, each with its weight from 0 to 1."""
    items = (item.lower().split(";") for item in header.split(","))
    return [(name.strip(), _quality(parameters)) for name, *parameters in items]


def _quality(parameters: Sequence[str]) -> float:
    for name, _, value in (parameter.partition("=") for parameter in parameters):
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
