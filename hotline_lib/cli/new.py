"""新建 (new): `hotline new period|place|section`, asked for as a person would."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import UsageError
from hotline_lib.model.period import Period
from hotline_lib.run.scaffold import answers as given
from hotline_lib.run.scaffold.files import Scaffold


@click.group()
def new() -> None:
    """新建一期、一个地区或一个栏目；从不覆盖已有文件。"""


@new.command()
@click.argument("place", metavar="地区")
@click.argument("period", metavar="期")
@click.option("--from", "earlier", metavar="期", help="照哪一期，默认此前最近的一期")
def period(place: str, period: str, earlier: str | None) -> None:
    """新建一期的输入目录，如：hotline new period 地区 2024-05。

    已有的文件不动；再运行一次，可看还有哪些“待填”。
    """
    from hotline_lib.run.scaffold.period import scaffold_period

    workspace = Workspace.find()
    _tell(workspace, scaffold_period(workspace, place, period, earlier))


@new.command()
@click.argument("place", metavar="地区")
@click.argument("section", metavar="栏目")
@click.option("--title", required=True, help="栏目标题，如“工作要求”")
@click.option("--template", help="句式，可含 {{ 数值标识 }}；不给则全文取自各期文稿")
@click.option("--after", metavar="栏目", help="放在哪个栏目之后，默认最后")
def section(place: str, section: str, title: str, template: str | None, after: str | None) -> None:
    """新建一个栏目，如：hotline new section 地区 requirements --title 工作要求。"""
    from hotline_lib.run.scaffold.section import scaffold_section

    workspace = Workspace.find()
    _tell(workspace, scaffold_section(workspace, place, section, title, template, after))


@new.command()
@click.argument("place", metavar="地区")
@click.option("--name", help="地区名称")
@click.option("--office", help="发文单位全称，默认“<名称>12345热线服务中心”")
@click.option("--period", "first", metavar="期", help="第一期，规则也自该期首日起生效")
@click.option("--groups", help=f"组别，依印刷次序，默认“{given.DEFAULT_GROUPS}”；可写 标识=名称")
@click.option(
    "--units",
    "units_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="单位名单 CSV：单位名称、组别，可有标识、别名",
)
@click.option("--unit", "typed", multiple=True, help="不用 CSV 时：“组别=单位、单位”，可重复")
@click.option("--types", help="诉求类型，默认八类；可写 标识=名称")
@click.option(
    "--scheme",
    type=click.Choice(["index", "points"]),
    help="怎样评：index 加权综合指标值，points 计分制（各项得分相加）；默认 index",
)
@click.option("--full", help="计分制的满分，默认 100")
@click.option("--weights", help="办结率、按期办结率、返工率（反）、不满意率（反）的权重，和为 1")
@click.option("--grades", help="A、B、C 类的下限，其下为 D 类")
@click.option("--yes", is_flag=True, help="凡有默认的都取默认，不再询问")
def place(
    place: str,
    name: str | None,
    office: str | None,
    first: str | None,
    groups: str | None,
    units_file: Path | None,
    typed: tuple[str, ...],
    types: str | None,
    scheme: Literal["index", "points"] | None,
    full: str | None,
    weights: str | None,
    grades: str | None,
    yes: bool,
) -> None:
    """新建一个地区及其第一期；未给的选项逐一询问。"""
    from hotline_lib.run.scaffold.place import NewPlace, check_place_id, scaffold_place

    workspace = Workspace.find()
    check_place_id(workspace, place)
    ask = _Questions(yes)
    name = ask.text(name, "--name", "地区名称")
    office = ask.text(office, "--office", "发文单位全称", f"{name}12345热线服务中心")
    period = Period.parse(ask.text(first, "--period", "第一期（如 2024-05、2024Q2）"))
    in_groups = given.groups_of(
        ask.text(groups, "--groups", "组别，依印刷次序，用“、”隔开", given.DEFAULT_GROUPS)
    )
    units = _units(ask, units_file, typed, in_groups)
    kinds = ask.text(types, "--types", "诉求类型，用“、”隔开", given.DEFAULT_TYPES)
    how = ask.text(scheme, "--scheme", "怎样评（index 加权指标值、points 计分制）", "index")
    if how not in ("index", "points"):
        raise UsageError(f"评法“{how}”应为 index 或 points。")
    most = ask.text(full, "--full", "满分", "100") if how == "points" else "100"
    shares = "办结率、按期办结率、返工率（反）、不满意率（反）的权重"
    weight_text = ask.text(weights, "--weights", shares, given.DEFAULT_WEIGHTS)
    grade_text = ask.text(grades, "--grades", "A、B、C 类的下限", given.DEFAULT_GRADES)
    answered = NewPlace(
        id=place,
        name=name,
        office=office,
        period=period,
        groups=in_groups,
        units=units,
        types=given.named_items(kinds, "type"),
        weights=given.numbers_of(weight_text, 4, "权重"),
        grades=given.numbers_of(grade_text, 3, "等级下限"),
        scheme="points" if how == "points" else "index",
        full=given.numbers_of(most, 1, "满分")[0],
    )
    _tell(workspace, scaffold_place(workspace, answered))


class _Questions:
    """问答 (questions): each answered by its option, by its default, or by the person at the terminal."""

    def __init__(self, yes: bool) -> None:
        self.yes = yes

    def text(self, value: str | None, option: str, question: str, default: str | None = None) -> str:
        """One answer; raises `UsageError` where `--yes` leaves a question without one."""
        if value is None and self.yes:
            if default is None:
                raise UsageError(f"缺少 {option}（{question}）；--yes 只取有默认的项。")
            value = default
        if value is None:
            value = str(click.prompt(question, default=default))
        return value.strip()


def _units(
    ask: _Questions, file: Path | None, typed: tuple[str, ...], groups: tuple[given.Named, ...]
) -> tuple[given.NewUnit, ...]:
    """The units, from a CSV file, from options, or typed in group by group."""
    if file is None and not typed:
        if ask.yes:
            raise UsageError("缺少 --units（单位名单 CSV）或 --unit（组别=单位、单位）。")
        answer = click.prompt("单位名单 CSV 文件（直接回车则逐组输入）", default="", show_default=False)
        if answer.strip():
            file = Path(answer.strip())
            if not file.is_file():
                raise UsageError(f"没有文件“{file}”。")
        else:
            typed = tuple(f"{g.label}={click.prompt(f'“{g.label}”的单位，用“、”隔开')}" for g in groups)
    return given.read_units(file, groups) if file else given.typed_units(typed, groups)


def _tell(workspace: Workspace, made: Scaffold) -> None:
    """Which files were written and kept, and what to do now, in order."""
    for path in made.written:
        click.echo(f"已写入 {workspace.relative(path)}")
    for path in made.kept:
        click.echo(f"已存在，未动 {workspace.relative(path)}")
    for note in made.notes:
        click.echo(f"说明：{note}")
    click.echo("接下来：")
    for number, step in enumerate(made.steps, 1):
        click.echo(f"  {number}. {step}")
