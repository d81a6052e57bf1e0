"""Evaluations from labelled lines and from shorthand with an intake form, as they stand in the chart."""

# ruff: noqa: E501  # documents stand as they are printed

from __future__ import annotations

from typing import TYPE_CHECKING

from inline_snapshot import snapshot
from tests.golden.conftest import as_text
from tests.golden.evaluation_cases import achilles, asked, drafted, stroke

if TYPE_CHECKING:
    from tests.golden.conftest import Visit


def test_stroke_evaluation_from_labelled_lines(visit: type[Visit]) -> None:
    assert as_text(drafted(stroke(visit))) == snapshot("""\
REFERRAL AND DIAGNOSIS
Dr. Halvorsen, PM&R, order dated 03/10/2026.
Dx: L MCA stroke 01/24/2026, R hemiparesis I69.351.
HISTORY
Onset: 01/24/2026, inpatient rehab 3 wks, home since 02/20.
PMH: HTN, atrial fibrillation, depression.
Meds: apixaban, metoprolol, sertraline.
Allergies: penicillin.
PRIOR LEVEL OF FUNCTION
Independent all ADLs, walked 1 mile daily no device, drove.
HOME, WORK AND SOCIAL
Lives with wife in ranch house, 2 steps to enter, rail R.
Retired machinist.
PATIENT'S GOALS
“walk to the mailbox alone and get back to my workshop.”
SYSTEMS REVIEW
Cardiopulmonary: BP 132/78 mmHg and Heart rate 68 bpm.
Musculoskeletal: ROM (ankle) and strength (hip, knee, ankle and lower extremity) measured below.
Neuromuscular: gait speed and sensation (foot) measured below.
Skin intact R heel.
Alert, oriented × 4, mild expressive aphasia, follows 2-step commands.
PAIN AND SYMPTOMS
Pain 0/10.
PRESENT FUNCTION
Amb household with SBQC CGA, stairs 2 steps min A, transfers supervision.
TESTS AND MEASURES
  Motion | L | R | Side difference | Norm
  Ankle dorsiflexion PROM | 15° | 5° | R 10° less | 20°
  Muscle group | L | R | Side difference
  Hip flexion | – | 3+/5 | –
  Knee extension | – | 4-/5 | –
  Ankle dorsiflexion | – | 2/5 | –
  Lower extremity | 5/5 | – | –
  Measure | L | R | Side difference
  Foot sensation | – | diminished light touch | –
  Measure | Value
  Gait speed | 0.42 m/s; band 0.4-0.8: limited community
  Measure | Score | Published reading | Change that counts
  MAS R | 1.5/4 | – | MCID 1
  Berg | 38/56 | cut-off <45: greater fall risk | MDC 2.7
  TUG | 28.4 s | cut-off ≥12: fall risk (CDC STEADI) | MDC 3.2 s
  FTSTS | 24 s | cut-off >15: recurrent fallers | MDC 4.2 s, MCID 2.3 s
Gait: R foot drag, circumduction.
PRECAUTIONS
Fall risk, anticoagulated.
EVALUATION COMPLEXITY
  Element | Found in the sources | Supports
  Comorbidities and personal factors | 3: hypertension, heart rhythm disorder and depression or anxiety | 97163
  Body functions, activities, participation | 12: body: pain, joint motion, muscle strength, balance, gait, sensation and reflexes, heart rate and blood pressure and cognition; activity: walking, stairs and transfers and bed mobility; participation: household tasks | 97163
  Clinical presentation | evolving (stated) | 97162
Proposal for the PT: 97162, moderate complexity (factors 3, elements 12, presentation evolving: the lowest of the three decides); the note has 97163.
Evolving presentation, high complexity.
CLINICAL IMPRESSION
R dorsiflexor weakness and plantarflexor tone cause foot drag, which with delayed balance reactions limits household walking to contact guard.
PROBLEM LIST
  Problem | Evidence
  Reduced strength, R | hip flexion 3+/5; knee extension 4-/5; ankle dorsiflexion 2/5
  Limited R ankle motion | dorsiflexion PROM 5° (L 15°)
  MAS R | 1.5/4 (0 is best)
  Berg | 38/56 (cut-off <45: greater fall risk)
  TUG | 28.4 s (cut-off ≥12: fall risk (CDC STEADI))
  Gait speed | 0.42 m/s (band 0.4-0.8: limited community)
  FTSTS | 24 s (cut-off >15: recurrent fallers)
  Amb | Amb household with SBQC CGA
  Stairs | Stairs 2 steps min A
  Transfers | Transfers supervision
PROGNOSIS
Good for household independence in 10 weeks given motor return and family support.
GOALS
  Goal | Baseline | Target date | From baseline to target
  STG: Berg 45/56 to stand at the workbench | 38/56 | 04/13/26 (4 wk) | 7 points, beyond MDC 2.7
  LTG: gait speed 0.8 m/s to walk to the mailbox | 0.42 m/s | 05/25/26 (10 wk) | 0.38 m/s, beyond MDC 0.18 m/s and MCID 0.16 m/s
  LTG: TUG 18 s or less with SBQC | 28.4 s | 05/25/26 (10 wk) | 10.4 s, beyond MDC 3.2 s
TREATMENT TODAY
  Service | Min | Content and dose
  97163 Evaluation, high complexity | 40 | –
  97112 Neuromuscular re-education | 15 | Weight shift R in standing 2 × 10 tactile cues at pelvis
TIME AND UNITS
Time: total treatment 55 min; timed 15 min.
  Code | Min | CMS | AMA | Billed
  97112 | 15 | 1 | 1 | –
  97163 | – | 1 | 1 | –
CMS 8-minute rule (this payer): 15 timed minutes are 1 unit (8 to 22). 97163 is not timed: one unit, whatever its minutes.
AMA midpoint rule: 97112 alone: 15 min is one full 15: 1 unit. 97163 is not timed: one unit, whatever its minutes.
PLAN OF CARE
  Item | Entry
  Frequency and duration | 2x/wk × 10 weeks
  Type and amount | Physical therapy, one treatment a day, as is assumed where the plan says nothing else (Medicare Benefit Policy Manual (Pub. 100-02) ch. 15 §220.1.2)
  Visits and end of plan | 20 visits in 10 weeks, 03/16/2026 to 05/25/2026
Gait training, neuromuscular re-education, AFO trial, family training.
CERTIFICATION
Certification period: 03/16/2026 to 05/25/2026.
Signature or verbal order due by 04/15/2026, 30 days from the first treatment (Medicare Benefit Policy Manual (Pub. 100-02) ch. 15 §220.1.3.B).
Initial certification with a signed and dated order or referral on file: proof that this plan was sent within 30 days of the evaluation stands for the signature below (42 CFR 424.24(c)(5)).
I have reviewed this plan of care. The services are needed, are furnished under this plan, and the patient is under my care.
  Who | Signature | Date
  Physician or other practitioner | __________ | __________
  Physical therapist | __________ | __________\
""")


