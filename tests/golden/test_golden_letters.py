# ruff: noqa: E501 - snapshots hold whole sentences
"""Letters of one invented episode: every sentence from the chart, every claim with the place that shows it."""

from __future__ import annotations

from datetime import date

import pytest
from inline_snapshot import snapshot

from chartside.domain.chart import ClinicProfile, Payer, PayerType
from chartside.domain.documents import Basis, Document
from chartside.domain.flags import Severity
from chartside.services.draft_files import CaseFile, draft_files

_EVAL = """PHYSICAL THERAPY EVALUATION 03/02/2026
Patient: Lucia Amaro   DOB: 02/11/1961   Member ID: NVP-4471902
Referred by Dr. Henrik Solberg, orthopedics, 02/24/2026 eval and treat.
Dx: R rotator cuff repair 01/19/2026, supraspinatus (S46.011D); stiffness R shoulder (M25.611)
Fell from a ladder on 12/06/2025 onto the right arm.
PLOF: independent, paints houses, lifts 40 lb overhead. Off work since the fall.
Lives alone, bedroom upstairs.
PMH: hypothyroidism.
Pain 3/10 at rest, 7/10 at worst. Cannot reach a shelf or wash hair with the right hand.
PROM R shoulder flexion 105, ER 20. AROM deferred per protocol. QuickDASH 75.
STG (4 wk): R shoulder flexion PROM 140.
LTG 1 (12 wk): QuickDASH 30 or less to return to painting.
LTG 2 (12 wk): reach overhead shelf with 5 lb.
Plan: 2x/wk x 8 weeks. Manual therapy, therapeutic exercise. Plan of care certified 03/09/2026 by Dr. Solberg.
97162 30 min, 97110 15 min. Total treatment time 45 min.
N. Petrova, PT
"""
_MIDDLE = """Visit 8, 04/06/2026
S: Sleeps through. Pain 2/10 at rest, 5/10 at worst. Work: modified duty, no lifting over 10 lb, no ladders.
O: R shoulder flexion PROM 142, AROM 98. QuickDASH 58.
97140 15 min: inferior and posterior GH glides grade III.
97110 23 min: wall slides 3x10 with verbal cues to stop shoulder hike, sidelying ER 2x12.
Total treatment time 38 min, timed 38 min.
A: Shoulder hike above 90 still needs cueing every set; graft at risk with early load. STG met.
P: Continue 2x/wk.
"""
_LAST = """Visit 16, 05/04/2026
S: Painted trim for two hours, pain 1/10 at rest, 3/10 at worst. Work: light duty, no overhead lifting above 20 lb.
O: R shoulder flexion AROM 141, strength flexion 4-/5. QuickDASH 41.
97110 25 min: scaption 3x10 2 lb with tactile cues for scapular set, rows 3x12 green band.
97530 15 min: overhead reach with 3 lb min A to guide the last 20 degrees.
Total treatment time 40 min, timed 40 min.
A: Overhead strength deficit limits return to painting; requires graded loading under guard of the repair.
LTG 1 progressing. LTG 2 progressing.
P: 1x/wk x 6 weeks. Progress to 5 lb overhead when hike is gone. Discharge to home program when QuickDASH is 30 or less.
"""
_DENIAL = """Northern Valley PPO, Claims
Notice date: 05/11/2026
Claim number: 26-1187-4402
Dates of service: 04/06/2026 to 05/04/2026
CPT codes: 97110, 97530
Reason: CO-50. The services are not deemed medically necessary. Remark N115.
"""
_PROFILE = ClinicProfile(name="Harbor Street PT", default_payer=Payer("Northern Valley PPO", PayerType.COMMERCIAL))
KINDS = (
    "prior_authorization_letter",
    "medical_necessity_letter",
    "appeal_letter",
    "referring_physician_letter",
    "work_status_letter",
)


