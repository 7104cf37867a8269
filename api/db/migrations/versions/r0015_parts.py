"""Parts of the sensitivity: an object names exactly those that are run and told."""

from api.db.migrations.documents import rewrite
from mcda.plain import Plain

revision = "0015"
down_revision = "0014"

_BASE = ("decision", "beside", "gaps", "influence", "worth_knowing", "verdict", "ranks")
"""What could not be asked for by itself, and was run wherever anything was."""
_USUAL = (
    *("acceptability", "possible_ranks", "stability", "smallest_change", "facts", "methods"),
    *("reversal", "explanation", "judgements"),
)
"""What was run where an object did not speak of it."""


def upgrade() -> None:
    """Name what an object did not speak of and was run all the same."""
    rewrite(_newer, ("sensitivity",))


def _newer(node: Plain) -> Plain:
    is_request = isinstance(node.get("enterprise"), dict) or isinstance(node.get("problem"), dict)
    if not is_request or not isinstance(node.get("sensitivity"), dict):
        return node
    own = {name: part for name, part in node["sensitivity"].items() if part is not None}
    usual = () if node.get("detail") == "summary" else _USUAL
    parts = {**dict.fromkeys((*_BASE, *usual), True), **own}
    return {
        **node,
        "sensitivity": {name: part for name, part in parts.items() if part is not False},
    }
