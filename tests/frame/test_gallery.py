"""样张: a contact sheet and a first page of every bulletin, small enough for the repository, on its page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

GALLERY = Path(__file__).parents[2] / "docs" / "gallery"
DATA = Path(__file__).parents[2] / "data"
BULLETINS = sorted(f"{p.parent.parent.name}-{p.parent.name}" for p in DATA.glob("*/*/edition.yml"))
LIMIT = 700_000


@pytest.mark.parametrize("bulletin", BULLETINS)
def test_every_bulletin_is_in_the_gallery(bulletin: str) -> None:
    page = (GALLERY / "README.md").read_text(encoding="utf-8")
    for name in (f"{bulletin}.png", f"{bulletin}-page-1.png"):
        path = GALLERY / name
        assert path.is_file(), "请运行 nox -s gallery"
        assert path.stat().st_size < LIMIT
        assert f"({name})" in page
        with Image.open(path) as picture:
            assert min(picture.size) >= 600


def test_the_gallery_holds_nothing_else() -> None:
    wanted = {f"{b}{end}" for b in BULLETINS for end in (".png", "-page-1.png")}
    assert {p.name for p in GALLERY.glob("*.png")} == wanted
