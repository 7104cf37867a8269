import io

import pypdf
import pytest
import python_calamine

from api.rankings.requests import default_parts
from tests.api.assessments.desk import content, opened

TYPES = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

OTHER_FILES = ("report.pdf", "report.xlsx", "annex.pdf")


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with opened(f"sqlite:///{tmp_path_factory.mktemp('routes')}/routes.db") as found:
        yield found.of("ours")


@pytest.fixture(scope="module")
def result(desk):
    body = content(
        name="零件 =1+1", sensitivity={**default_parts(), "acceptability": {"samples": 500}}
    )
    path = desk.ask("POST", "/v1/assessments", 201, json=body).headers["location"]
    return f"{path}/results/{desk.run(path)['number']}"


@pytest.mark.parametrize("form", TYPES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_report_in_every_format_and_language(desk, result, form, language):
    answer = desk.ask("GET", f"{result}/report.{form}", 200, params={"lang": language})
    assert answer.headers["content-type"] == TYPES[form]
    assert answer.headers["content-language"] == language
    number = result.split("/")[3]
    name = f"parkwise-{number}-1-{language}.{form}"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    words = {"en": "Thai-Chinese Rayong", "zh": "泰中罗勇工业园"}
    assert words[language] in read(form, answer.content)
    assert "零件" in read(form, answer.content)


@pytest.mark.parametrize(
    "file",
    [
        *("document.json", "report.html"),
        *(pytest.param(name, marks=pytest.mark.long) for name in OTHER_FILES),
    ],
)
def test_what_is_held_already_is_not_made_again(desk, result, file, monkeypatch):
    first = desk.ask("GET", f"{result}/{file}", 200)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "private, max-age=0, must-revalidate"
    others = [{"lang": "zh"}] + [{"firm": "甲"}] * (file != "document.json")
    tags = {desk.ask("GET", f"{result}/{file}", 200, params=one).headers["etag"] for one in others}
    assert len(tags - {tag}) == len(others)

    def unasked(*_):
        raise AssertionError

    monkeypatch.setattr("api.reports.service.make_report", unasked)
    again = desk.ask("GET", f"{result}/{file}", 304, headers={"If-None-Match": tag})
    assert (again.content, again.headers["etag"]) == (b"", tag)


def test_a_report_of_a_renamed_assessment_is_another(desk, result):
    before = desk.ask("GET", f"{result}/document.json", 200).headers["etag"]
    path, _, _ = result.partition("/results")
    desk.ask("PATCH", path, 200, json={"name": "another"})
    held = {"If-None-Match": before}
    assert desk.ask("GET", f"{result}/document.json", 200, headers=held).headers["etag"] != before
    desk.ask("PATCH", path, 200, json={"name": "零件 =1+1"})


def read(form, sent):
    if form == "pdf":
        text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(sent)).pages)
        return text.replace("\n", "")
    if form == "html":
        return sent.decode()
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sent))
    return str([book.get_sheet_by_name(name).to_python() for name in book.sheet_names])


def test_the_header_chooses_where_the_address_does_not(desk, result):
    chinese = {"Accept-Language": "zh-CN,zh;q=0.9"}
    answer = desk.ask("GET", f"{result}/report.html", 200, headers=chinese)
    assert answer.headers["content-language"] == "zh"
    answer = desk.ask("GET", f"{result}/report.html?lang=en", 200, headers=chinese)
    assert answer.headers["content-language"] == "en"
    desk.ask("GET", f"{result}/report.html?lang=fr", 422)


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.long), "zh"])
def test_the_annex_has_an_address_of_its_own(desk, result, language):
    answer = desk.ask("GET", f"{result}/annex.pdf", 200, params={"lang": language})
    assert answer.headers["content-type"] == "application/pdf"
    name = f"parkwise-{result.split('/')[3]}-1-{language}.annex.pdf"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert {"en": "Technical annex", "zh": "技术附录"}[language] in read("pdf", answer.content)
    assert len(pypdf.PdfReader(io.BytesIO(answer.content)).pages) > 2


@pytest.mark.long
def test_the_request_names_whose_report_it_is(desk, result):
    for form in ("report.pdf", "annex.pdf", "report.html", "report.xlsx"):
        answer = desk.ask("GET", f"{result}/{form}", 200, params={"firm": "启明咨询", "lang": "zh"})
        assert "启明咨询" in read(form.rpartition(".")[2], answer.content)
    desk.ask("GET", f"{result}/report.pdf", 422, params={"firm": "x" * 81})


@pytest.mark.long
def test_firm_and_logo_of_the_settings(tmp_path):
    logo = tmp_path / "logo.svg"
    logo.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>'
    )
    with opened(f"sqlite:///{tmp_path}/firm.db", firm="Qiming", logo=logo) as desk:
        body = content(name="x", sensitivity={**default_parts(), "acceptability": {"samples": 200}})
        path = desk.ask("POST", "/v1/assessments", 201, json=body).headers["location"]
        place = f"{path}/results/{desk.run(path)['number']}/report.html?lang=en"
        said = desk.ask("GET", place, 200).text
        assert 'alt="Qiming"' in said
        assert "data:image/svg+xml;base64," in said
        for wrong in (b"GIF89a", b"", b"<svg><!ENTITY a 'b'></svg>", b"<svg>" + b" " * 300_000):
            logo.write_bytes(wrong)
            refused = desk.client.get(place)
            assert refused.status_code == 503
            (error,) = refused.json()["errors"]
            assert error["code"] == "logo_unusable"
            assert "logo.svg" in error["detail"]
            assert str(tmp_path) not in error["detail"]


def test_what_does_not_exist_and_what_belongs_to_others(desk, result):
    path = result.rpartition("/")[0]
    desk.ask("GET", f"{path}/99/report.pdf", 404)
    desk.ask("GET", "/v1/assessments/nothing/results/1/report.xlsx", 404)
    desk.ask("GET", f"{path}/0/report.html", 422)
    other = desk.of("another organisation", "read")
    for form in TYPES:
        other.ask("GET", f"{result}/report.{form}", 404)
    other.ask("GET", f"{result}/annex.pdf", 404)
