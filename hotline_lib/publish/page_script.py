"""页面脚本 (page script): the script of the reviewers' page, and the policy that allows no other."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from markupsafe import Markup

FOLDER = Path(__file__).parent / "templates" / "bulletin_html" / "script"
PARTS = ("lineage", "rows", "card", "figures", "tables", "page")
"""The files of the script in the order in which they stand on the page; they share one function."""


def page_script() -> Markup:
    """脚本: the parts as one strict function, ready to stand in a `script` element."""
    parts = [(FOLDER / f"{name}.js").read_text(encoding="utf-8").strip() for name in PARTS]
    text = '"use strict";\n(function () {\n' + "\n\n".join(parts) + "\n})();\n"
    if "</script" in text.lower() or "<!--" in text:
        raise ValueError("脚本中不得有“</script”或“<!--”，否则在页面中会提前结束")
    return Markup(text)


def script_policy(script: str) -> str:
    """内容安全策略 (policy): nothing is loaded from anywhere, and only this very script runs."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
