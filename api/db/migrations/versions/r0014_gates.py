"""Must-haves and gates: requests have ``must`` and ``gates``, not ``screens``."""

from api.db.migrations.documents import rewrite
from mcda.plain import Plain

revision = "0014"
down_revision = "0013"

_OLD, _NEW = ("screens", "outside_scale"), ("must", "gates")
_MUST = {"ready_by": ("start", 1.0), "admission": ("plot", 10_000.0)}
"""Must-haves by the screen, and how many of their unit one of the screen's is."""
_GATES = {"stability": "stability", "sector_admitted": "sector"}
_PRICE = "land_price"


def upgrade() -> None:
    """Make must-haves, gates and requirements of screens; the others go.

    A factory to rent is a fact of the enterprise, since a must-have demands so many square metres.
    """
    rewrite(_newer, _OLD)


def _newer(node: Plain) -> Plain:
    if not isinstance(node.get("enterprise"), dict) or not {*_OLD} & node.keys():
        return node
    newer = {key: part for key, part in node.items() if key not in _OLD}
    screens = {item["id"]: item for item in node.get("screens") or ()}
    limits = {name: item["at_most"] for name, item in screens.items() if item.get("at_most")}
    must = {name: times * limits[key] for key, (name, times) in _MUST.items() if key in limits}
    gates = {gate: True for key, gate in _GATES.items() if key in screens}
    newer |= {name: part for name, part in zip(_NEW, (must, gates), strict=True) if part}
    if "budget" in limits and _PRICE in (node.get("criteria") or [_PRICE]):
        ceiling = {"criterion": _PRICE, "at_most": limits["budget"]}
        newer["requirements"] = [*(node.get("requirements") or ()), ceiling]
    if "ready_factory" in screens and node["enterprise"].get("needs_standard_factory") is None:
        newer["enterprise"] = {**node["enterprise"], "needs_standard_factory": True}
    return newer
