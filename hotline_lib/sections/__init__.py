"""栏目 (sections): the results store and the few calls a notebook makes; `open_page` for a section's,
`open_store` for one's own."""

from hotline_lib.sections.kept_store import open_store
from hotline_lib.sections.page import open_page

__all__ = ["open_page", "open_store"]
