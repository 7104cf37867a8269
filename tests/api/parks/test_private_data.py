"""Which private data an answer was made with stands in its record."""

import hashlib
import json

import pytest

from api.comparisons.schemas import ComparisonRequest
from api.comparisons.service import compare_weightings
from api.jobs.results import result_told
from api.jobs.work import perform
from api.parks.catalogue import private_data, rests_on
from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.settings import Settings
from mcda.parks import load_catalogue
from mcda.parks.overlay import Overlay, PrivateData, format_workbook

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
    assert rests_on(Settings())["overlay"] is None


def test_of_a_file_it_is_the_digest_of_its_content(tmp_path):
    path = tmp_path / "ours.xlsx"
    path.write_bytes(format_workbook(Overlay(), load_catalogue()))
    found = rests_on(Settings(catalogue=path))["overlay"]
    assert found == hashlib.sha256(path.read_bytes()).hexdigest()


def test_what_was_handed_over_counts_before_what_is_named(tmp_path):
    named, own = folder(tmp_path / "a"), PrivateData.of(Overlay(), "ab" * 32)
    assert private_data(named.with_private_data(own)) is own
    assert rests_on(named.with_private_data(own))["overlay"] == "ab" * 32
    assert private_data(named) is private_data(Settings(catalogue=named.catalogue))


def test_of_a_folder_it_is_that_of_its_tables_alone(tmp_path):
    first = rests_on(folder(tmp_path / "a"))["overlay"]
    assert first == rests_on(folder(tmp_path / "b", **{"notes.txt": "x"}))["overlay"]
    changed = TABLES["quotations.csv"].replace("118", "119")
    assert first != rests_on(folder(tmp_path / "c", **{"quotations.csv": changed}))["overlay"]


@pytest.mark.parametrize("template", ["parks", "location"])
def test_every_recommendation_tells_them(tmp_path, template):
    fields = {"enterprise": {}, "template": template, "sensitivity": False}
    request = RecommendationRequest.model_validate(fields)
    private = folder(tmp_path / "ours")
    for settings in (Settings(), private):
        record = recommend(request, settings)["record"]
        assert record["overlay"] == rests_on(settings)["overlay"]
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
        kept = perform(sent, chosen, lambda *_: None)
        for answer in (
            compare_weightings(asked, chosen),
            json.loads(result_told("portfolio", kept, "en")),
        ):
            assert answer["record"]["overlay"] == rests_on(chosen)["overlay"]
    assert rests_on(settings)["overlay"]
