"""Schemas of requests and answers that contain registered models.

A field is annotated with `RegisteredModel` or `Together`; its schema contains the models that are
registered when the schema is built. `rebuild` builds schemas again after new registrations.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from typing import Any, get_args

from pydantic import BaseModel, GetCoreSchemaHandler
from pydantic.errors import PydanticUndefinedAnnotation
from pydantic_core import CoreSchema
from pydantic_core.core_schema import tagged_union_schema

from mcda.registry import Registry


class _FromRegistry(ABC):
    """Annotation of a field whose schema is built from the content of a registry."""

    def __init__(self, registry: Registry[Any]) -> None:
        self.registry = registry
        self._versions: set[int] = set()

    @property
    @abstractmethod
    def models(self) -> list[type[BaseModel]]:
        """The models from which the schema is built at present."""

    @property
    def is_current(self) -> bool:
        """Whether every schema built from this annotation agrees with the registry."""
        return self._versions <= {self.registry.version}

    def forget(self) -> None:
        """Forget the versions of the schemas built so far, because they are built again."""
        self._versions.clear()

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Return the schema; raise while the registry is being filled, to delay it to first use."""
        version = self.registry.version
        if not self.registry.is_complete or not self.registry:
            raise PydanticUndefinedAnnotation(self.registry.group, "nothing is registered yet")
        self._versions.add(version)
        return self._schema(handler)

    @abstractmethod
    def _schema(self, handler: GetCoreSchemaHandler) -> CoreSchema: ...


class RegisteredModel(_FromRegistry):
    """Annotation of a field that holds the model of a registered item.

    `model` returns the model of an item, always the same one; by default the items are models.
    """

    def __init__(
        self,
        registry: Registry[Any],
        label: str,
        model: Callable[[Any], type[BaseModel]] = lambda item: item,
    ) -> None:
        super().__init__(registry)
        self.label, self.model = label, model

    @property
    def models(self) -> list[type[BaseModel]]:
        """The models of all registered items."""
        return [self.model(item) for item in self.registry.values()]

    def _schema(self, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the union of the models, discriminated by the label."""
        choices = {
            name: handler.generate_schema(self.model(item)) for name, item in self.registry.items()
        }
        return tagged_union_schema(choices, self.label)


class Together(_FromRegistry):
    """Annotation of a field that holds one model with a field for each registered item."""

    def __init__(self, registry: Registry[Any], model: Callable[[], type[BaseModel]]) -> None:
        super().__init__(registry)
        self.model = model

    @property
    def models(self) -> list[type[BaseModel]]:
        """The current model."""
        return [self.model()]

    def _schema(self, handler: GetCoreSchemaHandler) -> CoreSchema:
        return handler.generate_schema(self.model())


def rebuild(models: Iterable[type[BaseModel]]) -> None:
    """Build the schemas that contain registered models again, if the registry has changed."""
    every = dict.fromkeys(type_ for model in models for type_ in (model, *_subclasses(model)))
    used = _annotations(*every)  # one walk through all of them: a service is made in a moment
    if all(annotation.is_current for annotation in used):
        return
    holding = [model for model in every if _annotations(model)]
    for annotation in used:
        annotation.forget()
    for model in holding:  # all of them first: a schema takes up those of its parts as they are
        model.__pydantic_complete__ = False
        for name in ("core_schema", "validator", "serializer"):
            if f"__pydantic_{name}__" in vars(model):
                delattr(model, f"__pydantic_{name}__")
    for model in holding:
        model.model_rebuild(force=True, raise_errors=False)


def _subclasses(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for subclass in model.__subclasses__():
        yield subclass
        yield from _subclasses(subclass)


def _annotations(*models: type[BaseModel]) -> list[_FromRegistry]:
    """Return the registry annotations of models and of their nested types, each once."""
    visited: dict[int, Any] = {}
    waiting: list[Any] = [*models]
    while waiting:
        part = waiting.pop()
        if id(part) in visited:
            continue
        if isinstance(part, _FromRegistry):
            visited[id(part)] = part
            waiting += part.models
        elif isinstance(part, type) and issubclass(part, BaseModel):
            visited[id(part)] = part
            for field in part.model_fields.values():
                waiting += (field.annotation, *field.metadata)
        else:
            waiting += get_args(part)
    return [part for part in visited.values() if isinstance(part, _FromRegistry)]
