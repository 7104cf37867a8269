"""Schemas of requests and answers that hold something registered.

A model is annotated with `RegisteredModel` or `Together`; its schema holds what the registry holds
when the schema is made. `rebuild` makes the schemas anew where something was registered since.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from typing import Any, get_args

from pydantic import BaseModel, GetCoreSchemaHandler
from pydantic.errors import PydanticUndefinedAnnotation
from pydantic_core import CoreSchema
from pydantic_core.core_schema import tagged_union_schema

from mcda.registry import Registry


def _itself(item: Any) -> type[BaseModel]:
    model: type[BaseModel] = item
    return model


class _FromRegistry(ABC):
    """Annotation of a field whose schema is made from what a registry holds."""

    def __init__(self, registry: Registry[Any]) -> None:
        self.registry = registry
        self._versions: set[int] = set()

    @property
    @abstractmethod
    def models(self) -> list[type[BaseModel]]:
        """The models that the schema is made of now."""

    @property
    def is_current(self) -> bool:
        """Whether every schema made from it holds what the registry holds."""
        return self._versions <= {self.registry.version}

    def forget(self) -> None:
        """Take no note any more of the schemas made so far, since they are made anew."""
        self._versions.clear()

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Return the schema; while the registry is being filled it is left to the first use."""
        version = self.registry.version
        if not self.registry.is_complete or not self.registry:
            raise PydanticUndefinedAnnotation(self.registry.group, "nothing is registered yet")
        self._versions.add(version)
        return self._schema(handler)

    @abstractmethod
    def _schema(self, handler: GetCoreSchemaHandler) -> CoreSchema: ...


class RegisteredModel(_FromRegistry):
    """Annotation of a field that holds the model of a registered thing.

    Parameters
    ----------
    registry
        Of the things by name.
    label
        The models' field that holds the name.
    model
        Returns the model of a thing, the same for the same thing; left out, things are models.
    """

    def __init__(
        self,
        registry: Registry[Any],
        label: str,
        model: Callable[[Any], type[BaseModel]] = _itself,
    ) -> None:
        super().__init__(registry)
        self.label, self.model = label, model

    @property
    def models(self) -> list[type[BaseModel]]:
        """The models of all that is registered now."""
        return [self.model(item) for item in self.registry.values()]

    def _schema(self, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the union of the models, told apart by the label."""
        choices = {
            name: handler.generate_schema(self.model(item)) for name, item in self.registry.items()
        }
        return tagged_union_schema(choices, self.label)


class Together(_FromRegistry):
    """Annotation of a field that holds one model with a field for each registered thing.

    Parameters
    ----------
    registry
        Of the things by name.
    model
        Returns the model, the same as long as the same things are registered.
    """

    def __init__(self, registry: Registry[Any], model: Callable[[], type[BaseModel]]) -> None:
        super().__init__(registry)
        self.model = model

    @property
    def models(self) -> list[type[BaseModel]]:
        """The model as it is now."""
        return [self.model()]

    def _schema(self, handler: GetCoreSchemaHandler) -> CoreSchema:
        return handler.generate_schema(self.model())


def rebuild(models: Iterable[type[BaseModel]]) -> None:
    """Make the schemas anew that hold what is registered, where that has changed.

    Parameters
    ----------
    models
        Bases of all models that may hold something registered, directly or within a part.
    """
    every = dict.fromkeys(found for model in models for found in (model, *_subclasses(model)))
    used = _annotations(*every)  # one walk through all of them: a service is made in a moment
    if all(one.is_current for one in used):
        return
    holding = [model for model in every if _annotations(model)]
    for one in used:
        one.forget()
    for model in holding:  # all of them first: a schema takes up those of its parts as they are
        _discard_schema(model)
    for model in holding:
        model.model_rebuild(force=True, raise_errors=False)


def _subclasses(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for found in model.__subclasses__():
        yield found
        yield from _subclasses(found)


def _discard_schema(model: type[BaseModel]) -> None:
    model.__pydantic_complete__ = False
    for name in ("core_schema", "validator", "serializer"):
        if f"__pydantic_{name}__" in vars(model):
            delattr(model, f"__pydantic_{name}__")


def _annotations(*models: type[BaseModel]) -> list[_FromRegistry]:
    """Return the annotations that models hold, in themselves or in parts of them, each once."""
    seen: dict[int, Any] = {}
    waiting: list[Any] = [*models]
    while waiting:
        part = waiting.pop()
        if id(part) in seen:
            continue
        if isinstance(part, _FromRegistry):
            seen[id(part)] = part
            waiting += part.models
        elif isinstance(part, type) and issubclass(part, BaseModel):
            seen[id(part)] = part
            for field in part.model_fields.values():
                waiting += (field.annotation, *field.metadata)
        else:
            waiting += get_args(part)
    return [part for part in seen.values() if isinstance(part, _FromRegistry)]
