"""Whose work is next: organisations take turns by the CPU seconds that they were given."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from api.supervisor import ProcessTask


@dataclass(slots=True)
class _Owner:
    given: float
    waiting: deque[ProcessTask] = field(default_factory=deque)
    running: int = 0


class FairQueue:
    """Tasks of several owners: next is the owner who was given least (start-time fair queueing).

    Who comes, or comes back, begins where those are that wait already, so that nobody saves up
    turns, and what was given before is not forgotten by going away. Not for several threads at a
    time.

    Parameters
    ----------
    most
        Tasks of one owner that run at a time.

    References
    ----------
    Goyal, Vin and Cheng (1996), Start-time fair queuing, SIGCOMM.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._owners: dict[str, _Owner] = {}
        self._now = 0.0

    def __len__(self) -> int:
        return sum(len(owner.waiting) for owner in self._owners.values())

    def put(self, task: ProcessTask) -> None:
        """Let a task wait behind the others of its owner."""
        owner = self._owners.setdefault(task.owner, _Owner(self._now))
        if not owner.waiting and not owner.running:
            owner.given = max(owner.given, self._now)
        owner.waiting.append(task)

    def take(self) -> ProcessTask | None:
        """Return the next task, which then runs until `done`; None where none may run."""
        ready = [one for one in self._owners.values() if one.waiting and one.running < self.most]
        if not ready:
            return None
        owner = min(ready, key=lambda one: one.given)
        task = owner.waiting.popleft()
        self._now = max(self._now, owner.given)
        owner.given += task.seconds
        owner.running += 1
        return task

    def done(self, task: ProcessTask) -> None:
        """Count what a task really took; another of its owner may run."""
        owner = self._owners[task.owner]
        owner.running -= 1
        owner.given += task.used - task.seconds
        self._owners = {
            name: one
            for name, one in self._owners.items()
            if one.waiting or one.running or one.given > self._now
        }

    def drop(self, unwanted: Callable[[ProcessTask], bool]) -> list[ProcessTask]:
        """Take away and return the waiting tasks of which this is true."""
        dropped = []
        for owner in self._owners.values():
            dropped += [task for task in owner.waiting if unwanted(task)]
            owner.waiting = deque(task for task in owner.waiting if not unwanted(task))
        return dropped
