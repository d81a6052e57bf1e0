"""Reports of an invented episode, as a therapist reads them: headache from the neck."""

# ruff: noqa: E501  # documents stand as they are printed

from __future__ import annotations

from inline_snapshot import snapshot
from tests.golden.conftest import report


def test_progress_report() -> None:
    assert report("progress_report", "neck_headache") == snapshot("""\
REPORTING PERIOD
Period: 02/03/26 to 03/24/26, through visit 12.
Notes read: evaluation of 02/03/26, visit 3 (02/10/26), visit 6 (02/20/26), visit 10 (03/10/26) and visit 12 (03/24/26).
03/10/26: No-show 3/5.
Diagnosis: cervicogenic headache (G44.86); neck pain (M54.2).
SUMMARY
Improved beyond the clinically important change: pain, current 5/10 → 1/10 (−4) and pain at worst 7/10 → 4/10 (−3).
Improved beyond error: L cervical rotation ROM 48° → 63° (+15°).
Better, no MDC on file: DNF endurance 12 s → 31 s (+19 s).
No change shown, within error or below the important change: NDI 19/50 → 9/50 (−10) and R cervical rotation ROM 62° → 64° (+2°).
Goals: 3 of 4 met, 1 without a word on status.
PATIENT REPORT
Headache 1 day/wk.
Reads 50 min without headache.
Drives without pain.
DAILY TASKS, THEN AND NOW
  Task | First | Between | Latest
  Driving | Drives with pain on shoulder checks; C1-2 restriction L with poor deep neck flexor endurance limits reading and driving (02/03/26) | – | Drives without pain (03/24/26)
  Sleep | Wakes 2x/night (02/03/26) | – | Sleeping through (02/20/26)
  Reading and screen | Reads 20 min before headache (02/03/26) | Reads 35 min before headache (02/20/26) | Reads 40 min before headache (03/10/26)
  Headache | Headache 4 days/wk (02/03/26) | Headache 3 days this week (02/10/26); Headache 2 days/wk (03/10/26) | Headache 1 day/wk (03/24/26)
Prior level of function: full-time copy editor; runs 3x/wk.
COURSE OF THE MEASURES
  Measure | First | Between | Latest | Change | Verdict
  NDI | 19/50 (02/03/26) | 15/50 (02/20/26) | 9/50 (03/24/26) | −10 | within error, no change shown (MDC 10.2, neck pain with/without arm symptoms; MCID 7.5, mechanical neck disorders)
  DNF endurance | 12 s (02/03/26) | 14 s (02/10/26), 21 s (02/20/26), 22 s (03/10/26) | 31 s (03/24/26) | +19 s | better, no MDC on file
  L cervical rotation ROM | 48° (02/03/26) | 52° (02/10/26), 57° (02/20/26), 58° (03/10/26) | 63° (03/24/26) | +15° | improved beyond error (measurement error 5°)
  R cervical rotation ROM | 62° (02/03/26) | 63° (02/10/26), 63° (02/20/26), 63° (03/10/26) | 64° (03/24/26) | +2° | within error, no change shown (measurement error 5°)
  Pain, current | 5/10 (02/03/26) | 4/10 (02/10/26), 3/10 (02/20/26), 3/10 (03/10/26) | 1/10 (03/24/26) | −4 | improved beyond the clinically important change (MDC 2, low back pain; MCID 1.3, mechanical neck pain)
  Pain at worst | 7/10 (02/03/26) | 5/10 (02/20/26) | 4/10 (03/24/26) | −3 | improved beyond the clinically important change (MDC 2, low back pain; MCID 1.3, mechanical neck pain)
Measured once, not again: cervical flexion AROM 45° (02/03/26); cervical extension AROM 50° (02/03/26); pain at best 2/10 (02/03/26).
  Finding | First | Between | Latest | Change
  Cervical flexion-rotation L | positive (02/03/26) | positive (02/20/26); positive (03/10/26) | negative (03/24/26) | changed
GOALS
  Goal | Target date | Baseline → latest | Status
  STG: L cervical rotation 60° to check blind spot | 02/24/26 (3 wks) | 48° (02/03/26) → 63° (03/24/26) | Met, PT 03/24/26
  STG: read 45 min without headache | 02/24/26 (3 wks) | Reads 20 min before headache (02/03/26) → Reads 40 min before headache (03/10/26) | Met, PT 03/24/26
  LTG: NDI 8/50 or less | 03/31/26 (8 wks) | 19/50 (02/03/26) → 9/50 (03/24/26) | 1 point short
  LTG: headache 1 day/wk or less | 03/31/26 (8 wks) | Headache 4 days/wk (02/03/26) → Headache 1 day/wk (03/24/26) | Met, PT 03/24/26
SKILLED CARE BY VISIT
  Date | Observed and reasoned | Cued, helped, graded or changed | Response
  02/03/26 | C1-2 restriction L with poor deep neck flexor endurance limits reading and driving | – | –
  02/10/26 | Needs repeated mobilization graded to headache; Rotation gain holds 10 min only | Vc for no SCM for DNF nods | L cervical rotation ROM 52° → 60° in session
  02/20/26 | Patient improved on NDI; Posture drifts after 20 min of screen, cued reset | Tc scapula for rows | –
  03/10/26 | Rotation and endurance have leveled off; C1-2 still stiff, technique changed to muscle energy | Tc scapula for rows; rows red → green | –
  03/24/26 | Remaining: screen endurance past 50 min needs self-paced breaks | Rows green → blue | –
Remaining: screen endurance past 50 min needs self-paced breaks.
PLAN
1 more visit, then discharge to HEP.
The first plan, 4 + 4 weeks from 02/03/26, runs to 03/31/26; this plan, 4 weeks from 03/10/26, runs to 04/07/26.
? Treatment is planned to 04/07/26, past the plan's end on 03/31/26: recertify?\
""")


