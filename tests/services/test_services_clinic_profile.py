"""The clinic profile: one file with all of it, checked, exact there and back, and on a new therapist's first canvas."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.deliver.pictures import png

from chartside.bootstrap import App, open_clinic
from chartside.domain.billing import UnitRule
from chartside.domain.chart import Clinician, ClinicProfile, Payer, PayerType, Role
from chartside.domain.clinic_style import ClinicFile, DateForm, PreferredWord, SideStyle, WordingStyle
from chartside.domain.profile_record import profile_from, profile_record
from chartside.services.add_patient import add_patient
from chartside.services.add_source import add_source
from chartside.services.add_user import add_user
from chartside.services.add_visit import add_visit
from chartside.services.check_clinic_profile import profile_problems
from chartside.services.create_owner import create_owner
from chartside.services.draft_document import draft_document
from chartside.services.errors import Invalid, NotAllowed
from chartside.services.exchange_clinic_profile import export_clinic_profile, import_clinic_profile
from chartside.services.export_document import export_document
from chartside.services.open_episode import open_episode
from chartside.services.profile_file import ProfileTable, profile_toml
from chartside.services.read_clinic_profile import ProfileError, read_profile_file
from chartside.services.save_clinic_profile import save_clinic_profile
from chartside.settings import Settings

FILE = """
name = "Alder Creek Physical Therapy"
address = ["9 Mill Lane", "Fenwick, OR 97000"]
phone = "(503) 555-0160"
fax = "(503) 555-0161"
npi = "0000000000"
standards = ["standards/notes.md"]
sides = "words"
dates = "Mon D, YYYY"
section_order = ["plan", "subjective", "soap_note.assessment", "soap_note.subjective"]
cpt = ["97110", "97140", "97530"]
languages = ["en", "es"]
session_minutes = 20

[logo]
file = "mark.png"
alt = "Alder Creek: a leaf over water"

[headings]
objective = "What was found and done"

[headings.soap_note]
plan = "What comes next"

[default_payer]
name = "Oregon Trail Mutual"
type = "commercial"
unit_rule = "ama"
address = ["Appeals", "P.O. Box 12", "Salem, OR 97300"]
fax = "(503) 555-0199"

[[payer]]
name = "Medicare Part B"
type = "medicare_b"
unit_rule = "cms"

[[preferred_word]]
write = "client"
instead_of = "patient"
"""
NOTE = (
    b"Pt reports R knee pain 4/10.\nR knee flexion AROM 105.\n"
    b"Ther ex: heel slides 3x10. 97110 25 min.\nPatient tolerated treatment well.\nPlan: cont 2x/wk.\n"
)
PASSWORD = "violet heron walks at noon"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A profile with its files beside it."""
    folder = tmp_path / "given"
    (folder / "standards").mkdir(parents=True)
    (folder / "mark.png").write_bytes(png())
    (folder / "standards" / "notes.md").write_text("# Daily notes\n\nPain is recorded at every visit, 0/10 to 10/10.\n")
    path = folder / "clinic.toml"
    path.write_text(FILE, "utf-8")
    return path


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[App]:
    """A fresh clinic."""
    app = open_clinic(Settings(data_dir=tmp_path / "clinic"))
    yield app
    app.close()


@pytest.fixture
def owner(clinic: App) -> Clinician:
    """The owner, who does not treat."""
    with clinic.work() as work:
        return create_owner(
            work, name="Ada Prins", email="ada@clinic.example", password=PASSWORD, credentials="", license_number=""
        )


