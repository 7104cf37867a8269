"""What is loaded for good leaves the collector's rounds, and only where a program is our own."""

import gc
import subprocess
import sys

from tests.clients import TestClient

PROGRAM = """
import gc
import weakref
from api.operation.memory import settle


class Ring:
    def __init__(self):
        self.self = self


ring = weakref.ref(Ring())
assert ring() is not None
settle()
assert ring() is None
assert gc.get_freeze_count() > 1000
assert len(gc.get_objects()) < 100
"""

SLOW_PROGRAM = """
import gc
from api.operation import memory

freezer = memory.Freezer()
freezer.start()
memory._SLOW = 60
loaded = [[] for _ in range(1_000)]
gc.collect()
assert gc.get_freeze_count() == 0
memory._SLOW = 0
for at in range(memory._TIMES):
    gc.collect()
assert gc.get_freeze_count() > 1_000
before = gc.get_freeze_count()
more = [[] for _ in range(1_000)]
gc.collect()
assert gc.get_freeze_count() == before  # it was done often enough
freezer.stop()
assert not gc.callbacks
"""


def test_what_is_loaded_is_not_looked_through_again():
    subprocess.run([sys.executable, "-c", PROGRAM], check=True, timeout=60)


def test_what_made_a_round_slow_is_not_looked_through_again():
    subprocess.run([sys.executable, "-c", SLOW_PROGRAM], check=True, timeout=60)


def test_a_program_of_its_own_settles_and_one_within_another_does_not(make_app, monkeypatch):
    frozen = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(True))
    with TestClient(make_app(log_format=None)):
        assert frozen == []
    with TestClient(make_app(log_format="json")):
        assert frozen == [True]
