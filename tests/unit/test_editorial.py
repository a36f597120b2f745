"""Editorial prose: four constructs are read, every other one is refused instead of lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline_lib.ingest.editorial import Piece, read_editorial
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import InputError

SHOWN = "data/demo/2024-04"


def read(folder: Path, text: str) -> tuple[Piece, ...]:
    (folder / "editorial").mkdir(exist_ok=True)
    (folder / "editorial" / "problems.md").write_text(text, encoding="utf-8", newline="")
    return read_editorial(folder, SHOWN)["problems"]


def test_headings_paragraphs_lists_and_strong(tmp_path: Path) -> None:
    text = "开头。\n\n## 标题\n\n第一行\n第二行\n\n2. **华容县**有关部门\n3. 乙\n"
    pieces = read(tmp_path, text)
    assert [(p.heading, p.item, p.template) for p in pieces] == [
        (None, None, "开头。"),
        ("标题", None, "第一行第二行"),
        ("标题", 2, "华容县有关部门"),
        ("标题", 3, "乙"),
    ]
    assert [(s.text, s.strong) for s in pieces[2].spans] == [("华容县", True), ("有关部门", False)]


def test_loose_lists_keep_further_paragraphs_without_a_number(tmp_path: Path) -> None:
    pieces = read(tmp_path, "1. 甲\n\n   又一段\n\n2. 乙\n")
    assert [(p.item, p.template) for p in pieces] == [(1, "甲"), (None, "又一段"), (2, "乙")]


@pytest.mark.parametrize(
    "text",
    [
        "为{{ hotline.china_telecom.grade }}类",
        '{{ u.value | form("rate_text") }}',
        "{% for u in rankings.hotline_county %}{{ u.name }}{% endfor %}",
        "占比10%，其中5<6",
        "[1]: 见附件",
    ],
)
def test_templates_and_plain_signs_survive(text: str, tmp_path: Path) -> None:
    (piece,) = read(tmp_path, text)
    assert piece.template == text


def test_an_escaped_sign_is_text(tmp_path: Path) -> None:
    (piece,) = read(tmp_path, r"3\*4 与 \# 号")
    assert piece.template == "3*4 与 # 号"


@pytest.mark.parametrize(
    ("text", "construct"),
    [
        ("# 一级标题", "“##”以外的标题"),
        ("### 三级标题", "“##”以外的标题"),
        ("这一段成了标题\n---", "“##”以外的标题"),
        ("## 空标题", "其下没有文字的标题"),
        ("## 空标题\n\n## 标题\n\n正文", "其下没有文字的标题"),
        ("*斜体*", "单星号的斜体"),
        ("`代码`", "反引号"),
        ("[链接](http://a.cn)", "链接"),
        ("![图](a.png)", "图片"),
        ("<b>粗</b>", "HTML 标记"),
        ("<div>\n块\n</div>", "HTML 标记"),
        ("<!-- 注 -->", "HTML 标记"),
        ("> 引用", "引用"),
        ("- 无编号", "无编号列表"),
        ("1. 甲\n   - 乙", "列表中的列表"),
        ("    缩进四格", "代码块"),
        ("```\n代码\n```", "代码块"),
        ("1. 甲\n\n       代码", "代码块"),
        ("甲\n\n***\n\n乙", "分隔线"),
        ("1. 甲\n\n   ***", "分隔线"),
        ("1.\n2. 乙", "没有文字的编号"),
    ],
)
def test_other_constructs_are_refused_by_name(text: str, construct: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)
    message = str(caught.value)
    assert f"{SHOWN}/editorial/problems.md：文稿只能用“##”标题、段落、数字编号列表和 **加粗**" in message
    assert construct in message.partition("实为")[2]


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "editorial").mkdir()
    (tmp_path / "editorial" / "problems.md").write_bytes("华容县".encode("gb18030"))
    with pytest.raises(InputError, match=r"problems\.md：应为 UTF-8 编码"):
        read_editorial(tmp_path, SHOWN)


def test_a_byte_order_mark_and_an_absent_folder_are_no_matter(tmp_path: Path) -> None:
    assert read_editorial(tmp_path, SHOWN) == {}
    (piece,) = read(tmp_path, "\ufeff## 标题\n正文")
    assert (piece.heading, piece.template) == ("标题", "正文")


@given(text=st.text("甲乙 12.#*_`-\n<>[]()!{}\\&", max_size=30))
def test_nothing_written_is_lost(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("prose")
    try:
        pieces = read(folder, text)
    except InputError:
        return  # refusing by name is the other good outcome; the cases above show it
    kept = "".join(f"{p.heading or ''}{p.template}" for p in pieces)
    assert {c for c in text if c in "甲乙"} <= set(kept)


def test_the_prose_of_yueyang_is_read_whole(project: Workspace) -> None:
    pieces = read_editorial(project.data / "yueyang" / "2024-04", SHOWN)
    assert sorted(pieces) == ["experience", "hotline_operation", "problems", "work_news"]
    assert [p.item for p in pieces["problems"]] == [1, 2, 3, 4, 5]
    assert [p.heading for p in pieces["hotline_operation"]] == [
        "hot_topics",
        "knowledge_base",
        "dissatisfied_topics",
        "supervised_case",
    ]
