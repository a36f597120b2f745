"""多机并行 (cluster): the same bulletins on an existing Dask cluster, one task each.

The workers share the project folder and the output folder with the command, by the same paths. A worker
is used only if it proves that it sees the same project, program and packages, and the same output folder;
one that does not is named with what it lacks. A task publishes by the same single move, so one that is run
again after its worker died starts from what was kept and changes nothing that is published.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import ExitCode, HotlineError, UsageError
from hotline_lib.model.period import Period
from hotline_lib.run.many.outcome import Options, Outcome, State, failed, make_target
from hotline_lib.run.many.targets import Target
from hotline_lib.run.progress.events import Event, EventKind, Progress, silent
from hotline_lib.run.provenance.hashes import Hasher
from hotline_lib.run.provenance.sources import PART_LABELS, sources_of

RETRIES = 2
_CONNECT_SECONDS = 20
_LOOK_SECONDS = 2
_COMPARED = ("inputs", "earlier", "params", "notebooks", "library", "fonts", "environment")
_KINDS = {
    State.made: EventKind.published,
    State.unchanged: EventKind.unchanged,
    State.failed: EventKind.failed,
}


class UnfitWorkerError(HotlineError):
    """工作进程不合用 (unfit worker): it does not see what the command sees; nothing was made there."""


def run_on_cluster(
    targets: Sequence[Target], options: Options, address: str, tell: Progress
) -> list[Outcome]:
    """出各期 on the cluster whose scheduler is at `address` (`tcp://host:port`), in the order of `targets`.

    Raises `UsageError` where Dask is not installed, no scheduler answers, or no worker is fit.
    """
    start = time.perf_counter()
    options.out.mkdir(parents=True, exist_ok=True)
    token = options.out / f".share-{secrets.token_hex(8)}"
    token.touch()  # a worker that sees it shares the output folder
    try:
        with _connected(address) as client:
            fit = _fit_workers(client, targets[0], options, token.name, tell)
            futures = {
                client.submit(
                    make_there,
                    target,
                    options,
                    fingerprint(target, options),
                    token.name,
                    key=f"hotline-{target.place}-{target.period}-{token.name}",
                    workers=fit,
                    retries=RETRIES,
                    pure=False,
                ): target
                for target in targets
            }
            done = _collected(client, futures, fit, options, start, tell)
    finally:
        token.unlink(missing_ok=True)
    return [done[target] for target in targets]


def make_there(target: Target, options: Options, expected: dict[str, str], token: str) -> Outcome:
    """出一期 on a worker. Raises `UnfitWorkerError` (so that the task is tried again, perhaps elsewhere)."""
    refuse_unfit(target, options, expected, token)
    return make_target(target, options, silent)


def refuse_unfit(target: Target, options: Options, expected: dict[str, str], token: str) -> None:
    """核对工作进程. Raises `UnfitWorkerError` naming what this process does not see, or sees otherwise."""
    if not options.root.is_dir():
        raise UnfitWorkerError(f"看不到项目目录 {options.root.name}/。请在各机挂载同一目录，路径相同。")
    if not (options.out / token).is_file():
        raise UnfitWorkerError(f"看不到共享的输出目录 {options.out.name}/。请在各机挂载同一目录，路径相同。")
    found = fingerprint(target, options)
    if expected and (other := [PART_LABELS[p] for p in _COMPARED if expected[p] != found.get(p)]):
        raise UnfitWorkerError(f"{'、'.join(other)}与发起命令处不同。请在各机使用同一项目目录与同一安装。")


def fingerprint(target: Target, options: Options) -> dict[str, str]:
    """The key of a bulletin as this process sees it; empty for a place or period that does not exist."""
    try:
        period = Period.parse(target.period)
        workspace = Workspace(options.root)
        notebooks = [workspace.relative(path) for path in workspace.notebooks.glob("*.*")]
        return sources_of(workspace, target.place, period, options.formats, notebooks, Hasher()).key()
    except UsageError:
        return {}


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    try:
        from distributed import Client
    except ImportError:
        raise UsageError("多机并行须另装 distributed：pip install 'hotline-lib[cluster]'。") from None
    try:
        client: Any = Client(address, timeout=_CONNECT_SECONDS)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise UsageError(f"连不上调度进程 {address}（{error}）。请核对地址，并确认它在运行。") from None
    with client:
        yield client


def _fit_workers(client: Any, target: Target, options: Options, token: str, tell: Progress) -> list[str]:
    """Addresses of the workers that see what this command sees; the others are told of."""
    expected = fingerprint(target, options)
    answers: dict[str, Any] = client.run(refuse_unfit, target, options, expected, token, on_error="return")
    unfit = {address: answer for address, answer in answers.items() if answer is not None}
    words = [f"工作进程 {address} 不用：{reason}" for address, reason in sorted(unfit.items())]
    if len(unfit) == len(answers):
        raise UsageError("\n".join(["集群中没有合用的工作进程。", *words]))
    for line in words:
        tell(Event(EventKind.note, target.place, target.period, line))
    return sorted(set(answers) - set(unfit))


def _collected(
    client: Any, futures: dict[Any, Target], fit: list[str], options: Options, start: float, tell: Progress
) -> dict[Target, Outcome]:
    """The outcome of every task; those left when the last fit worker is gone have failed."""
    from distributed import wait

    done: dict[Target, Outcome] = {}
    waiting = set(futures)
    while waiting:
        try:
            finished = wait(  # type: ignore[no-untyped-call]
                list(waiting), timeout=_LOOK_SECONDS, return_when="FIRST_COMPLETED"
            ).done
        except TimeoutError:
            if set(fit) & set(client.scheduler_info(n_workers=-1)["workers"]):
                continue
            finished = set()
            for future in waiting:
                words = "合用的工作进程都已退出。请查看各机日志后再运行，已完成的不必重做。"
                done[futures[future]] = failed(futures[future], options, ExitCode.failed, words, start, tell)
            waiting = set()
        for future in finished:
            target = futures[future]
            fault = future.exception()
            if fault is None:
                outcome: Outcome = future.result()
                tell(Event(_KINDS[outcome.state], *_named(outcome)))
                done[target] = outcome
            else:
                done[target] = failed(target, options, ExitCode.failed, _words(fault), start, tell)
        waiting -= finished
    return done


def _named(outcome: Outcome) -> tuple[str, str, str, float]:
    return outcome.place, outcome.period, outcome.message, outcome.seconds


def _words(error: BaseException) -> str:
    if isinstance(error, HotlineError):
        return str(error)
    if type(error).__name__ == "KilledWorker":
        return "执行这一期的工作进程多次被强行结束（可能是内存不足）。请查看各机日志。"
    return f"集群执行失败（{type(error).__name__}）：{error}"
