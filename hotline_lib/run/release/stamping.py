"""盖章 (stamping): whether a document is the released one, by the fingerprint of what it says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from hotline_lib.model.document import Document
from hotline_lib.model.release import Release, ReleaseState


@dataclass(frozen=True)
class Stamped:
    """盖章所得: the document as it is to be printed, its state, and the fingerprint of its content."""

    document: Document
    state: ReleaseState
    fingerprint: str


def content_fingerprint(document: Document, figures_json: str) -> str:
    """内容校验值: SHA-256 of the whole document and of every figure with its lineage.

    Draft mark and stamp do not count, so that releasing a document does not change what was released.
    """
    neutral = document.model_copy(update={"draft": True, "release": None})
    digest = hashlib.sha256()
    for text in (neutral.model_dump_json(), figures_json):
        data = text.encode()
        digest.update(f"{len(data)}:".encode() + data)
    return digest.hexdigest()


def stamped(document: Document, figures_json: str, release: Release | None) -> Stamped:
    """盖章: the released document carries its stamp; any other content is a draft."""
    fingerprint = content_fingerprint(document, figures_json)
    state = release.state_of(fingerprint) if release is not None else ReleaseState.draft
    if release is None or state is not ReleaseState.released:
        plain = document.model_copy(update={"draft": True, "release": None})
        return Stamped(plain, state, fingerprint)
    return Stamped(document.model_copy(update={"draft": False, "release": release.stamp}), state, fingerprint)
