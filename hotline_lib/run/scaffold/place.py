"""新的地区 (new place): `params/<place>/` that loads as it stands, and its first period."""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

from hotline_lib.ingest.params import load_params
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import UsageError
from hotline_lib.model.exact import decimal_words, parse_exact
from hotline_lib.model.period import Period
from hotline_lib.model.place import IDENTIFIER
from hotline_lib.run.scaffold.answers import Named, NewUnit
from hotline_lib.run.scaffold.files import MARK, Scaffold, rendered, template_names, write_missing
from hotline_lib.run.scaffold.period import scaffold_period


@dataclass(frozen=True)
class NewPlace:
    """新地区 as answered: names, groups and units, weights and grade floors, and its first period."""

    id: str
    name: str
    office: str
    period: Period
    groups: tuple[Named, ...]
    units: tuple[NewUnit, ...]
    types: tuple[Named, ...]
    weights: tuple[str, ...]
    grades: tuple[str, ...]
    scheme: Literal["index", "points"] = "index"
    full: str = "100"


def check_place_id(workspace: Workspace, place: str) -> None:
    """核对标识: of the right form and not in use; raises `UsageError`."""
    if not re.fullmatch(IDENTIFIER, place) or place == "schema":
        raise UsageError(f"地区标识“{place}”应由小写字母、数字、下划线组成，以字母开头，且不是 schema。")
    for folder in (workspace.params / place, workspace.data / place):
        if folder.exists():
            raise UsageError(f"{workspace.relative(folder)}/ 已存在，未写入任何文件。请换一个标识。")


def scaffold_place(workspace: Workspace, answers: NewPlace) -> Scaffold:
    """新的地区: the parameter files, loaded and cross-checked before any is written, and the first period.

    Raises `UsageError` if the place exists, `ParamsError` for answers that do not fit together.
    """
    check_place_id(workspace, answers.id)
    files = _params_files(workspace, answers)
    _try_out(answers.id, files)
    folder = workspace.params / answers.id
    written, kept = write_missing({folder / name: text for name, text in files.items()})
    first = scaffold_period(workspace, answers.id, answers.period.id)
    cited = [p for p in written if MARK in p.read_text(encoding="utf-8")]
    steps = [
        f"{workspace.relative(path)}：把 source 中的“{MARK}”改为依据（文件名、文号、条文）。"
        for path in cited
    ]
    steps.append(f"{workspace.relative(folder)}/sentences.yml、bulletin.yml：照本地通报改句式与目次。")
    return Scaffold((*written, *first.written), (*kept, *first.kept), (*steps, *first.steps), first.notes)


SCHEMES = {
    "index": ("index", "综合指标值", "rules/hotline_points.yml"),
    "points": ("total", "总得分", "rules/hotline_index.yml"),
}
"""By scheme: the id and the name of what units are judged by, and the template that is left out."""


def _params_files(workspace: Workspace, answers: NewPlace) -> dict[str, str]:
    index, label, other = SCHEMES[answers.scheme]
    full = parse_exact(answers.full)
    values = {
        "scheme": answers.scheme,
        "index": index,
        "index_label": label,
        "full": decimal_words(full),
        "fulls": [decimal_words(parse_exact(w) * full) for w in answers.weights],
        "terms": _own_terms(answers, label, _shared_terms(workspace)),
        "id": answers.id,
        "name": answers.name,
        "office": answers.office,
        "start": answers.period.first_day.isoformat(),
        "groups": answers.groups,
        "units": answers.units,
        "types": answers.types,
        "weights": answers.weights,
        "grades": answers.grades,
    }
    names = [name for name in template_names("place") if name != other]
    return {name: rendered(f"place/{name}.j2", **values) for name in names}


def _own_terms(answers: NewPlace, score: str, shared: set[str]) -> list[dict[str, str]]:
    """本地的术语: groups and rankings that the project's glossary does not have yet."""
    terms = []
    for group in answers.groups:
        english, ranking = group.id.replace("_", " "), f"{group.label}热线{score}排名"
        terms.append(
            {
                "id": group.id,
                "term": group.label,
                "english": f"units of {english}",
                "definition": f"{group.label}是{answers.name}承办单位的一个组别。",
            }
        )
        terms.append(
            {
                "id": f"ranking.hotline_{group.id}",
                "term": ranking,
                "english": f"ranking of {english}",
                "definition": f"{ranking}列出{answers.name}该组{score}居前三位的单位。",
            }
        )
    return [term for term in terms if term["id"] not in shared]


def _shared_terms(workspace: Workspace) -> set[str]:
    """The ids of `docs/glossary.yml`; none where the project has no such file."""
    path = workspace.root / "docs" / "glossary.yml"
    entries = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else []
    return {entry["id"] for entry in entries}


def _try_out(place: str, files: dict[str, str]) -> None:
    """试装: load the files from a folder of their own, so that nothing faulty reaches `params/`."""
    root = Path(tempfile.mkdtemp(prefix="hotline-"))
    try:
        write_missing({root / "params" / place / name: text for name, text in files.items()})
        load_params(Workspace(root), place)
    finally:
        shutil.rmtree(root, ignore_errors=True)
