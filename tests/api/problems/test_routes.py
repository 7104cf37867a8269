"""``GET /problems/{code}`` explains every code of the catalogue."""

import pytest

from mcda.texts import catalogue
from tests.clients import BROWSER, TestClient

EXPLAINED = sorted(code for code, entry in catalogue().items() if "remedy" in entry)


def test_every_error_is_explained_in_both_languages(client: TestClient) -> None:
    for code in EXPLAINED:
        english, chinese = (
            client.get(f"/problems/{code}", headers={"Accept-Language": c}) for c in ("en", "zh")
        )
        assert english.status_code == chinese.status_code == 200, code
        for part in ("title", "cause", "remedy"):
            assert english.json()[part], code
            assert english.json()[part] != chinese.json()[part], code


@pytest.mark.parametrize("code", ["guess", "unknown_cell", "Duplicate_Id"])
def test_what_is_no_error_is_404(client: TestClient, code: str) -> None:
    answer = client.get(f"/problems/{code}")
    assert answer.status_code == 404
    assert answer.json()["code"] == "problem_code_unknown"


def test_browsers_are_led_to_the_page_of_all_codes(client: TestClient) -> None:
    answer = client.get("/problems/busy", headers=BROWSER, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/problems#busy"
    assert 'id="busy"' in client.get("/problems/busy", headers=BROWSER).text
    assert client.get("/problems/guess", headers=BROWSER).status_code == 404