def test_discharge_summary() -> None:
    assert report("discharge_summary", "neck_headache") == snapshot("""\
EPISODE OF CARE
Period: 02/03/26 to 03/24/26, through visit 12.
Notes read: evaluation of 02/03/26, visit 3 (02/10/26), visit 6 (02/20/26), visit 10 (03/10/26) and visit 12 (03/24/26).
03/10/26: No-show 3/5.
Diagnosis: cervicogenic headache (G44.86); neck pain (M54.2).
SUMMARY
Improved beyond the clinically important change: pain, current 5/10 → 1/10 (−4) and pain at worst 7/10 → 4/10 (−3).
Improved beyond error: L cervical rotation ROM 48° → 63° (+15°).
Better, no MDC on file: DNF endurance 12 s → 31 s (+19 s).
No change shown, within error or below the important change: NDI 19/50 → 9/50 (−10) and R cervical rotation ROM 62° → 64° (+2°).
Goals: 3 of 4 met, 1 without a word on status.
COURSE OF TREATMENT
Manual therapy: C1-2 SNAG; SNAG C1-2 grade III; suboccipital release; SNAG C1-2 grade IV; muscle energy C1-2.
Therapeutic exercise: DNF nods; DNF nods on ball; rows; DNF on ball.
INITIAL → FINAL
  Measure | First | Between | Latest | Change | Verdict
  NDI | 19/50 (02/03/26) | 15/50 (02/20/26) | 9/50 (03/24/26) | −10 | within error, no change shown (MDC 10.2, neck pain with/without arm symptoms; MCID 7.5, mechanical neck disorders)
  DNF endurance | 12 s (02/03/26) | 14 s (02/10/26), 21 s (02/20/26), 22 s (03/10/26) | 31 s (03/24/26) | +19 s | better, no MDC on file
  L cervical rotation ROM | 48° (02/03/26) | 52° (02/10/26), 57° (02/20/26), 58° (03/10/26) | 63° (03/24/26) | +15° | improved beyond error (measurement error 5°)
  R cervical rotation ROM | 62° (02/03/26) | 63° (02/10/26), 63° (02/20/26), 63° (03/10/26) | 64° (03/24/26) | +2° | within error, no change shown (measurement error 5°)
  Pain, current | 5/10 (02/03/26) | 4/10 (02/10/26), 3/10 (02/20/26), 3/10 (03/10/26) | 1/10 (03/24/26) | −4 | improved beyond the clinically important change (MDC 2, low back pain; MCID 1.3, mechanical neck pain)
  Pain at worst | 7/10 (02/03/26) | 5/10 (02/20/26) | 4/10 (03/24/26) | −3 | improved beyond the clinically important change (MDC 2, low back pain; MCID 1.3, mechanical neck pain)
Measured once, not again: cervical flexion AROM 45° (02/03/26); cervical extension AROM 50° (02/03/26); pain at best 2/10 (02/03/26).
  Finding | First | Between | Latest | Change
  Cervical flexion-rotation L | positive (02/03/26) | positive (02/20/26); positive (03/10/26) | negative (03/24/26) | changed
DAILY TASKS, THEN AND NOW
  Task | First | Between | Latest
  Driving | Drives with pain on shoulder checks; C1-2 restriction L with poor deep neck flexor endurance limits reading and driving (02/03/26) | – | Drives without pain (03/24/26)
  Sleep | Wakes 2x/night (02/03/26) | – | Sleeping through (02/20/26)
  Reading and screen | Reads 20 min before headache (02/03/26) | Reads 35 min before headache (02/20/26) | Reads 40 min before headache (03/10/26)
  Headache | Headache 4 days/wk (02/03/26) | Headache 3 days this week (02/10/26); Headache 2 days/wk (03/10/26) | Headache 1 day/wk (03/24/26)
Prior level of function: full-time copy editor; runs 3x/wk.
GOALS
  Goal | Target date | Baseline → latest | Status
  STG: L cervical rotation 60° to check blind spot | 02/24/26 (3 wks) | 48° (02/03/26) → 63° (03/24/26) | Met, PT 03/24/26
  STG: read 45 min without headache | 02/24/26 (3 wks) | Reads 20 min before headache (02/03/26) → Reads 40 min before headache (03/10/26) | Met, PT 03/24/26
  LTG: NDI 8/50 or less | 03/31/26 (8 wks) | 19/50 (02/03/26) → 9/50 (03/24/26) | 1 point short
  LTG: headache 1 day/wk or less | 03/31/26 (8 wks) | Headache 4 days/wk (02/03/26) → Headache 1 day/wk (03/24/26) | Met, PT 03/24/26
SKILLED CARE BY VISIT
  Date | Observed and reasoned | Cued, helped, graded or changed | Response
  02/03/26 | C1-2 restriction L with poor deep neck flexor endurance limits reading and driving | – | –
  02/10/26 | Needs repeated mobilization graded to headache; Rotation gain holds 10 min only | Vc for no SCM for DNF nods | L cervical rotation ROM 52° → 60° in session
  02/20/26 | Patient improved on NDI; Posture drifts after 20 min of screen, cued reset | Tc scapula for rows | –
  03/10/26 | Rotation and endurance have leveled off; C1-2 still stiff, technique changed to muscle energy | Tc scapula for rows; rows red → green | –
  03/24/26 | Remaining: screen endurance past 50 min needs self-paced breaks | Rows green → blue | –
Remaining: screen endurance past 50 min needs self-paced breaks.
STATUS AT DISCHARGE
Still short: L cervical rotation ROM 63° (03/24/26), 17° below the norm of 80°; R cervical rotation ROM 64° (03/24/26), 16° below the norm of 80°; pain, current 1/10 (03/24/26); pain at worst 4/10 (03/24/26).
HOME PROGRAM
Home program, 03/24/26: rows blue band 3 × 12 3x/wk.
Home program, 03/24/26: DNF on ball 3 × 15 daily.
RECOMMENDATIONS AND FOLLOW-UP
REASON FOR DISCHARGE
1 more visit, then discharge to HEP.
The first plan, 4 + 4 weeks from 02/03/26, runs to 03/31/26; this plan, 4 weeks from 03/10/26, runs to 04/07/26.
? On which day does care end, and after how many visits?\
""")


