"""An evaluation from prose, and a re-evaluation against the evaluation before it, as they stand in the chart."""

# ruff: noqa: E501  # documents stand as they are printed

from __future__ import annotations

from typing import TYPE_CHECKING

from inline_snapshot import snapshot
from tests.golden.conftest import as_text
from tests.golden.evaluation_cases import achilles_again, asked, drafted, pelvic

if TYPE_CHECKING:
    from tests.golden.conftest import Visit


def test_pelvic_floor_evaluation_from_prose(visit: type[Visit]) -> None:
    document = drafted(pelvic(visit))
    assert as_text(document) == snapshot("""\
REFERRAL AND DIAGNOSIS
Ms. Odalys Ferrand is a 36 year old referred by Dr. Whitcombe on May 29, 2026 for stress urinary incontinence (N39.3).
HISTORY
Leakage began after her second vaginal delivery 7 months ago, with a second degree tear.
Past medical history: asthma, seasonal allergies.
Medications are montelukast and cetirizine.
No known drug allergies.
Denies urgency, dysuria and blood in the urine.
PRIOR LEVEL OF FUNCTION
Before the pregnancy she ran 15 miles a week.
HOME, WORK AND SOCIAL
She lives with her partner and two children and works as a warehouse supervisor.
PATIENT'S GOALS
She wants to run a 10K in the fall without pads.
SYSTEMS REVIEW
Musculoskeletal: strength (hip and pelvic floor) measured below.
With verbal consent: perineal scar mobile.
PAIN AND SYMPTOMS
She leaks with running.
PRESENT FUNCTION
Sneezing and lifting her toddler, about 5 times a week, and wears 2 pads a day.
TESTS AND MEASURES
  Muscle group | L | R | Side difference
  Hip abduction | 4/5 | 5/5 | L lower
  Measure | Value
  Pelvic floor strength | 2/5
  Measure | Score | Published reading | Change that counts
  SLS B | 20 s | – | MDC 24.1 s
  PFDI-20 | 92/300 | – | MCID 45
Pelvic floor strength 2/5, endurance 4 s, no reflex contraction with cough.
Diastasis 2 fingers above the umbilicus.
No tenderness.
PRECAUTIONS
EVALUATION COMPLEXITY
  Element | Found in the sources | Supports
  Comorbidities and personal factors | 1: lung disease | 97162
  Body functions, activities, participation | 5: body: muscle strength, balance, skin and wound and pelvic floor function; activity: reaching, lifting and carrying | 97163
  Clinical presentation | stable (stated) | 97161
Proposal for the PT: 97161, low complexity (factors 1, elements 5, presentation stable: the lowest of the three decides); the note has 97161.
Evaluation of low complexity, stable presentation.
CLINICAL IMPRESSION
Weak and short-lived pelvic floor contraction with absent reflex on cough explains leakage under load.
PROBLEM LIST
  Problem | Evidence
  Reduced strength | pelvic floor 2/5
  Reduced strength, L | hip abduction 4/5 (R 5/5)
  PFDI-20 | 92/300 (0 is best)
PROGNOSIS
Prognosis is good within 12 weeks.
GOALS
  Goal | Baseline | Target date | From baseline to target
  In 6 weeks pads reduced to 1 per day | – | 07/20/26 (6 weeks) | –
  In 12 weeks PFDI-20 of 45 or less | 92/300 | 08/31/26 (12 weeks) | 47 points, beyond MCID 45
  In 12 weeks run 3 miles without leakage | – | 08/31/26 (12 weeks) | –
TREATMENT TODAY
  Service | Min | Content and dose
  97161 Evaluation, low complexity | 45 | –
  97110 Therapeutic exercise | 10 | Biofeedback cues for lift without breath holding
TIME AND UNITS
Time: total treatment 55 min; timed 10 min.
  Code | Min | CMS | AMA | Billed
  97110 | 10 | 1 | 1 | –
  97161 | – | 1 | 1 | –
CMS 8-minute rule (this payer): 10 timed minutes are 1 unit (8 to 22). 97161 is not timed: one unit, whatever its minutes.
AMA midpoint rule: 97110 alone: 10 min is 8 or more: 1 unit. 97161 is not timed: one unit, whatever its minutes.
PLAN OF CARE
  Item | Entry
  Frequency and duration | Once a week for 12 weeks
  Type and amount | Physical therapy, one treatment a day, as is assumed where the plan says nothing else (Medicare Benefit Policy Manual (Pub. 100-02) ch. 15 §220.1.2)
  Visits and end of plan | 12 visits in 12 weeks, 06/08/2026 to 08/31/2026
Once a week for 12 weeks, pelvic floor muscle training, biofeedback, load progression and bladder education.
CERTIFICATION
Certification period: 06/08/2026 to 08/31/2026.
Signature or verbal order due by 07/08/2026, 30 days from the first treatment (Medicare Benefit Policy Manual (Pub. 100-02) ch. 15 §220.1.3.B).
Initial certification with a signed and dated order or referral on file: proof that this plan was sent within 30 days of the evaluation stands for the signature below (42 CFR 424.24(c)(5)).
I have reviewed this plan of care. The services are needed, are furnished under this plan, and the patient is under my care.
  Who | Signature | Date
  Physician or other practitioner | __________ | __________
  Physical therapist | __________ | __________\
""")
    assert asked(document) == snapshot("""\
? Systems review: what of cardiopulmonary, communication and cognition?
? Was there therapy for this condition in the past year?\
""")


