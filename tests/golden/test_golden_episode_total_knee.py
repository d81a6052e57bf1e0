"""Reports of an invented episode, as a therapist reads them: a total knee replacement."""

# ruff: noqa: E501  # documents stand as they are printed

from __future__ import annotations

from inline_snapshot import snapshot
from tests.golden.conftest import report


def test_progress_report() -> None:
    assert report("progress_report", "total_knee") == snapshot("""\
REPORTING PERIOD
Period: 01/08/26 to 03/05/26, through visit 20.
Notes read: evaluation of 01/08/26, visit 4 (01/15/26), visit 9 (01/29/26), visit 14 (02/12/26) and visit 20 (03/05/26).
01/15/26: Cancelled visit 3 on 1/13 for snow.
Diagnosis: s/p R TKA (Z47.1); R knee stiffness (M25.661).
Surgery: R TKA 12/29/2025.
Referral: Dr. Halloran.
SUMMARY
Improved beyond the clinically important change: KOOS JR 38/100 → 64/100 (+26), pain with walking 6/10 → 2/10 (−4), pain at rest 3/10 → 0/10 (−3) and pain at worst 8/10 → 3/10 (−5).
Improved beyond error: TUG 24.6 s → 10.4 s (−14.2 s), R knee flexion AROM 78° → 110° (+32°) and R knee extension AROM lacks 12° → lacks 2° (+10°).
Better, no MDC on file: R knee extension MMT 3+/5 → 4/5.
Plateau: R knee extension MMT since 02/12/26: 4/5 (02/12/26) and 4/5 (03/05/26).
Goals: 2 of 4 met, 2 progressing.
PATIENT REPORT
Reports “Stairs are almost normal.”
Gardening 30 min.
DAILY TASKS, THEN AND NOW
  Task | First | Between | Latest
  Stairs | One at a time with rail, min A; Flexion and extension loss with quad weakness limit gait and stairs (01/08/26) | One at a time with rail, CGA; Quad lag limits stair descent (01/29/26); Stairs: reciprocal up; one at a time down, rail, supervision (02/12/26) | Stairs are almost normal; 12 reciprocal with one rail, supervision (03/05/26)
  Walking | Ambulates 80 ft with FWW, supervision (01/08/26) | Gait 150 ft with FWW, supervision (01/15/26); Walks 400 ft with cane, supervision (01/29/26); Walks 800 ft no device indoors, independent (02/12/26) | Walks 1200 ft outdoors no device, independent (03/05/26)
  Housework and shopping | Back to grocery shopping with cane (02/12/26) | – | –
Prior level of function: walked 1 mile daily without device; gardening.
COURSE OF THE MEASURES
  Measure | First | Between | Latest | Change | Verdict
  KOOS JR | 38/100 (01/08/26) | 57/100 (02/12/26) | 64/100 (03/05/26) | +26 | improved beyond the clinically important change (MCID 14, TKA)
  TUG | 24.6 s (01/08/26) | 15.8 s (01/29/26), 13.2 s (02/12/26) | 10.4 s (03/05/26) | −14.2 s | improved beyond error (MDC 3.5 s, Parkinson; none on file for this condition)
  R knee flexion AROM | 78° (01/08/26) | 88° (01/15/26), 101° (01/29/26), 108° (02/12/26) | 110° (03/05/26) | +32° | improved beyond error (measurement error 5°); 20° short of L 130° (03/05/26)
  R knee extension AROM | lacks 12° (01/08/26) | lacks 9° (01/15/26), lacks 5° (01/29/26), lacks 3° (02/12/26) | lacks 2° (03/05/26) | +10° | improved beyond error (measurement error 5°)
  R knee extension MMT | 3+/5 (01/08/26) | 4-/5 (01/29/26), 4/5 (02/12/26) | 4/5 (03/05/26) | higher grade | better, no MDC on file; plateau since 02/12/26
  Girth R suprapatellar | 44 cm (01/08/26) | 42.6 cm (01/29/26) | 41.8 cm (03/05/26) | −2.2 cm | no MDC on file
  Pain with walking | 6/10 (01/08/26) | 5/10 (01/15/26), 4/10 (01/29/26), 3/10 (02/12/26) | 2/10 (03/05/26) | −4 | improved beyond the clinically important change (MDC 2, low back pain; MCID 2, low back pain; none on file for this condition)
  Pain at rest | 3/10 (01/08/26) | 2/10 (01/15/26), 0/10 (02/12/26) | 0/10 (03/05/26) | −3 | improved beyond the clinically important change (MDC 2, low back pain; MCID 2, low back pain; none on file for this condition)
  Pain at worst | 8/10 (01/08/26) | – | 3/10 (03/05/26) | −5 | improved beyond the clinically important change (MDC 2, low back pain; MCID 2, low back pain; none on file for this condition)
  Finding | First | Between | Latest | Change
  Effusion | Effusion 2+ (01/08/26) | Effusion 2+ (01/15/26); Effusion 1+ (01/29/26); none (02/12/26) | none (03/05/26) | changed
GOALS
  Goal | Target date | Baseline → latest | Status
  STG: R knee flexion 105° to sit on the toilet without help | 02/05/26 (4 wks) | 78° (01/08/26) → 110° (03/05/26) | Met, PT 02/12/26
  STG: TUG under 14 s without walker | 02/05/26 (4 wks) | 24.6 s (01/08/26) → 10.4 s (03/05/26) | Met, PT 02/12/26
  LTG: climb 12 stairs reciprocally with one rail | 04/02/26 (12 wks) | Stairs: one at a time with rail, min A (01/08/26) → Stairs: 12 reciprocal with one rail, supervision (03/05/26) | Progressing, PT 03/05/26
  LTG: KOOS JR 70 or more | 04/02/26 (12 wks) | 38/100 (01/08/26) → 64/100 (03/05/26) | Progressing, PT 03/05/26; 6 points short
SKILLED CARE BY VISIT
  Date | Observed and reasoned | Cued, helped, graded or changed | Response
  01/08/26 | Flexion and extension loss with quad weakness limit gait and stairs | – | –
  01/15/26 | Needs guarded progression of load while incision heals; Extension lag in stance corrects with cues only | Vc for heel strike and knee extension in stance for gait training with FWW | –
  01/29/26 | Quad lag limits stair descent; Knee buckles once on step down, guarded | Vc for quad control and CGA for weight shift on foam; leg press DL 40 lb → 60 lb; SAQ 2 lb → 4 lb | –
  02/12/26 | Eccentric quad control still limits stair descent and needs graded step height with guarding; Gains in flexion and gait | Mirror for trunk lean and min A for single leg stance on foam; vc for eccentric control for gait training stairs | –
  03/05/26 | Quad 4/5 with trunk lean on step downs, requires cueing and graded height to return to uneven garden paths safely; Flexion at 110 has slowed | Tc for pelvis and CGA for SL stance on foam; leg press SL 40 lb → 50 lb | –
Quad 4/5 with trunk lean on step downs, requires cueing and graded height to return to uneven garden paths safely.
PLAN
1x/wk × 4 wks, then discharge to HEP.
Frequency from now: 1x/wk; planned on 02/12/26: 2x/wk.
The first plan, 4 + 8 weeks from 01/08/26, runs to 04/02/26; this plan, 4 weeks from 03/05/26, runs to 04/02/26.\
""")


