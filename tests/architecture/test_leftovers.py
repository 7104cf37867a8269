"""What a test starts and leaves running is told as a fault of this test, in any order of tests."""

import subprocess
import sys
from pathlib import Path

TESTS = """
import subprocess, sys, threading
import pytest

ENDS = threading.Event()

def began():
    thread = threading.Thread(target=ENDS.wait, name="left", daemon=True)
    thread.start()
    return thread

@pytest.fixture(scope="module")
def shared():
    yield began()
    ENDS.set()

@pytest.fixture
def own():
    ends = threading.Event()
    thread = threading.Thread(target=ends.wait)
    thread.start()
    yield
    ends.set()

def test_shared(shared, own):
    pass

def test_thread():
    began()

def test_process():
    subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)

def test_indirect():
    thread = threading.Thread(target=began)
    thread.start()
    thread.join()

def test_ended():
    subprocess.run([sys.executable, "-c", ""])
    with subprocess.Popen([sys.executable, "-c", ""]):
        pass
"""
PLUG_IN = """
from tests import leftovers
leftovers.PATIENCE = 0.2

def pytest_configure(config):
    config.pluginmanager.register(leftovers.Leftovers())
"""


def test_whoever_leaves_something_running_is_named(tmp_path: Path) -> None:
    tmp_path.joinpath("test_some.py").write_text(TESTS)
    tmp_path.joinpath("conftest.py").write_text(PLUG_IN)
    tmp_path.joinpath("pytest.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rE", "--rootdir", "."]
    run = subprocess.run(
        [*command, str(tmp_path)], capture_output=True, text=True, cwd=Path(__file__).parents[2]
    )
    faulty = {line.split(" - ")[0].rpartition("::")[2] for line in run.stdout.splitlines()
              if line.startswith("ERROR ")}  # fmt: skip
    assert faulty == {"test_thread", "test_process", "test_indirect"}, run.stdout
    assert "5 passed, 3 errors" in run.stdout
