"""审定与撤回 (release and withdrawal): the record is written, then the bulletin is published anew with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from hotline_lib.ingest.release import FILE, read_release, release_text
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import DiffersError, ReleaseRefusedError
from hotline_lib.model.period import Period
from hotline_lib.model.release import Release, ReleaseState, Withdrawal
from hotline_lib.run.progress.events import Progress
from hotline_lib.run.provenance.hashes import Hasher
from hotline_lib.run.provenance.published import RECORD, file_state, read_record
from hotline_lib.run.release.identity import git_identity
from hotline_lib.run.release.standing import changed_content
from hotline_lib.run.release.undecided import matters

_SHOWN = 3


def release_bulletin(
    workspace: Workspace, place: str, period_text: str, out: Path, on: date, tell: Progress
) -> Release:
    """审定一期: what stands published now, by the person whom git names, on the day given.

    Raises `ReleaseRefusedError` naming everything in the way: nothing published, files that are not as
    made, inputs that have changed since, findings without a decision, a release that stands already.
    Whatever goes wrong later, the release record is as it was before.
    """
    period = Period.parse(period_text)
    data = workspace.period_data(place, period)
    shown = workspace.relative(data)
    person = git_identity(workspace.root)
    folder = out / place / period.id
    try:
        record = read_record(folder / RECORD)
    except DiffersError as error:
        raise ReleaseRefusedError(f"不能审定：{error}请先运行 hotline run {place} {period.id}。") from error
    obstacles = [*_not_as_made(workspace, folder, record), *_open_matters(folder, data, shown)]
    if record["state"] == ReleaseState.released and not obstacles:
        obstacles = ["这一期已经审定，内容没有变动"]
    if obstacles:
        listed = "\n".join(f"  {n}. {words}。" for n, words in enumerate(obstacles, 1))
        raise ReleaseRefusedError(f"不能审定 {place} {period.id}：\n{listed}")
    release = Release(
        released_by=person.name, email=person.email, released_on=on, fingerprint=record["fingerprint"]
    )
    with _recorded(data / FILE, release):
        state = _run_again(workspace, record, out, tell)
        if state is not ReleaseState.released:
            raise ReleaseRefusedError(
                "重出之后内容与所审的不同，没有审定。请重新审核现在的通报，再运行 hotline release。"
            )
    return release


def withdraw_release(
    workspace: Workspace, place: str, period_text: str, out: Path, on: date, reason: str, tell: Progress
) -> Release:
    """撤回审定, by the person whom git names, with the reason; the bulletin is a draft again.

    Raises `ReleaseRefusedError` where no release stands.
    """
    period = Period.parse(period_text)
    data = workspace.period_data(place, period)
    person = git_identity(workspace.root)
    release = read_release(data, workspace.relative(data))
    if release is None or release.withdrawal is not None:
        raise ReleaseRefusedError(f"{place} {period.id} 没有可撤回的审定。")
    if not reason.strip():
        raise ReleaseRefusedError("撤回须说明理由：--reason “……”。")
    withdrawal = Withdrawal(by=person.name, email=person.email, on=on, reason=reason.strip())
    withdrawn = release.model_copy(update={"withdrawal": withdrawal})
    record_file = out / place / period.id / RECORD
    with _recorded(data / FILE, withdrawn):
        if record_file.is_file():
            _run_again(workspace, read_record(record_file), out, tell)
    return withdrawn


def _not_as_made(workspace: Workspace, folder: Path, record: Mapping[str, Any]) -> Iterator[str]:
    files = file_state(folder, dict(record))
    if not files.whole:
        names = _first((*files.changed, *files.missing, *files.extra))
        yield f"已生成的文件与记录不符（{names}），请重新运行 hotline run --force"
    if changed := changed_content(workspace, record, Hasher()):
        yield f"生成之后有变（{_first(changed)}），请先重新运行 hotline run 并审核"


def _open_matters(folder: Path, data: Path, shown: str) -> Iterator[str]:
    undecided = matters(folder, data, shown).undecided
    if undecided:
        counts = "、".join(f"{label} {count}" for label, count in Counter(undecided).items())
        yield (
            f"尚有 {len(undecided)} 处发现没有处理意见（{counts}），请写入 {shown}/decisions.yml"
            "（编号见 checks/audit.html；存疑不算处理）"
        )


@contextmanager
def _recorded(path: Path, release: Release) -> Iterator[None]:
    """写入审定记录 for the length of a run; put back as it was if the run does not succeed."""
    before = path.read_bytes() if path.is_file() else None
    _replace(path, release_text(release).encode())
    try:
        yield
    except BaseException:
        if before is None:
            path.unlink(missing_ok=True)
        else:
            _replace(path, before)
        raise


def _replace(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.draft")
    draft.write_bytes(content)
    draft.replace(path)


def _run_again(workspace: Workspace, record: Mapping[str, Any], out: Path, tell: Progress) -> ReleaseState:
    """Publish again with the record as it is now; what has not changed is taken over."""
    from hotline_lib.run.bulletin import run_bulletin

    formats = tuple(record["formats"])
    made = run_bulletin(workspace, record["place"], record["period"], out=out, formats=formats, progress=tell)
    return ReleaseState(read_record(made.folder / RECORD)["state"])


def _first(names: tuple[str, ...]) -> str:
    more = f" 等 {len(names)} 个" if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + more
