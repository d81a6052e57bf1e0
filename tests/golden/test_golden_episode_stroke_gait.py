"""Reports of an invented episode, as a therapist reads them: walking after a stroke."""

# ruff: noqa: E501  # documents stand as they are printed

from __future__ import annotations

from inline_snapshot import snapshot
from tests.golden.conftest import report


def test_progress_report() -> None:
    assert report("progress_report", "stroke_gait") == snapshot("""\
REPORTING PERIOD
Period: 05/04/26 to 06/29/26, through visit 19.
Notes read: evaluation of 05/04/26, visit 3 (05/08/26), visit 8 (05/22/26), visit 13 (06/05/26) and visit 19 (06/29/26).
05/22/26: Missed visit on 05/18, no transportation.
Diagnosis: Left MCA stroke 03/30/2026 with right hemiparesis (I69.351); abnormality of gait (R26.89).
Onset: Left MCA stroke 03/30/2026.
Referral: Dr. Saraf.
SUMMARY
Improved beyond the clinically important change: 6MWT 118 m → 214 m (+96 m) and gait speed 0.38 m/s → 0.62 m/s (+0.24 m/s).
Improved beyond error: Berg 32/56 → 44/56 (+12) and TUG 31.5 s → 17.8 s (−13.7 s).
Better, no MDC on file: R hip flexion MMT 3/5 → 4-/5 and R ankle dorsiflexion MMT 2+/5 → 3/5.
Goals: 4 of 4 met.
PATIENT REPORT
Walked into church with his cane and one step.
No falls.
DAILY TASKS, THEN AND NOW
  Task | First | Between | Latest
  Transfers | Sit to stand with min assist (05/04/26) | – | Sit to stand with supervision (05/22/26)
  Walking | Walks 60 ft with quad cane and min assist (05/04/26) | Walks 90 ft with quad cane and min assist (05/08/26); Walks 180 ft with quad cane and AFO, contact guard (05/22/26); Walks 300 ft with cane and AFO, supervision (06/05/26) | Walked into church with his cane and one step; Walks 520 ft with cane and AFO, modified independent (06/29/26)
  Reaching and lifting | Loses balance to the right in reaching (05/22/26) | – | –
COURSE OF THE MEASURES
  Measure | First | Between | Latest | Change | Verdict
  Berg | 32/56 (05/04/26) | 34/56 (05/08/26), 38/56 (05/22/26), 43/56 (06/05/26) | 44/56 (06/29/26) | +12 | improved beyond error (MDC 2.7, chronic stroke)
  6MWT | 118 m (05/04/26) | 176 m (06/05/26) | 214 m (06/29/26) | +96 m | improved beyond the clinically important change (MDC 34.4 m, stroke; MCID 50 m, older adults substantial)
  TUG | 31.5 s (05/04/26) | 26 s (05/22/26) | 17.8 s (06/29/26) | −13.7 s | improved beyond error (MDC 3.2 s, chronic stroke)
  R hip flexion MMT | 3/5 (05/04/26) | – | 4-/5 (06/29/26) | higher grade | better, no MDC on file
  R ankle dorsiflexion MMT | 2+/5 (05/04/26) | 3-/5 (06/05/26) | 3/5 (06/29/26) | higher grade | better, no MDC on file
  Gait speed | 0.38 m/s (05/04/26) | 0.46 m/s (05/22/26), 0.55 m/s (06/05/26) | 0.62 m/s (06/29/26) | +0.24 m/s | improved beyond the clinically important change (MDC 0.18 m/s, Parkinson usual speed; MCID 0.16 m/s, subacute stroke)
  Finding | First | Between | Latest | Change
  Clonus R | positive (05/04/26) | – | negative (06/29/26) | changed
GOALS
  Goal | Target date | Baseline → latest | Status
  STG: sit to stand without hands, supervision | 06/01/26 (4 weeks) | Sit to stand with min assist (05/04/26) → Sit to stand with supervision (05/22/26) | Met, PT 06/05/26
  STG: Berg 40/56 or better | 06/01/26 (4 weeks) | 32/56 (05/04/26) → 44/56 (06/29/26) | Met, PT 06/05/26
  LTG: gait speed 0.60 m/s to cross the street | 06/29/26 (8 weeks) | 0.38 m/s (05/04/26) → 0.62 m/s (06/29/26) | Met, PT 06/29/26
  LTG: walk 500 ft with cane, modified independent | 06/29/26 (8 weeks) | Walks 60 ft with quad cane and min assist (05/04/26) → Walks 520 ft with cane and AFO, modified independent (06/29/26) | Met, PT 06/29/26
SKILLED CARE BY VISIT
  Date | Observed and reasoned | Cued, helped, graded or changed | Response
  05/04/26 | Right foot drop and delayed weight acceptance make turning unsafe; Skilled gait retraining with guarding is required | – | –
  05/08/26 | Circumduction persists without cues | Verbal cues for right heel contact and min A for AFO trial; mirror feedback and min A for weight shift in standing | –
  05/22/26 | So standing work still needs guarding; Weight acceptance improved with AFO; Loses balance to the right in reaching | Verbal cues for step length and CGA for gait training with quad cane and AFO; min A for standing reach outside base | –
  06/05/26 | Right foot clearance drops with dual task and after 200 ft, at risk of falling when tired; Skilled dosing of fatigue and dual task is needed; Gait speed and Berg have improved | Cued for foot clearance and CGA for gait training ramps and one curb with cane; CGA for kitchen turns with cup | –
  06/29/26 | Dual task walking still slows him | Cued for scanning and supervision for gait training outdoor grass and curb with cane; CGA for floor to stand with chair | –
06/05/26: Right foot clearance drops with dual task and after 200 ft, at risk of falling when tired.
06/05/26: Skilled dosing of fatigue and dual task is needed.
PLAN
2 more visits for home program and family training, then discharge to home program.
The first plan, 8 weeks from 05/04/26, runs to 06/29/26; this plan, 4 weeks from 06/05/26, runs to 07/03/26.
? Treatment is planned to 07/03/26, past the plan's end on 06/29/26: recertify?\
""")


