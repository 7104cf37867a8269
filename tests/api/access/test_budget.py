"""Budgets: used up, refilled with time, shared, and whose they are."""

import os
from collections.abc import Callable, Sequence

import pytest
from limits.errors import StorageError

from api.access.budget import Budgets, CpuBudget, Holder, charge, check, waits
from api.access.caller import THIS_MACHINE, Caller
from api.http.refusals import Unavailable
from api.limits.rate_limit import ProcessStorage
from api.settings import Settings
from tests.refusals import rejects


class Clock:
    """What the day's clock says."""

    now = 6000.0


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("time.time", lambda: clock.now)
    return clock


def caller(key: str, organisation: str = "org") -> Caller:
    return Caller(organisation=organisation, by=key, scopes=frozenset({"read"}), key_id=key)


def nothing(who: str) -> int:
    del who
    return 0


def test_used_up_and_refilled_with_time(clock):
    budget = CpuBudget("10/minute", ProcessStorage())
    budget.charge("one", 9.5)
    assert budget.wait("one") == 0
    budget.charge("one", 10.5)  # only known when it was over
    wait = budget.wait("one")
    assert wait == 91  # the rest of this minute and half of the next
    assert budget.wait("other") == 0
    clock.now += wait - 2
    assert budget.wait("one") > 0
    clock.now += 2
    assert budget.wait("one") == 0
    budget.charge("one", 9.0)
    assert 0 < budget.wait("one") <= 30


def test_what_was_counted_too_much_is_given_back():
    budget = CpuBudget("10/minute", ProcessStorage())
    budget.charge("one", 30.0)
    assert budget.wait("one") > 0
    budget.charge("one", -29.0)
    assert budget.wait("one") == 0


def test_off_is_any_number():
    budget = CpuBudget("off", ProcessStorage())
    budget.charge("one", 1e9)
    assert budget.wait("one") == 0


def test_two_processes_with_one_count_share_a_budget():
    counts = ProcessStorage()
    here, there = (CpuBudget("10/minute", counts) for _ in range(2))
    here.charge("one", 6.0)
    there.charge("one", 6.0)
    assert here.wait("one") == there.wait("one") > 0


def test_a_count_out_of_reach_refuses_and_charging_goes_on(caplog):
    class Away(ProcessStorage):
        def incr(self, key: str, expiry: float, amount: int = 1) -> int:
            raise StorageError(OSError())

        def get(self, key: str) -> int:
            raise StorageError(OSError())

    budget = CpuBudget("10/minute", Away())
    with rejects(Unavailable, code="rate_storage_unavailable"):
        budget.wait("one")
    budget.charge("one", 1.0)
    assert "could not be counted" in caplog.text


@pytest.mark.parametrize(
    ("first", "second", "refused"),
    [
        (caller("k1"), caller("k1"), True),
        (caller("k1"), caller("k2"), False),
        (caller("k1"), caller("k3", "elsewhere"), False),
    ],
)
def test_a_key_uses_up_its_own_budget(first, second, refused):
    budgets = Budgets(Settings(key_cpu_seconds="10/minute", organisation_cpu_seconds="15/minute"))
    charge(budgets.of(first, ""), 12.0)
    _expect(lambda: _check(budgets.of(second, ""), nothing), refused)


def test_keys_of_one_organisation_use_up_its_budget_together():
    budgets = Budgets(Settings(key_cpu_seconds="10/minute", organisation_cpu_seconds="15/minute"))
    charge(budgets.of(caller("k1"), ""), 9.0)
    charge(budgets.of(caller("k2"), ""), 9.0)
    _expect(lambda: _check(budgets.of(caller("k3"), ""), nothing), True)
    _expect(lambda: _check(budgets.of(caller("k4", "elsewhere"), ""), nothing), False)


def test_the_open_service_counts_by_address():
    budgets = Budgets(Settings(open_cpu_seconds="10/minute"))
    charge(budgets.of(THIS_MACHINE, "::1"), 12.0)
    _expect(lambda: _check(budgets.of(None, "::1"), nothing), True)
    _expect(lambda: _check(budgets.of(None, "10.0.0.1"), nothing), False)


def test_an_address_without_a_key_may_use_a_quarter_of_all_cores():
    budgets, cores = Budgets(Settings(open_cpu_seconds=None)), os.cpu_count() or 1
    charge(budgets.of(None, "10.0.0.1"), 15 * cores - 1.0)
    _expect(lambda: _check(budgets.of(None, "10.0.0.1"), nothing), False)
    charge(budgets.of(None, "10.0.0.1"), 2.0)
    _expect(lambda: _check(budgets.of(None, "10.0.0.1"), nothing), True)
    _expect(lambda: _check(budgets.of(None, "10.0.0.2"), nothing), False)


@pytest.mark.parametrize(
    ("running", "refused"),
    [
        ({"key:k": 1, "organisation:org": 2}, False),
        ({"key:k": 2}, True),
        ({"organisation:org": 3}, True),
    ],
)
def test_work_at_once(clock, running, refused):
    holders = Budgets(Settings(key_at_once=2, organisation_at_once=3)).of(caller("k"), "")
    _expect(lambda: _check(holders, lambda who: running.get(who, 0)), refused)


def _check(holders: Sequence[Holder], running: Callable[[str], int]) -> None:
    check(holders, waits(holders), running)


def _expect(work: Callable[[], None], refused: bool) -> None:
    if not refused:
        work()
        return
    with pytest.raises(Unavailable) as caught:
        work()
    assert caught.value.code == "busy"
    assert caught.value.faults[0].fields["retry_after"] >= 1
