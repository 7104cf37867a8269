"""What the options of a command change in a request document."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.cli.failing import said
from api.cli.reading import Document, parse_json, read_json
from mcda.parks.rated import Rated


@dataclass(frozen=True, slots=True)
class Changes:
    """Options as given.

    Parameters
    ----------
    weights
        JSON text, or the name of a JSON file.
    method, parameters
        Name, and ``name=value`` each.
    no_sensitivity, samples, seed
        Leave the analysis out, or how to draw.
    multiverse, budget
        Parts that are run only when asked for.
    template
        Which choice a recommendation is about.
    """

    weights: str | None
    method: str | None
    parameters: Sequence[str]
    no_sensitivity: bool
    samples: int | None
    seed: int | None
    multiverse: bool = False
    budget: bool = False
    template: str | None = None

    def applied(self, document: Document) -> Document:
        """Return the document with everything that was given in place of its own."""
        chosen = {} if self.template is None else {"template": self.template}
        changed = {**self._weights(), **self._method(document), **self._plan(document)}
        return {**document, **chosen, **changed}

    def _weights(self) -> Document:
        if self.weights is None:
            return {}
        if self.weights.lstrip().startswith("{"):
            return {"weights": parse_json(self.weights.encode(), "--weights")}
        return {"weights": read_json(Path(self.weights))}

    def _method(self, document: Document) -> Document:
        if self.method is None and not self.parameters:
            return {}
        usual = "topsis" if "problem" in document else Rated.default_method
        own = document.get("method", {"name": usual})
        if self.method is not None:
            own = {"name": self.method}
        if not isinstance(own, dict):
            return {}  # the request model says what is wrong with it
        return {"method": {**own, **dict(map(_parameter, self.parameters))}}

    def _plan(self, document: Document) -> Document:
        asked = {"samples": self.samples, "seed": self.seed}
        drawn = {name: value for name, value in asked.items() if value is not None}
        also = {name: True for name in ("multiverse", "budget") if getattr(self, name)}
        if self.no_sensitivity and (drawn or also):
            raise said("error_conflict", "invalid_request")
        if self.no_sensitivity:
            return {"sensitivity": False}
        if not drawn and not also:
            return {}
        plan = {**_object(document.get("sensitivity")), **also}
        if not drawn:
            return {"sensitivity": plan}
        doubt = _object(plan.get("acceptability"))
        return {"sensitivity": {**plan, "acceptability": {**doubt, **drawn}}}


def _parameter(given: str) -> tuple[str, Any]:
    name, separator, value = given.partition("=")
    if not separator or not name.strip():
        raise said("error_param", "invalid_request", value=given)
    try:
        return name.strip(), json.loads(value)
    except ValueError:
        return name.strip(), value


def _object(value: Any) -> Document:
    return value if isinstance(value, dict) else {}