def test_a_new_therapists_first_canvas_has_all_of_it(clinic: App, owner: Clinician, file: Path) -> None:
    with clinic.work() as work:
        import_clinic_profile(work, read_profile_file(file))
        therapist = add_user(
            work, owner, name="Bo Lind", email="bo@clinic.example", password=PASSWORD, roles=frozenset({Role.PT}),
            credentials="PT, DPT", license_number="PT-1",
        )  # fmt: skip
    with clinic.work() as work:
        patient = add_patient(work, therapist, name="Rosa Quintero")
        episode = open_episode(work, therapist, patient=patient.id, title="R total knee arthroplasty")
        earlier = add_visit(work, therapist, episode=episode.id, date=date(2026, 2, 20))
        add_source(
            work, therapist, visit=earlier.id, name="before.txt", content=b"R knee flexion AROM 98. Pain 6/10.\n"
        )
        visit = add_visit(work, therapist, episode=episode.id, date=date(2026, 3, 4))
        add_source(work, therapist, visit=visit.id, name="note.txt", content=NOTE)
        view = draft_document(work, therapist, visit=visit.id)
        document = view.document
        assert document is not None
        assert episode.payer.name == "Oregon Trail Mutual"
        assert next(s.source.text for s in view.standards if s.source).startswith("# Daily notes")
        assert ("notes.md", "standard") in [(s.name, s.kind) for s in document.sources]
        assert [s.key for s in document.sections] == ["assessment", "subjective", "objective", "plan"]
        assert {s.key: s.heading for s in document.sections}["objective"] == "What was found and done"
        assert document.sections[-1].heading == "What comes next"
        text = " ".join(s.text for s in document.statements())
        assert "Right knee flexion" in text
        assert "Feb 20, 2026" in text
        assert "02/20/26" not in text
        assert not document.blocking(), document.blocking()
        assert not any(s.source == "C1" for fact in view.facts for s in fact.evidence)
        page = export_document(work, therapist, document=view.document_id or "", format="html").content.decode()
        assert 'alt="Alder Creek: a leaf over water"' in page
        assert "Fax (503) 555-0161" in page


def test_the_file_and_the_clinic_are_the_same_there_and_back(clinic: App, file: Path, tmp_path: Path) -> None:
    read = read_profile_file(file)
    with clinic.work() as work:
        import_clinic_profile(work, read)
    with clinic.work() as work:
        exported = export_clinic_profile(work, stem="again")
    place = tmp_path / "again.toml"
    place.write_text(exported.text, "utf-8")
    for name, content in exported.files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    again = read_profile_file(place)
    assert again.profile == read.profile
    assert again.files == read.files
    assert again.profile.payer_choices == (
        Payer("Oregon Trail Mutual", PayerType.COMMERCIAL, UnitRule.AMA, ("Appeals", "P.O. Box 12", "Salem, OR 97300"),
              "(503) 555-0199"),
        Payer("Medicare Part B", PayerType.MEDICARE_B, UnitRule.CMS),
    )  # fmt: skip


_LINE = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_WORD = st.text("abcdefghij éü", min_size=1, max_size=12).map(lambda t: " ".join(t.split())).filter(bool)
_PAYER = st.builds(
    Payer, _LINE.filter(str.strip), st.sampled_from(PayerType), st.sampled_from(UnitRule),
    st.lists(_LINE, max_size=3).map(tuple), _LINE,
)  # fmt: skip


