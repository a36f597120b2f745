"""Word 样页 (pages of a Word file): as LibreOffice lays it out with the vendored faces, on any machine."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

FONTS = Path(__file__).parents[2] / "fonts"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

STAND_INS = {
    "仿宋_GB2312": ("Hotline Serif SC", "light"),
    "方正小标宋简体": ("Hotline Serif SC", "bold"),
    "黑体": ("Hotline Sans SC", "medium"),
    "楷体_GB2312": ("Hotline Kai SC", "regular"),
    "宋体": ("Hotline Serif Full SC", "regular"),
}
"""The vendored faces under the official names that the file asks for."""


def words_as_pdf(documents: Sequence[Path], folder: Path) -> list[Path]:
    """Word files as PDF in `folder`, in one run. `OFFICE` must be installed."""
    assert OFFICE is not None
    command = [OFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *map(str, documents)]
    environment = {**os.environ, "FONTCONFIG_FILE": str(_fontconfig(folder))}
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=300)
    return [folder / f"{document.stem}.pdf" for document in documents]


def _fontconfig(folder: Path) -> Path:
    """A font configuration of the vendored faces only."""
    rules = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{family}</string></edit>'
        f'<edit name="weight" mode="assign" binding="strong"><const>{weight}</const></edit></match>'
        for name, (family, weight) in STAND_INS.items()
    )
    path = folder / "fonts.conf"
    path.write_text(
        f"<fontconfig><dir>{FONTS}</dir><cachedir>{folder / 'cache'}</cachedir>{rules}</fontconfig>",
        encoding="utf-8",
    )
    return path
