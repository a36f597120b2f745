"""增减的问题 (problems of changes): what is said where a change cannot be computed or must not be printed."""

from __future__ import annotations

from hotline_lib.model.changes import ChangeFigure
from hotline_lib.model.errors import InputError, ParamsError, Problem
from hotline_lib.model.exact import exact_text
from hotline_lib.model.period import Period
from hotline_lib.model.place import Place
from hotline_lib.model.quantity import Quantity, RuleRef

POINTS, PERCENT = "个百分点", "%"


def change_label(rule: ChangeFigure, now: Quantity) -> str:
    """来电总量环比: the label of the figure now and the name of the change."""
    return f"{now.label}{rule.against.term}"


def no_base(rule: ChangeFigure, now: Quantity, then: Period, place: Place, reason: str) -> InputError:
    """没有可比的数: the earlier period has no figure to compare with, and the rule no words for that."""
    folder = f"data/{place.id}/{then.id}/"
    return InputError(
        [
            Problem(
                file=folder,
                column=now.label,
                expected=f"{reason}，算不出{rule.against.term}",
                action=f"请补 {folder} 的输入，或在往期总量表中给出该期的数，"
                f"或在规则 changes.{rule.id} 写明 otherwise",
            )
        ]
    )


def contradiction(
    rule: ChangeFigure, now: Quantity, given: Quantity, made: Quantity, base: Quantity, place: Place
) -> InputError:
    """给定与推算不符: a change as received differs from the one computed, as the place prints both."""
    computed = place.printed(made, given.form)
    return InputError(
        [
            Problem(
                file=given.formula.removeprefix("来件："),
                column=change_label(rule, now),
                found=place.printed(given),
                expected=f"由{rule.against.base_term}的数 {exact_text(base.number)} 算得 {computed}",
                action="请核对两者；以算得的为准就删去给定的一行",
            )
        ]
    )


def unfit_form(rule: ChangeFigure, cited: RuleRef, now: Quantity, wanted: str) -> ParamsError:
    """印刷形式不合: a rate changes in percentage points, a count in percent, and must be printed so."""
    what = "比率的增减以百分点计" if wanted == POINTS else "数量的增减以百分数计"
    return ParamsError(
        [
            Problem(
                file=f"规则 {cited.id}",
                column=f"changes.{rule.id}.form",
                found=rule.form,
                expected=f"“{now.label}”：{what}，印刷形式应以“{wanted}”结尾",
                action="请改用这样的印刷形式",
            )
        ]
    )
