"""Answers cut to what an example can show, and what differs from run to run made the same."""

import re
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

MOST_PLAIN, MOST_PARTS, LARGE_PART = 8, 2, 500
HOUR = timedelta(hours=1)
FIRST = datetime(2026, 11, 25, 8, tzinfo=UTC)
MOMENT = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)")
KEY = re.compile(r"pw_[0-9a-f]{10}_[A-Za-z0-9_-]{43}")
SIGNING = re.compile(r"whsec_[A-Za-z0-9+/]{43}=")
TICKET = re.compile(r"(?<=ticket=)[A-Za-z0-9_-]{43}")
LINK = re.compile(r"(?<=/shared/)[A-Za-z0-9_-]{43}")
PREFIX = re.compile(r"pw_[0-9a-f]{10}")
ID = re.compile(r"(?<![0-9a-f.])[0-9a-f]{24}(?![0-9a-f])")
PAUSE = re.compile(r"again in \d+ seconds")
REFERENCE = re.compile(r"(?<![0-9a-f.])[0-9a-f]{12}(?![0-9a-f])")
SIGNING_SECRET = "whsec_" + b64encode(b"an example that signs nothing...").decode()
SECRET = "this-is-an-example-and-opens-nothing-at-all"


def shortened(value: Any, schema: dict[str, Any], document: dict[str, Any]) -> Any:
    """Return a value whose lists and maps end early; fields that have names stay."""
    schema = resolved(value, schema, document)
    if isinstance(value, list):
        part = schema.get("items", {})
        return [shortened(item, part, document) for item in _first(value)]
    if isinstance(value, dict):
        named = schema.get("properties", {})
        others = schema.get("additionalProperties")
        kept = value
        if isinstance(others, dict) and not named:
            kept = dict(_first(list(value.items())))
        part = others if isinstance(others, dict) else {}
        return {k: shortened(v, named.get(k, part), document) for k, v in kept.items()}
    return value


def resolved(value: Any, schema: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """Return the schema behind references, and of several the one that is for such values."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return resolved(value, document["components"]["schemas"][name], document)
    for part in schema.get("anyOf", []):
        found = resolved(value, part, document)
        if found.get("type") == {dict: "object", list: "array"}.get(type(value)):
            return found
    return schema


def _first(parts: list[Any]) -> list[Any]:
    plain = [not isinstance(p[1] if isinstance(p, tuple) else p, dict | list) for p in parts]
    if all(plain):
        return parts[:MOST_PLAIN]
    return parts[: MOST_PARTS if len(str(parts[0])) < LARGE_PART else 1]


def settled(text: str) -> str:
    """Return a text with its moments, keys, ids and references in the place of those drawn."""
    text = re.sub(f"{datetime.now(UTC):%Y-%m-%d}(?!T)", f"{FIRST:%Y-%m-%d}", text)
    text = _with_moments(text)
    text = PAUSE.sub("again in 30 seconds", text)
    text = KEY.sub(lambda found: f"{found[0][:13]}_{SECRET}", text)
    text = TICKET.sub(SECRET, text)
    text = LINK.sub(SECRET, text)
    text = SIGNING.sub(SIGNING_SECRET, text)
    text = _numbered(PREFIX, "pw_{:010x}", 0x1D0A4B7C00, text)
    text = _numbered(ID, "{:024x}", 0x5F3C9A1E7B20D4860A1B2C00, text)
    return _numbered(REFERENCE, "{:012x}", 0x9C1F04D7A200, text)


def _with_moments(text: str) -> str:
    """Let the story begin at a fixed hour; what is to come stays as many hours away."""
    moments = [datetime.fromisoformat(found) for found in MOMENT.findall(text)]
    if not moments:
        return text

    def at(found: re.Match[str]) -> str:
        hours = (datetime.fromisoformat(found[0]) - min(moments)) // HOUR
        return (FIRST + hours * HOUR).strftime("%Y-%m-%dT%H:%M:%SZ")

    return MOMENT.sub(at, text)


def _numbered(form: re.Pattern[str], name: str, first: int, text: str) -> str:
    """Replace what has a form, the first that comes up by the first number and so on."""
    seen: dict[str, str] = {}
    return form.sub(
        lambda found: seen.setdefault(found[0], name.format(first + 17 * len(seen))), text
    )
