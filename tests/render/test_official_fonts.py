"""公文标准字体: used where the machine has them, the vendored faces where not, and recorded."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from bulletin_samples import document, paragraph, with_body
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from pdf_geometry import read_pages

from hotline_lib.model.errors import RenderError
from hotline_lib.publish.exporters import export_pdf
from hotline_lib.publish.fonts import PRINT_FACES, font_paths
from hotline_lib.publish.official_fonts import (
    FONTS_DIR,
    OFFICIAL_FAMILIES,
    faces_record,
    official_folders,
    resolved_faces,
)

ROOT = Path(__file__).parents[2]
FONTS = font_paths(ROOT)
SINGLE = "共受理来电件。主要为城市管理类国0123456789"


def renamed(folder: Path, family: str, source: str = "HotlineKaiSC-Regular", text: str = SINGLE) -> Path:
    """A small font of that family name, so that tests need no font of anybody."""
    font = TTFont(ROOT / "fonts" / f"{source}.ttf")
    options = Options(notdef_outline=True, name_IDs=["*"], glyph_names=False)
    subsetter = Subsetter(options)
    subsetter.populate(text=text)
    subsetter.subset(font)
    plain = family.encode("ascii", "ignore").decode().replace(" ", "") or "Official"
    for record in font["name"].names:
        wanted = {1: family, 4: family, 6: plain, 16: family}.get(record.nameID)
        if wanted:
            record.string = wanted
    folder.mkdir(exist_ok=True)
    path = folder / f"{plain}-{hashlib.sha256(family.encode()).hexdigest()[:4]}.ttf"
    font.save(path)
    return path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for the fonts of a machine."""
    folder = tmp_path / "machine"
    folder.mkdir()
    monkeypatch.setenv(FONTS_DIR, str(folder))
    return folder


def test_without_official_fonts_the_vendored_faces_are_used(machine: Path) -> None:
    assert official_folders() == ()
    assert resolved_faces(FONTS) == dict(PRINT_FACES)
    assert not any(face["official"] for face in faces_record(FONTS).values())
    assert export_pdf(document(), FONTS) == export_pdf(document(), (*FONTS, *official_folders()))


@pytest.mark.parametrize("family", OFFICIAL_FAMILIES["fangsong"])
def test_an_official_font_sets_its_role_and_lends_no_character_it_lacks(machine: Path, family: str) -> None:
    path = renamed(machine, family)
    renamed(machine, "Unwanted Font")
    fonts = (*FONTS, *official_folders())
    assert official_folders() == (path.parent,)
    assert resolved_faces(fonts)["fangsong"].families == (family, *PRINT_FACES["fangsong"].families)
    made = with_body([paragraph("共受理来电67991件，浉河区堃。")])
    (page,) = read_pages(export_pdf(made, fonts))
    faces = {p.text: p.font for p in page.pieces}
    official = next(face for text, face in faces.items() if text.startswith("共受理"))
    assert official not in {p.font for p in read_pages(export_pdf(made, FONTS))[0].pieces}
    rare = next(face for text, face in faces.items() if "浉" in text)
    assert rare == "HotlineSerifSC-Light"


def test_every_role_takes_its_own_official_font(machine: Path) -> None:
    for role, families in OFFICIAL_FAMILIES.items():
        if role != "strong":  # the same as heiti
            renamed(machine, families[0])
    record = faces_record((*FONTS, *official_folders()))
    assert {role: face["family"] for role, face in record.items()} == {
        role: families[0] for role, families in OFFICIAL_FAMILIES.items()
    }
    assert all(face["official"] for face in record.values())


def test_the_first_of_several_names_is_taken_whatever_their_files_are_called(machine: Path) -> None:
    renamed(machine, "FangSong")
    renamed(machine, "仿宋_GB2312")
    fonts = (*FONTS, *official_folders())
    assert resolved_faces(fonts)["fangsong"].families[0] == "仿宋_GB2312"


def test_the_record_names_family_file_and_hash(machine: Path) -> None:
    path = renamed(machine, "SimHei")
    record = faces_record((*FONTS, *official_folders()))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert record["heiti"] == {"family": "SimHei", "file": path.name, "sha256": digest, "official": True}
    bold = hashlib.sha256((ROOT / "fonts" / "HotlineSerifSC-Bold.ttf").read_bytes()).hexdigest()
    assert record["biaosong"]["sha256"] == bold, "the weight that the role asks for"


def test_the_same_official_fonts_give_the_same_bytes(machine: Path) -> None:
    renamed(machine, "FangSong")
    fonts = (*FONTS, *official_folders())
    assert export_pdf(document(), fonts) == export_pdf(document(), fonts)
    assert export_pdf(document(), fonts) != export_pdf(document(), FONTS)


def test_several_folders_may_be_named_and_none(
    machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = renamed(machine, "FangSong"), renamed(tmp_path / "more", "SimHei")
    monkeypatch.setenv(FONTS_DIR, os.pathsep.join([str(machine), str(tmp_path / "more")]))
    assert set(official_folders()) == {first.parent, second.parent}
    monkeypatch.setenv(FONTS_DIR, "")
    assert official_folders() == ()


def test_the_usual_folders_are_searched_when_none_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(FONTS_DIR, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("HOME", str(tmp_path))
    path = renamed(tmp_path / ".fonts", "FangSong")
    assert path.parent in official_folders()


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FONTS_DIR, str(tmp_path / "nowhere"))
    with pytest.raises(RenderError, match="HOTLINE_FONTS_DIR 所指的字体文件夹不存在"):
        official_folders()