def test_discharge_summary() -> None:
    assert report("discharge_summary", "total_knee") == snapshot("""\
EPISODE OF CARE
Period: 01/08/26 to 03/05/26, through visit 20.
Notes read: evaluation of 01/08/26, visit 4 (01/15/26), visit 9 (01/29/26), visit 14 (02/12/26) and visit 20 (03/05/26).
01/15/26: Cancelled visit 3 on 1/13 for snow.
Diagnosis: s/p R TKA (Z47.1); R knee stiffness (M25.661).
Surgery: R TKA 12/29/2025.
Referral: Dr. Halloran.
SUMMARY
Improved beyond the clinically important change: KOOS JR 38/100 → 64/100 (+26), pain with walking 6/10 → 2/10 (−4), pain at rest 3/10 → 0/10 (−3) and pain at worst 8/10 → 3/10 (−5).
Improved beyond error: TUG 24.6 s → 10.4 s (−14.2 s), R knee flexion AROM 78° → 110° (+32°) and R knee extension AROM lacks 12° → lacks 2° (+10°).
Better, no MDC on file: R knee extension MMT 3+/5 → 4/5.
Plateau: R knee extension MMT since 02/12/26: 4/5 (02/12/26) and 4/5 (03/05/26).
Goals: 2 of 4 met, 2 progressing.
COURSE OF TREATMENT
Therapeutic exercise: quad sets; heel slides; SAQ; leg press DL; step ups 4"; leg press SL; step ups 6"; 8" step downs.
Manual therapy: patellar mobs grade II-III; flexion contract-relax.
Gait training: gait training with FWW; gait training stairs.
Neuromuscular re-education: weight shift on foam; single leg stance on foam; SL stance on foam.
INITIAL → FINAL
  Measure | First | Between | Latest | Change | Verdict
  KOOS JR | 38/100 (01/08/26) | 57/100 (02/12/26) | 64/100 (03/05/26) | +26 | improved beyond the clinically important change (MCID 14, TKA)
  TUG | 24.6 s (01/08/26) | 15.8 s (01/29/26), 13.2 s (02/12/26) | 10.4 s (03/05/26) | −14.2 s | improved beyond error (MDC 3.5 s, Parkinson; none on file for this condition)
  R knee flexion AROM | 78° (01/08/26) | 88° (01/15/26), 101° (01/29/26), 108° (02/12/26) | 110° (03/05/26) | +32° | improved beyond error (measurement error 5°); 20° short of L 130° (03/05/26)
  R knee extension AROM | lacks 12° (01/08/26) | lacks 9° (01/15/26), lacks 5° (01/29/26), lacks 3° (02/12/26) | lacks 2° (03/05/26) | +10° | improved beyond error (measurement error 5°)
  R knee extension MMT | 3+/5 (01/08/26) | 4-/5 (01/29/26), 4/5 (02/12/26) | 4/5 (03/05/26) | higher grade | better, no MDC on file; plateau since 02/12/26
  Girth R suprapatellar | 44 cm (01/08/26) | 42.6 cm (01/29/26) | 41.8 cm (03/05/26) | −2.2 cm | no MDC on file
  Pain with walking | 6/10 (01/08/26) | 5/10 (01/15/26), 4/10 (01/29/26), 3/10 (02/12/26) | 2/10 (03/05/26) | −4 | improved beyond the clinically important change (MDC 2, low back pain; MCID 2, low back pain; none on file for this condition)
  Pain at rest | 3/10 (01/08/26) | 2/10 (01/15/26), 0/10 (02/12/26) | 0/10 (03/05/26) | −3 | improved beyond the clinically important change (MDC 2, low back pain; MCID 2, low back pain; none on file for this condition)
  Pain at worst | 8/10 (01/08/26) | – | 3/10 (03/05/26) | −5 | improved beyond the clinically important change (MDC 2, low back pain; MCID 2, low back pain; none on file for this condition)
  Finding | First | Between | Latest | Change
  Effusion | Effusion 2+ (01/08/26) | Effusion 2+ (01/15/26); Effusion 1+ (01/29/26); none (02/12/26) | none (03/05/26) | changed
DAILY TASKS, THEN AND NOW
  Task | First | Between | Latest
  Stairs | One at a time with rail, min A; Flexion and extension loss with quad weakness limit gait and stairs (01/08/26) | One at a time with rail, CGA; Quad lag limits stair descent (01/29/26); Stairs: reciprocal up; one at a time down, rail, supervision (02/12/26) | Stairs are almost normal; 12 reciprocal with one rail, supervision (03/05/26)
  Walking | Ambulates 80 ft with FWW, supervision (01/08/26) | Gait 150 ft with FWW, supervision (01/15/26); Walks 400 ft with cane, supervision (01/29/26); Walks 800 ft no device indoors, independent (02/12/26) | Walks 1200 ft outdoors no device, independent (03/05/26)
  Housework and shopping | Back to grocery shopping with cane (02/12/26) | – | –
Prior level of function: walked 1 mile daily without device; gardening.
GOALS
  Goal | Target date | Baseline → latest | Status
  STG: R knee flexion 105° to sit on the toilet without help | 02/05/26 (4 wks) | 78° (01/08/26) → 110° (03/05/26) | Met, PT 02/12/26
  STG: TUG under 14 s without walker | 02/05/26 (4 wks) | 24.6 s (01/08/26) → 10.4 s (03/05/26) | Met, PT 02/12/26
  LTG: climb 12 stairs reciprocally with one rail | 04/02/26 (12 wks) | Stairs: one at a time with rail, min A (01/08/26) → Stairs: 12 reciprocal with one rail, supervision (03/05/26) | Progressing, PT 03/05/26
  LTG: KOOS JR 70 or more | 04/02/26 (12 wks) | 38/100 (01/08/26) → 64/100 (03/05/26) | Progressing, PT 03/05/26; 6 points short
SKILLED CARE BY VISIT
  Date | Observed and reasoned | Cued, helped, graded or changed | Response
  01/08/26 | Flexion and extension loss with quad weakness limit gait and stairs | – | –
  01/15/26 | Needs guarded progression of load while incision heals; Extension lag in stance corrects with cues only | Vc for heel strike and knee extension in stance for gait training with FWW | –
  01/29/26 | Quad lag limits stair descent; Knee buckles once on step down, guarded | Vc for quad control and CGA for weight shift on foam; leg press DL 40 lb → 60 lb; SAQ 2 lb → 4 lb | –
  02/12/26 | Eccentric quad control still limits stair descent and needs graded step height with guarding; Gains in flexion and gait | Mirror for trunk lean and min A for single leg stance on foam; vc for eccentric control for gait training stairs | –
  03/05/26 | Quad 4/5 with trunk lean on step downs, requires cueing and graded height to return to uneven garden paths safely; Flexion at 110 has slowed | Tc for pelvis and CGA for SL stance on foam; leg press SL 40 lb → 50 lb | –
Quad 4/5 with trunk lean on step downs, requires cueing and graded height to return to uneven garden paths safely.
STATUS AT DISCHARGE
Still short: R knee flexion AROM 110° (03/05/26), 20° short of the other side; R knee extension AROM lacks 2° (03/05/26), 2° below the norm of 0°; pain with walking 2/10 (03/05/26); pain at worst 3/10 (03/05/26).
Help still given on 03/05/26: CGA for SL stance on foam.
HOME PROGRAM
Home program, 03/05/26: heel slides with strap 10 × 2/day.
Home program, 03/05/26: 6" step downs 2 × 10 daily.
Home program, 01/08/26: heel slides 10 × 3/day.
Home program, 01/08/26: quad sets 10 × 4/day.
RECOMMENDATIONS AND FOLLOW-UP
REASON FOR DISCHARGE
1x/wk × 4 wks, then discharge to HEP.
Frequency from now: 1x/wk; planned on 02/12/26: 2x/wk.
The first plan, 4 + 8 weeks from 01/08/26, runs to 04/02/26; this plan, 4 weeks from 03/05/26, runs to 04/02/26.
? On which day does care end, and after how many visits?\
""")


