"""What methods declare of their details is what they say."""

from dataclasses import dataclass
from typing import Annotated

from annotated_types import doc

from mcda.details import ByAlternative, Rows, details_of
from mcda.methods import METHODS


@dataclass(frozen=True, kw_only=True)
class Said:
    distance: Annotated[ByAlternative, doc("how far.")]
    best: Annotated[Rows, doc("the best ones.")]
    share: Annotated[float, doc("a share.")]
    bare: bool


def test_rows_are_named_and_all_else_stays() -> None:
    distance, best, share, bare = details_of(Said)
    assert distance.named([1.0, 2.0], ("a", "b")) == {"a": 1.0, "b": 2.0}
    assert best.named([1, 0], ("a", "b")) == ["b", "a"]
    assert share.named(0.5, ("a", "b")) == 0.5
    assert [detail.kind for detail in (distance, best, share, bare)] == [
        dict[str, float],
        list[str],
        float,
        bool,
    ]
    assert [detail.text for detail in (distance, bare)] == ["how far.", ""]


def test_every_declared_detail_says_what_it_means() -> None:
    assert details_of(None) == ()
    found = [detail for method in METHODS.values() for detail in details_of(method.details)]
    assert found
    assert all(detail.text.endswith(".") for detail in found)
