"""导出器 (exporter): nbconvert's way to the Word file, from the same merged notebook as the others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode

from hotline_lib.publish.docx.writer import write_docx
from hotline_lib.publish.merged_notebook import document_of


class BulletinDocxExporter(Exporter):  # type: ignore[misc]
    """Word 导出器 (DOCX exporter); raises `RenderError` for any other notebook.

    `fonts`: folders of fonts, for charts whose SVG holds text; ours holds outlines.
    """

    export_from_notebook = "通报 DOCX"
    file_extension = ".docx"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    fonts: Sequence[Path] = ()

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """The merged notebook as a Word file."""
        _, resources = super().from_notebook_node(nb, resources, **kw)
        return write_docx(document_of(nb), self.fonts), resources