def _draft(kind: str, *, denied: bool = False) -> Document:
    files = [("00_eval.txt", _EVAL), ("01.txt", _MIDDLE), ("02.txt", _LAST)]
    files += [("denial_letter.txt", _DENIAL)] if denied else []
    document, _ = draft_files(
        kind,
        [CaseFile(name, text.encode()) for name, text in files],
        visit_date=date(2026, 5, 4),
        profile=_PROFILE,
    )
    return document


def _lines(document: Document) -> list[str]:
    lines: list[str] = []
    for section in document.sections:
        if section.statements:
            lines.append(f"[{section.key}]")
            lines += [s.text if s.cells is None else " | ".join(c for _, c in s.cells) for s in section.statements]
    return lines


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_in_a_letter_lacks_evidence_and_nothing_blocks(kind: str) -> None:
    document = _draft(kind, denied=kind == "appeal_letter")
    assert [f.message for f in document.flags if f.severity is Severity.BLOCK] == []
    assert all(s.evidence for s in document.statements() if s.basis is not Basis.STANDARD)


def test_request_for_authorization() -> None:
    assert _lines(_draft("prior_authorization_letter")) == snapshot(
        [
            "[addressee]",
            "To: Northern Valley PPO",
            "[reference]",
            "Re: Lucia Amaro, born 02/11/1961; right rotator cuff repair 01/19/2026, supraspinatus (S46.011D); stiffness right shoulder (M25.611).",
            "Member ID: NVP-4471902.",
            "[opening]",
            "I request physical therapy as planned: once a week for 6 weeks.",
            "That is 6 visits, 05/04/26 to 06/15/26.",
            "The frequency is lower than that of the first plan (2 a week then, 1 now).",
            "[services]",
            "97110 | Therapeutic exercise | 15 min (03/02/26), 23 min (04/06/26) and 25 min (05/04/26)",
            "97140 | Manual therapy | 15 min (04/06/26)",
            "97530 | Therapeutic activities | 15 min (05/04/26)",
            "[history]",
            "Surgery: Right rotator cuff repair 01/19/2026.",
            "Fell from a ladder on 12/06/2025 onto the right arm.",
            "Lives alone, bedroom upstairs.",
            "Past medical history: hypothyroidism.",
            "On 04/06/26: Work: modified duty, no lifting over 10 lb, no ladders.",
            "On 05/04/26: Work: light duty, no overhead lifting above 20 lb.",
            "[function]",
            "Sleep | Sleeps through (04/06/26) | – | –",
            "Reaching and lifting | Cannot reach a shelf or wash hair with the right hand (03/02/26) | – | Overhead strength deficit limits return to painting (05/04/26)",
            "Prior level of function: independent; paints houses; lifts 40 lb overhead.",
            "Off work since the fall.",
            "[results]",
            "QuickDASH | 75/100 (03/02/26) | 41/100 (05/04/26) | −34, improved beyond the clinically important change (MDC 17.1, shoulder clinic; MCID 13.4, shoulder clinic)",
            "Right shoulder flexion active range of motion | 98° (04/06/26) | 141° (05/04/26) | +43°, improved beyond error (measurement error 5°)",
            "Right shoulder flexion passive range of motion | 105° (03/02/26) | 142° (04/06/26) | +37°, improved beyond error (measurement error 5°)",
            "Pain at rest | 3/10 (03/02/26) | 1/10 (05/04/26) | −2, within error, no change shown (MDC 2.5, shoulder; MCID 1.1, shoulder)",
            "Pain at worst | 7/10 (03/02/26) | 3/10 (05/04/26) | −4, improved beyond the clinically important change (MDC 2.5, shoulder; MCID 1.1, shoulder)",
            "Measured once: Right shoulder external rotation passive range of motion 20° (03/02/26); Right shoulder flexion strength 4-/5 (05/04/26).",
            "[remaining]",
            "Long-term goal: QuickDASH 30 or less to return to painting | 41/100 (05/04/26) | 11 points short | 05/25/26 (12 wk)",
            "Long-term goal: reach overhead shelf with 5 lb | – | – | 05/25/26 (12 wk)",
            "Met so far: Short-term goal: right shoulder flexion passive range of motion 140.",
            "[skill]",
            "Overhead strength deficit limits return to painting.",
            "Requires graded loading under guard of the repair.",
            "Minimal assist for overhead reach to guide the last 20° on 05/04/26.",
            "Tactile cues for scapular set for scaption on 05/04/26.",
            "Verbal cues to stop shoulder hike for wall slides on 04/06/26.",
            "[plan]",
            "Progress to 5 lb overhead when hike is gone.",
            "Discharge to home program when QuickDASH is 30 or less.",
            "[closing]",
            "Please call the clinic for a discussion between peers before deciding against this.",
            "Please decide on this request in writing and name the criterion applied.",
            "[enclosures]",
            "Exhibit A: Evaluation, 03/02/26.",
            "Exhibit B: Treatment note, 04/06/26.",
            "Exhibit C: Treatment note, 05/04/26.",
        ]
    )


