"""审定: which content a release vouches for, and the file that says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from hotline_lib.ingest.release import FILE, read_release, release_text
from hotline_lib.model.document import Document, Paragraph, Run, Section
from hotline_lib.model.errors import ParamsError
from hotline_lib.model.release import Release, ReleaseState, Withdrawal
from hotline_lib.run.release.stamping import content_fingerprint, stamped

FIGURES = '[{"id": "a.1", "text": "99%"}]\n'


def document(text: str = "办结率为99%。") -> Document:
    section = Section(id="a", title="一、情况", blocks=(Paragraph(id="p", runs=(Run(text=text),)),))
    return Document(
        place="sample",
        period="2024-04",
        title=("通报",),
        issued_on="2024-05-22",
        sections=(section,),
        appendices=(),
    )


def release(fingerprint: str, withdrawal: Withdrawal | None = None) -> Release:
    return Release(
        released_by="王某",
        email="w@example.invalid",
        released_on=date(2024, 5, 22),
        fingerprint=fingerprint,
        withdrawal=withdrawal,
    )


WITHDRAWAL = Withdrawal(by="李某", email="l@example.invalid", on=date(2024, 5, 23), reason="数据有误")


def test_without_a_record_a_bulletin_is_a_draft() -> None:
    made = stamped(document(), FIGURES, None)
    assert (made.state, made.document.draft, made.document.release) == (ReleaseState.draft, True, None)


def test_the_released_content_carries_the_stamp_and_is_no_draft() -> None:
    record = release(content_fingerprint(document(), FIGURES))
    made = stamped(document(), FIGURES, record)
    assert (made.state, made.document.draft) == (ReleaseState.released, False)
    assert made.document.release == record.stamp
    assert made.fingerprint == record.fingerprint


def test_stamping_a_stamped_document_again_changes_nothing() -> None:
    record = release(content_fingerprint(document(), FIGURES))
    once = stamped(document(), FIGURES, record)
    assert stamped(once.document, FIGURES, record) == once


@pytest.mark.parametrize(
    ("made", "figures"),
    [
        (document("办结率为98%。"), FIGURES),
        (document(), FIGURES.replace("99%", "98%")),
        (document().model_copy(update={"title": ("通 报",)}), FIGURES),
    ],
    ids=["text", "figure", "title"],
)
def test_any_other_content_is_stale_and_printed_as_a_draft(made: Document, figures: str) -> None:
    record = release(content_fingerprint(document(), FIGURES))
    found = stamped(made, figures, record)
    assert (found.state, found.document.draft, found.document.release) == (ReleaseState.stale, True, None)


def test_a_withdrawn_release_stamps_nothing() -> None:
    record = release(content_fingerprint(document(), FIGURES), WITHDRAWAL)
    made = stamped(document(), FIGURES, record)
    assert (made.state, made.document.draft) == (ReleaseState.withdrawn, True)


@pytest.mark.parametrize("withdrawal", [None, WITHDRAWAL])
def test_the_record_is_read_as_it_was_written(withdrawal: Withdrawal | None, tmp_path: Path) -> None:
    record = release("ab" * 32, withdrawal)
    (tmp_path / FILE).write_text(release_text(record), encoding="utf-8")
    assert read_release(tmp_path, "data/x/y") == record
    assert release_text(record) == release_text(record)


def test_no_record_is_no_release(tmp_path: Path) -> None:
    assert read_release(tmp_path, "data/x/y") is None


def test_a_record_changed_by_hand_is_refused_by_name(tmp_path: Path) -> None:
    text = release_text(release("ab" * 32)).replace("released_by", "released_bye")
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(ParamsError, match=r"data/x/y/release\.yml.*released_bye"):
        read_release(tmp_path, "data/x/y")


def test_a_fingerprint_is_a_whole_hash() -> None:
    with pytest.raises(ValidationError):
        release("abc")
