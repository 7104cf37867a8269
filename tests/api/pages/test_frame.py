import pytest

from api.pages.frame import LANGUAGE_COOKIE, POLICY


@pytest.fixture(autouse=True)
def nothing_chosen(client):
    client.cookies.clear()
    yield
    client.cookies.clear()


def test_scripts_and_styles_are_our_own_files(client):
    answer = client.get("/")
    policy = answer.headers["content-security-policy"]
    assert policy == POLICY
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy
    assert answer.headers["x-frame-options"] == "DENY"
    assert " style=" not in answer.text
    assert " onclick" not in answer.text


def test_a_language_that_was_chosen_stays(client):
    assert client.get("/", headers={"Accept-Language": "en"}).headers["content-language"] == "en"
    client.get("/?lang=zh")
    assert client.cookies[LANGUAGE_COOKIE] == "zh"
    assert client.get("/", headers={"Accept-Language": "en"}).headers["content-language"] == "zh"
    client.get("/?lang=xx")
    assert client.get("/").headers["content-language"] == "zh"


def test_the_switch_leads_to_the_same_page(client):
    assert 'href="/assess?a=1&amp;lang=zh"' in client.get("/assess?a=1&lang=en").text


def test_forms_may_say_where_they_come_from(client):
    """A policy of no referrer would make a browser send forms with a null origin."""
    assert client.get("/assess").headers["referrer-policy"] == "same-origin"


def test_what_statements_speak_of_has_a_name_in_the_language(client):
    english, chinese = (client.get(f"/parks/vcep?lang={code}").text for code in ("en", "zh"))
    assert "<summary>Investment by the developer (" in english
    assert "<summary>开发商投资 (" in chinese
    assert "developer_investment" not in english + chinese