def test_stroke_questions(visit: type[Visit]) -> None:
    assert asked(drafted(stroke(visit))) == snapshot("""\
? The note has 97163; factors 3, elements 12 and a presentation that is evolving support 97162. Which is right, and why?
? No goal covers “stairs 2 steps min A”. Propose one?
    - STG (4 wk): stairs with contact guard assist
    - LTG (10 wk): stairs independently
? No goal covers “transfers supervision”. Propose one?
    - STG (4 wk): transfers with modified independence
    - LTG (10 wk): transfers independently
? Was there therapy for this condition in the past year?\
""")


def test_achilles_evaluation_from_shorthand_and_intake_form(visit: type[Visit]) -> None:
    assert as_text(drafted(achilles(visit))) == snapshot("""\
REFERRAL AND DIAGNOSIS
Dx: s/p R Achilles repair 3/9/26 (S86.011D).
HISTORY
Felt pop pushing off at pickleball 2/27/26.
PMH: none.
Meds: aspirin 81 mg.
Denies calf pain and fever.
Patient’s intake form – medical history: Asthma, High blood pressure and allergy: latex; answered no: diabetes; earlier: appendix 2009; medications: albuterol.
PRIOR LEVEL OF FUNCTION
Indep, pickleball 3x/wk, no device.
HOME, WORK AND SOCIAL
Line cook, off work, stands 9 hr shifts.
Lives w/ 2 kids, 2nd floor, 12 steps no rail.
PATIENT'S GOALS
Patient’s intake form: “pickleball with my kids, a full shift.”
SYSTEMS REVIEW
Musculoskeletal: ROM (ankle), strength (hip) and girth (lower leg) measured below.
Incision healed, no drainage.
PAIN AND SYMPTOMS
Pain 1/10, 0/10 at best and 4/10 at worst.
Worse end of day.
Patient’s intake form – complaint: right Achilles surgery.
PRESENT FUNCTION
Amb community w/ boot + 1 crutch mod I.
Stairs step-to.
Unable to stand > 20 min.
TESTS AND MEASURES
  Motion | L | R | Side difference | Norm
  Ankle dorsiflexion AROM | 12° | −4° | R 16° less | 20°
  Ankle plantarflexion AROM | 52° | 38° | R 14° less | 50°
  Muscle group | L | R | Side difference
  Hip abduction | 5/5 | 4/5 | R lower
  Measure | L | R | Side difference
  Girth calf | 39 cm | 36.5 cm | R 2.5 cm less
  Measure | Score | Published reading | Change that counts
  FAAM | 41% | – | MDC 5.7%, MCID 8%
  LEFS | 30/80 | – | MDC 9, MCID 9
  Test | Side | Result
  Thompson | R | negative
MMT R PF deferred per protocol.
PRECAUTIONS
NWB boot 3 wks.
Now WBAT in boot w/ 2 heel wedges.
EVALUATION COMPLEXITY
  Element | Found in the sources | Supports
  Comorbidities and personal factors | 2: hypertension and lung disease | 97162
  Body functions, activities, participation | 9: body: pain, joint motion, muscle strength, swelling or girth and skin and wound; activity: walking, stairs and standing and sitting; participation: community | 97163
  Clinical presentation | stable (stated) | 97161
Proposal for the PT: 97161, low complexity (factors 2, elements 9, presentation stable: the lowest of the three decides); the note has 97161.
Low complexity, stable.
CLINICAL IMPRESSION
Dorsiflexion loss and guarded loading limit stance and stairs.
PROBLEM LIST
  Problem | Evidence
  Pain | 4/10 (band 4-6: moderate)
  Limited R ankle motion | dorsiflexion AROM −4° (L 12°); plantarflexion AROM 38° (L 52°)
  Reduced strength, R | hip abduction 4/5 (L 5/5)
  FAAM | 41% (100 is best)
  LEFS | 30/80 (80 is best)
  Amb | Amb community w/ boot + 1 crutch mod I
  Stairs | Stairs step-to
  Stand | Unable to stand > 20 min
PROGNOSIS
Good potential, return to kitchen work 12 wks.
GOALS
  Goal | Baseline | Target date | From baseline to target
  STG: R DF AROM 5° for stairs | −4° | 05/11/26 (4 wks) | 9°, beyond measurement error 5°
  LTG: LEFS ≥ 60/80 for a full kitchen shift | 30/80 | 07/06/26 (12 wks) | 30 points, beyond MDC 9 and MCID 9
  LTG: double heel raise 20 reps | – | 08/03/26 (16 wks) | –
TREATMENT TODAY
  Service | Min | Content and dose
  97161 Evaluation, low complexity | 30 | –
  97110 Therapeutic exercise | 15 | Seated PF band yellow 3 × 15; towel DF stretch 5 × 30 s, vc slow return
TIME AND UNITS
Time: total treatment 45 min; timed 15 min; in 10:00, out 10:45.
  Code | Min | CMS | AMA | Billed
  97110 | 15 | 1 | 1 | 1
  97161 | – | 1 | 1 | 1
CMS 8-minute rule (this payer): 15 timed minutes are 1 unit (8 to 22). 97161 is not timed: one unit, whatever its minutes.
AMA midpoint rule: 97110 alone: 15 min is one full 15: 1 unit. 97161 is not timed: one unit, whatever its minutes.
Billed units agree with CMS and AMA.
PLAN OF CARE
  Item | Entry
  Frequency and duration | 2x/wk × 8 wks; 1x/wk × 4 wks
  Type and amount | Physical therapy, one treatment a day, as is assumed where the plan says nothing else (Medicare Benefit Policy Manual (Pub. 100-02) ch. 15 §220.1.2)
  Visits and end of plan | 20 visits in 12 weeks, 04/13/2026 to 07/06/2026
Progress load per protocol, manual scar mob, gait training.
CERTIFICATION
Certification period: 04/13/2026 to 07/06/2026.
Signature or verbal order due by 05/13/2026, 30 days from the first treatment (Medicare Benefit Policy Manual (Pub. 100-02) ch. 15 §220.1.3.B).
Initial certification with a signed and dated order or referral on file: proof that this plan was sent within 30 days of the evaluation stands for the signature below (42 CFR 424.24(c)(5)).
I have reviewed this plan of care. The services are needed, are furnished under this plan, and the patient is under my care.
  Who | Signature | Date
  Physician or other practitioner | __________ | __________
  Physical therapist | __________ | __________\
""")


