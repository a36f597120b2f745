"""Secrets are named, resolved late, masked in words and found in files."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from pathlib import Path

import pytest
from pydantic import ValidationError

from hotline_lib.model.errors import SecretFoundError, UsageError
from hotline_lib.model.frozen import Frozen
from hotline_lib.model.secrets import SecretRef
from hotline_lib.run import secrets
from hotline_lib.run.secrets import masked, refuse_secrets, resolve, secrets_in

VALUE = 'Tr0ub4dor&"3x'


class Mail(Frozen):
    password: SecretRef


@pytest.fixture(autouse=True)
def _forget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "_resolved", set())


@pytest.mark.parametrize("reference", ["env:MAIL_PASS", "file:secrets/mail.txt"])
def test_references_are_accepted(reference: str) -> None:
    assert Mail(password=reference).password == reference


@pytest.mark.parametrize("text", [VALUE, "", "env:", "env:9x", "file:", "ENV:X"])
def test_a_written_out_secret_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(ValidationError, match="密码不能直接写出") as caught:
        Mail(password=text)
    assert all(VALUE not in str(e["msg"]) for e in caught.value.errors())


def test_values_come_from_the_environment_or_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_PASS", VALUE)
    assert resolve("env:MAIL_PASS") == VALUE
    (tmp_path / "mail.txt").write_text("another-secret\n# note\n", encoding="utf-8")
    assert resolve(f"file:{tmp_path / 'mail.txt'}") == "another-secret"


@pytest.mark.parametrize("reference", ["env:NOT_SET", "file:not/there.txt"])
def test_a_missing_value_names_the_reference(reference: str) -> None:
    with pytest.raises(UsageError, match=reference.split(":")[1]):
        resolve(reference)


def test_a_value_too_short_to_be_found_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_PASS", "abc1234")
    with pytest.raises(UsageError, match="不足") as caught:
        resolve("env:MAIL_PASS")
    assert "abc1234" not in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        VALUE.encode(),
        json.dumps({"x": VALUE}).encode(),
        b"<p>Tr0ub4dor&amp;&quot;3x</p>",
        base64.b64encode(VALUE.encode()),
        b"https://x/?p=Tr0ub4dor%26%223x",
    ],
    ids=["plain", "json", "html", "base64", "address"],
)
def test_a_resolved_secret_is_found_in_every_dress(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    assert secrets_in(b"before " + content) == []
    monkeypatch.setenv("MAIL_PASS", VALUE)
    resolve("env:MAIL_PASS")
    assert secrets_in(b"before " + content) == ["引用的密码"]


def test_members_of_a_zipped_document_are_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMTP_PASSWORD", VALUE)  # known by its name alone
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:t>{'x' * 500}</w:t>Tr0ub4dor&amp;&quot;3x")
    assert secrets_in(buffer.getvalue()) == ["引用的密码"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("postgresql://hotline:s3cr3t@db:5432/tickets", "网址中的密码"),
        ("-----BEGIN RSA PRIVATE KEY-----", "私钥"),
        ("AKIA" + "A" * 16, "令牌"),
        ("password = hunter2hunter2", "写明的密码"),
    ],
)
def test_shapes_of_secrets_are_found(content: str, kind: str) -> None:
    assert kind in secrets_in(content.encode())


@pytest.mark.parametrize(
    "content",
    [
        "密码由各单位自行保管",
        "https://www.gov.cn:443/a?b=c@d",
        "热线 12345：接听率 98.5%",
        "password 须定期更换",
    ],
)
def test_innocent_text_is_left_alone(content: str) -> None:
    assert secrets_in(content.encode()) == []


def test_files_are_named_and_the_value_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API_TOKEN", VALUE)
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "a.csv").write_text(f"1,{VALUE}\n", encoding="utf-8")
    (tmp_path / "good.csv").write_text("1,2\n", encoding="utf-8")
    with pytest.raises(SecretFoundError) as caught:
        refuse_secrets(tmp_path)
    assert "tables/a.csv" in str(caught.value)
    assert "good.csv" not in str(caught.value)
    assert VALUE not in str(caught.value)


def test_words_are_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API_TOKEN", VALUE)
    assert masked(f"登录失败：{VALUE}") == "登录失败：***"
    assert masked("连不上 postgresql://hotline:s3cr3t@db/tickets") == "连不上 ***@db/tickets"
