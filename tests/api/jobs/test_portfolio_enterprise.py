import gc
from pathlib import Path

import orjson
import pytest

from api.jobs.enterprise_sheet import read_enterprises
from api.jobs.portfolio_enterprise import PortfolioEnterprise
from api.jobs.schemas import ClientModel
from api.operation.memory import returned

ROWS, MEBI = 20_000, 2**20


def _resident():
    returned(gc.collect)
    return 4096 * int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])


def test_what_was_checked_is_what_would_be_sent():
    said = {"id": "甲", "home": {"province": "浙江"}, "markets": {"US": 0.5}, "profile": "p"}
    model = ClientModel.model_validate(said)
    assert orjson.loads(PortfolioEnterprise.of(model).document()) == model.model_dump()


@pytest.mark.long
def test_the_enterprises_of_a_sheet_take_little_more_memory_than_their_text():
    head = b"id,province,city,sectors,markets,size\n"
    row = b"c-%d,Zhejiang,Hangzhou,electronics;textiles,US=0.%d;EU=0.2,large\n"
    content = head + b"".join(row % (at, at % 799 + 1) for at in range(ROWS))
    read_enterprises(content[:1000].rpartition(b"\n")[0])
    before = _resident()
    assert len(read_enterprises(content).clients) == ROWS
    assert _resident() - before < 25 * MEBI
