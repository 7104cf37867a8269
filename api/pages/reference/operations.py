"""Operations in the form of the reference, read from the OpenAPI document."""

import json
import re
from collections.abc import Mapping
from operator import itemgetter
from typing import Any

from markupsafe import Markup

from api.http.errors import MEDIA_TYPE as PROBLEM
from api.http.language import Language
from api.openapi.reference import kept, purpose, status_said
from api.openapi.shared_parts import responses_of
from api.pages.inline_markdown import highlighted
from api.pages.reference.forms import Forms
from api.pages.words import purposes, words
from mcda.plain import Plain

JSON = "application/json"
Document = Mapping[str, Any]


def entries(document: Document, language: Language) -> dict[str, list[Plain]]:
    """Return the operations by their groups, in reading order."""
    by_id = {
        operation["operationId"]: {
            "name": operation["operationId"],
            "method": method.upper(),
            "path": path,
            "title": purposes()[operation["summary"]] if language == "zh" else operation["summary"],
            "operation": operation,
        }
        for path, item in document["paths"].items()
        for method, operation in item.items()
    }
    by_group: dict[str, list[Plain]] = {}
    for name in kept()["operations"]:
        by_group.setdefault(by_id[name]["operation"]["tags"][0], []).append(by_id[name])
    return by_group


def operations(document: Document, group: str, language: Language) -> list[Plain]:
    """Return the operations of a group with all details."""
    return [
        {**entry, "usage": purpose(entry["name"]), **_details(document, entry, language)}
        for entry in entries(document, language)[group]
    ]


def _details(document: Document, entry: Plain, language: Language) -> Plain:
    """Return what an operation takes and gives."""
    name, operation = entry["name"], entry["operation"]
    forms = Forms(document["components"]["schemas"], words(language)["reference"])
    content = operation.get("requestBody", {}).get("content", {})
    parameters = [
        {
            "name": parameter["name"],
            "place": parameter["in"],
            "shape": forms.shape(parameter["schema"]),
            "is_required": parameter.get("required", False),
            "about": parameter.get("description", ""),
            "default": parameter["schema"].get("default"),
        }
        for parameter in operation.get("parameters", ())
    ]
    body = forms.shape(content[JSON]["schema"]) if JSON in content else None
    answers, refusals = [], []
    for status, response in responses_of(operation, document).items():
        media, about = response.get("content", {}), status_said(name, status)[language]
        if PROBLEM in media:
            code = next(iter(media[PROBLEM].get("examples", {})), "")
            refusals.append({"status": status, "about": about, "code": code})
            continue
        plain = media.get(JSON, {})
        sample = next(iter(plain.get("examples", {}).values()), None)
        answers.append(
            {
                "status": status,
                "about": about,
                "kinds": list(media),
                "shape": forms.shape(plain["schema"]) if "schema" in plain else None,
                "example": highlighted(_json(sample["value"]), "json") if sample else None,
            }
        )
    return {
        "parameters": parameters,
        "body": body,
        "body_kinds": list(content),
        "request": _request(document, entry, content),
        "answers": answers,
        "refusals": sorted(refusals, key=itemgetter("status")),
    }


def _request(document: Document, entry: Plain, content: Document) -> Markup:
    """Return how curl asks for an operation."""
    method, path = entry["method"], entry["path"]
    is_plain = method == "GET" or (method == "POST" and JSON in content)
    lines = ["curl -sS" if is_plain else f"curl -sS -X {method}"]
    if JSON in content:
        lines.append(f"--json '{_json(_first(content[JSON], document))}'")
    elif content:
        lines.append(f"-H 'Content-Type: {next(iter(content))}' --data-binary @FILE")
    if path.startswith("/v1/"):
        lines.append("-H 'Authorization: Bearer pw_...'")
    place = re.sub(r"\{(\w+)\}", lambda match: match[1].upper(), path)
    return highlighted(" \\\n  ".join([*lines, f'"$PARKWISE{place}"']), "bash")


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _first(content: Document, document: Document) -> Any:
    """Return the first example of a body, of its media type or of its schema."""
    if "examples" in content:
        return next(iter(content["examples"].values()))["value"]
    name = content["schema"]["$ref"].rpartition("/")[2]
    return document["components"]["schemas"][name].get("examples", [{}])[0]
