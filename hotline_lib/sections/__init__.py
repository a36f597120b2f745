"""栏目 (sections): the results store and the few calls that a section notebook makes."""

from hotline_lib.sections.page import open_page

__all__ = ["open_page"]
