"""合成笔记本 (merged notebook): the whole bulletin as one notebook, the input of every exporter."""

from __future__ import annotations

from nbformat import NotebookNode, v4
from pydantic import ValidationError

from hotline_lib.model.document import Document
from hotline_lib.model.errors import RenderError
from hotline_lib.publish.review import Review

DOCUMENT_KEY = "hotline"
REVIEW_KEY = "hotline_review"


def merge_notebook(document: Document, review: Review | None = None) -> NotebookNode:
    """合成 (merge): a notebook whose metadata hold the document and the review material, each as JSON text.

    As text, since nbconvert copies all metadata several times over, piece by piece. The cells only list
    title and sections, for someone who opens the file in Jupyter.
    """
    lines = ["# " + "".join(document.title)]
    lines += [f"- {s.title}" for s in (*document.sections, *document.appendices) if s.title]
    metadata = {
        DOCUMENT_KEY: document.model_dump_json(),
        REVIEW_KEY: (review or Review()).model_dump_json(),
    }
    contents = v4.new_markdown_cell("\n".join(lines), id="contents")
    return v4.new_notebook(cells=[contents], metadata=metadata)


def document_of(nb: NotebookNode) -> Document:
    """通报 (bulletin) in a merged notebook; raises `RenderError` if there is none."""
    if DOCUMENT_KEY not in nb.metadata:
        raise RenderError("排版失败：此笔记本不是合成的通报（缺少 metadata.hotline）。")
    try:
        return Document.model_validate_json(nb.metadata[DOCUMENT_KEY])
    except ValidationError as error:
        raise RenderError(f"排版失败：合成笔记本中的通报无法识别：{error}") from error


def review_of(nb: NotebookNode) -> Review:
    """审核资料 (review material) in a merged notebook; empty if there is none."""
    return Review.model_validate_json(nb.metadata.get(REVIEW_KEY, "{}"))
