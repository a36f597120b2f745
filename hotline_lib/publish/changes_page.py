"""变动页 (changes page): what differs from the previous draft, as a page beside the bulletin."""

from __future__ import annotations

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from hotline_lib.model.differences import Changes
from hotline_lib.model.page_templates import page_environment
from hotline_lib.publish.change_words import difference_words, largest, ratio_words
from hotline_lib.publish.exporters import TEMPLATES, cleaned
from hotline_lib.publish.fonts import css_stack

PAGE = "changes_page.html.j2"


def changes_page(title: str, changes: Changes | None) -> str:
    """变动页 as one self-contained page without script; `None` where there was no previous draft."""
    return environment().get_template(PAGE).render(title=title, changes=changes)


def environment() -> Environment:
    """What the page's templates are read with."""
    made = page_environment(FileSystemLoader([TEMPLATES / "bulletin_html", TEMPLATES]), finalize=cleaned)
    made.filters.update(
        css_stack=lambda role: Markup(css_stack(role)),
        difference_words=difference_words,
        ratio_words=ratio_words,
        largest_changes=largest,
    )
    return made