def test_discharge_summary() -> None:
    assert report("discharge_summary", "stroke_gait") == snapshot("""\
EPISODE OF CARE
Period: 05/04/26 to 06/29/26, through visit 19.
Notes read: evaluation of 05/04/26, visit 3 (05/08/26), visit 8 (05/22/26), visit 13 (06/05/26) and visit 19 (06/29/26).
05/22/26: Missed visit on 05/18, no transportation.
Diagnosis: Left MCA stroke 03/30/2026 with right hemiparesis (I69.351); abnormality of gait (R26.89).
Onset: Left MCA stroke 03/30/2026.
Referral: Dr. Saraf.
SUMMARY
Improved beyond the clinically important change: 6MWT 118 m → 214 m (+96 m) and gait speed 0.38 m/s → 0.62 m/s (+0.24 m/s).
Improved beyond error: Berg 32/56 → 44/56 (+12) and TUG 31.5 s → 17.8 s (−13.7 s).
Better, no MDC on file: R hip flexion MMT 3/5 → 4-/5 and R ankle dorsiflexion MMT 2+/5 → 3/5.
Goals: 4 of 4 met.
COURSE OF TREATMENT
Gait training: gait training with quad cane; AFO trial; gait training with quad cane and AFO; gait training ramps and one curb with cane; treadmill 0.8 mph; gait training outdoor grass and curb with cane.
Neuromuscular re-education: weight shift in standing; standing reach outside base.
Therapeutic activities: kitchen turns with cup; floor to stand with chair.
INITIAL → FINAL
  Measure | First | Between | Latest | Change | Verdict
  Berg | 32/56 (05/04/26) | 34/56 (05/08/26), 38/56 (05/22/26), 43/56 (06/05/26) | 44/56 (06/29/26) | +12 | improved beyond error (MDC 2.7, chronic stroke)
  6MWT | 118 m (05/04/26) | 176 m (06/05/26) | 214 m (06/29/26) | +96 m | improved beyond the clinically important change (MDC 34.4 m, stroke; MCID 50 m, older adults substantial)
  TUG | 31.5 s (05/04/26) | 26 s (05/22/26) | 17.8 s (06/29/26) | −13.7 s | improved beyond error (MDC 3.2 s, chronic stroke)
  R hip flexion MMT | 3/5 (05/04/26) | – | 4-/5 (06/29/26) | higher grade | better, no MDC on file
  R ankle dorsiflexion MMT | 2+/5 (05/04/26) | 3-/5 (06/05/26) | 3/5 (06/29/26) | higher grade | better, no MDC on file
  Gait speed | 0.38 m/s (05/04/26) | 0.46 m/s (05/22/26), 0.55 m/s (06/05/26) | 0.62 m/s (06/29/26) | +0.24 m/s | improved beyond the clinically important change (MDC 0.18 m/s, Parkinson usual speed; MCID 0.16 m/s, subacute stroke)
  Finding | First | Between | Latest | Change
  Clonus R | positive (05/04/26) | – | negative (06/29/26) | changed
DAILY TASKS, THEN AND NOW
  Task | First | Between | Latest
  Transfers | Sit to stand with min assist (05/04/26) | – | Sit to stand with supervision (05/22/26)
  Walking | Walks 60 ft with quad cane and min assist (05/04/26) | Walks 90 ft with quad cane and min assist (05/08/26); Walks 180 ft with quad cane and AFO, contact guard (05/22/26); Walks 300 ft with cane and AFO, supervision (06/05/26) | Walked into church with his cane and one step; Walks 520 ft with cane and AFO, modified independent (06/29/26)
  Reaching and lifting | Loses balance to the right in reaching (05/22/26) | – | –
GOALS
  Goal | Target date | Baseline → latest | Status
  STG: sit to stand without hands, supervision | 06/01/26 (4 weeks) | Sit to stand with min assist (05/04/26) → Sit to stand with supervision (05/22/26) | Met, PT 06/05/26
  STG: Berg 40/56 or better | 06/01/26 (4 weeks) | 32/56 (05/04/26) → 44/56 (06/29/26) | Met, PT 06/05/26
  LTG: gait speed 0.60 m/s to cross the street | 06/29/26 (8 weeks) | 0.38 m/s (05/04/26) → 0.62 m/s (06/29/26) | Met, PT 06/29/26
  LTG: walk 500 ft with cane, modified independent | 06/29/26 (8 weeks) | Walks 60 ft with quad cane and min assist (05/04/26) → Walks 520 ft with cane and AFO, modified independent (06/29/26) | Met, PT 06/29/26
SKILLED CARE BY VISIT
  Date | Observed and reasoned | Cued, helped, graded or changed | Response
  05/04/26 | Right foot drop and delayed weight acceptance make turning unsafe; Skilled gait retraining with guarding is required | – | –
  05/08/26 | Circumduction persists without cues | Verbal cues for right heel contact and min A for AFO trial; mirror feedback and min A for weight shift in standing | –
  05/22/26 | So standing work still needs guarding; Weight acceptance improved with AFO; Loses balance to the right in reaching | Verbal cues for step length and CGA for gait training with quad cane and AFO; min A for standing reach outside base | –
  06/05/26 | Right foot clearance drops with dual task and after 200 ft, at risk of falling when tired; Skilled dosing of fatigue and dual task is needed; Gait speed and Berg have improved | Cued for foot clearance and CGA for gait training ramps and one curb with cane; CGA for kitchen turns with cup | –
  06/29/26 | Dual task walking still slows him | Cued for scanning and supervision for gait training outdoor grass and curb with cane; CGA for floor to stand with chair | –
06/05/26: Right foot clearance drops with dual task and after 200 ft, at risk of falling when tired.
06/05/26: Skilled dosing of fatigue and dual task is needed.
STATUS AT DISCHARGE
Help still given on 06/29/26: supervision for gait training outdoor grass and curb with cane and CGA for floor to stand with chair.
HOME PROGRAM
Home program, 06/29/26: walking 10 min 2x/day with cane.
Home program, 06/29/26: sit to stand without hands 2 × 10 daily.
RECOMMENDATIONS AND FOLLOW-UP
REASON FOR DISCHARGE
2 more visits for home program and family training, then discharge to home program.
All 4 goals are met.
The first plan, 8 weeks from 05/04/26, runs to 06/29/26; this plan, 4 weeks from 06/05/26, runs to 07/03/26.
? On which day does care end, and after how many visits?\
""")