def test_recertification() -> None:
    assert report("recertification", "neck_headache") == snapshot("""\
EPISODE OF CARE
Period: 02/03/26 to 03/24/26, through visit 12.
Notes read: evaluation of 02/03/26, visit 3 (02/10/26), visit 6 (02/20/26), visit 10 (03/10/26) and visit 12 (03/24/26).
03/10/26: No-show 3/5.
Diagnosis: cervicogenic headache (G44.86); neck pain (M54.2).
PROGRESS SINCE START OF CARE
Improved beyond the clinically important change: pain, current 5/10 → 1/10 (−4) and pain at worst 7/10 → 4/10 (−3).
Improved beyond error: L cervical rotation ROM 48° → 63° (+15°).
Better, no MDC on file: DNF endurance 12 s → 31 s (+19 s).
No change shown, within error or below the important change: NDI 19/50 → 9/50 (−10) and R cervical rotation ROM 62° → 64° (+2°).
Goals: 3 of 4 met, 1 without a word on status.
DAILY TASKS, THEN AND NOW
  Task | First | Between | Latest
  Driving | Drives with pain on shoulder checks; C1-2 restriction L with poor deep neck flexor endurance limits reading and driving (02/03/26) | – | Drives without pain (03/24/26)
  Sleep | Wakes 2x/night (02/03/26) | – | Sleeping through (02/20/26)
  Reading and screen | Reads 20 min before headache (02/03/26) | Reads 35 min before headache (02/20/26) | Reads 40 min before headache (03/10/26)
  Headache | Headache 4 days/wk (02/03/26) | Headache 3 days this week (02/10/26); Headache 2 days/wk (03/10/26) | Headache 1 day/wk (03/24/26)
Prior level of function: full-time copy editor; runs 3x/wk.
COURSE OF THE MEASURES
  Measure | First | Between | Latest | Change | Verdict
  NDI | 19/50 (02/03/26) | 15/50 (02/20/26) | 9/50 (03/24/26) | −10 | within error, no change shown (MDC 10.2, neck pain with/without arm symptoms; MCID 7.5, mechanical neck disorders)
  DNF endurance | 12 s (02/03/26) | 14 s (02/10/26), 21 s (02/20/26), 22 s (03/10/26) | 31 s (03/24/26) | +19 s | better, no MDC on file
  L cervical rotation ROM | 48° (02/03/26) | 52° (02/10/26), 57° (02/20/26), 58° (03/10/26) | 63° (03/24/26) | +15° | improved beyond error (measurement error 5°)
  R cervical rotation ROM | 62° (02/03/26) | 63° (02/10/26), 63° (02/20/26), 63° (03/10/26) | 64° (03/24/26) | +2° | within error, no change shown (measurement error 5°)
  Pain, current | 5/10 (02/03/26) | 4/10 (02/10/26), 3/10 (02/20/26), 3/10 (03/10/26) | 1/10 (03/24/26) | −4 | improved beyond the clinically important change (MDC 2, low back pain; MCID 1.3, mechanical neck pain)
  Pain at worst | 7/10 (02/03/26) | 5/10 (02/20/26) | 4/10 (03/24/26) | −3 | improved beyond the clinically important change (MDC 2, low back pain; MCID 1.3, mechanical neck pain)
Measured once, not again: cervical flexion AROM 45° (02/03/26); cervical extension AROM 50° (02/03/26); pain at best 2/10 (02/03/26).
  Finding | First | Between | Latest | Change
  Cervical flexion-rotation L | positive (02/03/26) | positive (02/20/26); positive (03/10/26) | negative (03/24/26) | changed
GOALS
  Goal | Target date | Baseline → latest | Status
  STG: L cervical rotation 60° to check blind spot | 02/24/26 (3 wks) | 48° (02/03/26) → 63° (03/24/26) | Met, PT 03/24/26
  STG: read 45 min without headache | 02/24/26 (3 wks) | Reads 20 min before headache (02/03/26) → Reads 40 min before headache (03/10/26) | Met, PT 03/24/26
  LTG: NDI 8/50 or less | 03/31/26 (8 wks) | 19/50 (02/03/26) → 9/50 (03/24/26) | 1 point short
  LTG: headache 1 day/wk or less | 03/31/26 (8 wks) | Headache 4 days/wk (02/03/26) → Headache 1 day/wk (03/24/26) | Met, PT 03/24/26
WHY SKILLED CARE IS STILL NEEDED
Remaining: screen endurance past 50 min needs self-paced breaks.
Still short: L cervical rotation ROM 63° (03/24/26), 17° below the norm of 80°; R cervical rotation ROM 64° (03/24/26), 16° below the norm of 80°; pain, current 1/10 (03/24/26); pain at worst 4/10 (03/24/26).
PLAN OF CARE
1 more visit, then discharge to HEP.
The first plan, 4 + 4 weeks from 02/03/26, runs to 03/31/26; this plan, 4 weeks from 03/10/26, runs to 04/07/26.
CERTIFICATION
  Item | Entry | Rule
  Start of care | 02/03/26 | –
  First certification can hold to | 05/04/26 | a certification holds for the plan's duration, at most this long
  First plan of care | 02/03/26 to 03/31/26 | –
By this signature the physician or other practitioner certifies that the patient needs the services of this plan and is under his or her care.
Physician or other practitioner: ........................ NPI: ........................
Signature: ........................ Date: ........................
Therapist: ........................ License: ........................ Date: ........................\
""")