def test_appeal() -> None:
    document = _draft("appeal_letter", denied=True)
    assert _lines(document) == snapshot(
        [
            "[addressee]",
            "To: Northern Valley PPO",
            "[reference]",
            "Re: Lucia Amaro, born 02/11/1961; right rotator cuff repair 01/19/2026, supraspinatus (S46.011D); stiffness right shoulder (M25.611).",
            "Member ID: NVP-4471902.",
            "Claim number: 26-1187-4402.",
            "Dates of service: 04/06/2026 to 05/04/2026.",
            "CPT codes: 97110, 97530.",
            "[opening]",
            "The payer's reason: “Reason: CO-50. The services are not deemed medically necessary. Remark N115.”",
            "[answers]",
            "CO-50 | Skill of a therapist | Minimal assist for overhead reach to guide the last 20° on 05/04/26; tactile cues for scapular set for scaption on 05/04/26; verbal cues to stop shoulder hike for wall slides on 04/06/26 | Exhibit C, line 5; Exhibit C, line 4; Exhibit B, line 5",
            "CO-50 | Measurable progress | QuickDASH 75/100 (03/02/26) → 41/100 (05/04/26): −34, improved beyond the clinically important change (MDC 17.1, shoulder clinic; MCID 13.4, shoulder clinic); Right shoulder flexion active range of motion 98° (04/06/26) → 141° (05/04/26): +43°, improved beyond error (measurement error 5°); Right shoulder flexion passive range of motion 105° (03/02/26) → 142° (04/06/26): +37°, improved beyond error (measurement error 5°); Pain at worst 7/10 (03/02/26) → 3/10 (05/04/26): −4, improved beyond the clinically important change (MDC 2.5, shoulder; MCID 1.1, shoulder) | Exhibit A, line 10; Exhibit C, line 3; Exhibit B, line 3; Exhibit A, line 9",
            "CO-50 | Functional goals | Right shoulder flexion passive range of motion 140; QuickDASH 30 or less to return to painting; reach overhead shelf with 5 lb | Exhibit A, line 11; Exhibit A, line 12; Exhibit A, line 13",
            "CO-50 | Plan of care | 2 times a week × 8 weeks (set 03/02/26); once a week × 6 weeks (set 05/04/26); Plan of care certified 03/09/2026 by Dr | Exhibit A, line 14; Exhibit C, line 9",
            "CO-50 | Objective findings at the start | QuickDASH 75/100 (03/02/26); Right shoulder flexion passive range of motion 105° (03/02/26); Right shoulder external rotation passive range of motion 20° (03/02/26) | Exhibit A, line 10",
            "[history]",
            "Surgery: Right rotator cuff repair 01/19/2026.",
            "Fell from a ladder on 12/06/2025 onto the right arm.",
            "Lives alone, bedroom upstairs.",
            "Past medical history: hypothyroidism.",
            "On 04/06/26: Work: modified duty, no lifting over 10 lb, no ladders.",
            "On 05/04/26: Work: light duty, no overhead lifting above 20 lb.",
            "[function]",
            "Sleep | Sleeps through (04/06/26) | – | –",
            "Reaching and lifting | Cannot reach a shelf or wash hair with the right hand (03/02/26) | – | Overhead strength deficit limits return to painting (05/04/26)",
            "Prior level of function: independent; paints houses; lifts 40 lb overhead.",
            "Off work since the fall.",
            "[results]",
            "QuickDASH | 75/100 (03/02/26) | 41/100 (05/04/26) | −34, improved beyond the clinically important change (MDC 17.1, shoulder clinic; MCID 13.4, shoulder clinic)",
            "Right shoulder flexion active range of motion | 98° (04/06/26) | 141° (05/04/26) | +43°, improved beyond error (measurement error 5°)",
            "Right shoulder flexion passive range of motion | 105° (03/02/26) | 142° (04/06/26) | +37°, improved beyond error (measurement error 5°)",
            "Pain at rest | 3/10 (03/02/26) | 1/10 (05/04/26) | −2, within error, no change shown (MDC 2.5, shoulder; MCID 1.1, shoulder)",
            "Pain at worst | 7/10 (03/02/26) | 3/10 (05/04/26) | −4, improved beyond the clinically important change (MDC 2.5, shoulder; MCID 1.1, shoulder)",
            "[remaining]",
            "Long-term goal: QuickDASH 30 or less to return to painting | 41/100 (05/04/26) | 11 points short | 05/25/26 (12 wk)",
            "Long-term goal: reach overhead shelf with 5 lb | – | – | 05/25/26 (12 wk)",
            "Met so far: Short-term goal: right shoulder flexion passive range of motion 140.",
            "[skill]",
            "Overhead strength deficit limits return to painting.",
            "Requires graded loading under guard of the repair.",
            "Minimal assist for overhead reach to guide the last 20° on 05/04/26.",
            "Tactile cues for scapular set for scaption on 05/04/26.",
            "Verbal cues to stop shoulder hike for wall slides on 04/06/26.",
            "[closing]",
            "Please reverse the decision and pay the services named above.",
            "Please send the clinical criterion this decision rests on and have a physical therapist review it.",
            "Please call the clinic for a discussion between peers before deciding against this.",
            "[enclosures]",
            "Exhibit A: Evaluation, 03/02/26.",
            "Exhibit B: Treatment note, 04/06/26.",
            "Exhibit C: Treatment note, 05/04/26.",
            "Exhibit D: Notice of the payer, 05/11/26.",
        ]
    )
    assert [(f.rule, f.message) for f in document.flags] == snapshot(
        [
            (
                "letter.appeal_due",
                "The internal appeal is due by 11/07/2026 (180 days from receipt of the notice of 05/11/2026).",
            )
        ]
    )


