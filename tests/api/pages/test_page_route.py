import pytest

from api.http.refusals import Unavailable
from api.pages.frame import POLICY
from tests.clients import BROWSER


def test_what_is_not_there_is_a_page(reader):
    for path in ("/assess/nothing/company", "/assess/" + "0" * 24, "/assess/x/results/1"):
        text = reader.get(path, 404)
        assert "<main" in text
        assert "/problems/" in text
    path = reader.begin()
    assert "<main" in reader.get(f"{path}/nowhere", 404)
    assert "<main" in reader.get(f"{path}/results/7", 404)
    assert "<main" in reader.get(f"{path}/results/x", 422)


@pytest.mark.parametrize("rest", ["", "/company", "/results/1", "/interview"])
def test_who_follows_a_link_to_nothing_is_led_to_the_list(reader, rest):
    path = reader.begin()
    for place in ("/assess/4a9c", path):
        reader.desk.client.post(f"{path}/delete")
        said = {
            language: reader.get(place + rest, 404, headers={"Accept-Language": language})
            for language in ("en", "zh")
        }
        assert "链接可能不完整或已删除。" in said["zh"]
        assert '<a class="button" href="/assess">查看我的选址 →</a>' in said["zh"]
        assert "The link may be incomplete" in said["en"]
        for text in said.values():
            assert (
                place.rpartition("/")[2] not in text.partition("<main")[2].partition("</main>")[0]
            )


def test_the_head_of_a_page_is_that_of_the_page(reader):
    for path, status in (("/", 200), ("/parks", 200), (reader.begin(), 303), ("/assess/x", 404)):
        page, head = (
            reader.desk.client.request(method, path, headers=BROWSER, follow_redirects=False)
            for method in ("GET", "HEAD")
        )
        assert (page.status_code, head.status_code) == (status, status)
        assert head.headers["content-length"] == page.headers["content-length"]
        assert head.headers.get("location") == page.headers.get("location")
    assert reader.desk.client.head("/sign-out", headers=BROWSER).status_code == 405


def test_it_speaks_the_reader_s_language(reader):
    text = reader.get("/assess/nothing/company", 404, headers={"Accept-Language": "zh"})
    assert "查看我的选址" in text


@pytest.mark.parametrize(
    ("path", "status", "code", "words"),
    [
        ("/nowhere", 404, "not_found", {"en": ("Check the spelling",), "zh": ("请检查写法",)}),
        (
            "/sign-out",
            405,
            "method_not_allowed",
            {"en": ("GET", "POST", "go back"), "zh": ("GET", "POST", "返回上一页")},
        ),
    ],
)
def test_where_no_page_is_a_browser_is_led_home(reader, path, status, code, words):
    for language, home in (("en", "Back to the start"), ("zh", "返回首页")):
        text = reader.get(path, status, headers={**BROWSER, "Accept-Language": language})
        assert f"HTTP {status}" in text
        assert code in text
        assert f'<a class="button" href="/">{home}</a>' in text
        for word in words[language]:
            assert word in text


def test_the_language_that_was_chosen_holds_where_no_page_is(reader):
    assert 'href="/nowhere?a=1&lang=zh"' in reader.get("/nowhere?a=1", 404, headers=BROWSER)
    assert "请检查写法" in reader.get("/nowhere?a=1&lang=zh", 404, headers=BROWSER)
    assert "请检查写法" in reader.get("/elsewhere", 404, headers=BROWSER)


def test_the_page_of_an_error_has_the_headers_of_every_page(reader):
    answer = reader.desk.client.get("/nowhere/<script>", headers=BROWSER)
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-language"] == "en"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["x-request-id"]
    assert "<script>" not in answer.text


def test_the_log_hears_of_a_page_that_the_service_could_not_answer(reader, monkeypatch, caplog):
    def full(*_, **__):
        raise Unavailable.at("too_many_waiting", retry_after=7)

    monkeypatch.setattr("api.pages.home.routes.render", full)
    assert "<main" in reader.get("/", 503)
    assert "too_many_waiting" in caplog.text
