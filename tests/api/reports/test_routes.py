import io

import pypdf
import pytest
import python_calamine

from tests.api.assessments.desk import content, opened

TYPES = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with opened(f"sqlite:///{tmp_path_factory.mktemp('routes')}/routes.db") as found:
        yield found


@pytest.fixture(scope="module")
def result(desk):
    body = content(name="零件 =1+1", sensitivity={"acceptability": {"samples": 500}})
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


def test_what_does_not_exist_and_what_belongs_to_others(desk, result):
    path = result.rpartition("/")[0]
    desk.ask("GET", f"{path}/99/report.pdf", 404)
    desk.ask("GET", "/v1/assessments/nothing/results/1/report.xlsx", 404)
    desk.ask("GET", f"{path}/0/report.html", 422)
    other = desk.of("another organisation", "read")
    for form in TYPES:
        other.ask("GET", f"{result}/report.{form}", 404)
