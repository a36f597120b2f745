"""多机并行 (cluster): the same bulletins on an existing Dask cluster, one task each.

The workers share the project folder and the output folder with the command, by the same paths. Each task
first proves that its worker sees the same project, program and packages, and the same output folder; a
worker that does not is named with what it lacks. A task publishes by the same single move, so one that
is run again after its worker died starts from what was kept and changes nothing that is published.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import ExitCode, HotlineError, UsageError
from hotline_lib.model.period import Period
from hotline_lib.run.many.outcome import Options, Outcome, failed, make_target
from hotline_lib.run.many.targets import Target
from hotline_lib.run.progress.events import Progress, silent
from hotline_lib.run.provenance.hashes import Hasher
from hotline_lib.run.provenance.sources import PART_LABELS, sources_of

RETRIES = 2
_CONNECT_SECONDS = 20
_COMPARED = ("inputs", "earlier", "params", "library", "fonts", "environment")


class UnfitWorkerError(HotlineError):
    """工作进程不合用 (unfit worker): it does not see what the command sees; nothing was made there."""


def run_on_cluster(
    targets: Sequence[Target], options: Options, address: str, tell: Progress
) -> list[Outcome]:
    """出各期 on the cluster whose scheduler is at `address` (`tcp://host:port`), in the order of `targets`.

    Raises `UsageError` where Dask is not installed or no scheduler answers.
    """
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise UsageError("多机并行须另装 distributed：pip install 'hotline-lib[cluster]'。") from None
    start = time.perf_counter()
    token = _leave_token(options.out)
    try:
        try:
            client: Any = Client(  # type: ignore[no-untyped-call]
                address, timeout=_CONNECT_SECONDS, set_as_default=False
            )
        except (OSError, ValueError) as error:
            raise UsageError(f"连不上调度进程 {address}（{error}）。请核对地址，并确认它在运行。") from None
        with client:
            futures = {
                client.submit(
                    make_there,
                    target,
                    options,
                    _fingerprint(target, options),
                    token.name,
                    key=f"hotline-{target.place}-{target.period}-{token.name}",
                    retries=RETRIES,
                    pure=False,
                ): target
                for target in targets
            }
            done: dict[Target, Outcome] = {}
            for future in as_completed(futures):  # type: ignore[no-untyped-call]
                target = futures[future]
                fault = future.exception()
                if fault is None:
                    done[target] = _told(future.result(), tell)
                else:
                    done[target] = failed(target, options, ExitCode.failed, _words(fault), start, tell)
            return [done[target] for target in targets]
    finally:
        token.unlink(missing_ok=True)


def make_there(target: Target, options: Options, expected: dict[str, str], token: str) -> Outcome:
    """出一期 on a worker. Raises `UnfitWorkerError` (so that the task is tried again, perhaps elsewhere)."""
    if not (options.out / token).is_file():
        raise UnfitWorkerError(
            f"{_here()}看不到共享的输出目录 {options.out.name}/。请在各机挂载同一目录，路径相同。"
        )
    if expected and (different := _different(expected, _fingerprint(target, options))):
        raise UnfitWorkerError(
            f"{_here()}的{'、'.join(different)}与发起命令处不同。请在各机使用同一项目目录与同一安装。"
        )
    return make_target(target, options, silent)


def _fingerprint(target: Target, options: Options) -> dict[str, str]:
    """The key of a bulletin as this machine sees it; empty for one that cannot be made anywhere."""
    try:
        period = Period.parse(target.period)
        workspace = Workspace(options.root)
        return sources_of(workspace, target.place, period, options.formats, (), Hasher()).key()
    except HotlineError as error:
        return {} if isinstance(error, UsageError) and options.root.is_dir() else {"inputs": "absent"}


def _different(expected: dict[str, str], found: dict[str, str]) -> list[str]:
    return [PART_LABELS[part] for part in _COMPARED if expected[part] != found.get(part)]


def _here() -> str:
    from distributed import get_worker

    try:
        return f"工作进程 {get_worker().address} "
    except ValueError:
        return "工作进程"


def _leave_token(out: Path) -> Path:
    """An empty file whose sight proves that a worker sees this output folder."""
    out.mkdir(parents=True, exist_ok=True)
    token = out / f".share-{secrets.token_hex(8)}"
    token.touch()
    return token


def _told(outcome: Outcome, tell: Progress) -> Outcome:
    from hotline_lib.run.progress.events import Event, EventKind

    kinds = {"made": EventKind.published, "unchanged": EventKind.unchanged, "failed": EventKind.failed}
    tell(Event(kinds[outcome.state.value], outcome.place, outcome.period, outcome.message, outcome.seconds))
    return outcome


def _words(error: BaseException) -> str:
    if isinstance(error, HotlineError):
        return str(error)
    if type(error).__name__ == "KilledWorker":
        return "执行这一期的工作进程多次被强行结束（可能是内存不足）。请查看各机日志。"
    return f"集群执行失败（{type(error).__name__}）：{error}"
