"""Errors become problem documents here, and nowhere else."""

import json
from collections.abc import Mapping, Sequence

import pytest
from fastapi import FastAPI, Request, Response

from api.http.errors import (
    MEDIA_TYPE,
    Page,
    ProblemDetails,
    explanation,
    install,
    pointer,
    problem,
    problem_in_codes,
    problems,
    status_of,
)
from api.http.refusals import Unavailable
from api.pages.page_route import error_page
from api.settings import Settings
from mcda import errors
from mcda.errors import Fault, McdaError, Note, NotFound
from tests.clients import BROWSER, TestClient


def no_page(
    request: Request, faults: Sequence[Note], status: int, headers: Mapping[str, str]
) -> Response:
    raise RuntimeError(f"no page of {faults[0].code}")


def a_page(
    request: Request, faults: Sequence[Note], status: int, headers: Mapping[str, str]
) -> Response:
    return Response(f"<p>{faults[0].code}", status, dict(headers), "text/html")


def subclasses(cls: type[McdaError]) -> list[type[McdaError]]:
    return [cls, *(s for c in cls.__subclasses__() for s in subclasses(c))]


@pytest.mark.parametrize("cls", [c for c in subclasses(McdaError) if c.__module__ == "mcda.errors"])
def test_every_error_of_the_engine_has_a_status(cls):
    wanted = 422 if issubclass(cls, errors.InvalidInput | errors.LimitExceeded) else 500
    if issubclass(cls, NotFound):
        wanted = 404
    if issubclass(cls, errors.ClusterFailure):
        wanted = 503
    assert status_of(cls([Fault("not_found")])) == wanted


def test_an_error_not_listed_takes_the_status_of_its_ancestor():
    class Later(errors.InvalidProblem):
        pass

    assert status_of(Later([Fault("not_found")])) == 422


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        *(((), ""), (("a",), "/a"), (("a", 0, "b"), "/a/0/b")),
        (("a/b", "c~d", "~1"), "/a~1b/c~0d/~01"),
        *((("",), "/"), (("园区", "a b"), "/园区/a b")),
    ],
)
def test_a_pointer_is_that_of_rfc_6901(path, wanted):
    assert pointer(path) == wanted


def test_the_first_fault_names_the_document():
    faults = [
        Fault("empty_list", ("problem", "criteria"), {"list": "criteria"}),
        Fault("empty_id", ("problem", "alternatives", 0, "id"), {"list": "alternatives"}),
    ]
    answer = problem(faults, 422, "en", {"X-Told": "yes"})
    assert (answer.status_code, answer.media_type) == (422, MEDIA_TYPE)
    assert (answer.headers["content-language"], answer.headers["x-told"]) == ("en", "yes")
    found = ProblemDetails.model_validate_json(bytes(answer.body))
    assert (found.type, found.detail) == ("/problems/empty_list", faults[0].say("en"))
    assert [(e.pointer, e.code) for e in found.errors] == [
        ("/problem/criteria", "empty_list"),
        ("/problem/alternatives/0/id", "empty_id"),
    ]


def test_the_language_is_that_asked_for():
    fault = Fault("empty_list", (), {"list": "criteria"})
    english, chinese = (json.loads(bytes(problem([fault], 422, c).body)) for c in ("en", "zh"))
    assert english["title"] != chinese["title"]
    assert english["code"] == chinese["code"]


def test_what_texts_of_another_package_leave_out_is_told_by_the_sentence(foreign_code):
    app = FastAPI()
    install(app, error_page)
    app.state.settings = Settings()

    @app.get("/strange")
    def strange() -> None:
        raise errors.InvalidInput([Fault(foreign_code)])

    client = TestClient(app)
    document = client.get("/strange")
    assert (document.status_code, document.json()["title"]) == (422, "It is so.")
    page = client.get("/strange", headers={**BROWSER, "Accept-Language": "zh"})
    assert page.status_code == 422
    assert "<h1>就是这样。</h1>" in page.text


@pytest.mark.parametrize("status", [404, 413, 422, 500])
def test_routes_describe_their_errors(status):
    found = problems(status)[status]
    assert found["description"]
    assert list(found["content"]) == [MEDIA_TYPE]


def test_an_explanation_has_cause_and_remedy():
    assert set(explanation("duplicate_id", "en")) == {"type", "code", "title", "cause", "remedy"}


@pytest.mark.parametrize("code", ["no_such_code", "unknown_cell", "reversal_without", ""])
def test_what_is_no_error_has_no_explanation(code):
    with pytest.raises(NotFound):
        explanation(code, "en")


def test_a_fault_of_the_catalogue_is_a_fault_of_the_service():
    app = FastAPI()
    install(app, no_page)

    @app.get("/broken")
    def broken() -> None:
        raise errors.CatalogueFault([Fault("not_found", (), {"what": "x"})])

    answer = TestClient(app).get("/broken")
    assert (answer.status_code, answer.headers["content-type"]) == (500, MEDIA_TYPE)


def test_other_http_errors_keep_status_and_headers():
    from fastapi import HTTPException

    app = FastAPI()
    install(app, no_page)

    @app.get("/tea")
    def tea() -> None:
        raise HTTPException(418, "a teapot", {"X-Kind": "teapot"})

    answer = TestClient(app).get("/tea")
    assert (answer.status_code, answer.headers["x-kind"]) == (418, "teapot")
    assert answer.json()["code"] == "invalid_request"


def test_parameters_of_a_route_are_checked_too(client):
    answer = client.get("/v1/assessments", params={"state": "lost"})
    assert (answer.status_code, answer.headers["content-type"]) == (422, MEDIA_TYPE)
    assert answer.json()["errors"][0]["pointer"] == "/state"


def busy(page: Page) -> TestClient:
    app = FastAPI()
    install(app, page)

    @app.get("/busy")
    @app.get("/v1/busy")
    def say_busy(number: int = 0) -> None:
        raise Unavailable.at("too_many_waiting", retry_after=7)

    return TestClient(app, raise_server_exceptions=False)


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/busy", 503, "too_many_waiting"),
        ("GET", "/busy?number=x", 422, "wrong_type"),
        ("PUT", "/busy", 405, "method_not_allowed"),
        ("GET", "/nowhere", 404, "not_found"),
    ],
)
def test_browsers_get_a_page_and_programs_the_document(method, path, status, code):
    client = busy(a_page)
    page = client.request(method, path, headers=BROWSER)
    assert (page.status_code, page.text) == (status, f"<p>{code}")
    document = client.request(method, path)
    assert document.headers["content-type"] == MEDIA_TYPE
    assert (document.status_code, document.json()["code"]) == (status, code)
    for name in ("retry-after", "allow"):
        assert page.headers.get(name) == document.headers.get(name)
    programs = client.request(method, f"/v1{path}", headers=BROWSER)
    assert programs.headers["content-type"] == MEDIA_TYPE


def test_where_the_page_fails_the_document_is_sent(caplog):
    client = busy(no_page)
    found = client.get("/busy", headers=BROWSER)
    assert (found.status_code, found.headers["retry-after"]) == (503, "7")
    assert found.json() == client.get("/busy").json()
    assert "no page could be made of too_many_waiting" in caplog.text


def test_a_code_that_is_none_tells_what_may_be_meant():
    with pytest.raises(NotFound) as caught:
        explanation("not_fond", "en")
    assert problem_in_codes(caught.value.faults, 404)["errors"][0]["did_you_mean"] == ["not_found"]
    with pytest.raises(NotFound) as caught:
        explanation("zzzz", "en")
    assert "did_you_mean" not in problem_in_codes(caught.value.faults, 404)["errors"][0]
