"""One catalogue for all tests of the parks."""

import pytest

from mcda.parks import Catalogue, Enterprise, load_catalogue

STUDY = ("ljip", "vcep", "tcr", "kitic")


@pytest.fixture(scope="session")
def study() -> tuple[str, ...]:
    """The four parks of the study, known on all criteria."""
    return STUDY


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def hangzhou() -> Enterprise:
    """That of the example of `RecommendationRequest`, which has a partner besides."""
    return Enterprise(
        home={"province": "Zhejiang", "city": "Hangzhou"},
        sectors=["auto_parts"],
        markets={"US": 0.6, "EU": 0.2, "host": 0.2},
        size="sme",
        first_investment=True,
        intent="trial",
        needs_standard_factory=True,
        partners_in=["tcr"],
    )
