"""引擎 (engine): papermill's side of the fork engine, `papermill --engine hotline-fork in.ipynb out.ipynb`.

Papermill loads every engine that is registered when it is itself imported, so this module imports
nothing that only a run needs.
"""

from __future__ import annotations

import sys
from typing import Any

from nbformat import NotebookNode
from papermill.engines import Engine, NBClientEngine, NotebookExecutionManager, papermill_engines

from hotline_lib.run.fork_engine.choice import FORK, fork_available

_KERNELS = (None, "python3", "python")
LANGUAGE = {
    "name": "python",
    "version": sys.version.split()[0],
    "mimetype": "text/x-python",
    "codemirror_mode": {"name": "ipython", "version": sys.version_info[0]},
    "pygments_lexer": "ipython3",
    "nbconvert_exporter": "python",
    "file_extension": ".py",
}
"""What ipykernel says of its language."""


class ForkEngine(Engine):  # type: ignore[misc]
    """分叉引擎: each notebook in a fresh process forked from a warm one.

    Where that is not possible, or for another kernel than this Python, the stock engine serves.
    """

    @classmethod
    def execute_notebook(cls, nb: NotebookNode, kernel_name: str | None, **options: Any) -> NotebookNode:
        """Run the notebook as any engine does; the option `finish` is given one in which no cell failed.

        What it returns is what papermill then writes, so that nothing has to be written over.
        """
        finish = options.pop("finish", None)
        made = super().execute_notebook(nb, kernel_name, **options)
        return made if finish is None or made.metadata.papermill.get("exception") else finish(made)

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str | None, **options: Any
    ) -> NotebookNode:
        """Run the notebook; a failed cell is left to papermill, which finds its error output.

        `options` are papermill's, `limits`, and `save_if_ended_early`, a path for what there is then.
        Raises `DeadKernelError` or `CellTimeoutError`, as the stock engine does, with a message that
        names the cell, when the process died or reached a limit; cells after it stay `pending`.
        """
        language = nb_man.nb.metadata.get("kernelspec", {}).get("language", "python")
        if not fork_available() or kernel_name not in _KERNELS or language != "python":
            for own in ("limits", "save_if_ended_early"):
                options.pop(own, None)
            return NBClientEngine.execute_managed_notebook(nb_man, kernel_name, **options)
        from hotline_lib.run.fork_engine.execution import Execution

        Execution(nb_man, options).run()
        nb_man.nb.metadata["language_info"] = LANGUAGE
        return nb_man.nb


def register() -> None:
    """Make the engine known to papermill where this package is not installed with its entry points."""
    papermill_engines.register(FORK, ForkEngine)
