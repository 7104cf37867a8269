"""Goods by code: facts of an enterprise have ``goods``, not ``hs_chapters``."""

from functools import partial
from typing import Any

from api.db.migrations.documents import rewrite

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_OLD, _NEW = "hs_chapters", "goods"
_PATH = "/enterprise/"


def upgrade() -> None:
    """Rename the chapters of what an enterprise sells."""
    rewrite(partial(_renamed, old=_OLD, new=_NEW), [_OLD])


def downgrade() -> None:
    """Rename the codes back; headings stay what they are."""
    rewrite(partial(_renamed, old=_NEW, new=_OLD), [_NEW])


def _renamed(node: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    renamed = {new if key == old else key: part for key, part in node.items()}
    if str(node.get("path")).startswith(_PATH + old):  # of a change
        renamed["path"] = node["path"].replace(_PATH + old, _PATH + new)
    return renamed
