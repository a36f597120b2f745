"""The base of every model at a file border: immutable, and unknown keys are an error."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable record; a misspelt key is refused instead of ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")
