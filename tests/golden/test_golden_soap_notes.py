"""Whole SOAP notes of invented patients: what the therapist wrote, and what stands in the chart."""

# ruff: noqa: E501  # notes and documents stand as they are written and printed

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from inline_snapshot import snapshot

from chartside.domain.billing import UnitRule
from chartside.domain.chart import ClinicProfile, Payer, PayerType

if TYPE_CHECKING:
    from tests.golden.conftest import Visit

AMA = Payer("Northfield PPO", PayerType.COMMERCIAL, UnitRule.AMA)

ELBOW_EVALUATION = """Initial evaluation 01/12/2026
L elbow stiffness after radial head fracture 11/20/2025.
Pain 2/10 at rest, 6/10 worst.
L elbow AROM flexion 98, extension lacking 32. Supination 40. R elbow flexion 145.
Grip L 14 kg, R 31 kg. QuickDASH 52.
STG 1: elbow flexion 120 deg to reach mouth with a spoon, 4 wks
LTG 1: QuickDASH 20 or less, 10 wks
LTG 2: lift a full kettle with L hand, 10 wks
"""
ELBOW_TODAY = """2/2/26 v6
S: "I buttoned my shirt with both hands." Pain 1/10 at rest, 4/10 w/ lifting kettle. HEP 3x/day.
Denies tingling, locking.
O: L elbow AROM flex 118 (was 110), ext lacking 20. Supination 62. Grip L 19 kg.
97140 16': joint mobs gr III radial head, contract-relax ext x5
97110 14': AAROM pulley 3 min, pronation/supination hammer 2x12 1 lb, wrist curls 3x10 2 lb vc for no shoulder hike
Ice 8' after, skin clear
A: End range ext still springy, gains after contract-relax hold for the session. Kettle needs both hands.
P: static progressive splint trial next visit. Continue 2x/wk
Total 38, timed 30
K. Adeyemi, PT
"""


def rom(motion: str, value: float, side: str = "left", joint: str = "elbow", **more: Any) -> dict[str, Any]:
    record = {"kind": "measurement", "measure": "rom", "joint": joint, "motion": motion, "value": value}
    return {**record, "unit": "deg", "side": side, "mode": "active", **more}


def pain(value: float, context: str | None = None, **more: Any) -> dict[str, Any]:
    return {"kind": "measurement", "measure": "pain", "value": value, "unit": "/10", "context": context, **more}


def done(name: str, category: str, **more: Any) -> dict[str, Any]:
    return {"kind": "intervention", "name": name, "category": category, **more}


def minutes(code: str, value: float) -> dict[str, Any]:
    return {"kind": "time", "what": "code", "code": code, "minutes": value}


def grip(value: float, side: str = "left") -> dict[str, Any]:
    return {"kind": "measurement", "measure": "grip", "value": value, "unit": "kg", "side": side}


def denied(text: str) -> dict[str, Any]:
    return {"kind": "symptom", "text": text, "assertion": "absent"}


