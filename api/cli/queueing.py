"""Work jobs off the queue in a process of its own, without answering requests."""

import signal
import threading
from types import FrameType

from api.cli.environment import read_settings
from api.cli.opened import opened
from api.cli.terminal import console
from api.cli.words import Language, word


def work_off(runners: int, language: Language) -> None:
    """Work until interrupted; jobs in hand go back to the queue.

    Parameters
    ----------
    runners
        Jobs worked on at a time, each in a process of its own.
    language
        Of messages.
    """
    from api.jobs.runner import Runner
    from api.operation.logs import configure
    from api.own.settings import Owned

    settings, stop = read_settings(language), threading.Event()

    def asked(number: int, frame: FrameType | None) -> None:
        del number, frame
        stop.set()

    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, asked)
    configure(settings.log_format or "text", settings.log_level)
    with opened(language) as database:
        owned = Owned(database, settings)
        working = [Runner(database, owned.for_jobs, stop.is_set) for _ in range(runners)]
        for runner in working:
            runner.start()
        where = database.url.render_as_string(hide_password=True)
        console(stderr=True).print(word("queueing", language, where=where), soft_wrap=True)
        stop.wait()
        for runner in working:
            runner.stop()
        owned.close()
