"""The first page and its finished sample."""

import asyncio
import re
import time
from html import unescape

import orjson
import pytest

from api.compute.processes import Processes
from api.pages.home.sample import ENTERPRISE, ORDER, Sample, catalogue_counts
from api.parks.schemas import EnterpriseModel
from api.results.documents import read_document
from api.settings import Settings
from mcda.parks import load_catalogue, scorable, unknown


@pytest.fixture(scope="module")
def finished():
    """Return the sample as the engine computes it."""
    sample = Sample(Processes(0), Settings())
    assert sample.now() is None
    return asyncio.run(sample.ready())


@pytest.fixture
def shown(client, finished, monkeypatch):
    """Give a client of a service in which the sample is there."""
    monkeypatch.setattr(client.app.state.sample, "now", lambda: finished)

    async def ready():
        return finished

    monkeypatch.setattr(client.app.state.sample, "ready", ready)

    def get(path, language="en"):
        answer = client.get(path, headers={"Accept-Language": language})
        assert answer.status_code == 200
        return unescape(answer.text)

    return get


def test_before_the_sample_is_there_the_page_waits_for_nothing(client, monkeypatch):
    begun = []
    monkeypatch.setattr(client.app.state.sample, "_begun", lambda: begun.append(1))
    client.get("/")
    before = time.process_time()
    text = client.get("/").text
    assert time.process_time() - before < 0.5  # computing it takes seconds
    assert begun == []
    assert 'href="/sample"' in text
    assert "data-wait" in text
    assert "sample.js" in text


def test_one_button_leads_straight_to_the_questions(shown):
    text = shown("/")
    assert re.findall(r'class="button[^"]*" href="([^"]+)"', text) == ["/assess/new"]
    assert "<form" not in text
    assert "curl" not in text
    assert "/v1/" not in text
    foot = text.partition("<footer")[2]
    assert '"/guide"' in foot
    assert '"/docs"' in foot


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_verdict_of_the_engine_stands_on_the_card(shown, finished, language):
    brief = finished.told[language].document["brief"]
    text = shown("/", language)
    card = shown("/sample/card", language)
    for part in (text, card):
        assert f"<h2>{brief['winners'][0]}</h2>" in part
        assert brief["certainty"]["said"] in part
        assert all(reason["claim"] in part for reason in brief["reasons"])
    assert "sample.js" not in text
    assert "<html" not in card


def test_what_is_not_known_is_counted_in_the_catalogue(shown):
    catalogue = load_catalogue()
    ranked = scorable(catalogue)
    missing = [name for park in ranked for name in unknown(catalogue, park)]
    counts = catalogue_counts(catalogue)
    assert (counts["ranked"], counts["parks"], counts["open"]) == (
        len(ranked),
        len(catalogue.parks),
        len(missing),
    )
    assert counts["gaps"][0] == (counts["gaps"][0][0], max(map(missing.count, set(missing))))
    text = shown("/", "zh")
    assert f"目录中有{counts['parks']}个园区，资料够排名的有{counts['ranked']}个" in text
    assert f"土地价格：{missing.count('land_price')}个园区没有记载" in text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_whole_sample_is_read_only(shown, finished, language):
    text = shown("/sample", language)
    brief = finished.told[language].document["brief"]
    assert brief["winners"][0] in text
    assert brief["sentence"] in text
    main = text.partition("<main")[2].partition("</main>")[0]
    assert "<form" not in main
    assert "/results/" not in main
    assert 'href="/sample/report.pdf"' in main
    asked = [finished.told[language].labels.criterion(name) for name in ORDER]
    assert ("、" if language == "zh" else ", ").join(asked) in main


def test_the_sample_is_of_the_enterprise_that_is_told(finished):
    spec = orjson.loads(read_document(finished.document).details.request)
    said = EnterpriseModel.model_validate(ENTERPRISE).model_dump()
    assert {name: spec["enterprise"][name] for name in ENTERPRISE} == {
        name: said[name] for name in ENTERPRISE
    }
    assert spec["weights"]["order"] == [[name] for name in ORDER]


def test_evidence_of_the_sample_leads_to_the_park(client):
    answer = client.get("/sample/evidence/tcr", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/parks/tcr")


def test_a_sample_that_failed_is_made_anew(monkeypatch, finished):
    sample = Sample(Processes(0), Settings())
    outcomes = iter([RuntimeError("lost"), finished])

    def made(self):
        found = next(outcomes)
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr(Sample, "_compute", made)
    with pytest.raises(RuntimeError):
        asyncio.run(sample.ready())
    assert sample.now() is None
    assert asyncio.run(sample.ready()) is finished
    assert sample.now() is finished


@pytest.mark.long
def test_its_report_is_made_once_for_each_language(finished, monkeypatch):
    sample, asked = Sample(Processes(0), Settings()), []

    def report(document, head, form, language):
        asked.append(language)
        return b"%PDF " + language.encode()

    monkeypatch.setattr("api.pages.home.sample.report_of", report)
    for language in ("en", "zh", "en"):
        assert sample.report(finished, language).startswith(b"%PDF")
    assert asked == ["en", "zh"]
