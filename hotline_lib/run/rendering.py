"""排版 (rendering): the formats of a bulletin, made here and in the process of the guards once that is idle.

Who comes first takes the next: here the quickest, there the longest, so that both end at about the same
time. Where there is no such process, or it has enough to do, all are made here.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool

from hotline_lib.guards.own_process import OwnProcess, begun_process
from hotline_lib.publish.formats import FORMATS, Rendering
from hotline_lib.run.keeping.formats import KeptFormats


class SharedRendering:
    """分头排版 of some formats: what may be made elsewhere is begun now, `here` and `rest` see to the others.

    Both give formats with their content, and raise `RenderError` as the formats' writers do.
    """

    def __init__(self, formats: Sequence[str], rendering: Rendering, kept: KeptFormats) -> None:
        self._rendering, self._kept = rendering, kept
        self._keys = kept.keys(formats, rendering)
        found = {wanted: kept.taken(wanted, key) for wanted, key in self._keys.items()}
        self._taken = {wanted: content for wanted, content in found.items() if content is not None}
        missing = [wanted for wanted in formats if wanted not in self._taken]
        self._waiting = deque(sorted(missing, key=lambda wanted: FORMATS[wanted].effort))
        self._elsewhere: dict[str, Future[bytes]] = {}
        self._handing_over = threading.Lock()
        if len(missing) > 1 and (process := begun_process()) is not None:
            process.when_idle(lambda: self._hand_over(process))

    def here(self) -> Iterator[tuple[str, bytes]]:
        """Those taken over, and those made here until none waits to be begun."""
        yield from self._taken.items()
        while (wanted := self._quickest()) is not None:
            yield wanted, self._made(wanted)

    def rest(self) -> Iterator[tuple[str, bytes]]:
        """Those made elsewhere, waited for."""
        with self._handing_over:
            elsewhere = dict(self._elsewhere)
        for wanted, made in elsewhere.items():
            try:
                content = made.result()
            except BrokenProcessPool:  # it was killed
                yield wanted, self._made(wanted)
            else:
                self._kept.keep(self._keys[wanted], content)
                yield wanted, content

    def _quickest(self) -> str | None:
        with self._handing_over:
            return self._waiting.popleft() if self._waiting else None

    def _made(self, wanted: str) -> bytes:
        content = render(wanted, self._rendering)
        self._kept.keep(self._keys[wanted], content)
        return content

    def _hand_over(self, process: OwnProcess) -> None:
        """Give the process the longest of those that wait, and another when it is done with that."""
        with self._handing_over:
            if not self._waiting:
                return
            try:
                begun = process.submit(render, self._waiting[-1], self._rendering)
            except RuntimeError:  # it is gone
                return
            self._elsewhere[self._waiting.pop()] = begun
        process.when_idle(lambda: self._hand_over(process))


def render(wanted: str, rendering: Rendering) -> bytes:
    """一种格式 of a bulletin, wherever this is called. Raises `RenderError` as its writer does."""
    return FORMATS[wanted].write(rendering)
