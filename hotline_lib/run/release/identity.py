"""审定人 (who releases): the person whom git names, as in every commit."""

from __future__ import annotations

import subprocess
from pathlib import Path

from hotline_lib.model.errors import ReleaseRefusedError
from hotline_lib.model.frozen import Frozen


class Identity(Frozen):
    """一个人 (person): name and address as git has them."""

    name: str
    email: str


def git_identity(root: Path) -> Identity:
    """审定人 from git's `user.name` and `user.email`; raises `ReleaseRefusedError` where one is missing."""
    name, email = _config(root, "user.name"), _config(root, "user.email")
    if not name or not email:
        raise ReleaseRefusedError(
            "git 不知道您是谁，审定须记名。请先运行："
            'git config user.name "姓名"；git config user.email "邮箱"。'
        )
    return Identity(name=name, email=email)


def _config(root: Path, key: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), "config", "--get", key],
            capture_output=True,
            text=True,
            check=False,
            timeout=20,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()
