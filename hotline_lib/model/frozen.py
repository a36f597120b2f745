"""The base of every model at a file border: immutable, and unknown keys are an error."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable record; a misspelt key is refused instead of ignored.

    What checks it is built when the first one is made: no command, and no process of one, makes all of them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