def test_recertification() -> None:
    assert report("recertification", "total_knee") == snapshot("""\
EPISODE OF CARE
Period: 01/08/26 to 03/05/26, through visit 20.
Notes read: evaluation of 01/08/26, visit 4 (01/15/26), visit 9 (01/29/26), visit 14 (02/12/26) and visit 20 (03/05/26).
01/15/26: Cancelled visit 3 on 1/13 for snow.
Diagnosis: s/p R TKA (Z47.1); R knee stiffness (M25.661).
Surgery: R TKA 12/29/2025.
Referral: Dr. Halloran.
PROGRESS SINCE START OF CARE
Improved beyond the clinically important change: KOOS JR 38/100 → 64/100 (+26), pain with walking 6/10 → 2/10 (−4), pain at rest 3/10 → 0/10 (−3) and pain at worst 8/10 → 3/10 (−5).
Improved beyond error: TUG 24.6 s → 10.4 s (−14.2 s), R knee flexion AROM 78° → 110° (+32°) and R knee extension AROM lacks 12° → lacks 2° (+10°).
Better, no MDC on file: R knee extension MMT 3+/5 → 4/5.
Plateau: R knee extension MMT since 02/12/26: 4/5 (02/12/26) and 4/5 (03/05/26).
Goals: 2 of 4 met, 2 progressing.
DAILY TASKS, THEN AND NOW
  Task | First | Between | Latest
  Stairs | One at a time with rail, min A; Flexion and extension loss with quad weakness limit gait and stairs (01/08/26) | One at a time with rail, CGA; Quad lag limits stair descent (01/29/26); Stairs: reciprocal up; one at a time down, rail, supervision (02/12/26) | Stairs are almost normal; 12 reciprocal with one rail, supervision (03/05/26)
  Walking | Ambulates 80 ft with FWW, supervision (01/08/26) | Gait 150 ft with FWW, supervision (01/15/26); Walks 400 ft with cane, supervision (01/29/26); Walks 800 ft no device indoors, independent (02/12/26) | Walks 1200 ft outdoors no device, independent (03/05/26)
  Housework and shopping | Back to grocery shopping with cane (02/12/26) | – | –
Prior level of function: walked 1 mile daily without device; gardening.
COURSE OF THE MEASURES
  Measure | First | Between | Latest | Change | Verdict
  KOOS JR | 38/100 (01/08/26) | 57/100 (02/12/26) | 64/100 (03/05/26) | +26 | improved beyond the clinically important change (MCID 14, TKA)
  TUG | 24.6 s (01/08/26) | 15.8 s (01/29/26), 13.2 s (02/12/26) | 10.4 s (03/05/26) | −14.2 s | improved beyond error (MDC 3.5 s, Parkinson; none on file for this condition)
  R knee flexion AROM | 78° (01/08/26) | 88° (01/15/26), 101° (01/29/26), 108° (02/12/26) | 110° (03/05/26) | +32° | improved beyond error (measurement error 5°); 20° short of L 130° (03/05/26)
  R knee extension AROM | lacks 12° (01/08/26) | lacks 9° (01/15/26), lacks 5° (01/29/26), lacks 3° (02/12/26) | lacks 2° (03/05/26) | +10° | improved beyond error (measurement error 5°)
  R knee extension MMT | 3+/5 (01/08/26) | 4-/5 (01/29/26), 4/5 (02/12/26) | 4/5 (03/05/26) | higher grade | better, no MDC on file; plateau since 02/12/26
  Girth R suprapatellar | 44 cm (01/08/26) | 42.6 cm (01/29/26) | 41.8 cm (03/05/26) | −2.2 cm | no MDC on file
  Pain with walking | 6/10 (01/08/26) | 5/10 (01/15/26), 4/10 (01/29/26), 3/10 (02/12/26) | 2/10 (03/05/26) | −4 | improved beyond the clinically important change (MDC 2, low back pain; MCID 2, low back pain; none on file for this condition)
  Pain at rest | 3/10 (01/08/26) | 2/10 (01/15/26), 0/10 (02/12/26) | 0/10 (03/05/26) | −3 | improved beyond the clinically important change (MDC 2, low back pain; MCID 2, low back pain; none on file for this condition)
  Pain at worst | 8/10 (01/08/26) | – | 3/10 (03/05/26) | −5 | improved beyond the clinically important change (MDC 2, low back pain; MCID 2, low back pain; none on file for this condition)
  Finding | First | Between | Latest | Change
  Effusion | Effusion 2+ (01/08/26) | Effusion 2+ (01/15/26); Effusion 1+ (01/29/26); none (02/12/26) | none (03/05/26) | changed
GOALS
  Goal | Target date | Baseline → latest | Status
  STG: R knee flexion 105° to sit on the toilet without help | 02/05/26 (4 wks) | 78° (01/08/26) → 110° (03/05/26) | Met, PT 02/12/26
  STG: TUG under 14 s without walker | 02/05/26 (4 wks) | 24.6 s (01/08/26) → 10.4 s (03/05/26) | Met, PT 02/12/26
  LTG: climb 12 stairs reciprocally with one rail | 04/02/26 (12 wks) | Stairs: one at a time with rail, min A (01/08/26) → Stairs: 12 reciprocal with one rail, supervision (03/05/26) | Progressing, PT 03/05/26
  LTG: KOOS JR 70 or more | 04/02/26 (12 wks) | 38/100 (01/08/26) → 64/100 (03/05/26) | Progressing, PT 03/05/26; 6 points short
WHY SKILLED CARE IS STILL NEEDED
Quad 4/5 with trunk lean on step downs, requires cueing and graded height to return to uneven garden paths safely.
Still short: R knee flexion AROM 110° (03/05/26), 20° short of the other side; R knee extension AROM lacks 2° (03/05/26), 2° below the norm of 0°; pain with walking 2/10 (03/05/26); pain at worst 3/10 (03/05/26).
Help still given on 03/05/26: CGA for SL stance on foam.
PLAN OF CARE
1x/wk × 4 wks, then discharge to HEP.
Frequency from now: 1x/wk; planned on 02/12/26: 2x/wk.
The first plan, 4 + 8 weeks from 01/08/26, runs to 04/02/26; this plan, 4 weeks from 03/05/26, runs to 04/02/26.
CERTIFICATION
  Item | Entry | Rule
  Start of care | 01/08/26 | –
  First certification can hold to | 04/08/26 | a certification holds for the plan's duration, at most this long
  First plan of care | 01/08/26 to 04/02/26 | –
  Period to be certified | 03/05/26 to 04/02/26 | a certification holds for the plan's duration, at most this long
By this signature the physician or other practitioner certifies that the patient needs the services of this plan and is under his or her care.
Physician or other practitioner: ........................ NPI: ........................
Signature: ........................ Date: ........................
Therapist: ........................ License: ........................ Date: ........................\
""")
