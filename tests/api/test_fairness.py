"""Turns: who was given least is next, and nobody has all places."""

from collections.abc import Iterable

from api.fairness import FairQueue
from api.supervisor import ProcessTask


def task(owner: str, seconds: float = 1.0) -> ProcessTask:
    return ProcessTask(work=int, owner=owner, seconds=seconds)


def queue_of(tasks: Iterable[ProcessTask], most: int = 99) -> FairQueue:
    queue = FairQueue(most)
    for one in tasks:
        queue.put(one)
    return queue


def served(queue: FairQueue, count: int, used: float | None = None) -> list[str]:
    """Have tasks done one after another and return whose they were."""
    owners = []
    for _ in range(count):
        found = queue.take()
        assert found is not None
        found.used = found.seconds if used is None else used
        queue.done(found)
        owners.append(found.owner)
    return owners


def test_who_sends_a_hundred_does_not_come_before_who_sends_one() -> None:
    queue = queue_of([*(task("flood") for _ in range(100)), task("other")])
    assert served(queue, 2) == ["flood", "other"]
    assert len(queue) == 99


def test_turns_are_of_cpu_seconds_and_not_of_tasks() -> None:
    queue = queue_of([*(task("heavy", 10) for _ in range(9)), *(task("light") for _ in range(99))])
    owners = served(queue, 55)
    assert owners.count("heavy") == 5
    assert owners.count("light") == 50


def test_what_was_really_used_counts_and_not_what_was_expected() -> None:
    queue = queue_of([task("liar", 0.1), *(task("liar", 0.1) for _ in range(9)), task("honest", 1)])
    first = queue.take()
    assert first is not None
    assert first.owner == "liar"
    first.used = 5.0
    queue.done(first)
    for _ in range(4):
        queue.put(task("honest", 1))
    assert served(queue, 6) == ["honest"] * 5 + ["liar"]


def test_who_was_given_more_than_others_once_saves_nothing_up_while_they_catch_up() -> None:
    queue = queue_of([task("early", 5)])
    assert served(queue, 1) == ["early"]
    for _ in range(2):
        queue.put(task("other", 7))
    assert [queue.take(), queue.take()].count(None) == 0  # both run: the time is 7 now, not 5
    for _ in range(3):
        queue.put(task("early"))
        queue.put(task("new"))
    assert served(queue, 4) == ["early", "new"] * 2


def test_nobody_saves_up_turns_by_staying_away() -> None:
    queue = queue_of(task("busy") for _ in range(50))
    assert served(queue, 20) == ["busy"] * 20
    for _ in range(50):
        queue.put(task("late"))
    assert sorted(served(queue, 20)) == ["busy"] * 10 + ["late"] * 10


def test_nobody_is_rid_of_what_it_was_given_by_going_away() -> None:
    queue = queue_of([task("glutton", 10), *(task("other") for _ in range(30))])
    assert served(queue, 1) == ["glutton"]  # and has nothing waiting now
    assert served(queue, 3) == ["other"] * 3
    queue.put(task("glutton", 10))
    assert served(queue, 8) == ["other"] * 7 + ["glutton"]


def test_no_more_of_one_owner_run_than_it_may_have() -> None:
    queue = queue_of([*(task("flood") for _ in range(9)), task("other")], most=2)
    running = [queue.take() for _ in range(3)]
    assert [one.owner for one in running if one is not None] == ["flood", "other", "flood"]
    assert queue.take() is None
    first = running[0]
    assert first is not None
    queue.done(first)
    following = queue.take()
    assert following is not None
    assert following.owner == "flood"


def test_what_is_dropped_is_not_served() -> None:
    tasks = [task("one"), task("two"), task("one")]
    queue = queue_of(tasks)
    assert queue.drop(lambda found: found.owner == "one") == [tasks[0], tasks[2]]
    assert queue.take() is tasks[1]
    assert queue.take() is None
