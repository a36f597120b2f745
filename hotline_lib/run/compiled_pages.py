"""编好网页模板 (compiled pages): `python -m hotline_lib.run.compiled_pages`, once, after installing.

As `compileall` does for the library's modules. What is not compiled here is when it is first used.
"""

from __future__ import annotations

import sys

from hotline_lib.guards import report
from hotline_lib.model.page_templates import compile_pages
from hotline_lib.publish import changes_page
from hotline_lib.publish.exporters import BulletinHTMLExporter, BulletinTypstExporter
from hotline_lib.publish.site import pages
from hotline_lib.run.audit import page


def compile_all() -> list[str]:
    """编好所有网页模板; the names of all of them, those that two kinds of page take in twice."""
    sys.dont_write_bytecode = False  # as `compileall`: it is asked for
    compiled = compile_pages(report.environment(), report.PAGE)
    compiled += compile_pages(changes_page.environment(), changes_page.PAGE)
    compiled += compile_pages(pages.environment(), pages.INDEX, pages.UNIT)
    compiled += compile_pages(page.environment(), page.PAGE)
    for exporter in (BulletinHTMLExporter(), BulletinTypstExporter()):
        compiled += compile_pages(exporter.environment, exporter.template_file)
    return compiled


if __name__ == "__main__":
    compile_all()
