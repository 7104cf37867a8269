import pytest

from api.access.caller import THIS_MACHINE
from api.pages.compare.lookup import look_up
from api.pages.compare.question import ComparedParty, ComparisonQuestion
from api.settings import Settings
from tests.handover import handed_over

TWO = (ComparedParty("tariff-hit-exporter"), ComparedParty("equal"))


def _find(desk, language="en", **fields):
    plain = {"sides": TWO, "parks": ("tcr", "ssez"), "assessment": "", "method": "topsis"}
    return look_up(
        ComparisonQuestion(**{**plain, **fields}),
        database=desk.database,
        caller=THIS_MACHINE,
        settings=Settings(),
        language=language,
        compute=handed_over,
    )


def test_nothing_asked_is_the_form(reader):
    found = look_up(
        None,
        database=reader.desk.database,
        caller=THIS_MACHINE,
        settings=Settings(),
        language="en",
        compute=handed_over,
    )
    assert (found.answer, found.status, found.faults) == (None, 200, [])
    assert found.options.profiles


def test_the_answer_is_that_of_the_service(reader):
    found = _find(reader.desk)
    spec = found.answer["record"]["spec"]
    body = {name: spec[name] for name in ("enterprise", "parks", "weightings", "method")}
    sent = reader.desk.ask("POST", "/v1/comparisons", 200, json=body).json()
    assert found.answer["rankings"] == sent["rankings"]
    assert found.answer["consensus"] == sent["consensus"]
    assert found.status == 200


def test_an_assessment_is_named(reader):
    path = reader.desk.create()
    found = _find(reader.desk, assessment=path.rpartition("/")[2])
    assert found.assessment == "Parts maker"
    assert found.answer["record"]["spec"]["enterprise"]["home"]["city"] == "Hangzhou"


def test_an_assessment_that_is_not_there_is_told(reader):
    found = _find(reader.desk, assessment="nope")
    assert (found.answer, found.status) == (None, 404)
    assert "nope" in found.faults[0].detail


def test_complaints_are_told(reader):
    found = _find(reader.desk, sides=TWO[:1])
    assert (found.answer, found.status) == (None, 422)
    assert "1 chosen" in found.faults[0].detail


@pytest.mark.parametrize(("language", "criterion"), [("en", "Hometown ties"), ("zh", "同乡联系")])
def test_a_profile_that_does_not_fit_is_called_by_name(reader, language, criterion):
    weights = {"kind": "ranked", "order": [["land_price"], ["infrastructure"]]}
    body = {"name": "Board", "weights": weights}
    reader.desk.ask("PUT", "/v1/own-profiles/own:board", 201, json=body)
    found = _find(reader.desk, language, sides=(ComparedParty("equal"), ComparedParty("own:board")))
    assert (found.answer, found.status) == (None, 422)
    assert all(
        fault.detail.startswith(("Weighting “Board”: ", "侧重“Board”：")) for fault in found.faults
    )
    assert any(criterion in fault.detail for fault in found.faults)
    assert all(fault.remedy for fault in found.faults)


def test_a_method_that_cannot_take_the_data_says_whose(reader):
    none = {"criterion": "hometown_ties", "value": 0, "source": "ours"}
    number = reader.desk.create(overrides=[{"alternative": "kitic", **none}]).rpartition("/")[2]
    found = _find(reader.desk, parks=(), assessment=number, method="weighted_product")
    assert (found.answer, found.status) == (None, 422)
    assert "“China-Indonesia Economic and Trade Cooperation Zone”" in found.faults[0].detail
    assert "“Hometown ties”" in found.faults[0].detail


def test_screens_that_leave_too_few_are_told(reader):
    path = reader.desk.create(screens=[{"id": "budget", "at_most": 70}])
    number = path.rpartition("/")[2]
    found = _find(reader.desk, parks=(), assessment=number)
    assert (found.answer, found.status) == (None, 422)
    assert "Parts maker" in found.faults[0].detail
    named = _find(reader.desk, assessment=number)
    assert named.answer is not None
