"""站点: pages over published bulletins, made by hand; bad folders and hostile names."""

from __future__ import annotations

import http.client
import json
import re
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from made_site import HOSTILE, PLACE, made_workspace, publish_made

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import HotlineError, UsageError
from hotline_lib.run.provenance.hashes import Hasher, files_below
from hotline_lib.run.site.build import build_site
from hotline_lib.run.site.serve import preview_server

NAMES = {"north": "北区", "north_office": "北区城管局", "south": "南区"}
FINDINGS = "位置,编号,轻重\n表,value-1,错误\n表,form-2,仅形式\n"


def built(workspace: Workspace) -> Path:
    return build_site(workspace, workspace.outputs, lambda message: None).folder


def page(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def rates(north: str) -> dict[str, str]:
    return {"north": north, "north_office": "97%", "south": "100%"}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Two periods of one place, the earlier with findings."""
    workspace = made_workspace(tmp_path, NAMES)
    publish_made(workspace, "2024-03", NAMES, rates("95%"), findings=FINDINGS)
    publish_made(workspace, "2024-04", NAMES, rates("98%"))
    return workspace


def test_the_index_shows_every_bulletin_with_state_findings_and_files(workspace: Workspace) -> None:
    index = page(built(workspace) / "index.html")
    cells = [cell.get_text() for cell in index.select(".matrix tbody td")]
    assert cells == ["草稿发现 2（未处理 2）", "草稿发现 0"]
    heads = [head.get_text() for head in index.select(".matrix thead th")]
    assert heads == ["地区", "2024年3月", "2024年4月"]
    links = {a["href"] for a in index.select("a[href]")}
    assert {f"{PLACE}/2024-04/bulletin.html", f"{PLACE}/2024-04/datapackage.json"} <= links
    assert {"units/sample/north.html", "units/sample/south.html"} <= links
    assert f"{PLACE}/2024-04/bulletin.pdf" not in links


def test_every_link_of_every_page_leads_to_a_file_of_the_site(workspace: Workspace) -> None:
    site = built(workspace)
    pages = [p for p in site.rglob("*.html") if p.name == "index.html" or "units" in p.parts]
    assert len(pages) == 1 + len(NAMES)
    for path in pages:
        html = page(path)
        for link in html.select("a[href]"):
            name, _, anchor = str(link["href"]).partition("#")
            target = (path.parent / name).resolve() if name else path
            assert target.is_file(), f"{path.name}: {link['href']}"
            assert not anchor or page(target).find(id=anchor) is not None, f"{path.name}: {link['href']}"


def test_a_unit_has_its_history_newest_first_with_a_trend(workspace: Workspace) -> None:
    unit = page(built(workspace) / "units" / PLACE / "north.html")
    rows = [[c.get_text() for c in row.find_all(["th", "td"])] for row in unit.select(".history tbody tr")]
    assert rows[:2] == [["2024年4月", "县市区", "北区", "98%"], ["2024年3月", "县市区", "北区", "95%"]]
    assert [svg["aria-label"] for svg in unit.select("svg")] == [
        "按期办结率走势：2024年3月 95%，2024年4月 98%"
    ]
    assert unit.select_one(".cards .value").get_text() == "98% 2024年3月 95%"
    assert "未按期报送" in unit.get_text()


def test_a_unit_seen_once_is_shown_among_its_group(tmp_path: Path) -> None:
    workspace = made_workspace(tmp_path, NAMES)
    publish_made(workspace, "2024-04", NAMES, rates("98%"))
    unit = page(built(workspace) / "units" / PLACE / "north.html")
    assert [svg["aria-label"] for svg in unit.select("svg")] == [
        "按期办结率 98%；县市区 3 个单位最低 97%，最高 100%"
    ]


def test_a_table_that_changed_its_columns_is_not_put_under_one_head(workspace: Workspace) -> None:
    path = workspace.outputs / PLACE / "2024-03" / "sections" / "evaluation.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("按期办结率", "按时办结率"), encoding="utf-8")
    unit = page(built(workspace) / "units" / PLACE / "south.html")
    heads = [[h.get_text() for h in t.select("thead th")] for t in unit.select(".history")]
    assert ["期", "组别", "部门名称", "按时办结率"] in heads
    assert ["期", "组别", "部门名称", "按期办结率"] in heads


def test_the_longer_name_is_the_one_mentioned(tmp_path: Path) -> None:
    names = {"north": "北区", "north_office": "北区城管局"}
    workspace = made_workspace(tmp_path, names)
    only = {"north_office": "北区城管局"}
    publish_made(workspace, "2024-04", only, {"north_office": "97%"})
    site = built(workspace)
    assert not (site / "units" / PLACE / "north.html").exists()
    named = page(site / "units" / PLACE / "north_office.html").select_one(".named")
    assert named.get_text().startswith("北区城管局按期办结率为99%")
    assert named.select_one("a")["href"] == "../../sample/2024-04/bulletin.html#section-opening"


def test_search_finds_units_by_name_and_alias_periods_and_sections(workspace: Workspace) -> None:
    index = page(built(workspace) / "index.html")
    entries = json.loads(index.select_one("#entries").string)
    assert {e["kind"] for e in entries} == {"地区", "单位", "期", "栏目"}
    south = next(e for e in entries if e["text"] == "南区")
    assert (south["href"], "又名south" in south["words"]) == ("units/sample/south.html", True)
    sections = {e["text"]: e["href"] for e in entries if e["kind"] == "栏目" and "3月" in e["where"]}
    assert sections["一、总体情况"] == "sample/2024-03/bulletin.html#section-opening"
    assert sections["综合评价表"] == "sample/2024-03/bulletin.html#appendix-evaluation"


def test_the_catalogue_names_every_file_with_its_size(workspace: Workspace) -> None:
    site = built(workspace)
    catalog = json.loads((site / "catalog.json").read_text(encoding="utf-8"))
    assert [b["period"] for b in catalog["bulletins"]] == ["2024-03", "2024-04"]
    assert catalog["bulletins"][0]["undecided_findings"] == 2
    for bulletin in catalog["bulletins"]:
        assert (site / bulletin["data_package"]).is_file()
        for file in bulletin["files"]:
            assert (site / file["path"]).stat().st_size == file["bytes"]
    assert [u["page"] for u in catalog["units"]] == [f"units/sample/{i}.html" for i in NAMES]


def test_the_same_bulletins_give_the_same_bytes(workspace: Workspace) -> None:
    site = built(workspace)
    first = Hasher().files(files_below(site), site)
    assert Hasher().files(files_below(built(workspace)), site) == first


def test_hostile_names_come_out_as_text(tmp_path: Path) -> None:
    names = {"bad": HOSTILE, "good": "南区"}
    workspace = made_workspace(tmp_path, names)
    publish_made(workspace, "2024-04", names, {"bad": "98%", "good": "97%"})
    site = built(workspace)
    for path in (site / "index.html", site / "units" / PLACE / "bad.html"):
        text = path.read_text(encoding="utf-8")
        html = BeautifulSoup(text, "html.parser")
        assert "<script>alert(1)</script>" in html.select_one("main").get_text()
        assert not [
            s for s in html.find_all("script") if "alert(1)" in s.get_text() and s.get("type") is None
        ]
        assert "\u202e" not in text
        assert "\x07" not in text
        assert "</script>alert" not in text
    assert json.loads(page(site / "index.html").select_one("#entries").string)[1]["text"].startswith(
        "<script>"
    )


def test_pages_ask_for_nothing_and_run_only_their_own_script(workspace: Workspace) -> None:
    for path in (built(workspace)).rglob("*.html"):
        if path.name == "index.html" or "units" in path.parts:
            text = path.read_text(encoding="utf-8")
            html = BeautifulSoup(text, "html.parser")
            policy = html.select_one("meta[http-equiv=Content-Security-Policy]")["content"]
            assert policy.startswith("default-src 'none'; script-src 'sha256-")
            assert not html.select("[src], link, iframe, img, form")
            assert not re.search(r"url\(|@import|https?://", text)
            assert not [t for t in html.find_all(True) if any(a.startswith("on") for a in t.attrs)]


def test_no_bulletin_yet_makes_a_site_that_says_how_to_begin(tmp_path: Path) -> None:
    workspace = made_workspace(tmp_path, NAMES)
    site = built(workspace)
    assert "还没有通报" in page(site / "index.html").get_text()
    assert json.loads((site / "catalog.json").read_text(encoding="utf-8"))["bulletins"] == []


def test_a_bulletin_that_cannot_be_read_leaves_the_site_as_it_was(workspace: Workspace) -> None:
    site = built(workspace)
    before = Hasher().files(files_below(site), site)
    (workspace.outputs / PLACE / "2024-04" / "figures.json").write_text("[", encoding="utf-8")
    with pytest.raises(UsageError, match=r"sample/2024-04 的通报读不出.*hotline run sample 2024-04"):
        built(workspace)
    assert Hasher().files(files_below(site), site) == before


def test_a_unit_that_left_the_register_is_told(workspace: Workspace) -> None:
    path = workspace.params / PLACE / "units.yml"
    register = json.loads(path.read_text(encoding="utf-8"))
    register["units"] = [u for u in register["units"] if u["id"] != "south"]
    path.write_text(json.dumps(register, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(UsageError, match="名录没有的单位：south"):
        built(workspace)


def test_a_released_bulletin_is_stale_once_an_input_changes(tmp_path: Path) -> None:
    workspace = made_workspace(tmp_path, NAMES)
    publish_made(workspace, "2024-04", NAMES, rates("98%"), state="released")
    assert page(built(workspace) / "index.html").select_one(".matrix .state").get_text() == "已发布"
    (workspace.data / PLACE / "2024-04" / "edition.yml").write_text("issue: 5\n", encoding="utf-8")
    assert page(built(workspace) / "index.html").select_one(".matrix .state").get_text() == "过期"


@pytest.fixture
def server(workspace: Workspace) -> Iterator[ThreadingHTTPServer]:
    server = preview_server(built(workspace), 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def get(server: ThreadingHTTPServer, path: str, host: str | None = None) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request("GET", path, headers={"Host": host} if host else {})
    answer = connection.getresponse()
    return answer.status, answer.read().decode("utf-8", "replace")


def test_the_preview_serves_the_site_on_this_machine_only(server: ThreadingHTTPServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    status, text = get(server, "/")
    assert (status, "12345 热线工作通报" in text) == (200, True)
    assert get(server, "/catalog.json")[0] == 200


@pytest.mark.parametrize(
    ("path", "host", "status"),
    [
        ("/units/", None, 404),
        ("/../../params/sample/place.yml", None, 404),
        ("/%2e%2e/%2e%2e/params/sample/place.yml", None, 404),
        ("/", "evil.example", 403),
    ],
)
def test_the_preview_gives_nothing_else_away(
    server: ThreadingHTTPServer, path: str, host: str | None, status: int
) -> None:
    assert get(server, path, host)[0] == status


def test_a_taken_port_is_told(server: ThreadingHTTPServer, workspace: Workspace) -> None:
    with pytest.raises(HotlineError, match="--port"):
        preview_server(workspace.outputs / "site", server.server_port)
