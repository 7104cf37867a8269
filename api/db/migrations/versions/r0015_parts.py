"""Parts of the sensitivity: an object names exactly those that are run and told."""

from typing import Any

from api.db.migrations.documents import rewrite

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_BASE = ("decision", "beside", "gaps", "influence", "worth_knowing", "verdict", "ranks")
"""What could not be asked for by itself, and was run wherever anything was."""
_USUAL = (
    *("acceptability", "possible_ranks", "stability", "smallest_change", "facts", "methods"),
    *("reversal", "explanation", "judgements"),
)
"""What was run where an object did not speak of it."""
Plain = dict[str, Any]


def upgrade() -> None:
    """Name what an object did not speak of and was run all the same."""
    rewrite(_newer, ("sensitivity",))


def downgrade() -> None:
    """Refuse what an object does not name."""
    rewrite(_older, ("sensitivity",))


def _is_request(node: Plain) -> bool:
    asked = isinstance(node.get("enterprise"), dict) or isinstance(node.get("problem"), dict)
    return asked and isinstance(node.get("sensitivity"), dict)


def _newer(node: Plain) -> Plain:
    if not _is_request(node):
        return node
    said = {name: part for name, part in node["sensitivity"].items() if part is not None}
    usual = () if node.get("detail") == "summary" else _USUAL
    parts = {**dict.fromkeys((*_BASE, *usual), True), **said}
    return {
        **node,
        "sensitivity": {name: part for name, part in parts.items() if part is not False},
    }


def _older(node: Plain) -> Plain:
    if not _is_request(node):
        return node
    said = {name: part for name, part in node["sensitivity"].items() if name not in _BASE}
    return {**node, "sensitivity": {**dict.fromkeys(_USUAL, False), **said}}
