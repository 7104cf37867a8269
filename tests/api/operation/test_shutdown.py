import signal
import threading

import pytest

from api.operation.shutdown import Shutdown


@pytest.fixture
def handled():
    """Handle both signals as a server does, and return what was handled."""
    seen = []
    before = {
        number: signal.signal(number, lambda sent, _: seen.append(sent))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    yield seen
    for number, handle in before.items():
        signal.signal(number, handle)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_known_as_soon_as_it_is_asked_for(handled, number):
    shutdown = Shutdown()
    shutdown.watch()
    assert not shutdown.asked()
    signal.raise_signal(number)
    assert shutdown.asked()
    assert handled == [number]


def test_what_nobody_handles_is_left_alone(handled):
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Shutdown().watch()
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_no_signals_outside_the_main_thread(handled):
    before = signal.getsignal(signal.SIGTERM)
    watching = threading.Thread(target=Shutdown().watch)
    watching.start()
    watching.join()
    assert signal.getsignal(signal.SIGTERM) is before
