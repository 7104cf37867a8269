"""What the routes on weights answer."""

from api.rankings.answers import Answer


class ProfileAnswer(Answer):
    """A named rank order of criteria with what it rests on."""

    id: str
    name: dict[str, str]
    order: list[list[str]]
    weights: dict[str, float]
    label: dict[str, str]
    default: bool