def test_recertification() -> None:
    assert report("recertification", "stroke_gait") == snapshot("""\
EPISODE OF CARE
Period: 05/04/26 to 06/29/26, through visit 19.
Notes read: evaluation of 05/04/26, visit 3 (05/08/26), visit 8 (05/22/26), visit 13 (06/05/26) and visit 19 (06/29/26).
05/22/26: Missed visit on 05/18, no transportation.
Diagnosis: Left MCA stroke 03/30/2026 with right hemiparesis (I69.351); abnormality of gait (R26.89).
Onset: Left MCA stroke 03/30/2026.
Referral: Dr. Saraf.
PROGRESS SINCE START OF CARE
Improved beyond the clinically important change: 6MWT 118 m → 214 m (+96 m) and gait speed 0.38 m/s → 0.62 m/s (+0.24 m/s).
Improved beyond error: Berg 32/56 → 44/56 (+12) and TUG 31.5 s → 17.8 s (−13.7 s).
Better, no MDC on file: R hip flexion MMT 3/5 → 4-/5 and R ankle dorsiflexion MMT 2+/5 → 3/5.
Goals: 4 of 4 met.
DAILY TASKS, THEN AND NOW
  Task | First | Between | Latest
  Transfers | Sit to stand with min assist (05/04/26) | – | Sit to stand with supervision (05/22/26)
  Walking | Walks 60 ft with quad cane and min assist (05/04/26) | Walks 90 ft with quad cane and min assist (05/08/26); Walks 180 ft with quad cane and AFO, contact guard (05/22/26); Walks 300 ft with cane and AFO, supervision (06/05/26) | Walked into church with his cane and one step; Walks 520 ft with cane and AFO, modified independent (06/29/26)
  Reaching and lifting | Loses balance to the right in reaching (05/22/26) | – | –
COURSE OF THE MEASURES
  Measure | First | Between | Latest | Change | Verdict
  Berg | 32/56 (05/04/26) | 34/56 (05/08/26), 38/56 (05/22/26), 43/56 (06/05/26) | 44/56 (06/29/26) | +12 | improved beyond error (MDC 2.7, chronic stroke)
  6MWT | 118 m (05/04/26) | 176 m (06/05/26) | 214 m (06/29/26) | +96 m | improved beyond the clinically important change (MDC 34.4 m, stroke; MCID 50 m, older adults substantial)
  TUG | 31.5 s (05/04/26) | 26 s (05/22/26) | 17.8 s (06/29/26) | −13.7 s | improved beyond error (MDC 3.2 s, chronic stroke)
  R hip flexion MMT | 3/5 (05/04/26) | – | 4-/5 (06/29/26) | higher grade | better, no MDC on file
  R ankle dorsiflexion MMT | 2+/5 (05/04/26) | 3-/5 (06/05/26) | 3/5 (06/29/26) | higher grade | better, no MDC on file
  Gait speed | 0.38 m/s (05/04/26) | 0.46 m/s (05/22/26), 0.55 m/s (06/05/26) | 0.62 m/s (06/29/26) | +0.24 m/s | improved beyond the clinically important change (MDC 0.18 m/s, Parkinson usual speed; MCID 0.16 m/s, subacute stroke)
  Finding | First | Between | Latest | Change
  Clonus R | positive (05/04/26) | – | negative (06/29/26) | changed
GOALS
  Goal | Target date | Baseline → latest | Status
  STG: sit to stand without hands, supervision | 06/01/26 (4 weeks) | Sit to stand with min assist (05/04/26) → Sit to stand with supervision (05/22/26) | Met, PT 06/05/26
  STG: Berg 40/56 or better | 06/01/26 (4 weeks) | 32/56 (05/04/26) → 44/56 (06/29/26) | Met, PT 06/05/26
  LTG: gait speed 0.60 m/s to cross the street | 06/29/26 (8 weeks) | 0.38 m/s (05/04/26) → 0.62 m/s (06/29/26) | Met, PT 06/29/26
  LTG: walk 500 ft with cane, modified independent | 06/29/26 (8 weeks) | Walks 60 ft with quad cane and min assist (05/04/26) → Walks 520 ft with cane and AFO, modified independent (06/29/26) | Met, PT 06/29/26
WHY SKILLED CARE IS STILL NEEDED
06/05/26: Right foot clearance drops with dual task and after 200 ft, at risk of falling when tired.
06/05/26: Skilled dosing of fatigue and dual task is needed.
Help still given on 06/29/26: supervision for gait training outdoor grass and curb with cane and CGA for floor to stand with chair.
PLAN OF CARE
2 more visits for home program and family training, then discharge to home program.
The first plan, 8 weeks from 05/04/26, runs to 06/29/26; this plan, 4 weeks from 06/05/26, runs to 07/03/26.
CERTIFICATION
  Item | Entry | Rule
  Start of care | 05/04/26 | –
  First certification can hold to | 08/02/26 | a certification holds for the plan's duration, at most this long
  First plan of care | 05/04/26 to 06/29/26 | –
By this signature the physician or other practitioner certifies that the patient needs the services of this plan and is under his or her care.
Physician or other practitioner: ........................ NPI: ........................
Signature: ........................ Date: ........................
Therapist: ........................ License: ........................ Date: ........................\
""")
