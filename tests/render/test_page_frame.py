"""网页的版头与状态: every form of masthead on the page, and whether the bulletin is a draft."""

from __future__ import annotations

import re

import pytest
from bulletin_samples import document
from official_samples import STAMP, red_headed, released, with_letterhead

from hotline_lib.publish.exporters import export_html


def text(html: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html[html.index("<body") :]))


def test_a_document_masthead_shows_its_number_and_what_else_it_has() -> None:
    html = export_html(
        red_headed(copy_number="000001", secrecy="秘密★1年", urgency="特急", signers=("某某", "某甲"))
    )
    shown = text(html)
    for part in (
        "000001",
        "秘密★1年",
        "特急",
        "示例市热线服务中心文件",
        "示热通〔2024〕6号",
        "签发人：某某某甲",
    ):
        assert part in shown
    assert "2024年第4期" not in text(export_html(red_headed()))
    assert "签发人" not in text(export_html(red_headed()))


def test_a_letterhead_has_the_mark_alone() -> None:
    html = export_html(with_letterhead("示例市热线周报"))
    head = html[html.index("<header") : html.index("</header>")]
    assert re.sub(r"<[^>]+>|\s", "", head) == "示例市热线周报"


@pytest.mark.parametrize("release", [False, True])
def test_the_page_says_whether_it_is_a_draft(release: bool) -> None:
    html = export_html(released(document()) if release else document())
    assert ('<body class="draft">' in html) is not release
    assert ("草稿，未经审定" in html) is not release
    assert (STAMP.line in html) is release
