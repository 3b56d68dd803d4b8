"""Digests are those of the standard, whatever makes them."""

from __future__ import annotations

import hashlib
import json
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred import digests

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    """Every test finds its own maker of digests."""
    digests._sha256.cache_clear()
    yield
    digests._sha256.cache_clear()


@pytest.mark.parametrize("lean", [True, False])
def test_a_digest_is_sha_256(monkeypatch: pytest.MonkeyPatch, *, lean: bool) -> None:
    """The lean maker and the usual one agree with the standard."""
    if not lean:
        monkeypatch.setitem(sys.modules, "_sha256", None)
        monkeypatch.setitem(sys.modules, "_sha2", None)

    digest = digests.digest_of(b"abc")

    assert f"sha256-{hashlib.sha256(b'abc').hexdigest()}" == digest
    assert digest.startswith("sha256-ba7816bf8f01cfea414140de5dae2223b00361a3")


def test_a_short_digest_is_the_beginning_of_that_of_the_json() -> None:
    """It holds 128 bits, and half of a surrogate pair does not stop it."""
    parts = ["a", "\ud800", 1]

    assert f"sha256-{digests.json_digest(parts)[:32]}" == digests.short_digest(parts)


@given(st.lists(st.one_of(st.text(), st.text(st.characters(categories=["Cs", "Cc", "Po"])), st.none())))
def test_a_list_of_words_is_written_as_any_json(parts: list[str | None]) -> None:
    """Without a writer of its own: with every letter, sign and half of a pair as the standard writes it."""
    assert json.dumps(parts, ensure_ascii=False) == digests.json_text(parts)
    assert json.dumps([one or "" for one in parts], ensure_ascii=False) == digests.json_text(
        [one or "" for one in parts]
    )
