"""`hotline diff`: two periods or two drafts, on the terminal, as CSV and as a page, with its exit codes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from published_folders import publish

from hotline_lib.cli.diff import diff
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import ExitCode, UsageError


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Two published weeks of one place, and nothing else."""
    for folder in ("params/demo", "params/other", "notebooks"):
        (tmp_path / folder).mkdir(parents=True)
    for place in ("demo", "other"):
        (tmp_path / "params" / place / "place.yml").write_text("", encoding="utf-8")
    outputs = tmp_path / "outputs"
    many = {f"u{n}": "50%" for n in range(20)}
    publish(
        outputs / "demo" / "2024W27",
        "2024W27",
        400,
        {"a": "90%", "b": "80%", **many},
        ["来电400件。", "无变化。"],
    )
    fewer = dict.fromkeys(many, "51%")
    publish(
        outputs / "demo" / "2024W28",
        "2024W28",
        500,
        {"a": "95%", "c": "=1+1", **fewer},
        ["来电500件。", "无变化。"],
    )
    monkeypatch.setenv("HOTLINE_ROOT", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return Workspace(tmp_path)


def call(*words: str | Path) -> Result:
    return CliRunner().invoke(diff, [str(word) for word in words], catch_exceptions=False)


def test_two_periods(workspace: Workspace) -> None:
    done = call("demo", "2024W27", "2024W28")
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert lines[0] == "2024年第27周 → 2024年第28周"
    assert lines[2:5] == [
        "【正文的数】",
        "            2024年第27周  2024年第28周    差  变化率",
        "  来电总量           400           500  +100    +25%",
    ]
    assert "【考评表】改 21 格，新增 1 行（c局），减少 1 行（b局）" in lines
    assert "  a局 办结率             90%           95%  +5 个百分点" in lines
    assert "  变动较小的 9 格未列出，加 --all 可见。" in lines
    assert lines[-5:] == [
        "  operation p1",
        "    − 来电400件。",
        "    + 来电500件。",
        "",
        "共 25 处：正文的数 1 个，附表 21 格、增减 2 行，文字 1 段。",
    ]
    every = call("demo", "2024W27", "2024W28", "--all").output
    assert every.count(" 办结率 ") == 21
    assert "未列出" not in every


def test_a_share_leaves_out_smaller_changes_and_says_so(workspace: Workspace) -> None:
    done = call("demo", "2024W27", "2024W28", "--ratio", "5%")
    assert "改 1 格" in done.output
    assert "；另有 20 处未达所定幅度。" in done.output
    for wrong in ("很多", "30%%", "-1%", ""):
        with pytest.raises(UsageError, match=r"--ratio (应为比率，如 30% 或 0\.3|不能为负)，实为"):
            call("demo", "2024W27", "2024W28", "--ratio", wrong)


def test_files(workspace: Workspace) -> None:
    done = call("demo", "2024W27", "2024W28", "--csv", "changes.csv", "--html", "changes.html")
    assert "已写入 changes.csv\n已写入 changes.html" in done.output
    with Path("changes.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 25
    assert list(rows[0].values()) == ["正文的数", "operation", "", "来电总量", "400", "500", "+100", "+25%"]
    assert list(rows[-2].values()) == ["附表的行", "考评表", "b局", "", "b局", "", "", ""]
    assert (rows[-1]["类别"], rows[-1]["前"], rows[-1]["后"]) == ("文字", "来电400件。", "来电500件。")
    page = Path("changes.html").read_text(encoding="utf-8")
    assert "2024年第28周与2024年第27周相比" in page


def test_two_drafts_of_one_period_are_named_by_their_folders(workspace: Workspace, tmp_path: Path) -> None:
    draft = publish(tmp_path / "甲", "2024W28", 500, {"a": "=1+1"}, [])
    done = call(draft, "demo:2024W28", "--csv", "changes.csv", "--all")
    assert done.output.splitlines()[0] == f"2024年第28周（{draft}） → 2024年第28周（demo:2024W28）"
    assert "'=1+1" in Path("changes.csv").read_text(encoding="utf-8-sig")


def test_exit_codes(workspace: Workspace) -> None:
    same = call("demo:2024W28", "outputs/demo/2024W28", "--strict")
    assert (same.exit_code, same.output.splitlines()[-1]) == (0, "没有变动。")
    assert call("demo", "2024W27", "2024W28", "--strict").exit_code == ExitCode.differs
    assert call("demo", "2024W27", "2024W28", "--strict", "--ratio", "1000%").exit_code == ExitCode.differs
    assert call().exit_code == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["demo"], "请写“地区 前期 后期”"),
        (["demo", "2024W27", "2024W28", "2024W29"], "请写“地区 前期 后期”"),
        (
            ["demo", "2024W27", "2024W29"],
            "demo 2024W29 还没有生成，无从比较。请先运行 hotline run demo 2024W29",
        ),
        (["nowhere", "2024W27", "2024W28"], "没有地区“nowhere”"),
        (["demo", "七月", "2024W28"], "看不懂期“七月”"),
        (["outputs/demo/2024W27", "params"], "“params”不是已生成的通报目录"),
        (["outputs/demo/2024W27", "没有"], "“没有”不是已生成的通报目录"),
        (["demo:2024W28", "other/2024W28"], "前者属于 demo，后者属于 other"),
    ],
)
def test_wrong_words_are_refused(workspace: Workspace, words: list[str], message: str) -> None:
    publish(workspace.root / "other" / "2024W28", "2024W28", 1, {}, [], place="other")
    with pytest.raises(UsageError) as refusal:
        call(*words)
    assert message in str(refusal.value)


def test_a_folder_whose_figures_are_damaged_is_refused(workspace: Workspace) -> None:
    (workspace.outputs / "demo" / "2024W28" / "figures.json").write_text("[{}]", encoding="utf-8")
    with pytest.raises(UsageError, match="“2024W28”不是可比较的通报"):
        call("demo", "2024W27", "2024W28")
