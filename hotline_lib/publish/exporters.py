"""导出器 (exporters): nbconvert exporters that turn the merged notebook into HTML and Typst."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup
from nbformat import NotebookNode

from hotline_lib.model.document import Document
from hotline_lib.model.findings import FINDING_LABELS, SEVERITY_LABELS
from hotline_lib.model.lean_import import lean_import
from hotline_lib.model.page_templates import keep_compiled
from hotline_lib.publish.change_words import difference_words, largest, ratio_words
from hotline_lib.publish.chart_svg import inline_svg
from hotline_lib.publish.column_widths import column_widths
from hotline_lib.publish.fonts import PRINT_FACES, Face, css_stack
from hotline_lib.publish.issuing_office import issuing_office
from hotline_lib.publish.merged_notebook import document_of, merge_notebook, review_of
from hotline_lib.publish.official_fonts import resolved_faces
from hotline_lib.publish.outline import outline
from hotline_lib.publish.page_breaks import back_on_grid, kept_block, table_place
from hotline_lib.publish.page_context import page_context
from hotline_lib.publish.pdf import compile_pdf
from hotline_lib.publish.plain_text import clean_text, typst_raw_string, typst_string
from hotline_lib.publish.review import Review
from hotline_lib.publish.table_heads import band_groups, head_rows, naming_column
from hotline_lib.publish.table_spans import spanned_rows

with lean_import("soupsieve"):  # for choosing among elements of pages, which no exporter of ours does
    from nbconvert.exporters import TemplateExporter

TEMPLATES = Path(__file__).parent / "templates"


class BulletinExporter(TemplateExporter):  # type: ignore[misc]
    """通报导出器 (bulletin exporter): common to all formats; the template sees the document."""

    extra_template_basedirs = [str(TEMPLATES)]  # noqa: RUF012 - a traitlets default
    extra_template_paths = [str(TEMPLATES)]  # noqa: RUF012 - what templates share

    def default_filters(self) -> Iterable[tuple[str, Any]]:
        """The product's filters; none of nbconvert's, which work on cells."""
        yield "clean_text", clean_text
        yield "column_widths", column_widths
        yield "spanned_rows", spanned_rows
        yield "head_rows", head_rows
        yield "band_groups", band_groups
        yield "naming_column", naming_column

    def _create_environment(self) -> Environment:
        environment: Environment = super()._create_environment()
        environment.undefined = StrictUndefined
        environment.trim_blocks = True
        environment.lstrip_blocks = True
        keep_compiled(environment)
        return environment

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """The merged notebook as text; raises `RenderError` for any other notebook."""
        self.environment.globals.update(self.context(document_of(nb), review_of(nb)))
        return super().from_notebook_node(nb, resources, **kw)  # type: ignore[no-any-return]

    def context(self, document: Document, review: Review) -> Mapping[str, object]:
        """What the template sees: the document, its outline, and the review material."""
        return {
            "document": document,
            "outline": outline(document),
            "author": issuing_office(document),
            "issued_on": date.fromisoformat(document.issued_on),
            "review": review,
        }


class BulletinTypstExporter(BulletinExporter):
    """Typst 导出器 (Typst exporter): source for `compile_pdf`."""

    export_from_notebook = "通报 Typst"
    template_name = "bulletin_typst"
    file_extension = ".typ"
    output_mimetype = "text/x-typst"
    faces: Mapping[str, Face] = PRINT_FACES

    def default_filters(self) -> Iterable[tuple[str, Any]]:
        """Every text passes one of these."""
        yield from super().default_filters()
        yield "typst_string", typst_string
        yield "typst_raw_string", typst_raw_string
        yield "kept_block", kept_block
        yield "table_place", table_place
        yield "back_on_grid", back_on_grid
        yield "inline_svg", inline_svg

    def context(self, document: Document, review: Review) -> Mapping[str, object]:
        """Adds the faces by role."""
        return {**super().context(document, review), "faces": self.faces}


class BulletinHTMLExporter(BulletinExporter):
    """网页导出器 (HTML exporter): one self-contained page, escaped throughout."""

    export_from_notebook = "通报 HTML"
    template_name = "bulletin_html"
    file_extension = ".html"
    output_mimetype = "text/html"

    def default_filters(self) -> Iterable[tuple[str, Any]]:
        """Only two of these yield markup: a checked SVG and our own font names."""
        yield from super().default_filters()
        yield "inline_svg", lambda chart, prefix: Markup(inline_svg(chart, prefix))
        yield "css_stack", lambda role: Markup(css_stack(role))
        yield "difference_words", difference_words
        yield "ratio_words", ratio_words
        yield "largest_changes", largest

    def _create_environment(self) -> Environment:
        environment = super()._create_environment()
        environment.autoescape = True
        environment.finalize = cleaned
        return environment

    def context(self, document: Document, review: Review) -> Mapping[str, object]:
        """Adds the labels of findings, the flags, the lineage and the script."""
        return {
            **super().context(document, review),
            **page_context(review),
            "finding_labels": FINDING_LABELS,
            "severity_labels": SEVERITY_LABELS,
        }


def cleaned(value: object) -> object:
    """Text without control characters; markup made by our own filters stays as it is."""
    return clean_text(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def export_html(document: Document, review: Review | None = None) -> str:
    """网页 (HTML) of a bulletin, with the reviewers' material: lineage of each figure, warnings, findings."""
    html, _ = BulletinHTMLExporter().from_notebook_node(merge_notebook(document, review))
    return str(html)


def export_typst(document: Document, faces: Mapping[str, Face] = PRINT_FACES) -> str:
    """Typst 源码 (Typst source) of a bulletin, set in these faces."""
    exporter = BulletinTypstExporter()
    exporter.faces = faces
    source, _ = exporter.from_notebook_node(merge_notebook(document))
    return str(source)


def export_pdf(document: Document, fonts: Sequence[Path]) -> bytes:
    """PDF of a bulletin, PDF/A-2a and PDF/UA-1; raises `RenderError` rather than warn.

    `fonts`: the folder of the vendored faces, then folders with official fonts, if any.
    """
    return compile_pdf(export_typst(document, resolved_faces(fonts)), fonts)
