"""在 YAML 中插入 (insertion into YAML): new lines after an entry, every other character kept."""

from __future__ import annotations

import yaml


def insert_after(text: str, key: str, lines: str, after: str | None = None) -> str | None:
    """插入 `lines` after one entry of the top-level `key`, by default its last.

    An entry is an item whose `id` is `after`, or the mapping value under the name `after`. Returns
    `None` where the value is not written one entry a line, or has no such entry.
    """
    document = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(document, yaml.MappingNode):
        return None
    value = next((v for k, v in document.value if k.value == key), None)
    if not isinstance(value, yaml.CollectionNode) or value.flow_style or not value.value:
        return None
    entries: dict[str, yaml.Node] = {}
    if isinstance(value, yaml.MappingNode):
        entries = {k.value: v for k, v in value.value}
    else:
        entries = {_id_of(item) or str(n): item for n, item in enumerate(value.value)}
    wanted = after if after is not None else list(entries)[-1]
    if wanted not in entries:
        return None
    kept = text.splitlines(keepends=True)
    line = _last_line(entries[wanted], kept)
    if not kept[line].endswith("\n"):
        kept[line] += "\n"
    return "".join([*kept[: line + 1], lines, *kept[line + 1 :]])


def indent_of(text: str, key: str) -> str:
    """缩进 of the entries below the top-level `key`, as the file has it."""
    document = yaml.compose(text, Loader=yaml.SafeLoader)
    if isinstance(document, yaml.MappingNode):
        for name, value in document.value:
            if name.value == key and isinstance(value, yaml.CollectionNode):
                return " " * value.start_mark.column
    return "  "


def _id_of(item: yaml.Node) -> str | None:
    if not isinstance(item, yaml.MappingNode):
        return None
    return next((v.value for k, v in item.value if k.value == "id"), None)


def _last_line(node: yaml.Node, lines: list[str]) -> int:
    """The line on which an entry ends, without the blank lines and comments after it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(node, yaml.MappingNode) else last, lines)
    line = int(node.end_mark.line)
    if isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}:
        line -= 1
        while line > node.start_mark.line and not lines[line].strip():
            line -= 1
    return min(line, len(lines) - 1)