def test_letter_to_the_physician() -> None:
    assert _lines(_draft("referring_physician_letter")) == snapshot(
        [
            "[addressee]",
            "To: Dr. Henrik Solberg",
            "[reference]",
            "Re: Lucia Amaro, born 02/11/1961; right rotator cuff repair 01/19/2026, supraspinatus (S46.011D); stiffness right shoulder (M25.611).",
            "Member ID: NVP-4471902.",
            "[opening]",
            "Thank you for your referral.",
            "Seen from 03/02/26 to 05/04/26, visit 16 on the last day.",
            "[history]",
            "Surgery: Right rotator cuff repair 01/19/2026.",
            "Fell from a ladder on 12/06/2025 onto the right arm.",
            "Lives alone, bedroom upstairs.",
            "Past medical history: hypothyroidism.",
            "On 04/06/26: Work: modified duty, no lifting over 10 lb, no ladders.",
            "On 05/04/26: Work: light duty, no overhead lifting above 20 lb.",
            "[function]",
            "Sleep | Sleeps through (04/06/26) | – | –",
            "Reaching and lifting | Cannot reach a shelf or wash hair with the right hand (03/02/26) | – | Overhead strength deficit limits return to painting (05/04/26)",
            "Prior level of function: independent; paints houses; lifts 40 lb overhead.",
            "Off work since the fall.",
            "[results]",
            "QuickDASH | 75/100 (03/02/26) | 41/100 (05/04/26) | −34, improved beyond the clinically important change (MDC 17.1, shoulder clinic; MCID 13.4, shoulder clinic)",
            "Right shoulder flexion active range of motion | 98° (04/06/26) | 141° (05/04/26) | +43°, improved beyond error (measurement error 5°)",
            "Right shoulder flexion passive range of motion | 105° (03/02/26) | 142° (04/06/26) | +37°, improved beyond error (measurement error 5°)",
            "Pain at rest | 3/10 (03/02/26) | 1/10 (05/04/26) | −2, within error, no change shown (MDC 2.5, shoulder; MCID 1.1, shoulder)",
            "Pain at worst | 7/10 (03/02/26) | 3/10 (05/04/26) | −4, improved beyond the clinically important change (MDC 2.5, shoulder; MCID 1.1, shoulder)",
            "Measured once: Right shoulder external rotation passive range of motion 20° (03/02/26); Right shoulder flexion strength 4-/5 (05/04/26).",
            "[remaining]",
            "Long-term goal: QuickDASH 30 or less to return to painting | 41/100 (05/04/26) | 11 points short | 05/25/26 (12 wk)",
            "Long-term goal: reach overhead shelf with 5 lb | – | – | 05/25/26 (12 wk)",
            "Met so far: Short-term goal: right shoulder flexion passive range of motion 140.",
            "[skill]",
            "Overhead strength deficit limits return to painting.",
            "Requires graded loading under guard of the repair.",
            "Minimal assist for overhead reach to guide the last 20° on 05/04/26.",
            "Tactile cues for scapular set for scaption on 05/04/26.",
            "Verbal cues to stop shoulder hike for wall slides on 04/06/26.",
            "[plan]",
            "I request physical therapy as planned: once a week for 6 weeks.",
            "That is 6 visits, 05/04/26 to 06/15/26.",
            "The frequency is lower than that of the first plan (2 a week then, 1 now).",
            "Progress to 5 lb overhead when hike is gone.",
            "Discharge to home program when QuickDASH is 30 or less.",
            "[closing]",
            "Please call the clinic with any question.",
        ]
    )


