"""Settings come from the environment, are checked and do not change."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from api.settings import Settings


def test_the_defaults_are_those_of_the_contract():
    found = Settings()
    assert (found.max_alternatives, found.max_criteria) == (200, 30)
    assert found.max_samples == 100_000
    assert found.max_body_bytes == 1024 * 1024


def test_the_environment_is_read(monkeypatch):
    monkeypatch.setenv("PARKWISE_MAX_ALTERNATIVES", "7")
    assert Settings().max_alternatives == 7


@pytest.mark.parametrize("value", ["0", "-1", "many", " ", "1.5"])
@pytest.mark.parametrize("name", ["MAX_ALTERNATIVES", "MAX_CRITERIA", "MAX_SAMPLES"])
def test_nonsense_is_refused(monkeypatch, name, value):
    monkeypatch.setenv(f"PARKWISE_{name}", value)
    with pytest.raises(ValidationError):
        Settings()


def test_a_body_limit_too_small_to_work_is_refused():
    with pytest.raises(ValidationError):
        Settings(max_body_bytes=1023)


def test_the_connections_fit_the_open_files_of_most_systems():
    assert Settings().descriptors <= 1024
    assert Settings(max_connections=1000).descriptors > 1024


def test_an_unknown_setting_is_refused():
    with pytest.raises(ValidationError):
        Settings(max_everything=1)  # type: ignore[call-arg]


def test_settings_do_not_change():
    with pytest.raises(ValidationError):
        Settings().max_samples = 3  # type: ignore[misc]


@pytest.mark.parametrize("name", ["shipped", "other"])
def test_a_folder_that_is_there_is_meant_whatever_its_name(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARKWISE_CATALOGUE", name)
    assert (Settings().base, Settings().private_path) == (name, None)
    (tmp_path / name).mkdir()
    assert (Settings().base, Settings().private_path) == ("shipped", Path(name))
