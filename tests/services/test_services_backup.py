"""A backup is good when it was restored."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from chartside.bootstrap import open_clinic
from chartside.services.back_up import backup, restore
from chartside.services.canvas_view import canvas_view
from chartside.services.draft_document import draft_document
from chartside.services.paste_text import paste_text
from chartside.settings import Settings
from chartside.store import StoreError
from chartside.store.work import DATABASE, KEY

from .conftest import NOTE, ClinicAtWork


def test_a_backup_made_while_the_clinic_is_open_restores_whole(clinic: ClinicAtWork, tmp_path: Path) -> None:
    with clinic.app.work() as work:
        paste_text(work, clinic.pt, visit=clinic.visit, text=NOTE)
        before = draft_document(work, clinic.pt, visit=clinic.visit)
    target = tmp_path / "monday.backup"
    assert backup(clinic.app.settings, target) > 0
    assert not target.read_bytes().startswith(b"SQLite format 3")

    elsewhere = tmp_path / "new-computer"
    elsewhere.mkdir(mode=0o700)
    shutil.copy2(clinic.app.settings.data_dir / KEY, elsewhere / KEY)
    settings = Settings(data_dir=elsewhere)
    restore(settings, target)
    app = open_clinic(settings, clinic.clock)
    with app.work() as work:
        after = canvas_view(work, clinic.pt, visit=clinic.visit)
        assert work.trail.verify().problems == ()
    app.close()
    assert after.document == before.document


def test_a_clinic_is_not_replaced_without_force_and_kept_beside_with_it(clinic: ClinicAtWork, tmp_path: Path) -> None:
    target = tmp_path / "b.backup"
    backup(clinic.app.settings, target)
    clinic.app.close()
    with pytest.raises(StoreError, match="add --force"):
        restore(clinic.app.settings, target)
    restore(clinic.app.settings, target, force=True)
    assert (clinic.app.settings.data_dir / f"{DATABASE}.before-restore").exists()
    open_clinic(clinic.app.settings, clinic.clock).close()


def test_a_damaged_backup_is_refused_and_the_clinic_stays(clinic: ClinicAtWork, tmp_path: Path) -> None:
    target = tmp_path / "b.backup"
    backup(clinic.app.settings, target)
    clinic.app.close()
    damaged = bytearray(target.read_bytes())
    damaged[5000:5100] = bytes(100)
    target.write_bytes(damaged)
    with pytest.raises(StoreError):
        restore(clinic.app.settings, target, force=True)
    app = open_clinic(clinic.app.settings, clinic.clock)
    with app.work() as work:
        assert work.users.any()
    app.close()


def test_a_backup_overwrites_nothing(clinic: ClinicAtWork, tmp_path: Path) -> None:
    target = tmp_path / "b.backup"
    target.write_text("precious")
    with pytest.raises(StoreError, match="already exists"):
        backup(clinic.app.settings, target)
    assert target.read_text() == "precious"


def test_without_its_key_a_backup_does_not_open(clinic: ClinicAtWork, tmp_path: Path) -> None:
    target = tmp_path / "b.backup"
    backup(clinic.app.settings, target)
    with pytest.raises(StoreError, match="key file is missing"):
        restore(Settings(data_dir=tmp_path / "empty"), target)
