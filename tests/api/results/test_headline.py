"""What a list says of a stored answer."""

import orjson

from api.results.headline import headline


def test_private_claims_and_stated_figures_are_counted_together() -> None:
    claims = {"theirs": {"private": True}, "shipped": {}}
    record = {"spec": {"overrides": [{}, {}]}}
    answer = {"ranking": [], "claims": claims, "names": {}, "record": record}
    assert headline(orjson.dumps(answer))["private"] == 3