def elbow(visit: type[Visit]) -> Visit:
    case = visit(date(2026, 2, 2), "L radial head fracture", AMA)
    case.note(
        ELBOW_EVALUATION,
        {
            "Pain 2/10 at rest": pain(2, "rest"),
            "6/10 worst": pain(6, "worst"),
            "L elbow AROM flexion 98": rom("flexion", 98),
            "extension lacking 32": rom("extension", -32),
            "Supination 40": rom("supination", 40),
            "R elbow flexion 145": rom("flexion", 145, "right"),
            "Grip L 14 kg": grip(14),
            "R 31 kg": grip(31, "right"),
            "QuickDASH 52": {"kind": "score", "instrument": "qdash", "value": 52, "unit": "points"},
            "elbow flexion 120 deg to reach mouth with a spoon": {
                "kind": "goal", "term": "short", "text": "elbow flexion 120 deg to reach mouth with a spoon",
                "target_value": 120, "target_unit": "deg", "due": "4 wks", "when": "goal", "assertion": "goal",
            },
            "QuickDASH 20 or less": {
                "kind": "goal", "term": "long", "text": "QuickDASH 20 or less", "target_value": 20,
                "target_unit": "points", "due": "10 wks", "when": "goal", "assertion": "goal",
            },
            "lift a full kettle with L hand": {
                "kind": "goal", "term": "long", "text": "lift a full kettle with L hand", "due": "10 wks",
                "when": "goal", "assertion": "goal",
            },
        },
        day=date(2026, 1, 12),
    )  # fmt: skip
    return case.note(
        ELBOW_TODAY,
        {
            "I buttoned my shirt with both hands": {"kind": "function", "task": "buttoning a shirt"},
            "Pain 1/10 at rest": pain(1, "rest"),
            "4/10 w/ lifting kettle": pain(4, "activity"),
            "tingling": denied("tingling"),
            "locking": denied("locking"),
            "L elbow AROM flex 118": rom("flexion", 118),
            "was 110": rom("flexion", 110, when="prior"),
            "ext lacking 20": rom("extension", -20),
            "Supination 62": rom("supination", 62),
            "Grip L 19 kg": grip(19),
            "97140 16'": minutes("97140", 16),
            "joint mobs gr III radial head": done("joint mobs gr III radial head", "manual_therapy"),
            "contract-relax ext x5": done("contract-relax ext", "manual_therapy", reps=5),
            "97110 14'": minutes("97110", 14),
            "AAROM pulley 3 min": done("AAROM pulley", "therapeutic_exercise", minutes=3),
            "pronation/supination hammer 2x12 1 lb": done(
                "pronation/supination hammer", "therapeutic_exercise", sets=2, reps=12, load=1, load_unit="lb"
            ),
            "wrist curls 3x10 2 lb vc for no shoulder hike": done(
                "wrist curls", "therapeutic_exercise", sets=3, reps=10, load=2, load_unit="lb",
                cues="vc for no shoulder hike",
            ),
            "static progressive splint trial next visit": {
                "kind": "plan", "what": "next_visit", "text": "static progressive splint trial", "assertion": "planned"
            },
            "Continue 2x/wk": {"kind": "plan", "what": "frequency", "text": "continue 2x/wk", "per_week": 2},
            "Total 38": {"kind": "time", "what": "total_treatment", "minutes": 38},
            "timed 30": {"kind": "time", "what": "timed_total", "minutes": 30},
        },
    )  # fmt: skip


def test_shorthand_with_an_evaluation_before_it(visit: type[Visit]) -> None:
    assert elbow(visit).read() == snapshot("""\
SUBJECTIVE
Pain 1/10 at rest (was 2/10 on 01/12/26; −1, below MDC 2) and 4/10 w/ lifting kettle.
Reports “I buttoned my shirt with both hands.”
HEP 3x/day.
Denies tingling and locking.
OBJECTIVE
  Measure | Was | Now | Change
  L elbow flexion AROM | 110° | 118° | +8°
  L elbow extension AROM | lacks 32° (01/12/26) | lacks 20° | +12°
  L elbow supination AROM | 40° (01/12/26) | 62° | +22°
  L grip | 14 kg (01/12/26) | 19 kg | +5 kg
Ice 8 min after, skin clear.
  Service | Min | Content and dose
  97140 Manual therapy | 16 | Joint mobs gr III radial head; contract-relax ext × 5
  97110 Therapeutic exercise | 14 | AAROM pulley 3 min; pronation/supination hammer 2 × 12 1 lb; wrist curls 3 × 10 2 lb vc for no shoulder hike
Time: total treatment 38 min; timed 30 min.
  Code | Min | CMS | AMA | Billed
  97140 | 16 | 1 | 1 | –
  97110 | 14 | 1 | 1 | –
AMA midpoint rule (this payer): 97140 alone: 16 min is one full 15 and 1 left over (under 8): 1 unit. 97110 alone: 14 min is 8 or more: 1 unit.
CMS 8-minute rule: 97140 16 + 97110 14 = 30 min timed. 30 timed minutes are 2 units (23 to 37). 97140: one full 15, 1 left over; 97110: no full 15, 14 left over. The unit left over goes to 97110 (14), with most minutes left over.
ASSESSMENT
End range ext still springy, gains after contract-relax hold for the session.
Kettle needs both hands.
Improved beyond measurement error: L elbow flexion AROM +8°, extension AROM +12° and supination AROM +22°.
Remaining deficits: L elbow flexion AROM 27° short of R (145°); L elbow extension AROM lacks 20°; L elbow supination AROM 18° below the norm of 80°.
Skilled assistance today: vc for no shoulder hike for wrist curls.
  Goal | Baseline → now | Due | Status
  STG: elbow flexion 120° to reach mouth with a spoon | 98° → 118° | 4 wks | 2° short
  LTG: QuickDASH 20 or less | 52/100 → not measured today | 10 wks | –
  LTG: lift a full kettle with L hand | – | 10 wks | –
PLAN
Static progressive splint trial next visit.
Continue 2x/wk.\
""")