def test_achilles_questions_and_contradictions_with_the_form(visit: type[Visit]) -> None:
    document = drafted(achilles(visit))
    assert asked(document) == snapshot("""\
? No goal covers the patient's words “pickleball with my kids”. Propose one? Pain 4/10 at worst today; the target rests on MDC 2 (Childs 2005).
    - LTG (12 wk): pickleball with my kids independently with pain 2/10 or less
    - STG (4 wk): pickleball with my kids with modification with pain 2/10 or less
? No goal covers “amb community w/ boot + 1 crutch mod I”. Propose one?
    - STG (4 wk): amb with modified independence
    - LTG (12 wk): amb independently
? No goal covers “Unable to stand > 20 min”. Propose one?
    - STG (4 wk): stand with modified independence
    - LTG (12 wk): stand independently
? No goal covers R ankle dorsiflexion AROM (-4 deg today). Propose one? About 10 deg is needed for walking on level ground (Magee; Neumann, kinesiology texts).
    - STG (4 wk): R ankle dorsiflexion AROM 5 deg toward walking on level ground
    - LTG (12 wk): R ankle dorsiflexion AROM 10 deg for walking on level ground
? Systems review: what of cardiopulmonary, communication and cognition?
? Was there therapy for this condition in the past year?\
""")
    assert [f.message for f in document.flags if f.rule == "note.contradiction"] == snapshot(
        [
            "“PMH: none” and “[x] High blood pressure”: the form names conditions.",
            "“best, 4/10 worst” and “Pain at worst (0-10): 6”: the form rates pain otherwise.",
        ]
    )