def test_achilles_reevaluation_against_the_evaluation(visit: type[Visit]) -> None:
    document = drafted(achilles_again(visit), "reevaluation")
    assert as_text(document) == snapshot("""\
REFERRAL AND DIAGNOSIS
Diagnosis, of 04/13/26: s/p R Achilles repair (S86.011D).
HISTORY
PRIOR LEVEL OF FUNCTION
HOME, WORK AND SOCIAL
Stood 2 hr at work Sat, sore after.
PATIENT'S GOALS
SYSTEMS REVIEW
Musculoskeletal: ROM (ankle), strength (hip) and girth (lower leg) measured below.
PAIN AND SYMPTOMS
Pain 0/10 at rest and 3/10 at worst (was 4/10 on 04/13/26; −1, below MDC 2).
New: sharp heel pain since stumbling off a curb 5/16.
PRESENT FUNCTION
Stairs reciprocal w/ rail.
Stands 60 min.
CHANGE SINCE THE LAST EVALUATION
  Measure | Was | Now | Change
  R ankle dorsiflexion AROM | −4° (04/13/26) | 3° | +7°
  R ankle plantarflexion AROM | 38° (04/13/26) | 47° | +9°
  R hip abduction strength | 4/5 (04/13/26) | 5/5 | higher grade
  Girth calf R | 36.5 cm (04/13/26) | 37 cm | +0.5 cm
  FAAM | 41% (04/13/26) | 58% | +17%, improved (MCID 8)
  LEFS | 30/80 (04/13/26) | 44/80 | +14, improved (MCID 9)
TESTS AND MEASURES
  Test | Side | Result
  Thompson | R | negative
Tender R calcaneal tuberosity.
PRECAUTIONS
CLINICAL IMPRESSION
Stumble raised concern for the repair.
Thompson negative and no gap, load held one week.
Motion gain lags the protocol.
PROBLEM LIST
  Problem | Evidence
  Limited R ankle motion | dorsiflexion AROM 3° (norm 20°)
  FAAM | 58% (100 is best)
  LEFS | 44/80 (80 is best)
  Stairs | Stairs reciprocal w/ rail
PROGNOSIS
Prognosis good, kitchen work by 7/6/26.
GOALS
  Goal | Baseline → now | Due | Status
  STG: R DF AROM 5° for stairs | −4° → 3° | 05/11/26 (4 wks) | Progressing (stated); 2° short
  LTG: LEFS ≥ 60/80 for a full kitchen shift | 30/80 → 44/80 | 07/06/26 (12 wks) | Progressing (stated); 16 points short
  LTG: double heel raise 20 reps | – | 08/03/26 (16 wks) | –
TREATMENT TODAY
  Service | Min | Content and dose
  97164 Re-evaluation | 20 | –
  97140 Manual therapy | 10 | Scar mob
TIME AND UNITS
Time: total treatment 30 min; timed 10 min.
  Code | Min | CMS | AMA | Billed
  97140 | 10 | 1 | 1 | –
  97164 | – | 1 | 1 | –
CMS 8-minute rule (this payer): 10 timed minutes are 1 unit (8 to 22). 97164 is not timed: one unit, whatever its minutes.
AMA midpoint rule: 97140 alone: 10 min is 8 or more: 1 unit. 97164 is not timed: one unit, whatever its minutes.
PLAN OF CARE
  Item | Entry
  Frequency and duration | 2x/wk × 6 wks
  Type and amount | Physical therapy, one treatment a day, as is assumed where the plan says nothing else (Medicare Benefit Policy Manual (Pub. 100-02) ch. 15 §220.1.2)
  Visits and end of plan | 12 visits in 6 weeks, 05/18/2026 to 06/29/2026
Continue manual scar mob, load held 1 wk then progress.
CERTIFICATION
Certification period: 05/18/2026 to 06/29/2026.
I have reviewed this plan of care. The services are needed, are furnished under this plan, and the patient is under my care.
  Who | Signature | Date
  Physician or other practitioner | __________ | __________
  Physical therapist | __________ | __________\
""")
    assert asked(document) == snapshot("""\
? No goal covers R ankle dorsiflexion AROM (3 deg today). Propose one? About 10 deg is needed for walking on level ground (Magee; Neumann, kinesiology texts).
    - STG (4 wk): R ankle dorsiflexion AROM 10 deg toward walking on level ground
    - LTG (6 wk): R ankle dorsiflexion AROM 10 deg for walking on level ground\
""")