def test_the_same_note_with_abbreviations_written_out(visit: type[Visit]) -> None:
    written_out = elbow(visit).read(ClinicProfile(expand_abbreviations=True))
    assert written_out == snapshot("""\
SUBJECTIVE
Pain 1/10 at rest (was 2/10 on 01/12/26; −1, below MDC 2) and 4/10 with lifting kettle.
Reports “I buttoned my shirt with both hands.”
Home exercise program 3 times a day.
Denies tingling and locking.
OBJECTIVE
  Measure | Was | Now | Change
  Left elbow flexion active range of motion | 110° | 118° | +8°
  Left elbow extension active range of motion | lacks 32° (01/12/26) | lacks 20° | +12°
  Left elbow supination active range of motion | 40° (01/12/26) | 62° | +22°
  Left grip | 14 kg (01/12/26) | 19 kg | +5 kg
Ice 8 min after, skin clear.
  Service | Min | Content and dose
  97140 Manual therapy | 16 | Joint mobs gr III radial head; contract-relax extension × 5
  97110 Therapeutic exercise | 14 | Active-assisted range of motion pulley 3 min; pronation/supination hammer 2 × 12 1 lb; wrist curls 3 × 10 2 lb verbal cues for no shoulder hike
Time: total treatment 38 min; timed 30 min.
  Code | Min | CMS | AMA | Billed
  97140 | 16 | 1 | 1 | –
  97110 | 14 | 1 | 1 | –
AMA midpoint rule (this payer): 97140 alone: 16 min is one full 15 and 1 left over (under 8): 1 unit. 97110 alone: 14 min is 8 or more: 1 unit.
CMS 8-minute rule: 97140 16 + 97110 14 = 30 min timed. 30 timed minutes are 2 units (23 to 37). 97140: one full 15, 1 left over; 97110: no full 15, 14 left over. The unit left over goes to 97110 (14), with most minutes left over.
ASSESSMENT
End range extension still springy, gains after contract-relax hold for the session.
Kettle needs both hands.
Improved beyond measurement error: left elbow flexion active range of motion +8°, extension active range of motion +12° and supination active range of motion +22°.
Remaining deficits: left elbow flexion active range of motion 27° short of right (145°); left elbow extension active range of motion lacks 20°; left elbow supination active range of motion 18° below the norm of 80°.
Skilled assistance today: verbal cues for no shoulder hike for wrist curls.
  Goal | Baseline → now | Due | Status
  Short-term goal: elbow flexion 120° to reach mouth with a spoon | 98° → 118° | 4 wks | 2° short
  Long-term goal: QuickDASH 20 or less | 52/100 → not measured today | 10 wks | –
  Long-term goal: lift a full kettle with left hand | – | 10 wks | –
PLAN
Static progressive splint trial next visit.
Continue 2 times a week.\
""")


