"""A replay of real choices: what the engine recommends to interviewed tenants, and what they chose.

>>> from weights.replay import replay
>>> found = replay(samples=100)
>>> len(found.tenants), sorted(found.placed)[0]
(15, 'left_out')
"""

from weights.replay.placement import Placed
from weights.replay.replay import PARKS, Replay, replay
from weights.replay.scores import Score
from weights.tenants import Tenant, load_tenants

__all__ = ["PARKS", "Placed", "Replay", "Score", "Tenant", "load_tenants", "replay"]
