"""审定记录的读写 (release record): `release.yml` beside the inputs that it vouches for."""

from __future__ import annotations

from pathlib import Path

import yaml

from hotline_lib.ingest.yaml_files import read_model
from hotline_lib.model.release import Release

FILE = "release.yml"
_HEAD = (
    "# yaml-language-server: $schema=../../../params/schema/release.schema.json\n"
    "# 审定记录 (release)：由 hotline release 写入，请连同本期输入一并提交，勿手改\n"
)


def read_release(folder: Path, shown: str) -> Release | None:
    """审定记录 of `data/<place>/<period>/`, printed as `shown` in messages; `None` without the file.

    Raises `ParamsError` for a faulty file.
    """
    path = folder / FILE
    return read_model(path, f"{shown}/{FILE}", Release) if path.is_file() else None


def release_text(release: Release) -> str:
    """The text of `release.yml`; the same record gives the same text."""
    content = release.model_dump(mode="json", exclude_none=True)
    dates = {"released_on": release.released_on}
    if release.withdrawal is not None:
        content["withdrawal"]["on"] = release.withdrawal.on
    return _HEAD + yaml.safe_dump({**content, **dates}, allow_unicode=True, sort_keys=False)