BACK = """Visit 2 on 03/03/2026.

Mrs. Ruiz reports her back feels looser after the press-ups. Pain is 4/10 with sitting. She denies leg pain and weakness. She was able to drive 40 minutes to work on Friday.

Lumbar flexion 45 degrees. Straight leg raise negative on the right.

She needs cueing to find neutral spine in sitting. Sitting tolerance limits her work day. Possible facet involvement.

Next visit we will add hip hinge with a dowel. Call her physician about the imaging report.
"""


def test_prose_with_no_history_and_few_facts(visit: type[Visit]) -> None:
    case = visit(date(2026, 3, 3), "Low back pain").note(
        BACK,
        {
            "her back feels looser after the press-ups": {
                "kind": "symptom", "text": "back looser after press-ups", "region": "back", "trend": "better"
            },
            "Pain is 4/10 with sitting": pain(4, "activity"),
            "leg pain": denied("leg pain"),
            "weakness": denied("weakness"),
            "drive 40 minutes to work": {"kind": "function", "task": "driving", "level": "40 minutes"},
            "Lumbar flexion 45 degrees": {
                "kind": "measurement", "measure": "rom", "joint": "lumbar", "motion": "flexion", "value": 45,
                "unit": "deg",
            },
            "Straight leg raise negative on the right": {
                "kind": "special_test", "name": "straight leg raise", "result": "negative", "side": "right"
            },
            "Possible facet involvement": {
                "kind": "diagnosis", "text": "facet involvement", "assertion": "possible"
            },
        },
    )  # fmt: skip
    assert case.read() == snapshot("""\
SUBJECTIVE
Pain 4/10 with sitting.
Mrs. Ruiz reports her back feels looser after the press-ups.
She was able to drive 40 minutes to work on Friday.
Denies leg pain and weakness.
OBJECTIVE
  Measure | Was | Now | Change
  Lumbar flexion ROM | – | 45° | –
Straight leg raise R negative.
ASSESSMENT
She needs cueing to find neutral spine in sitting.
Sitting tolerance limits her work day.
Possible facet involvement.
Remaining deficits: lumbar flexion ROM 15° below the norm of 60°.
PLAN
Next visit we will add hip hinge with a dowel.
Call her physician about the imaging report.\
""")


def test_two_sources_of_one_visit_that_agree_and_differ(visit: type[Visit]) -> None:
    case = visit(date(2026, 4, 9), "R ankle sprain")
    case.note(
        "Pain 3/10. R ankle dorsiflexion 8.",
        {
            "Pain 3/10": pain(3),
            "R ankle dorsiflexion 8": rom("dorsiflexion", 8, "right", "ankle"),
        },
    )
    case.note(
        "Flowsheet: pain 3/10. R ankle dorsiflexion 11.",
        {
            "pain 3/10": pain(3),
            "R ankle dorsiflexion 11": rom("dorsiflexion", 11, "right", "ankle"),
        },
    )
    assert case.read() == snapshot("""\
SUBJECTIVE
Pain 3/10.
OBJECTIVE
  Measure | Was | Now | Change
  R ankle dorsiflexion AROM | – | 8° and 11° | –
ASSESSMENT
PLAN\
""")
    first = next(case.drafted().statements())
    assert [span.source for span in first.evidence] == ["S1", "S2"]


def test_one_fact_is_one_sentence(visit: type[Visit]) -> None:
    case = visit(date(2026, 4, 9), "").note("Pain 3/10", {"Pain 3/10": pain(3)})
    assert case.read() == snapshot("""\
SUBJECTIVE
Pain 3/10.
OBJECTIVE
ASSESSMENT
PLAN\
""")
