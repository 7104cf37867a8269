"""What all answers have in common."""

from pydantic import BaseModel, ConfigDict


class Answer(BaseModel):
    """Base of all answers: more fields may come, none is renamed."""

    model_config = ConfigDict(extra="allow")
