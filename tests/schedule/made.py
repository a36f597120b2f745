"""A tiny workspace with schedules, and a stand-in for making bulletins that remembers what it was asked."""

from __future__ import annotations

from pathlib import Path

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.run.many.outcome import Outcome, State
from hotline_lib.run.many.targets import Target

PLACE = (
    "id: {place}\nname: 甲市\noffice: 甲市中心\n"
    "programmes: [{{id: hotline, label: 热线, item: 工单}}]\nforms: [{{id: count}}]\n"
)


def workspace_with(root: Path, **schedules: str | None) -> Workspace:
    """Places by id with the text of their `schedule.yml`, `None` for none."""
    (root / "notebooks").mkdir(parents=True)
    for place, schedule in schedules.items():
        folder = root / "params" / place
        folder.mkdir(parents=True)
        (folder / "place.yml").write_text(PLACE.format(place=place), encoding="utf-8")
        if schedule is not None:
            (folder / "schedule.yml").write_text(schedule, encoding="utf-8")
    return Workspace(root)


def monthly(first: str = "2024-03", working_day: int = 10, grace: int = 3, until: str | None = None) -> str:
    """A monthly schedule."""
    ends = f"    in_force_until: {until}\n" if until else ""
    return (
        f'first_period: "{first}"\nversions:\n  - in_force_from: 2024-01-01\n{ends}'
        f"    source: {{document: 本系统约定}}\n    cadence: month\n    due_working_day: {working_day}\n"
        f"    grace_working_days: {grace}\n"
    )


def give_inputs(workspace: Workspace, place: str, period: str, text: str = "数值\n1\n") -> Path:
    """A period folder with one file."""
    folder = workspace.data / place / period
    folder.mkdir(parents=True)
    (folder / "intake.csv").write_text(text, encoding="utf-8")
    return folder


class Maker:
    """做通报的替身: what it was asked for, in order; unchanged the second time; some refuse or fail."""

    def __init__(self, codes: dict[Target, int] | None = None) -> None:
        self.asked: list[Target] = []
        self._codes = codes or {}

    def __call__(self, targets: list[Target]) -> list[Outcome]:
        return [self._make(target) for target in targets]

    def _make(self, target: Target) -> Outcome:
        code = self._codes.get(target, 0)
        again = target in self.asked
        self.asked.append(target)
        state = State.failed if code else State.unchanged if again else State.made
        message = f"错误 {code}" if code else ""
        return Outcome(
            target.place, target.period, state, f"outputs/{target.place}/{target.period}", 0.1, code, message
        )
