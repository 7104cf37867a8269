"""Goods by code: facts of an enterprise have ``goods``, not ``hs_chapters``."""

from typing import Any

from api.db.migrations.documents import rewrite

revision = "0013"
down_revision = "0012"

_OLD, _NEW = "hs_chapters", "goods"
_PATH = "/enterprise/"


def upgrade() -> None:
    """Rename the chapters of what an enterprise sells."""
    rewrite(_renamed, [_OLD])


def _renamed(node: dict[str, Any]) -> dict[str, Any]:
    renamed = {_NEW if key == _OLD else key: part for key, part in node.items()}
    if str(node.get("path")).startswith(_PATH + _OLD):  # of a change
        renamed["path"] = node["path"].replace(_PATH + _OLD, _PATH + _NEW)
    return renamed
