"""通知 (notices): whom the schedule tells what became of the bulletins that were due.

File `params/notices.yml`, optional; it belongs to an installation, not to a place. Passwords and
addresses that hold a token are named by reference, never written down.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field, model_validator

from hotline_lib.model.frozen import Frozen
from hotline_lib.model.secrets import SecretRef


class Occasion(StrEnum):
    """事由 (occasion) for a notice."""

    made = "made"
    waiting = "waiting"
    overdue = "overdue"
    failed = "failed"


_ALL = tuple(Occasion)


class MailNotice(Frozen):
    """邮件通知 (mail)."""

    host: str
    port: int = Field(default=465, gt=0, le=65535)
    security: Literal["tls", "starttls", "none"] = Field(
        default="tls", description="none 只用于本机转发，不能登录"
    )
    sender: str
    to: tuple[str, ...] = Field(min_length=1)
    user: str | None = None
    password: SecretRef | None = None
    when: tuple[Occasion, ...] = _ALL

    @model_validator(mode="after")
    def _logs_in_over_an_encrypted_line(self) -> MailNotice:
        if (self.user is None) != (self.password is None):
            raise ValueError("user 与 password 应同时写明或同时不写")
        if self.user is not None and self.security == "none":
            raise ValueError("security 为 none 时不能登录：密码会明文传送")
        return self


class WebhookNotice(Frozen):
    """网络回调 (webhook): the report is posted as JSON.

    `report`: the report itself; `message`: `{"msgtype": "text", "text": {"content": …}}`, which the
    group robots of 企业微信 and 钉钉 accept.
    """

    url: SecretRef
    body: Literal["report", "message"] = "report"
    when: tuple[Occasion, ...] = _ALL


class Notices(Frozen):
    """通知设置 (settings of notices)."""

    mail: MailNotice | None = None
    webhook: WebhookNotice | None = None
