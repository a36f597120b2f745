"""收集输出 (collecting outputs): the blocks that an executed section notebook shows, in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nbformat import NotebookNode
from pydantic import ValidationError

from hotline_lib.model.document import BLOCK_MIME, Block, FigureMark, Shown
from hotline_lib.model.errors import NotebookError
from hotline_lib.model.frozen import Frozen

_SHOWN = ("display_data", "execute_result")


class _Several(Frozen):
    """Several blocks that one cell shows."""

    shown: tuple[Shown, ...]


def collect_section(nb: NotebookNode) -> tuple[list[Block], list[FigureMark]]:
    """栏目内容 (section content): blocks and figures that a notebook's cells show.

    Text streams are ignored. Raises `NotebookError`, naming the cell, for a failed cell, for an
    output that is no block (it would be missing from the bulletin) and for a malformed block.
    """
    blocks: list[Block] = []
    figures: list[FigureMark] = []
    for number, output in _outputs(nb):
        if output["output_type"] == "error":
            raise NotebookError(
                f"第 {number} 个单元格运行出错：{output.get('ename', '')}：{output.get('evalue', '')}"
            )
        if output["output_type"] not in _SHOWN:
            continue
        for shown in _shown(number, output.get("data", {})):
            blocks.append(shown.block)
            figures.extend(shown.figures)
    return blocks, figures


def _outputs(nb: NotebookNode) -> Iterator[tuple[int, NotebookNode]]:
    for number, cell in enumerate(nb.cells, 1):
        if cell.cell_type == "code":
            for output in cell.outputs:
                yield number, output


def _shown(number: int, data: Mapping[str, object]) -> tuple[Shown, ...]:
    """What an output holds: one block with its figures, or a list of such under `shown`."""
    if BLOCK_MIME not in data:
        kinds = "、".join(sorted(data)) or "空"
        raise NotebookError(
            f"第 {number} 个单元格的输出不是通报内容（{kinds}），不会印入通报。"
            "请只显示栏目页（page）给出的段落、表或图，其余输出请删去。"
        )
    payload = data[BLOCK_MIME]
    try:
        if isinstance(payload, Mapping) and "shown" in payload:
            return _Several.model_validate(payload).shown
        return (Shown.model_validate(payload),)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise NotebookError(f"第 {number} 个单元格的通报内容无法识别：{where}：{first['msg']}") from error