@settings(deadline=None)
@given(
    st.builds(
        ClinicProfile,
        name=_LINE,
        address=st.lists(_LINE, max_size=3).map(tuple),
        phone=_LINE,
        fax=_LINE,
        npi=_LINE,
        expand_abbreviations=st.booleans(),
        headings=st.dictionaries(st.sampled_from(["plan", "soap_note.plan", "a b", 'x"y']), _LINE).map(
            lambda d: tuple(d.items())
        ),
        section_order=st.lists(_WORD, max_size=3).map(tuple),
        default_payer=_PAYER,
        payers=st.lists(_PAYER, max_size=3).map(tuple),
        codes=st.lists(st.sampled_from(["97110", "97140"]), unique=True).map(tuple),
        languages=st.lists(st.sampled_from(["en", "es"]), unique=True).map(tuple),
        session_minutes=st.integers(1, 240),
        wording=st.builds(
            WordingStyle,
            st.sampled_from([None, *SideStyle]),
            st.sampled_from(DateForm),
            st.lists(st.builds(PreferredWord, _WORD, _WORD), max_size=3).map(tuple),
        ),
    )
)
def test_any_profile_is_the_same_there_and_back(profile: ClinicProfile) -> None:
    table = ProfileTable.model_validate(tomllib.loads(profile_toml(profile, {})))
    assert table.profile(None, ()) == profile
    assert profile_from(profile_record(profile)) == profile


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('colour = "red"', "colour: extra inputs are not permitted; correct or remove this key"),
        ('section_order = ["poetry"]', "there is no section 'poetry' in any document; there is: "),
        ('section_order = ["poem.plan"]', "there is no document kind 'poem'; there is:"),
        ('section_order = ["plan", "plan"]', "stands twice"),
        ('[headings]\n"soap_note.summary" = "x"', "no section 'summary' in a soap note; there is: subjective"),
        ('cpt = ["97110", "12345"]', "12345: no service code in force"),
        ('languages = ["xx"]', "'xx' is no language that can be offered; there is: en, es"),
        ('sides = "both"', "sides: input should be 'letters' or 'words'"),
        ('dates = "D.M.Y"', "dates: input should be 'MM/DD/YY'"),
        ('[[payer]]\nname = "Medicare Part B"', "stands there twice"),
        ('[[payer]]\nkind = "x"', "payer.0.kind"),
        ('standards = ["nowhere.md"]', "standards:"),
        ('standards = ["clinic.toml.png"]', "clinic.toml.png is a PNG picture"),
        ('[logo]\nfile = "clinic.toml"\nalt = "x"', "no PNG or JPEG"),
        ('[[preferred_word]]\nwrite = "right"\ninstead_of = "left"', "sides of the body"),
        ('[[preferred_word]]\nwrite = "reports"\ninstead_of = "denies"', "words that deny"),
        ('[[preferred_word]]\nwrite = "3 times"\ninstead_of = "twice"', "numbers stay as they are"),
        ('[[preferred_word]]\nwrite = "swelling"\ninstead_of = "stiffness"', "names a finding"),
        ('[[preferred_word]]\nwrite = "hip"\ninstead_of = "knee"', "part of the body"),
        ("session_minutes = 0", "session_minutes"),
    ],
)
def test_what_cannot_be_is_one_clear_sentence(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "clinic.toml"
    path.write_text(line, "utf-8")
    (tmp_path / "clinic.toml.png").write_bytes(png())
    with pytest.raises(ProfileError) as problem:
        read_profile_file(path, date(2026, 3, 1))
    assert says in str(problem.value)
    assert str(path) in str(problem.value)
    assert "\n" not in str(problem.value)


def test_only_the_owner_changes_it_and_the_trail_says_what(clinic: App, owner: Clinician) -> None:
    changed = ClinicProfile(name="Alder Creek", fax="1")
    therapist = replace(owner, roles=frozenset({Role.PT}))
    with clinic.work() as work:
        with pytest.raises(NotAllowed):
            save_clinic_profile(work, therapist, profile=changed)
        with pytest.raises(Invalid, match="clinic's name"):
            save_clinic_profile(work, owner, profile=replace(changed, name=" "))
        save_clinic_profile(work, owner, profile=changed)
        (row,) = [row for row in work.trail.rows() if row.action == "profile_saved"]
        assert json.loads(row.detail) == {"changed": ["name", "fax"]}


def test_an_older_profile_is_read_with_what_is_new_as_usual() -> None:
    old = {
        "name": "Old", "address": ["1 Way"], "phone": "", "npi": "", "expand_abbreviations": True, "headings": [],
        "section_order": [], "default_payer": {"name": "A", "type": "auto", "unit_rule": "ama"}, "session_minutes": 9,
    }  # fmt: skip
    assert profile_from(old) == ClinicProfile(
        name="Old", address=("1 Way",), expand_abbreviations=True, session_minutes=9,
        default_payer=Payer("A", PayerType.AUTO, UnitRule.AMA),
    )  # fmt: skip


def test_too_many_standards_are_refused() -> None:
    many = tuple(ClinicFile(f"{n}.md", str(n)) for n in range(6))
    assert any("At most 5" in p for p in profile_problems(ClinicProfile(standards=many), date(2026, 3, 1)))
