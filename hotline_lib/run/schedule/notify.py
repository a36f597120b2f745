"""通知 (notices): the report of a scheduled run by mail or to a webhook, with Python's own library.

A notice that cannot be sent is told; it never undoes or hides what was made.
"""

from __future__ import annotations

import json
import smtplib
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable
from email.message import EmailMessage

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.ingest.yaml_files import read_model
from hotline_lib.model.errors import HotlineError
from hotline_lib.model.notices import MailNotice, Notices, Occasion, WebhookNotice
from hotline_lib.run.schedule.report import DueReport, report_record, report_text, summary_line
from hotline_lib.run.secrets import masked, resolve

SECONDS = 30
NOTICES = "notices.yml"


def notices_of(workspace: Workspace) -> Notices:
    """通知设置 of the installation; none where `params/notices.yml` does not exist. Raises `ParamsError`."""
    path = workspace.params / NOTICES
    return read_model(path, f"params/{NOTICES}", Notices) if path.is_file() else Notices()


def send_notices(notices: Notices, report: DueReport) -> list[str]:
    """发通知 to everyone who wants this occasion; returns a sentence for each that could not be sent."""
    wanted: list[tuple[str, Callable[[], None]]] = []
    if notices.mail and _wants(notices.mail.when, report):
        mail = notices.mail
        wanted.append(("邮件", lambda: _send_mail(mail, report)))
    if notices.webhook and _wants(notices.webhook.when, report):
        webhook = notices.webhook
        wanted.append(("网络回调", lambda: _post(webhook, report)))
    failures = []
    for name, send in wanted:
        try:
            send()
        except (OSError, smtplib.SMTPException, ValueError, HotlineError) as error:
            failures.append(f"{name}通知没有发出：{masked(str(error))}")
    return failures


def _wants(when: tuple[Occasion, ...], report: DueReport) -> bool:
    return not report.occasions.isdisjoint(when)


def _send_mail(mail: MailNotice, report: DueReport) -> None:
    message = EmailMessage()
    message["Subject"] = summary_line(report)
    message["From"] = mail.sender
    message["To"] = ", ".join(mail.to)
    message.set_content(report_text(report))
    context = ssl.create_default_context()
    if mail.security == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(mail.host, mail.port, timeout=SECONDS, context=context)
    else:
        connection = smtplib.SMTP(mail.host, mail.port, timeout=SECONDS)
    with connection as server:
        if mail.security == "starttls":
            server.starttls(context=context)
        if mail.user is not None and mail.password is not None:
            server.login(mail.user, resolve(mail.password))
        server.send_message(message)


def _post(webhook: WebhookNotice, report: DueReport) -> None:
    url = resolve(webhook.url)
    if not url.startswith(("https://", "http://")):
        raise ValueError(f"{webhook.url} 不是 http(s) 地址")
    body = report_record(report)
    if webhook.body == "message":
        body = {"msgtype": "text", "text": {"content": report_text(report)}}
    request = urllib.request.Request(
        url,
        data=json.dumps(body, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json; charset=utf-8"},
        method="POST",
    )
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            answer.read()
    except urllib.error.HTTPError as error:
        with error:
            raise ValueError(f"对方答复 {error.code}") from None
