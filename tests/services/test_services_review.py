"""From a dropped note to a signed document: review, answers, signing, and what never changes again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from chartside.domain.chart import Clinician, Role
from chartside.domain.documents import AnswerType, Basis, Review, Statement
from chartside.domain.records import canonical_bytes
from chartside.domain.signing import State, digest
from chartside.services.accept_all import accept_all
from chartside.services.accept_statement import accept_statement
from chartside.services.add_addendum import add_addendum
from chartside.services.add_source import add_source
from chartside.services.add_statement import add_statement
from chartside.services.answer_question import answer_question
from chartside.services.canvas_view import canvas_view
from chartside.services.dismiss_flag import dismiss_flag
from chartside.services.draft_document import draft_document
from chartside.services.edit_statement import edit_statement
from chartside.services.errors import Invalid, NotAllowed, NotFound, Stale
from chartside.services.export_document import export_document
from chartside.services.paste_text import paste_text
from chartside.services.reject_statement import reject_statement
from chartside.services.remove_source import remove_source
from chartside.services.restore_statement import restore_statement
from chartside.services.sign_document import sign_document
from chartside.services.today import today
from chartside.services.views import CanvasView, VisitStatus
from chartside.store import Work
from chartside.store.database import connect

from .conftest import NOTE, PASSWORD, ClinicAtWork


def dropped(work: Work, clinic: ClinicAtWork, note: str = NOTE) -> CanvasView:
    add_source(work, clinic.pt, visit=clinic.visit, name="note.txt", content=note.encode())
    return draft_document(work, clinic.pt, visit=clinic.visit)


def document_id(view: CanvasView) -> str:
    assert view.document_id is not None
    return view.document_id


def statements(view: CanvasView) -> list[Statement]:
    assert view.document is not None
    return list(view.document.statements())


def ready(work: Work, clinic: ClinicAtWork, view: CanvasView) -> CanvasView:
    """Answer what is asked, set aside what blocks, accept the rest: as a PT in a hurry would."""
    for _ in range(12):
        question = next((q for q in view.document.questions if q.required), None) if view.document else None
        if question is None:
            break
        answer = {AnswerType.NUMBER: "38", AnswerType.CHOICE: (question.choices or ("",))[0]}.get(
            question.answer, "heel slides 3x10"
        )
        view = answer_question(
            work, clinic.pt, document=document_id(view), revision=view.revision, question=question.id, answer=answer
        )
    for flag in view.document.blocking() if view.document else ():
        view = dismiss_flag(
            work, clinic.pt, document=document_id(view), revision=view.revision, flag_key=flag.key, reason="checked"
        )
    return accept_all(work, clinic.pt, document=document_id(view), revision=view.revision)


def signed(work: Work, clinic: ClinicAtWork) -> CanvasView:
    view = ready(work, clinic, dropped(work, clinic))
    return sign_document(work, clinic.pt, document=document_id(view), revision=view.revision, password=PASSWORD)


def test_every_statement_of_a_draft_quotes_its_source(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        view = dropped(work, clinic)
    texts = {s.source.id: s.source.text for s in view.sources if s.source}
    assert statements(view)
    for statement in statements(view):
        assert statement.evidence
        for span in statement.evidence:
            assert texts[span.source][span.start : span.end] == span.quote


def test_an_unreadable_file_stays_on_the_canvas_with_the_reason(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        bad = add_source(work, clinic.pt, visit=clinic.visit, name="scan.png", content=b"\x89PNG\r\n\x1a\n" + bytes(90))
        good = add_source(work, clinic.pt, visit=clinic.visit, name="note.txt", content=NOTE.encode())
        view = canvas_view(work, clinic.pt, visit=clinic.visit)
    assert bad.problem is not None
    assert bad.source is None
    assert good.source is not None
    assert [s.name for s in view.sources] == ["scan.png", "note.txt"]


def test_the_same_bytes_twice_are_one_source(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        add_source(work, clinic.pt, visit=clinic.visit, name="note.txt", content=NOTE.encode())
        again = add_source(work, clinic.pt, visit=clinic.visit, name="copy.txt", content=NOTE.encode())
        assert again.already
        assert len(canvas_view(work, clinic.pt, visit=clinic.visit).sources) == 1


def test_an_edited_sentence_is_the_clinicians_and_survives_a_new_source(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        view = dropped(work, clinic)
        target = next(s for s in statements(view) if s.table is None)
        view = edit_statement(
            work, clinic.pt, document=document_id(view), revision=view.revision, statement=target.id,
            text="Pain 3/10 today, 5/10 last week.",
        )  # fmt: skip
        paste_text(work, clinic.pt, visit=clinic.visit, text="Girth midpatella R 41.0 cm", name="later")
        view = canvas_view(work, clinic.pt, visit=clinic.visit)
    edited = next(s for s in statements(view) if s.id == target.id)
    assert (edited.text, edited.basis, edited.review) == (
        "Pain 3/10 today, 5/10 last week.", Basis.CLINICIAN, Review.EDITED,
    )  # fmt: skip
    assert edited.evidence == target.evidence
    assert any("41" in s.text for s in statements(view))


def test_a_wrong_number_typed_in_review_is_flagged_at_once(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        view = dropped(work, clinic)
        target = next(s for s in statements(view) if "105" in s.text)
        view = edit_statement(
            work, clinic.pt, document=document_id(view), revision=view.revision, statement=target.id,
            text=target.text.replace("105", "125"),
        )  # fmt: skip
    assert view.document is not None
    assert any(f.where.statement == target.id and "125" in f.message for f in view.document.flags)


def test_a_rejected_sentence_is_not_exported_and_can_come_back(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        view = dropped(work, clinic)
        target = next(s for s in statements(view) if s.table is None)
        view = reject_statement(
            work, clinic.pt, document=document_id(view), revision=view.revision, statement=target.id, reason="not said"
        )
        text = export_document(work, clinic.pt, document=document_id(view), format="text").content.decode()
        assert target.text not in text
        view = restore_statement(
            work, clinic.pt, document=document_id(view), revision=view.revision, statement=target.id
        )
    back = next(s for s in statements(view) if s.id == target.id)
    assert (back.text, back.review) == (target.text, Review.PROPOSED)


def test_an_answer_becomes_a_cited_line_and_the_question_is_gone(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        view = dropped(work, clinic, NOTE.replace("Total 38' timed 38'\n", ""))
        assert view.document is not None
        question = next(q for q in view.document.questions if q.rule == "time.total_treatment_missing")
        view = answer_question(
            work, clinic.pt, document=document_id(view), revision=view.revision, question=question.id, answer="41"
        )
    assert view.document is not None
    assert question.id not in {q.id for q in view.document.questions}
    source = next(s.source for s in view.sources if s.name == "Answers")
    assert source is not None
    assert "41" in source.text
    assert any(span.source == source.id for s in statements(view) for span in s.evidence)


@pytest.mark.parametrize("answer", ["", "about an hour", "-5", "1e9", "nan"])
def test_an_answer_that_is_no_number_is_refused(clinic: ClinicAtWork, answer: str) -> None:
    with clinic.app.work() as work:
        view = dropped(work, clinic, NOTE.replace("Total 38' timed 38'\n", ""))
        assert view.document is not None
        question = next(q for q in view.document.questions if q.answer is AnswerType.NUMBER)
        with pytest.raises(Invalid):
            answer_question(
                work, clinic.pt, document=document_id(view), revision=view.revision, question=question.id, answer=answer
            )


def test_a_change_to_a_version_somebody_else_changed_is_refused(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        view = dropped(work, clinic)
        first = statements(view)[0]
        accept_statement(work, clinic.pt, document=document_id(view), revision=view.revision, statement=first.id)
        with pytest.raises(Stale, match="changed since you opened it"):
            accept_statement(work, clinic.pt, document=document_id(view), revision=view.revision, statement=first.id)


def test_signing_waits_for_required_answers_and_the_password(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        view = dropped(work, clinic, "S: knee sore\n")
        assert view.blockers
        with pytest.raises(Invalid, match="still stands before signing"):
            sign_document(work, clinic.pt, document=document_id(view), revision=view.revision, password=PASSWORD)
        view = ready(work, clinic, view)
        with pytest.raises(NotAllowed, match="password is wrong; nothing was signed"):
            sign_document(work, clinic.pt, document=document_id(view), revision=view.revision, password="not this one")
        assert canvas_view(work, clinic.pt, visit=clinic.visit).state is State.IN_REVIEW


def test_the_exact_bytes_are_hashed_and_the_signer_is_named(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        view = signed(work, clinic)
        content = work.documents.content(document_id(view), view.revision)
    assert view.state is State.SIGNED
    assert view.signature is not None
    assert view.document is not None
    assert view.signature.sha256 == digest(content) == digest(canonical_bytes(view.document))
    assert (view.signature.name, view.signature.credentials) == ("Ana Reyes", "PT, DPT")
    assert all(s.review is not Review.PROPOSED for s in statements(view))


def test_nothing_changes_a_signed_document(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        view = signed(work, clinic)
        first = statements(view)[0].id
        target = {"document": document_id(view), "revision": view.revision}
        for attempt in (
            lambda: accept_statement(work, clinic.pt, **target, statement=first),  # type: ignore[arg-type]  # ids and a number
            lambda: edit_statement(work, clinic.pt, **target, statement=first, text="x"),  # type: ignore[arg-type]
            lambda: add_statement(work, clinic.pt, **target, section="plan", text="x"),  # type: ignore[arg-type]
            lambda: sign_document(work, clinic.pt, **target, password=PASSWORD),  # type: ignore[arg-type]
            lambda: draft_document(work, clinic.pt, visit=clinic.visit),
            lambda: add_source(work, clinic.pt, visit=clinic.visit, name="x.txt", content=b"pain 9/10"),
            lambda: remove_source(work, clinic.pt, visit=clinic.visit, source=view.sources[0].id),
        ):
            with pytest.raises(NotAllowed, match="addendum"):
                attempt()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE revisions SET content = x'00' WHERE signed",
        "DELETE FROM revisions WHERE signed",
        "UPDATE signatures SET name = 'Eve'",
        "DELETE FROM signatures",
        "UPDATE documents SET state = 'draft'",
        "UPDATE documents SET revision = 1",
        "DELETE FROM documents",
        "INSERT INTO revisions SELECT document_id, number + 1, content, at, by, 0 FROM revisions WHERE signed",
    ],
)
def test_the_database_refuses_to_change_what_is_signed(clinic: ClinicAtWork, statement: str) -> None:
    with clinic.app.work() as work:
        signed(work, clinic)
    connection = connect(clinic.app.store.path, clinic.app.store.keys.database)
    with pytest.raises(Exception, match=r"signed|signature"):
        connection.execute(statement)
    connection.close()


def test_an_addendum_is_signed_and_leaves_the_document_as_it_was(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        before = signed(work, clinic)
        after = add_addendum(
            work, clinic.pt, document=document_id(before), text="Seen with her daughter.", password=PASSWORD
        )
    assert after.state is State.AMENDED
    assert after.document == before.document
    assert after.signature == before.signature
    assert [a.text for a in after.addenda] == ["Seen with her daughter."]


def test_the_front_desk_sees_no_drafts_and_exports_only_signed_documents(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        view = dropped(work, clinic)
        for attempt in (
            lambda: canvas_view(work, clinic.desk, visit=clinic.visit),
            lambda: export_document(work, clinic.desk, document=document_id(view), format="text"),
            lambda: draft_document(work, clinic.desk, visit=clinic.visit),
            lambda: add_source(work, clinic.desk, visit=clinic.visit, name="x.txt", content=b"x"),
        ):
            with pytest.raises(NotAllowed):
                attempt()
        view = ready(work, clinic, view)
        sign_document(work, clinic.pt, document=document_id(view), revision=view.revision, password=PASSWORD)
        assert export_document(work, clinic.desk, document=document_id(view), format="text").content


def test_a_pt_without_credentials_cannot_sign(clinic: ClinicAtWork) -> None:
    nobody: Clinician = replace(clinic.pt, credentials="", roles=frozenset({Role.PT}))
    with clinic.app.work() as work:
        view = ready(work, clinic, dropped(work, clinic))
        with pytest.raises(NotAllowed, match="licensed clinician"):
            sign_document(work, nobody, document=document_id(view), revision=view.revision, password=PASSWORD)


def test_today_says_what_waits(clinic: ClinicAtWork) -> None:
    day = clinic.clock.now.date()

    def status(work: Work) -> VisitStatus:
        return today(work, clinic.desk, day=day).visits[0].status

    with clinic.app.work() as work:
        assert status(work) is VisitStatus.TO_DRAFT
        view = dropped(work, clinic)
        assert status(work) is VisitStatus.TO_REVIEW
        view = ready(work, clinic, view)
        assert status(work) is VisitStatus.TO_SIGN
        sign_document(work, clinic.pt, document=document_id(view), revision=view.revision, password=PASSWORD)
        assert status(work) is VisitStatus.SIGNED


def test_a_draft_is_marked_in_every_format_and_a_signed_note_in_none(clinic: ClinicAtWork, tmp_path: Path) -> None:
    with clinic.app.work() as work:
        view = dropped(work, clinic)
        draft = export_document(work, clinic.pt, document=document_id(view), format="text")
        view = ready(work, clinic, view)
        sign_document(work, clinic.pt, document=document_id(view), revision=view.revision, password=PASSWORD)
        final = export_document(work, clinic.pt, document=document_id(view), format="text")
    assert "not signed" in draft.content.decode()
    assert draft.name == "soap-note-2026-03-04-draft.txt"
    assert "not signed" not in final.content.decode()
    assert "Ana Reyes, PT, DPT" in final.content.decode()


def test_what_is_not_there_is_said(clinic: ClinicAtWork) -> None:
    with clinic.app.work() as work:
        with pytest.raises(NotFound):
            canvas_view(work, clinic.pt, visit="nothing")
        with pytest.raises(NotFound):
            accept_all(work, clinic.pt, document="nothing", revision=1)
        with pytest.raises(Invalid, match="nothing of this visit to read"):
            draft_document(work, clinic.pt, visit=clinic.visit)
