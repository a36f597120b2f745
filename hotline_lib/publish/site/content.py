"""站点所用 (site content): what the pages know of each published bulletin and of each unit."""

from __future__ import annotations

from fractions import Fraction

from pydantic import Field

from hotline_lib.model.document import Table
from hotline_lib.model.frozen import Frozen
from hotline_lib.model.period import Period
from hotline_lib.model.place import IDENTIFIER


class Download(Frozen):
    """下载 (download): a file of a bulletin, relative to its folder, with its size in bytes."""

    label: str
    path: str
    size: int


class Passage(Frozen):
    """提及 (mention): a sentence of the text that names a unit, and where it stands."""

    heading: str
    anchor: str = Field(description="网页内的位置；没有网页则空")
    sentence: str


class Part(Frozen):
    """栏目 (section) of a bulletin as the search finds it."""

    heading: str
    anchor: str


class SiteBulletin(Frozen):
    """一期 (bulletin) as the site shows it.

    `values` are the exact numbers of printed figures by figure id; `mentions` the sentences by unit id.
    """

    place: str = Field(pattern=IDENTIFIER)
    place_name: str
    period: Period
    title: str
    state: str = Field(description="状态标识，也是样式名")
    state_label: str
    stamp: str = Field(default="", description="审定章一行")
    figures: int
    findings: int
    undecided: int
    checks: int
    failed_checks: int
    warnings: tuple[str, ...]
    downloads: tuple[Download, ...]
    parts: tuple[Part, ...]
    tables: tuple[Table, ...]
    values: dict[str, Fraction]
    mentions: dict[str, tuple[Passage, ...]]

    @property
    def folder(self) -> str:
        """Its folder, relative to the site."""
        return f"{self.place}/{self.period.id}"

    def download(self, path: str) -> Download | None:
        """The file of that path, if it was published."""
        return next((d for d in self.downloads if d.path == path), None)


class SiteUnit(Frozen):
    """承办单位 (unit) that at least one published bulletin names."""

    place: str = Field(pattern=IDENTIFIER)
    place_name: str
    id: str = Field(pattern=IDENTIFIER)
    name: str
    group: str
    aliases: tuple[str, ...] = ()

    @property
    def page(self) -> str:
        """Its page, relative to the site."""
        return f"units/{self.place}/{self.id}.html"
