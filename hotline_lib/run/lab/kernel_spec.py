"""内核说明 (kernel spec): the kernel of this very environment, under the name that the notebooks ask for."""

from __future__ import annotations

import json
import sys
from pathlib import Path

NAME = "python3"
_EXTENSION = "hotline_lib.run.lab.kernel"


def write_kernel_spec(folder: Path) -> Path:
    """写内核说明 into `<folder>/kernels/`, a folder for `JUPYTER_PATH`; returns the spec's file."""
    spec = {
        "argv": [
            sys.executable,
            "-m",
            "ipykernel_launcher",
            "-f",
            "{connection_file}",
            f"--InteractiveShellApp.extra_extensions={_EXTENSION}",
        ],
        "display_name": "12345热线通报",
        "language": "python",
        "metadata": {"debugger": True},
    }
    path = folder / "kernels" / NAME / "kernel.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(spec, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
