import pytest

from api.errors import titled
from api.jobs.problem import problem_of
from api.localisation import decode, localise
from api.refusals import Unavailable
from mcda.errors import InvalidInput


@pytest.mark.parametrize(("language", "title"), [("en", "An id stands twice"), ("zh", "标识重复")])
def test_as_a_request_would_be_answered(language, title):
    error = InvalidInput.at("duplicate_enterprise", "enterprises", 1, "id", id="a")
    found = localise(titled(decode(problem_of(error))), language)
    assert (found["title"], found["status"], found["code"]) == (title, 422, "duplicate_enterprise")
    assert found["detail"] == found["errors"][0]["detail"] == error.faults[0].say(language)
    assert found["errors"][0]["pointer"] == "/enterprises/1/id"


def test_of_the_service_itself():
    assert decode(problem_of(Unavailable.at("job_lost")))["status"] == 503
