"""What is answered about profiles is what is described."""

from api.weightings.answers import ProfileAnswer
from tests.clients import TestClient


def test_every_profile_fits_its_description(client: TestClient) -> None:
    for item in client.get("/v1/profiles").json()["items"]:
        found = ProfileAnswer.model_validate(item, strict=True)
        assert set(found.label) >= {"en", "zh"}
        assert found.claims
        assert found.support.parts
        assert not found.model_extra
