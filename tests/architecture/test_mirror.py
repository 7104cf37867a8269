"""Every source file has its test file, at the mirrored place."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Files of declarations only: what they describe is tested where it is used.
DECLARATIONS = {
    "api/parks/answers.py": "api/parks/test_routes.py",
    "api/methods/answers.py": "api/methods/test_routes.py",
    "api/rankings/answers.py": "api/rankings/test_routes.py",
    "api/weightings/answers.py": "api/weightings/test_routes.py",
    "api/parks/schemas.py": "api/parks/test_routes.py",
    "api/weightings/schemas.py": "api/weightings/test_routes.py",
    "mcda/testing/checks.py": "laws/test_laws.py",
    "mcda/testing/strategies.py": "laws/test_laws.py",
    "mcda/testing/configurations.py": "laws/test_laws.py",
    "weights/profiles/checks.py": "weights/profiles/test_loader.py",
    "weights/profiles/reading.py": "weights/profiles/test_loader.py",
    "api/answer.py": "api/rankings/test_answers.py",
    "api/rankings/parts/answers.py": "api/rankings/test_answers.py",
    "api/rankings/solved.py": "api/rankings/test_present.py",
    "api/listing.py": "api/weightings/test_routes.py",
    "api/assessments/answers.py": "api/assessments/test_routes.py",
    "api/assessments/schemas.py": "api/assessments/test_routes.py",
    "api/interviews/answers.py": "api/interviews/test_routes.py",
    "api/jobs/answers.py": "api/jobs/test_routes.py",
    "api/jobs/schemas.py": "api/jobs/test_routes.py",
    "api/own/schemas.py": "api/own/test_routes.py",
    "api/results/answers.py": "api/results/test_routes.py",
    "api/description.py": "contract/test_openapi_quality.py",
}
SOURCES = sorted(
    str(path.relative_to(ROOT))
    for top in ("mcda", "weights", "api")
    for path in (ROOT / top).rglob("*.py")
    if path.name != "__init__.py"
)


@pytest.mark.parametrize("source", SOURCES)
def test_has_a_test_file(source: str) -> None:
    path = Path(source)
    mirrored = path.with_name(f"test_{path.name}")
    expected = ROOT / "tests" / DECLARATIONS.get(source, str(mirrored))
    assert expected.is_file(), f"{source} has no {expected.relative_to(ROOT)}"


def test_declarations_exist() -> None:
    assert not set(DECLARATIONS) - set(SOURCES)
