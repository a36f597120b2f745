"""目录 (catalogue): `catalog.json`, all bulletins of the site for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from hotline_lib.publish.datapackage.package import FILE
from hotline_lib.publish.site.content import SiteBulletin, SiteUnit


def catalog_json(bulletins: Sequence[SiteBulletin], units: Sequence[SiteUnit]) -> str:
    """`catalog.json`: every bulletin with state, counts, files and data package; every unit with its page.

    Paths are relative to the file.
    """
    catalog = {
        "title": "12345 热线工作通报目录",
        "language": "zh-CN",
        "bulletins": [
            {
                "place": b.place,
                "place_name": b.place_name,
                "period": b.period.id,
                "first_day": b.period.first_day.isoformat(),
                "last_day": b.period.last_day.isoformat(),
                "title": b.title,
                "state": b.state,
                "figures": b.figures,
                "findings": b.findings,
                "undecided_findings": b.undecided,
                "checks": b.checks,
                "warnings": len(b.warnings),
                "data_package": f"{b.folder}/{FILE}" if b.download(FILE) else None,
                "files": [{"path": f"{b.folder}/{d.path}", "bytes": d.size} for d in b.downloads],
            }
            for b in bulletins
        ],
        "units": [{"place": u.place, "id": u.id, "name": u.name, "page": u.page} for u in units],
    }
    return json.dumps(catalog, ensure_ascii=False, indent=1) + "\n"
