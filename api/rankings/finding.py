"""A finding as plain data."""

from typing import Any

from api.language import Language
from mcda.errors import Note

Plain = dict[str, Any]


def warning(note: Note, language: Language) -> Plain:
    """Return a finding with its sentence and what it names."""
    named = {k: note.fields[k] for k in ("alternative", "criterion") if k in note.fields}
    if "park" in note.fields:
        named["alternative"] = note.fields["park"]
    plain = {k: v for k, v in named.items() if isinstance(v, str)}
    return {"code": note.code, **plain, "detail": note.say(language)}
