"""The ways of weighting in a replay, and what each tenant is recommended by one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from weights.replay.scores import Place

SevenWay = Literal["own", "own_without_ties", "left_out", "left_out_without_ties"]
AllWay = Literal[
    "all_own",
    "all_own_without_ties",
    "all_own_without_word",
    "all_left_out",
    "all_left_out_without_ties",
    "all_left_out_without_word",
]
Way = SevenWay | AllWay
WAYS: tuple[Way, ...] = (*get_args(SevenWay), *get_args(AllWay))


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """The parks as one tenant would have been advised.

    Parameters
    ----------
    tenant, chosen
        Ids.
    weights
        By criterion; those that are missing weigh 0.
    ranks
        Competition ranks of the parks, 1 = best.
    place
        That of the chosen park.
    first_share
        How often the chosen park is first when the weights and the doubtful figures are drawn.
    """

    tenant: str
    chosen: str
    weights: Mapping[str, float]
    ranks: Mapping[str, int]
    place: Place
    first_share: float

    @property
    def recommended(self) -> tuple[str, ...]:
        """All parks that share rank 1."""
        return tuple(park for park, found in self.ranks.items() if found == 1)
