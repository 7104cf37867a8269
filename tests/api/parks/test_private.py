"""Which private data an answer was made with stands in its record."""

import hashlib
import json

import pytest

from api.comparisons.schemas import ComparisonRequest
from api.comparisons.service import compare_weightings
from api.jobs.work import perform
from api.parks.private import overlay_digest
from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.settings import Settings

TABLES = {
    "sources.csv": "id,title,date\noffer,Offer of March,2026-03\n",
    "quotations.csv": "park,criterion,mode,source,as_of\ntcr,land_price,118,offer,2026-03\n",
}


def folder(path, **others):
    path.mkdir()
    for name, content in {**TABLES, **others}.items():
        (path / name).write_text(content, encoding="utf-8")
    return Settings(catalogue=path)


def test_none_without_private_data():
    assert overlay_digest(Settings()) is None


def test_of_a_file_it_is_the_digest_of_its_content(tmp_path):
    path = tmp_path / "ours.csv"
    path.write_bytes(b"id,title\n")
    found = overlay_digest(Settings(catalogue=path))
    assert found == hashlib.sha256(b"id,title\n").hexdigest()


def test_what_an_organisation_saved_keeps_the_digest_of_what_was_sent(tmp_path):
    assert overlay_digest(Settings(catalogue=tmp_path / f"{'ab' * 32}.xlsx")) == "ab" * 32


def test_of_a_folder_it_is_that_of_its_tables_alone(tmp_path):
    first = overlay_digest(folder(tmp_path / "a"))
    assert first == overlay_digest(folder(tmp_path / "b", **{"notes.txt": "x"}))
    changed = TABLES["quotations.csv"].replace("118", "119")
    assert first != overlay_digest(folder(tmp_path / "c", **{"quotations.csv": changed}))
    moved = {"sources.csv": TABLES["quotations.csv"], "quotations.csv": TABLES["sources.csv"]}
    assert first != overlay_digest(folder(tmp_path / "d", **moved))


@pytest.mark.parametrize("template", ["parks", "location"])
def test_every_recommendation_tells_them(tmp_path, template):
    fields = {"enterprise": {}, "template": template, "sensitivity": False}
    request = RecommendationRequest.model_validate(fields)
    private = folder(tmp_path / "ours")
    for settings in (Settings(), private):
        record = json.loads(recommend(request, settings, "en"))["record"]
        assert record["overlay"] == overlay_digest(settings)
    assert record["overlay"] is not None


def test_comparisons_and_portfolios_tell_it_too(tmp_path):
    settings = folder(tmp_path / "own")
    weightings = [
        {"name": "equal", "weights": {"kind": "objective", "scheme": "equal"}},
        {"name": "first", "weights": {"kind": "profile", "id": "anchor-follower"}},
    ]
    about = {"enterprise": {}, "parks": ["tcr", "ljip"], "weightings": weightings}
    asked = ComparisonRequest.model_validate(about)
    portfolio = {"kind": "portfolio", "enterprises": [{"id": "a"}], "parks": ["tcr", "ljip"]}
    sent = json.dumps(portfolio).encode()
    for chosen in (settings, Settings()):
        for answer in (
            compare_weightings(asked, chosen, "en"),
            perform(sent, chosen, "en", lambda *_: None),
        ):
            assert json.loads(answer)["record"]["overlay"] == overlay_digest(chosen)
    assert overlay_digest(settings)
