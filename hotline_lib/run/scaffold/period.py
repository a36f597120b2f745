"""新的一期 (new period): `data/<place>/<period>/` made from the place's params and an earlier period."""

from __future__ import annotations

from pathlib import Path

from hotline_lib.ingest.editorial import read_editorial
from hotline_lib.ingest.params import PlaceParams, load_params
from hotline_lib.ingest.raw import RawTable
from hotline_lib.ingest.read_tables import read_tables
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.ingest.yaml_files import read_model
from hotline_lib.model.contents import Edition
from hotline_lib.model.errors import InputError, ParamsError, UsageError
from hotline_lib.model.period import Period
from hotline_lib.model.tables import InputTable, InputTables, TableKind
from hotline_lib.run.scaffold.blank_tables import blank_table
from hotline_lib.run.scaffold.editorial import PIECE, wanted_prose
from hotline_lib.run.scaffold.files import MARK, Scaffold, quoted, rendered, write_missing


def scaffold_period(
    workspace: Workspace, place: str, period_text: str, earlier_text: str | None = None
) -> Scaffold:
    """新的一期: blank tables, edition and prose; files that are there already stay as they are.

    `earlier_text` is the period to follow, by default the last one before. Raises `UsageError`,
    `ParamsError`, or `InputError` where the earlier period's files cannot be read.
    """
    params = load_params(workspace, place)
    period = Period.parse(period_text)
    earlier = _earlier(workspace, place, period, earlier_text)
    folder = workspace.data / place / period.id
    files: dict[Path, str] = {}
    notes: list[str] = []
    if (folder / params.inputs.workbook).is_file():
        notes.append(f"已有 {params.inputs.workbook}，各表取自其工作表，不另建 CSV。")
    else:
        for spec in (t for t in params.inputs.tables if not t.optional):
            table = blank_table(spec, _earlier_table(workspace, place, earlier, spec, params), params, period)
            files[folder / spec.file] = table.text
            if table.dropped:
                dropped = "、".join(table.dropped)
                notes.append(f"{spec.file}：名录中本期已没有的单位未列入：{dropped}。")
    files[folder / "edition.yml"] = _edition(workspace, place, period, earlier, params)
    prose = read_editorial(*_shown(workspace, place, earlier)) if earlier else {}
    for section, wanted in sorted(wanted_prose(params, prose).items()):
        files[folder / "editorial" / f"{section}.md"] = wanted.blank()
    written, kept = write_missing(files)
    if earlier:
        notes.insert(0, f"单位、指标、文稿标题照 {earlier.id} 期。")
    return Scaffold(written, kept, tuple(_steps(workspace, params, period, list(files))), tuple(notes))


def _earlier(workspace: Workspace, place: str, period: Period, text: str | None) -> Period | None:
    """The period to follow: the one named, else the last that ended before this one."""
    if text is not None:
        earlier = Period.parse(text)
        if earlier.id == period.id:
            raise UsageError(f"--from 应是另一期，不能是“{period.id}”自己。")
        workspace.period_data(place, earlier)
        return earlier
    ended = []
    for name in workspace.periods(place):
        try:
            other = Period.parse(name)
        except UsageError:
            continue  # a folder that is no period
        if other.last_day < period.first_day:
            ended.append(other)
    return max(ended, key=lambda p: (p.last_day, p.first_day)) if ended else None


def _shown(workspace: Workspace, place: str, period: Period) -> tuple[Path, str]:
    folder = workspace.period_data(place, period)
    return folder, workspace.relative(folder)


def _earlier_table(
    workspace: Workspace, place: str, earlier: Period | None, spec: InputTable, params: PlaceParams
) -> RawTable | None:
    """The same table of the earlier period; `None` if that period has none that can be read."""
    if earlier is None:
        return None
    only = InputTables(workbook=params.inputs.workbook, tables=(spec,))
    try:
        return read_tables(*_shown(workspace, place, earlier), only, params.units, earlier.last_day)[0]
    except InputError:
        return None


def _edition(
    workspace: Workspace, place: str, period: Period, earlier: Period | None, params: PlaceParams
) -> str:
    """本期信息 with the items of the earlier one: next issue number, dates and new years to fill in."""
    known = Edition.model_fields
    entries: list[tuple[str, str, str]] = []
    before = _earlier_edition(workspace, place, earlier)
    if earlier is None or before is None:
        masthead = params.contents.masthead
        dated = "issued_label" in repr(params.contents)
        if masthead and "edition.issue" in f"{masthead.issue}{masthead.number}":
            entries.append(("issue", MARK, str(known["issue"].description)))
        if dated:
            entries.append(("issued_on", MARK, f"{known['issued_on'].description}，写成 年-月-日"))
    else:
        same_year = earlier.year == period.year
        if before.issue is not None:
            number = str(before.issue + 1) if same_year else MARK
            entries.append(("issue", number, f"上一期为第{before.issue}期，请核对"))
        if before.issued_on is not None:
            entries.append(("issued_on", MARK, f"写成 年-月-日；上一期为 {before.issued_on}"))
        if before.licence is not None:
            # a list is no text: a licence number of another year cannot be printed by oversight
            licence = quoted(before.licence) if same_year else f"[{MARK}]"
            entries.append(("licence", licence, f"上一期为 {before.licence}，请核对"))
    return rendered("edition.yml.j2", entries=entries, earlier_id=earlier.id if earlier else "")


def _earlier_edition(workspace: Workspace, place: str, earlier: Period | None) -> Edition | None:
    """上期信息; `None` where there is none, or where it is itself still to be filled in."""
    if earlier is None:
        return None
    folder, shown = _shown(workspace, place, earlier)
    try:
        return read_model(folder / "edition.yml", f"{shown}/edition.yml", Edition)
    except ParamsError:
        return None


def _steps(workspace: Workspace, params: PlaceParams, period: Period, files: list[Path]) -> list[str]:
    """What is left to fill, file by file in the order of the work, and the two commands after that."""
    tables = {t.file: t for t in params.inputs.tables}
    steps = []
    for path in files:
        marks = path.read_text(encoding="utf-8-sig", errors="replace").count(MARK)
        table = tables.get(path.name)
        name = workspace.relative(path)
        if table and table.kind is TableKind.ledger:
            steps.append(f"{name}：本期每项加扣分一行；没有就只留表头。由等级引起的扣分不要写。")
        elif table and marks:
            sources = [c.label for c in table.columns if c.id == "source" and not c.blank]
            hint = _HINTS.get(table.kind, "") + "".join(f"“{label}”列写数的出处。" for label in sources)
            steps.append(f"{name}：“{MARK}”{marks} 格，改为本期的数。{hint}")
        elif marks and path.name == "edition.yml":
            steps.append(f"{name}：期号与日期。")
        elif marks:
            fixed = any(PIECE.search(s.template) for s in params.sentences.sections.get(path.stem, ()))
            headings = "标题由句式取用，不要改" if fixed else "标题照本期增删"
            steps.append(f"{name}：把“{{{{ {MARK} }}}}”改为本期文字，{headings}。")
    place = params.place.id
    steps.append(f"运行 hotline check {place} {period.id}，改到没有错误为止。")
    steps.append(f"运行 hotline run {place} {period.id}，出通报。")
    return steps


_HINTS = {
    TableKind.unit_counts: "本期没有工单的单位删去该行，新的单位加一行。",
    TableKind.intake: "非必报的指标没有就删去该行。",
}
