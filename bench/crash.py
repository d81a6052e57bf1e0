"""kill -9 during upload, draft, edit, answer and sign, many times: nothing accepted is lost, nothing is half signed.

A child process works on a clinic and prints each action after it was accepted; it is killed at a random moment; the
clinic is opened again and every printed action must be there. Visits are worked through one after the other.

    python -m bench.crash [KILLS] [SEED]
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from bench.notes import sample_texts
from chartside.bootstrap import App, open_clinic
from chartside.domain.documents import AnswerType
from chartside.domain.records import canonical_bytes
from chartside.domain.signing import State, digest
from chartside.services.accept_all import accept_all
from chartside.services.add_patient import add_patient
from chartside.services.add_statement import add_statement
from chartside.services.add_visit import add_visit
from chartside.services.answer_question import answer_question
from chartside.services.canvas_view import canvas_view
from chartside.services.create_owner import create_owner
from chartside.services.dismiss_flag import dismiss_flag
from chartside.services.draft_document import draft_document
from chartside.services.open_episode import open_episode
from chartside.services.paste_text import paste_text
from chartside.services.sign_document import sign_document
from chartside.services.views import CanvasView
from chartside.settings import Settings

KILLS = 40
PASSWORD = "three plain words"


def accepted(**what: Any) -> None:
    """Tell the parent that an action was accepted."""
    print(json.dumps(what), flush=True)


def child(folder: Path, seed: int) -> None:
    """Work until killed."""
    app = open_clinic(Settings(data_dir=folder))
    with app.work() as work:
        account = work.users.all()[0].clinician
        episode = work.charts.episodes_of(work.charts.patients()[0].id)[0].id
    dice, texts = random.Random(seed), sample_texts()
    while True:
        with app.work() as work:
            visit = add_visit(work, account, episode=episode, date=date(2026, 3, 4)).id
        accepted(visit=visit)
        text = dice.choice(texts)
        with app.work() as work:
            source = paste_text(work, account, visit=visit, text=text).id
        accepted(visit=visit, source=source)
        with app.work() as work:
            view = draft_document(work, account, visit=visit)
        accepted(visit=visit, document=view.document_id, revision=view.revision)
        for number in range(3):
            with app.work() as work:
                own = f"Own sentence {number}."
                view = add_statement(
                    work, account, document=view.document_id or "", revision=view.revision, section="plan", text=own
                )
            accepted(visit=visit, document=view.document_id, revision=view.revision, text=own)
        view = settle(app, account, view)
        with app.work() as work:
            view = sign_document(
                work, account, document=view.document_id or "", revision=view.revision, password=PASSWORD
            )
        accepted(visit=visit, document=view.document_id, revision=view.revision, signed=True)


def settle(app: App, account: Any, view: CanvasView) -> CanvasView:
    """Answer, set aside and accept until nothing stands before signing."""
    for _ in range(12):
        question = next((q for q in view.document.questions if q.required), None) if view.document else None
        if question is None:
            break
        number = question.answer is AnswerType.NUMBER
        answer = "40" if number else question.choices[0] if question.choices else "heel slides 3x10"
        with app.work() as work:
            view = answer_question(
                work, account, document=view.document_id or "", revision=view.revision, question=question.id,
                answer=answer,
            )  # fmt: skip
        accepted(visit=view.visit.id, document=view.document_id, revision=view.revision)
    for flag in view.document.blocking() if view.document else ():
        with app.work() as work:
            view = dismiss_flag(
                work, account, document=view.document_id or "", revision=view.revision, flag_key=flag.key, reason="seen"
            )
    with app.work() as work:
        return accept_all(work, account, document=view.document_id or "", revision=view.revision)


def check(folder: Path, actions: list[dict[str, Any]]) -> list[str]:
    """What accepted actions are missing after reopening, and what is half done."""
    app = open_clinic(Settings(data_dir=folder))
    problems: list[str] = []
    with app.work() as work:
        account = work.users.all()[0].clinician
        problems += work.trail.verify().problems
        for action in actions:
            if work.charts.visit(action["visit"]) is None:
                problems.append(f"visit lost: {action}")
                continue
            view = canvas_view(work, account, visit=action["visit"])
            if "source" in action and action["source"] not in {s.id for s in view.sources}:
                problems.append(f"source lost: {action}")
            if "document" in action and (view.document_id != action["document"] or view.revision < action["revision"]):
                problems.append(f"revision lost: {action}")
            if "text" in action and (
                view.document is None or action["text"] not in {s.text for s in view.document.statements()}
            ):
                problems.append(f"sentence lost: {action}")
            if action.get("signed") and view.state is not State.SIGNED:
                problems.append(f"signature lost: {action}")
            if view.state is State.SIGNED:
                whole = view.signature is not None and view.document is not None
                if not whole or digest(canonical_bytes(view.document)) != view.signature.sha256:  # type: ignore[arg-type, union-attr]  # whole says both are there
                    problems.append(f"half signed: {action}")
    app.close()
    return problems


def main(kills: int = KILLS, seed: int = 7) -> int:
    """Kill a working child `kills` times; 1 when something accepted was lost."""
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "clinic"
        app = open_clinic(Settings(data_dir=folder))
        with app.work() as work:
            owner = create_owner(work, name="Ana", email="a@x.example", password=PASSWORD, credentials="PT")
            patient = add_patient(work, owner, name="Rosa Imre").id
            open_episode(work, owner, patient=patient, title="R knee")
        app.close()
        actions = signed = 0
        problems: list[str] = []
        for kill in range(kills):
            command = [sys.executable, "-m", "bench.crash", "--child", str(folder), str(seed + kill)]
            process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
            lines: list[str] = []
            until = time.monotonic() + 1.2 + dice.random() * 2.0
            assert process.stdout is not None
            first = process.stdout.readline()
            lines.append(first)
            time.sleep(max(min(until - time.monotonic(), 2.0), dice.random() * 0.8))
            process.kill()
            rest, _ = process.communicate()
            lines += rest.splitlines()
            done = [json.loads(line) for line in lines if line.strip().endswith("}")]
            if not done:
                problems.append("the child did nothing")
            problems += check(folder, done)
            actions += len(done)
            signed += sum(1 for action in done if action.get("signed"))
    print(f"Crash: {kills} kills, {actions} accepted actions ({signed} signatures), {len(problems)} problems")
    for problem in problems[:10]:
        print(f"  {problem}")
    return int(bool(problems))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(Path(sys.argv[2]), int(sys.argv[3]))
    sys.exit(main(*map(int, sys.argv[1:])))
