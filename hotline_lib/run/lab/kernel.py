"""分析内核的开场 (kernel extension): charts of one's own find the project's Chinese fonts.

Loaded by IPython when the kernel begins; `kernel_spec.py` names it.
"""

from __future__ import annotations

from typing import Any

from hotline_lib.display.chart_style import FAMILIES, add_faces
from hotline_lib.ingest.workspace import Workspace


def load_ipython_extension(shell: Any) -> None:
    """备好字体 for matplotlib in this kernel; raises `RenderError` if a font file is missing."""
    import matplotlib

    add_faces(Workspace.find().fonts)
    matplotlib.rcParams.update({"font.family": list(FAMILIES), "axes.unicode_minus": False})
