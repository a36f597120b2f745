"""成句 (composing): a template becomes runs of text in which every quantity is a marked figure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from jinja2 import Template, TemplateSyntaxError, Undefined, UndefinedError
from jinja2.exceptions import SecurityError

from hotline_lib.ingest.editorial import Span
from hotline_lib.model.document import FigureMark, Run
from hotline_lib.model.errors import TemplateError
from hotline_lib.model.place import Place
from hotline_lib.model.quantity import Quantity
from hotline_lib.prose.directions import Phrase, Printed, direction_filters
from hotline_lib.prose.names import Names, dotted, missing_names
from hotline_lib.prose.templates import UnfilledError, compiled, reading

_MARK = re.compile("\ue000(\\d+)\ue001")
_PRIVATE = re.compile("[\ue000-\uf8ff]")


class Piece:
    """文稿片段 (piece): editorial text that a sentence takes in; may hold quantities itself."""

    def __init__(self, templates: Sequence[str]) -> None:
        self.templates = tuple(templates)


class Composer:
    """成句器: composes paragraphs of one section and numbers its figures.

    `names` is the tree of `result_names` with `period`, `edition` and `piece` added.
    """

    def __init__(self, place: Place, section: str, names: Mapping[str, Any]) -> None:
        self._place = place
        self._section = section
        self._tree = dict(names)
        self._printed: list[tuple[Quantity, str]] = []
        own = {"form": _in_form, "conjunction": _conjunction, **direction_filters(place)}
        self._environment = reading(own, self._finalize)

    def runs(
        self, spans: Sequence[Span], paragraph: str, extra: Mapping[str, Any] | None = None
    ) -> tuple[tuple[Run, ...], tuple[FigureMark, ...]]:
        """段落文字: runs and figure marks of a paragraph; figure ids are `<section>.<paragraph>.<n>`.

        Raises `TemplateError` naming section, paragraph and the nearest known names.
        """
        self._printed = []
        runs: list[Run] = []
        marks: list[FigureMark] = []
        for span in spans:
            text = self._render(span.text, paragraph, extra or {})
            for position, part in enumerate(_MARK.split(text)):
                if position % 2 == 0:
                    if part:
                        runs.append(Run(text=part, strong=span.strong))
                    continue
                quantity, printed = self._printed[int(part)]
                identifier = f"{self._section}.{paragraph}.{len(marks) + 1}"
                runs.append(Run(text=printed, figure=identifier, strong=span.strong))
                marks.append(
                    FigureMark(
                        id=identifier,
                        section=self._section,
                        where=f"段落 {paragraph} 第 {len(marks) + 1} 数",
                        quantity=quantity.id,
                        text=printed,
                    )
                )
        return tuple(runs), tuple(marks)

    def text(self, template: str, where: str) -> str:
        """纯文字: a template without figures, such as a title or the imprint."""
        self._printed = []
        text = self._render(template, where, {})
        return _MARK.sub(lambda m: self._printed[int(m[1])][1], text)

    def _render(self, template: str, where: str, extra: Mapping[str, Any]) -> str:
        try:
            return self._filled(template, {**self._tree, **extra})
        except UnfilledError as error:
            raise self._error(where, str(error)) from None
        except RecursionError:
            raise self._error(where, "文稿片段互相引用，没有尽头") from None

    def _filled(self, template: str, tree: Mapping[str, Any]) -> str:
        """A template filled from a tree; raises `UnfilledError` with the reason in words."""
        if found := _PRIVATE.search(template):
            raise UnfilledError(f"含有私用区字符 U+{ord(found[0]):04X}，请删去")
        try:
            code = compiled(template, tuple(self._environment.filters))
            names = {k: Names(v) if isinstance(v, dict) else v for k, v in tree.items()}
            return Template.from_code(self._environment, code, {}).render(names)
        except TemplateSyntaxError as error:
            raise UnfilledError(f"模板写法有误（{error.message}）。请检查花括号是否成对") from None
        except UndefinedError as error:
            raise UnfilledError(self._unknown(template, tree, str(error))) from None
        except TemplateError as error:
            raise UnfilledError(str(error)) from None
        except SecurityError:
            raise UnfilledError("模板不能取用内部名称（以“_”开头的名称等）") from None
        except (TypeError, ValueError, ArithmeticError) as error:
            raise UnfilledError(f"模板无法填写（{error}）") from None

    def _unknown(self, template: str, tree: Mapping[str, Any], message: str) -> str:
        for name in missing_names(self._environment.parse(template), tree):
            near = get_close_matches(name, dotted(tree), n=3)
            hint = f"相近的有：{'、'.join(near)}" if near else "请核对数值标识"
            return f"没有名为“{name}”的数值。{hint}"
        named = re.findall(r"'([^']*)'", message)
        return f"用到不存在的名称“{named[-1] if named else message}”"

    def _error(self, where: str, what: str) -> TemplateError:
        return TemplateError(
            f"栏目“{self._section}”的“{where}”：{what}。"
            "句式在 params/<地区>/sentences.yml，文稿在 data/<地区>/<期>/editorial/。"
        )

    def _finalize(self, value: Any) -> Any:
        """Jinja's hook for every printed expression: quantities leave a mark in the text.

        A bare number (`{{ x.value }}`) or record is refused: it would be printed without a print
        form and without a figure.
        """
        if isinstance(value, Quantity):
            return self._mark(Printed(value))
        if isinstance(value, Printed):
            return self._mark(value)
        if isinstance(value, Phrase):
            return "".join(p if isinstance(p, str) else self._mark(p) for p in value.parts)
        if isinstance(value, Piece):
            return "".join(self._filled(t, self._tree) for t in value.templates)
        if isinstance(value, Names):
            raise TypeError("名称不完整，后面还应有“.…”")
        if isinstance(value, str):
            if found := _PRIVATE.search(value):
                raise TypeError(f"所取文字含有私用区字符 U+{ord(found[0]):04X}")
            return value
        if isinstance(value, Undefined):
            return value
        raise TypeError("花括号内只能取数值或文字，不能取其内部的值")

    def _mark(self, printed: Printed) -> str:
        self._printed.append((printed.quantity, printed.text(self._place)))
        return f"\ue000{len(self._printed) - 1}\ue001"


def _in_form(value: Any, form: str) -> Any:
    """印刷形式: a quantity in another print form; Jinja refuses an undefined one by name."""
    if isinstance(value, Undefined):
        return value
    if not isinstance(value, Quantity):
        raise TypeError("form 只能用于数值")
    return Printed(value, form)


def _conjunction(loop: Any) -> str:
    """并列: what follows an item of a list: “、”, before the last “和”, after the last nothing."""
    if loop.last:
        return ""
    return "和" if loop.revindex == 2 else "、"
