import logging

from api.http.outage_log import OutageLog
from api.http.refusals import StorageFull, Unavailable


def test_said_once_until_it_is_over(caplog):
    caplog.set_level(logging.INFO, "parkwise.jobs")
    trouble = OutageLog("a cook", logging.getLogger("parkwise.jobs"))
    trouble.over()
    for _ in range(3):
        trouble.met(Unavailable.at("database_unavailable"))
        trouble.met(StorageFull.at("storage_full"))
    trouble.over()
    trouble.over()
    trouble.met(Unavailable.at("database_busy"))
    assert [row.getMessage() for row in caplog.records] == [
        "a cook cannot go on: database_unavailable",
        "a cook can go on again",
        "a cook cannot go on: database_busy",
    ]


def test_what_nobody_foresaw_is_told_with_its_place(caplog):
    trouble = OutageLog("a cook", logging.getLogger("parkwise.jobs"))
    for _ in range(2):
        try:
            raise ValueError("no salt")
        except ValueError as error:
            trouble.met(error)
    (row,) = caplog.records
    assert (row.levelname, row.getMessage()) == ("ERROR", "a cook met a fault")
    assert row.exc_info[1].args == ("no salt",)
