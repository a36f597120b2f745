"""Nothing in the repository names a package-registry host or a path of one machine."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Written in pieces, so that this file does not hold what it forbids.
HOSTS = [
    ".".join(pieces)
    for pieces in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("anaconda", "org"),
        ("repo", "anaconda", "com"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("registry", "npmmirror", "com"),
        ("tuna", "tsinghua", "edu", "cn"),
        ("mirrors", "aliyun", "com"),
        ("mirrors", "ustc", "edu", "cn"),
        ("repo", "huaweicloud", "com"),
        ("mirrors", "cloud", "tencent", "com"),
    )
]
FOLDERS = ["/" + name + "/" for name in ("home", "root", "tmp", "Users", "var/folders")]
FORBIDDEN = re.compile(
    "|".join([*(re.escape(host) for host in HOSTS), *(r"(?<![\w.\-/])" + folder for folder in FOLDERS)])
)


def repository_files() -> list[Path]:
    """The files under version control, or about to be; without git, all that is not hidden or made."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.decode("utf-8").split("\0") if name]
    else:
        made = ("outputs", "__pycache__", ".venv", ".nox", ".git")
        paths = [path for path in ROOT.rglob("*") if not set(path.relative_to(ROOT).parts) & set(made)]
    return [path for path in paths if path.is_file()]


def text_of(path: Path) -> str:
    """The text of a file; a file with a zero byte is no text and holds none."""
    raw = path.read_bytes()
    return "" if b"\0" in raw else raw.decode("utf-8")


def test_no_file_names_a_registry_host_or_a_machine_path() -> None:
    files = repository_files()
    assert ROOT / "pyproject.toml" in files
    found = {
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in files
        for match in FORBIDDEN.finditer(text_of(path))
    }
    assert sorted(found) == []


@pytest.mark.parametrize(
    "sample", [*(f"x https://{host}/simple" for host in HOSTS), *(f'"{f}a"' for f in FOLDERS)]
)
def test_each_forbidden_word_would_be_found(sample: str) -> None:
    assert FORBIDDEN.search(sample) is not None


@pytest.mark.parametrize(
    "sample", ["/".join(["data", "tmp", "a.csv"]), "/".join(["..", "root", "x"]), "tmp_path / 'a'"]
)
def test_relative_paths_are_allowed(sample: str) -> None:
    assert FORBIDDEN.search(sample) is None
