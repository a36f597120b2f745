"""出站点 (build the site): bulletins are read, pages written and files copied aside, then one move."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.ingest.yaml_files import read_model
from hotline_lib.model.errors import UsageError
from hotline_lib.model.period import Period
from hotline_lib.model.place import Place
from hotline_lib.model.units import UnitRegister
from hotline_lib.publish.site.content import SiteBulletin, SiteUnit
from hotline_lib.publish.site.pages import site_pages
from hotline_lib.run.release.standing import standing
from hotline_lib.run.site.read import read_bulletin
from hotline_lib.run.staging import publish, remove_staging, staging_folder

FOLDER = "site"
_STAGED = ("site", "pages")


@dataclass(frozen=True)
class Site:
    """站点: where it stands, and how much is in it."""

    folder: Path
    bulletins: int
    units: int
    files: int


def build_site(workspace: Workspace, out: Path, progress: Callable[[str], None]) -> Site:
    """出站点 into `<out>/site/`, by one move at the end; the same bulletins give the same bytes.

    Raises `UsageError` for a published bulletin that cannot be read, `ParamsError` for faulty params; the
    site that was there then stays.
    """
    bulletins: list[SiteBulletin] = []
    units: list[SiteUnit] = []
    for place_id in workspace.places():
        folders = _published(out / place_id)
        if not folders:
            continue
        place, register = _place(workspace, place_id)
        of_place = []
        for folder in folders:
            progress(f"读 {place_id} {folder.name}")
            stands = standing(workspace, place_id, folder.name, out)
            if stands is not None:
                of_place.append(read_bulletin(folder, place, register, stands))
        bulletins += of_place
        units += _units(place, register, of_place)
    progress(f"写 {len(units)} 个单位页与首页")
    pages = site_pages(bulletins, units)
    staging = staging_folder(out, *_STAGED)
    made = staging / FOLDER
    made.mkdir()
    for name, text in pages.items():
        _write(made / name, text)
    for bulletin in bulletins:
        progress(f"复制 {bulletin.folder} 的文件")
        for download in bulletin.downloads:
            target = made / bulletin.folder / download.path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(out / bulletin.folder / download.path, target)
    publish(made, out / FOLDER)
    remove_staging(staging)
    files = sum(len(b.downloads) for b in bulletins) + len(pages)
    return Site(out / FOLDER, len(bulletins), len(units), files)


def _published(folder: Path) -> list[Path]:
    """Published folders of a place, oldest period first."""
    dated = [(Period.parse(path.parent.name), path.parent) for path in folder.glob("*/run.json")]
    return [path for _, path in sorted(dated, key=lambda d: (d[0].first_day, d[0].last_day, d[0].id))]


def _place(workspace: Workspace, place_id: str) -> tuple[Place, UnitRegister]:
    folder = workspace.place_params(place_id)
    shown = workspace.relative(folder)
    place = read_model(folder / "place.yml", f"{shown}/place.yml", Place)
    return place, read_model(folder / "units.yml", f"{shown}/units.yml", UnitRegister)


def _units(place: Place, register: UnitRegister, bulletins: Sequence[SiteBulletin]) -> list[SiteUnit]:
    """The units that some bulletin of the place names, in the order of the register, groups together."""
    rows = [row for b in bulletins for t in b.tables for band in t.bands for row in band.rows]
    named = {row.unit for row in rows if row.unit} | {unit for b in bulletins for unit in b.mentions}
    if unknown := sorted(named - {u.id for u in register.units}):
        raise UsageError(
            f"{place.name}的通报中有名录没有的单位：{'、'.join(unknown)}。"
            f"名录或已改动，请重新运行 hotline run {place.id} …，再运行 hotline site。"
        )
    return [
        SiteUnit(
            place=place.id,
            place_name=place.name,
            id=unit.id,
            name=unit.name,
            group=group.label,
            aliases=tuple(n for n in dict.fromkeys((unit.text_name, *unit.aliases)) if n != unit.name),
        )
        for group in register.groups
        for unit in register.units
        if unit.group == group.id and unit.id in named
    ]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
