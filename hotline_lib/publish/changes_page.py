"""变动页 (changes page): what differs from the previous draft, as a page beside the bulletin."""

from __future__ import annotations

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from hotline_lib.model.differences import Changes
from hotline_lib.publish.change_words import difference_words, largest, ratio_words
from hotline_lib.publish.exporters import TEMPLATES, cleaned
from hotline_lib.publish.fonts import css_stack


def changes_page(title: str, changes: Changes | None) -> str:
    """变动页 as one self-contained page without script; `None` where there was no previous draft."""
    environment = Environment(
        loader=FileSystemLoader([TEMPLATES / "bulletin_html", TEMPLATES]),
        autoescape=True,
        finalize=cleaned,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        css_stack=lambda role: Markup(css_stack(role)),
        difference_words=difference_words,
        ratio_words=ratio_words,
        largest_changes=largest,
    )
    return environment.get_template("changes_page.html.j2").render(title=title, changes=changes)
