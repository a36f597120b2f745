"""Notices reach real servers on this machine; a password is never written down; failure to send is told."""

from __future__ import annotations

import json
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from pydantic import ValidationError

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import ParamsError
from hotline_lib.model.notices import MailNotice, Notices, Occasion, WebhookNotice
from hotline_lib.run.schedule.notify import notices_of, send_notices
from hotline_lib.run.schedule.report import DueReport, DueResult, DueState, report_record, report_text
from tests.schedule.servers import hook_server, mail_server


def report(state: DueState = DueState.waiting, *, overdue: bool = False) -> DueReport:
    result = DueResult("jia", "2024-04", "2024年4月", date(2024, 5, 16), overdue, state, "尚无输入目录。")
    return DueReport(date(2024, 5, 22), (result,))


def mail_to(port: int, when: tuple[Occasion, ...] = tuple(Occasion)) -> Notices:
    mail = MailNotice(
        host="127.0.0.1", port=port, security="none", sender="a@b.example", to=("c@d.example",), when=when
    )
    return Notices(mail=mail)


def test_the_mail_carries_the_report() -> None:
    with mail_server() as (port, received):
        assert send_notices(mail_to(port), report()) == []
    (mail,) = (message_from_bytes(m, policy=policy.default) for m in received)
    assert mail["Subject"] == "12345通报排期 2024-05-22：等候输入 1 期。"
    assert (mail["From"], mail["To"]) == ("a@b.example", "c@d.example")
    assert mail.get_content().replace("\r\n", "\n") == report_text(report())


@pytest.mark.parametrize(
    ("told", "when", "sent"),
    [
        (report(), Occasion.waiting, 1),
        (report(), Occasion.overdue, 0),
        (report(overdue=True), Occasion.overdue, 1),
        (report(DueState.failed), Occasion.made, 0),
        (report(DueState.failed), Occasion.failed, 1),
        (report(DueState.current, overdue=True), Occasion.overdue, 0),
    ],
)
def test_only_the_occasions_asked_for_are_told(told: DueReport, when: Occasion, sent: int) -> None:
    with mail_server() as (port, received):
        assert send_notices(mail_to(port, (when,)), told) == []
    assert len(received) == sent


@pytest.mark.parametrize("body", ["report", "message"])
def test_the_webhook_takes_the_report_and_its_address_is_a_secret(
    body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hook_server() as (url, received):
        monkeypatch.setenv("HOTLINE_HOOK", url)
        hook = WebhookNotice.model_validate({"url": "env:HOTLINE_HOOK", "body": body})
        assert send_notices(Notices(webhook=hook), report()) == []
    (read,) = map(json.loads, received)
    wanted = {"msgtype": "text", "text": {"content": report_text(report())}}
    assert read == (report_record(report()) if body == "report" else wanted)


def test_a_refusing_webhook_is_told_without_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    with hook_server(status=500) as (url, _):
        monkeypatch.setenv("HOTLINE_HOOK", url)
        (failure,) = send_notices(Notices(webhook=WebhookNotice(url="env:HOTLINE_HOOK")), report())
    assert failure == "网络回调通知没有发出：对方答复 500"


def test_a_closed_door_is_told_for_each_way(monkeypatch: pytest.MonkeyPatch) -> None:
    with mail_server() as (port, _):
        pass
    monkeypatch.delenv("HOTLINE_HOOK", raising=False)
    both = Notices(mail=mail_to(port).mail, webhook=WebhookNotice(url="env:HOTLINE_HOOK"))
    mail, hook = send_notices(both, report())
    assert mail.startswith("邮件通知没有发出：")
    assert "环境变量 HOTLINE_HOOK 未设置" in hook


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"password": "hunter22"}, "密码不能直接写出"),
        ({"user": "me"}, "同时写明"),
        ({"user": "me", "password": "env:PASSWORD", "security": "none"}, "明文"),
        ({"to": ()}, "at least 1"),
    ],
)
def test_settings_that_would_leak_or_reach_nobody_are_refused(wrong: dict[str, object], message: str) -> None:
    good: dict[str, object] = {"host": "mail.example", "sender": "a@b.example", "to": ("c@d.example",)}
    MailNotice.model_validate(good)
    with pytest.raises(ValidationError, match=message):
        MailNotice.model_validate({**good, **wrong})


def test_settings_are_read_from_params_and_may_be_absent(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert notices_of(workspace) == Notices()
    workspace.params.mkdir()
    (workspace.params / "notices.yml").write_text(
        "webhook: {url: 'https://x.example/?key=1'}\n", encoding="utf-8"
    )
    with pytest.raises(ParamsError, match=r"params/notices\.yml") as refused:
        notices_of(workspace)
    assert "x.example" not in str(refused.value)
