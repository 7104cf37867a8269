"""A client that a generator makes from nothing but the OpenAPI document works.

The example is the documentation's own, word for word but for the port.
"""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests.clients import TestClient

ROOT = Path(__file__).parents[2]
GENERATOR = Path(sys.executable).with_name("openapi-python-client")
PACKAGE = "parkwise_client"
BASE = "http://127.0.0.1:8000"
# The generator knows no CSV, workbooks and PDF; what takes them takes plain bytes as well.
NOT_KNOWN = re.compile(r"Unsupported content[ _]type \S*(text/csv|spreadsheetml\.sheet|/pdf)")
pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def base(address: str) -> str:
    return address.rstrip("/")


@pytest.fixture(scope="module")
def generated(base: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Give the folder of the client, and what the generator said."""
    if not GENERATOR.exists():
        pytest.skip(f"no {GENERATOR.name}: pip install -e '.[test]'")
    folder = tmp_path_factory.mktemp("generated")
    with urlopen(f"{base}/openapi.json", timeout=60) as answer:
        (folder / "openapi.json").write_bytes(answer.read())
    (folder / "config.yml").write_text("post_hooks: []\n")  # it need not look nice
    given = ["--path", "openapi.json", "--config", "config.yml", "--output-path", PACKAGE]
    run = subprocess.run(
        [GENERATOR, "generate", "--meta", "none", *given],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return folder, run.stdout + run.stderr


def example() -> str:
    text = (ROOT / "docs" / "service.md").read_text(encoding="utf-8")
    found = [
        code for code in re.findall(r"```python\n(.*?)```", text, re.DOTALL) if PACKAGE in code
    ]
    assert len(found) == 1, "docs/service.md has no example of a generated client"
    return found[0]


def said_of(output: str) -> list[str]:
    """Return the generator's complaints, without the documents that it quotes."""
    return [
        line
        for line in output.splitlines()
        if re.search(r"Unable|Cannot|Unsupported|Could|default value|Invalid|duplicate", line)
    ]


def test_the_generator_leaves_nothing_out(generated: tuple[Path, str]) -> None:
    complaints = [line for line in said_of(generated[1]) if not NOT_KNOWN.search(line)]
    assert complaints == [], generated[1][:6000]


def test_every_operation_is_a_function(generated: tuple[Path, str], client: TestClient) -> None:
    document: dict[str, Any] = client.get("/openapi.json").json()
    wanted = {
        f"{operation['tags'][0]}/{operation['operationId']}"
        for item in document["paths"].values()
        for operation in item.values()
    }
    modules = (generated[0] / PACKAGE / "api").glob("*/[!_]*.py")
    assert {f"{path.parent.name}/{path.stem}" for path in modules} == wanted


def test_the_example_of_the_documentation_runs(base: str, generated: tuple[Path, str]) -> None:
    code = example()
    assert code.count(BASE) == 1
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code.replace(BASE, base)],
        cwd=generated[0],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    *places, answer_set = run.stdout.splitlines()
    assert [line.split()[0] for line in places] == ["1", "2", "3"]
    assert all(re.fullmatch(r"\d .+ \d\.\d{4}", line) for line in places)
    assert set(re.findall(r"'(\w+)'", answer_set)) <= {"north", "south"}


def test_a_refusal_is_a_problem_with_its_fields(base: str, generated: tuple[Path, str]) -> None:
    code = f"""
from {PACKAGE} import Client
from {PACKAGE}.api.parks import get_park
from {PACKAGE}.models import ProblemDetails

found = get_park.sync("nowhere", client=Client(base_url={base!r}))
assert isinstance(found, ProblemDetails), found
print(found.status, found.code, found.errors[0].pointer)
"""
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=generated[0], capture_output=True, text=True, timeout=60
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.split()[0] == "404"


def test_events_and_results_of_a_job_in_each_form(base: str, generated: tuple[Path, str]) -> None:
    code = f"""
import io
import json
from {PACKAGE} import Client
from {PACKAGE}.api.jobs import get_job_events, get_job_result, post_portfolio
from {PACKAGE}.models import GetJobResultFormat as Form
from {PACKAGE}.types import File

client = Client(base_url={base!r}, timeout=60)
job = post_portfolio.sync(client=client, body=File(io.BytesIO(b"id\\nx\\n")))
stream = get_job_events.sync_detailed(job.id, client=client)
assert "event: done" in stream.parsed, stream
found = {{form: get_job_result.sync(job.id, client=client, format_=form) for form in Form}}
assert json.load(found[Form.JSON].payload)["items"][0]["id"] == "x"
assert found[Form.CSV].payload.read().startswith(b"\\xef\\xbb\\xbf"), found
assert found[Form.XLSX].payload.read().startswith(b"PK"), found
"""
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=generated[0], capture_output=True, text=True, timeout=120
    )
    assert run.returncode == 0, run.stderr
