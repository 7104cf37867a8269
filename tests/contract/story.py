"""Asks the service and keeps what was sent and what came back, as examples of the document."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.clients import TestClient
from tests.contract.abridgement import settled, shortened

JSON, PROBLEM = "application/json", "application/problem+json"
CUT = "Shortened: what is long ends after its first entries."


@dataclass(frozen=True)
class Exchange:
    """What came back."""

    operation: str
    """Which answered, by its id."""
    status: int
    """Of the answer, names of headers in small letters."""
    headers: dict[str, str]
    """Of the answer, names of headers in small letters."""
    content: Any
    """Of an answer in JSON, else None."""


@dataclass
class Story:
    """What was asked of the service so far."""

    client: TestClient
    """Asks the service."""
    document: dict[str, Any]
    """The service's description, which knows the operations."""
    headers: dict[str, str] = field(default_factory=dict)
    """That every request has."""
    operations: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The examples as they are kept."""
    problems: dict[str, Any] = field(default_factory=dict)
    """The examples as they are kept."""
    statuses: dict[str, str] = field(default_factory=dict)
    """The examples as they are kept."""
    drawn: dict[str, str] = field(default_factory=dict)
    """Texts that differ from run to run, and what stands in their place."""
    exchanges: list[Exchange] = field(default_factory=list)
    """Everything that came back, as it came."""

    def sample(self, model: str, number: int = 0) -> dict[str, Any]:
        """Return an example that the schema of a model has."""
        found: dict[str, Any] = self.document["components"]["schemas"][model]["examples"][number]
        return found

    def _with_key(self, options: dict[str, Any]) -> dict[str, str]:
        return {**self.headers, **options.pop("headers", {})}

    def operation(self, method: str, path: str) -> dict[str, Any]:
        """Return the operation that answers at a path."""
        path = path.partition("?")[0]
        for template, item in self.document["paths"].items():
            if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path) and method in item:
                found: dict[str, Any] = item[method]
                return found
        raise AssertionError(f"no operation {method} {path}")

    def _note(self, method: str, path: str, answer: Any) -> None:
        is_json = "json" in answer.headers.get("content-type", "")
        headers = {name.lower(): value for name, value in answer.headers.items()}
        content = answer.json() if answer.content and is_json else None
        name = self.operation(method, path)["operationId"]
        self.exchanges.append(Exchange(name, answer.status_code, headers, content))

    def ask(
        self,
        method: str,
        path: str,
        status: int = 200,
        body: Any = None,
        *,
        name: str = "request",
        **options: Any,
    ) -> Any:
        """Ask for something that is given; keep the request, and the first answer of its kind."""
        if body is not None:
            options["json"] = body
        answer = self.client.request(method, path, headers=self._with_key(options), **options)
        assert answer.status_code == status, (method, path, answer.text[:1000])
        self._note(method, path, answer)
        operation = self.operation(method, path)
        kept = self.operations.setdefault(operation["operationId"], {})
        if body is not None:
            assert name not in kept.setdefault("requests", {}), (path, name)
            kept["requests"][name] = body
        if not answer.content or answer.headers.get("content-type") != JSON:
            return answer
        given = answer.json()
        schema = operation["responses"][str(status)]["content"][JSON]["schema"]
        self.keep(operation["operationId"], status, JSON, given, schema)
        return given

    def show(self, path: str, kind: str, reading: Callable[[str], Any]) -> None:
        """Keep what is read from an answer in another form than JSON."""
        answer = self.client.get(path, headers=self.headers)
        self._note("get", path, answer)
        assert answer.headers["content-type"].split(";")[0] == kind.split(";")[0]
        name = self.operation("get", path)["operationId"]
        kept = self.operations.setdefault(name, {}).setdefault("answers", {})
        value = reading(answer.text)
        said = {} if value == answer.text else {"summary": CUT}
        kept.setdefault("200", {})[kind] = {**said, "value": value}

    def keep(self, name: str, status: int, kind: str, given: Any, schema: dict[str, Any]) -> None:
        """Keep an answer of an operation unless there is one of its status and kind."""
        answers = self.operations[name].setdefault("answers", {}).setdefault(str(status), {})
        if kind not in answers:
            value = shortened(given, schema, self.document)
            answers[kind] = {**({} if value == given else {"summary": CUT}), "value": value}

    def refused(
        self,
        name: str,
        status: int,
        method: str,
        path: str,
        *also: str,
        client: TestClient | None = None,
        keyless: bool = False,
        **options: Any,
    ) -> None:
        """Ask for what is refused; the first refusal of a status is for all without their own.

        Parameters
        ----------
        also
            Operations that are refused in the same words.
        client
            Of another service than that of the story.
        keyless
            Whether to ask without a key.
        """
        headers = options.pop("headers", {}) if keyless else self._with_key(options)
        answer = (client or self.client).request(method, path, headers=headers, **options)
        assert answer.status_code == status, (method, path, answer.text[:1000])
        self._note(method, path, answer)
        assert answer.headers["content-type"] == PROBLEM
        assert name not in self.problems
        form = {"$ref": "#/components/schemas/ProblemDetails"}
        self.problems[name] = shortened(answer.json(), form, self.document)
        self.statuses.setdefault(str(status), name)
        for operation in (self.operation(method, path)["operationId"], *also):
            own = self.operations.setdefault(operation, {}).setdefault("problems", {})
            own.setdefault(str(status), name)

    def told(self) -> dict[str, Any]:
        """Return everything that was kept, the same however often the story is told."""
        for own in self.operations.values():
            named = own.get("problems", {})
            own["problems"] = {s: n for s, n in named.items() if self.statuses[s] != n}
        kept = {
            "operations": {name: self.operations[name] for name in sorted(self.operations)},
            "problems": self.problems,
            "statuses": self.statuses,
        }
        text = json.dumps(kept, ensure_ascii=False)
        for found, stands in self.drawn.items():
            text = text.replace(found, stands)
        told: dict[str, Any] = json.loads(settled(text))
        return told
