"""工作目录 (workspace): where params, data, notebooks, fonts and outputs stand."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from hotline_lib.model.errors import UsageError
from hotline_lib.model.period import Period


@dataclass(frozen=True)
class Workspace:
    """The project folder and the folders in it, as the folder contract names them."""

    root: Path

    @classmethod
    def find(cls, start: Path | None = None) -> Workspace:
        """The project that holds `start` (default: the current folder), else this checkout.

        `HOTLINE_ROOT` overrides both. Raises `UsageError` if no folder has `params/` and `data/`.
        """
        given = os.environ.get("HOTLINE_ROOT")
        here = (start or Path.cwd()).resolve()
        candidates = [Path(given)] if given else [here, *here.parents, Path(__file__).parents[2]]
        for folder in candidates:
            if (folder / "params").is_dir() and (folder / "notebooks").is_dir():
                return cls(folder)
        raise UsageError("找不到项目目录（须含 params/ 与 notebooks/）。请在项目目录内运行本命令。")

    @property
    def params(self) -> Path:
        """`params/`."""
        return self.root / "params"

    @property
    def data(self) -> Path:
        """`data/`."""
        return self.root / "data"

    @property
    def notebooks(self) -> Path:
        """`notebooks/`."""
        return self.root / "notebooks"

    @property
    def fonts(self) -> Path:
        """`fonts/`."""
        return self.root / "fonts"

    @property
    def outputs(self) -> Path:
        """`outputs/`, the default place of published folders."""
        return self.root / "outputs"

    def places(self) -> list[str]:
        """Ids of all places, sorted."""
        return sorted(p.parent.name for p in self.params.glob("*/place.yml"))

    def periods(self, place: str) -> list[str]:
        """Ids of all periods of a place that have inputs, sorted."""
        return sorted(p.parent.name for p in (self.data / place).glob("*/edition.yml"))

    def place_params(self, place: str) -> Path:
        """`params/<place>/`; raises `UsageError` naming the known places."""
        folder = self.params / place
        if not (folder / "place.yml").is_file():
            known = "、".join(self.places()) or "（无）"
            raise UsageError(f"没有地区“{place}”。现有地区：{known}。新增地区请建 params/{place}/。")
        return folder

    def period_data(self, place: str, period: Period) -> Path:
        """`data/<place>/<period>/`; raises `UsageError` naming the known periods."""
        folder = self.data / place / period.id
        if not folder.is_dir():
            known = "、".join(self.periods(place)) or "（无）"
            raise UsageError(
                f"“{place}”没有“{period.id}”期的输入目录 data/{place}/{period.id}/。现有各期：{known}。"
            )
        return folder

    def relative(self, path: Path) -> str:
        """A path as messages and records print it: relative to the project, with `/`."""
        try:
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        except ValueError:
            return path.name