def test_work_status_says_no_diagnosis_and_no_finding() -> None:
    document = _draft("work_status_letter")
    assert _lines(document) == snapshot(
        [
            "[addressee]",
            "To whom it may concern",
            "[reference]",
            "Re: Lucia Amaro, born 02/11/1961.",
            "[status]",
            "Seen for physical therapy on 05/04/26.",
            "Light duty, no overhead lifting above 20 lb.",
            "[closing]",
            "This letter holds what an employer or school needs to know and no more.",
            "Please call the clinic with any question.",
        ]
    )
    words = " ".join(_lines(document)).lower()
    assert not any(word in words for word in ("rotator", "pain", "quickdash", "s46", "flexion"))


def test_an_appeal_without_a_denial_asks_for_it() -> None:
    asked = [q.rule for q in _draft("appeal_letter").questions if q.required]
    assert asked == ["letter.denial_missing"]


def test_what_a_denial_turns_on_and_the_chart_lacks_is_asked_not_written() -> None:
    files = [CaseFile("1.txt", b"Visit 3, 05/01/2026\nPain 4/10.\n"), CaseFile("denial_letter.txt", _DENIAL.encode())]
    document, _ = draft_files("appeal_letter", files, visit_date=date(2026, 5, 1), profile=_PROFILE)
    asked = [q.text for q in document.questions if q.rule == "letter.element_not_shown"]
    assert [text.rpartition(": ")[2].partition(".")[0] for text in asked] == snapshot(
        [
            "Objective findings at the start",
            "Functional goals",
            "Plan of care",
            "Measurable progress",
            "Skill of a therapist",
        ]
    )
    assert not any(s.table == "answers" for s in document.statements())
