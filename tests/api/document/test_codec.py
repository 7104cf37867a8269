"""What is read of a kept document tells what the document told."""

import pytest

from api.document.blocks import Head
from api.document.codec import decode_document, encode_document
from api.document.document import document
from api.document.teller import tell
from api.http.localisation import decode, encode
from api.pages.results.result_view import view_of
from api.rankings.requests import RankingRequest
from api.rankings.service import rank_problem
from api.reports.service import make_report
from api.settings import Settings
from weights.validation import validate

HEAD = {"number": 1, "version": 1, "at": "", "by": "", "language": None}
ODD = ("$", "$say", "$items", "fields", "a b")


def test_nothing_is_lost(study, nobody, alone, plain, tied) -> None:
    for answer in (study, nobody, alone, plain, tied):
        made = document(answer)
        again = decode_document(encode_document(made))
        for language in ("en", "zh"):
            assert tell(again, language) == tell(made, language)
            views = [view_of(one, HEAD, language, Settings()) for one in (again, made)]
            assert views[0].context == views[1].context
        assert encode_document(again) == encode_document(made)


def test_sections_that_are_not_wanted_are_not_read(study) -> None:
    kept = encode_document(document(study))
    assert [one.id for one in decode_document(kept, ["sources"]).sections] == ["sources"]
    assert decode_document(kept, []).brief == decode_document(kept).brief


@pytest.mark.parametrize("form", ["json", "html", "xlsx"])
def test_odd_ids_and_large_numbers(form) -> None:
    """Ids are a caller's: they may be what the form of a kept document is made of."""
    problem = {
        "criteria": [{"id": key, "direction": "benefit"} for key in ODD],
        "alternatives": [{"id": key, "name": {"en": f"<{key}>"}} for key in ODD],
        "performances": [[10**30 + k * j for j in range(5)] for k in range(5)],
    }
    weights = {"kind": "direct", "values": {key: k + 1 for k, key in enumerate(ODD)}}
    body = {"problem": problem, "weights": weights, "method": {"name": "weighted_sum"}}
    answer = decode(encode(rank_problem(validate(RankingRequest, body), Settings())))
    made = document(answer, Head(name="odd"))
    again = decode_document(encode_document(made))
    assert [line.id for line in again.details.standings] == [
        line["alternative"] for line in answer["ranking"]
    ]
    assert again.details.weights.keys() == set(ODD)
    assert tell(again, "en") == tell(made, "en")
    assert make_report(again, form, "en")
