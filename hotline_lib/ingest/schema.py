"""参数文件的 JSON Schema: what an editor needs to complete keys and underline mistakes while typing.

The models decide; the schema files under `params/schema/` are written from them and a test holds
both equal. After a change of a model run `python -m hotline_lib.ingest.schema` in the project folder.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from hotline_lib.ingest.params import FILES
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.change_limits import ChangeLimits
from hotline_lib.model.contents import Edition
from hotline_lib.model.decisions import Decisions
from hotline_lib.model.frozen import Frozen
from hotline_lib.model.glossary import PlaceGlossary
from hotline_lib.model.notices import Notices
from hotline_lib.model.release import Release
from hotline_lib.model.rules import Rule
from hotline_lib.model.schedule import Schedule

MODELS: dict[str, type[Frozen]] = {
    **{name.removesuffix(".yml"): model for name, model in FILES.items()},
    "rule": Rule,
    "edition": Edition,
    "release": Release,
    "decisions": Decisions,
    "glossary": PlaceGlossary,
    "schedule": Schedule,
    "notices": Notices,
    "change_limits": ChangeLimits,
}
"""Each kind of YAML file that people write, and its model."""


def schema_of(name: str) -> dict[str, Any]:
    """模式: the JSON Schema of one kind of file, as a YAML author writes it (defaults left out)."""
    schema = MODELS[name].model_json_schema(mode="validation")
    return {"$schema": GenerateJsonSchema.schema_dialect, "$id": f"{name}.schema.json", **schema}


def export_schemas(folder: Path) -> list[Path]:
    """导出: write `<name>.schema.json` for every kind of file; same models, same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in MODELS:
        path = folder / f"{name}.schema.json"
        text = json.dumps(schema_of(name), ensure_ascii=False, indent=2, sort_keys=True)
        path.write_text(text + "\n", encoding="utf-8", newline="\n")
        written.append(path)
    return written


if __name__ == "__main__":
    for file in export_schemas(Workspace.find().params / "schema"):
        print(file.name)
