"""新的栏目 (new section): an entry in `bulletin.yml`, a block in `sentences.yml`, a file for its prose."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from hotline_lib.ingest.layouts import layout_file
from hotline_lib.ingest.params import PlaceParams, load_params
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.contents import Contents, Sentences
from hotline_lib.model.errors import UsageError
from hotline_lib.model.place import IDENTIFIER
from hotline_lib.run.scaffold.editorial import Prose
from hotline_lib.run.scaffold.files import MARK, Scaffold, rendered, write_missing
from hotline_lib.run.scaffold.yaml_insert import indent_of, insert_after


def scaffold_section(
    workspace: Workspace,
    place: str,
    section: str,
    title: str,
    template: str | None = None,
    after: str | None = None,
) -> Scaffold:
    """新的栏目, after another or at the end; its text is a template, or prose of each period.

    Raises `UsageError` if the section exists or a file is not written one entry a line.
    """
    params = load_params(workspace, place)
    _check(params, section, after)
    folder = workspace.params / place
    shown = workspace.relative(folder)
    contents, sentences = (layout_file(folder, n, None, shown) for n in ("bulletin.yml", "sentences.yml"))
    changed = {
        contents: _inserted(contents, "section_entry.yml.j2", after, id=section, title=title),
        sentences: _inserted(sentences, "section_sentences.yml.j2", None, id=section, template=template),
    }
    _try_out(changed[contents], changed[sentences], section)
    for path, text in changed.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    prose: dict[Path, str] = {}
    if template is None:
        for period in workspace.periods(place):
            prose[workspace.data / place / period / "editorial" / f"{section}.md"] = Prose((), True).blank()
    written, kept = write_missing(prose)
    undated = (_UNDATED,) if contents.parent == folder else ()
    return Scaffold((*changed, *written), kept, tuple(_steps(workspace, params, section, written)), undated)


def _check(params: PlaceParams, section: str, after: str | None) -> None:
    entries = [e.id for e in (*params.contents.sections, *params.contents.appendices)]
    if not re.fullmatch(IDENTIFIER, section):
        raise UsageError(f"栏目标识“{section}”应由小写字母、数字、下划线组成，以字母开头。")
    if section in entries or section in params.sentences.sections:
        raise UsageError(f"“{params.place.name}”的通报已有栏目“{section}”，未改动任何文件。")
    sections = [e.id for e in params.contents.sections]
    if after is not None and after not in sections:
        raise UsageError(f"没有栏目“{after}”。现有：{'、'.join(sections)}。")


def _inserted(path: Path, entry: str, after: str | None, **values: object) -> str:
    text = path.read_text(encoding="utf-8-sig")
    lines = rendered(entry, indent=indent_of(text, "sections"), **values)
    changed = insert_after(text, "sections", lines, after)
    if changed is None:
        raise UsageError(f"{path.name} 的 sections 不是一行一项，请自行加入：\n{lines}未改动任何文件。")
    return changed


def _try_out(contents: str, sentences: str, section: str) -> None:
    """试读: both files are still what their models want, with the new section in them."""
    entries = Contents.model_validate(yaml.safe_load(contents)).sections
    blocks = Sentences.model_validate(yaml.safe_load(sentences)).sections
    if section not in blocks or section not in [e.id for e in entries]:
        raise UsageError("文件的写法无法自动插入，请照相邻栏目自行加入；未改动任何文件。")


def _steps(workspace: Workspace, params: PlaceParams, section: str, prose: tuple[Path, ...]) -> list[str]:
    folder = workspace.relative(workspace.params / params.place.id)
    steps = [f"{workspace.relative(path)}：把“{{{{ {MARK} }}}}”改为该期的文字。" for path in prose]
    steps.append(
        f"{folder}/sentences.yml 的“{section}”：要印的数写成 {{{{ 数值标识 }}}}，或另加段落、图、表。"
    )
    steps.append(f"{folder}/bulletin.yml：调整栏目次序（一行一个栏目）。")
    steps.append(f"运行 hotline run {params.place.id} <期>，看新栏目的样子。")
    return steps


_UNDATED = (
    "以前各期重出时也会有此栏目。若要自某日起才有，请把 bulletin.yml、sentences.yml 的新写法放进 "
    "layouts/<启用日>/，原处恢复旧文。"
)
