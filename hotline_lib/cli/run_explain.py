"""说明的印法 (explanations): `hotline run … --explain`, what would run again and why."""

from __future__ import annotations

from collections.abc import Sequence

import click

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.period import Period
from hotline_lib.run.keeping.explain import explain
from hotline_lib.run.many.outcome import Options
from hotline_lib.run.many.targets import Target


def print_explanations(targets: Sequence[Target], options: Options) -> None:
    """Print for every bulletin what changed and what each section would do; nothing is run or written."""
    for target in targets:
        period = Period.parse(target.period)
        found = explain(Workspace(options.root), target.place, period, options.out, options.formats)
        click.echo(f"{target.place} {target.period}")
        for line in found.parts or ("与上次发布时完全相同，无须重做",):
            click.echo(f"  {line}")
        for section, why in found.sections:
            click.echo(f"    栏目 {section}：{why}")
