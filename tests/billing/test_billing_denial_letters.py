"""Letters of payers: which reasons they give, in codes or in words."""

from __future__ import annotations

from datetime import date

import pytest

from chartside.billing import denial_reasons, denials_of, reason_of
from chartside.domain.chart import PayerType
from chartside.domain.denials import Denial
from chartside.domain.source import Source, SourceKind


def _read(text: str, payer: PayerType = PayerType.COMMERCIAL) -> Denial:
    letter = Source("S1", "denial.txt", SourceKind.PAYER_LETTER, text, "0" * 64, date=date(2026, 5, 4))
    (denial,) = denials_of([letter], payer)
    return denial


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Adjustment: CO-50 these are non-covered services. Remark N115.", ["CO-50"]),
        ("Denied, reason code 197.", ["CO-197"]),
        ("CARC: 151\nRARC: N362", ["CO-151"]),
        ("Lines 1 and 2: CO 16; line 3: CO-97", ["CO-16", "CO-97"]),
        ("We find the therapy not medically necessary.", ["CO-50"]),
        ("The visits exceed the authorized visits.", ["CO-198"]),
        ("PR 119: benefit used up", ["PR-119"]),
    ],
)
def test_reasons_by_code_or_in_words(text: str, codes: list[str]) -> None:
    denial = _read(text)
    assert [said.reason.code for said in denial.reasons] == codes
    for said in denial.reasons:
        assert said.place.quote in text


def test_claim_days_and_services_are_cited() -> None:
    denial = _read(
        "Claim number: 2026-0088123\nDates of service: 03/02/2026 to 04/30/2026\nCPT codes: 97110, 97140\n"
        "Reason: CO-50 not deemed medically necessary\n"
    )
    assert denial.claim is not None
    assert denial.claim.quote == "Claim number: 2026-0088123"
    assert [span.quote for span in denial.services] == [
        "Dates of service: 03/02/2026 to 04/30/2026",
        "CPT codes: 97110, 97140",
    ]


def test_the_time_to_appeal_is_the_payers() -> None:
    medicare = _read("CO-50", PayerType.MEDICARE_B).time
    assert medicare is not None
    assert (medicare.name, medicare.days, medicare.presumed) == ("redetermination", 120, 5)
    assert _read("CO-50", PayerType.SELF_PAY).time is None


def test_days_the_letter_gives_go_before_the_payers() -> None:
    time = _read("CO-50. You may appeal this decision in writing within 90 days.", PayerType.MEDICARE_B).time
    assert time is not None
    assert (time.name, time.days, time.presumed) == ("appeal", 90, 0)
    assert "within 90 days" in time.authority


def test_a_note_is_no_letter_and_a_letter_without_reason_denies_nothing() -> None:
    note = Source("S1", "n.txt", SourceKind.SESSION_NOTE, "CO-50", "0" * 64)
    letter = Source("S2", "l.txt", SourceKind.PAYER_LETTER, "We approve ten visits.", "1" * 64)
    assert denials_of([note, letter], PayerType.COMMERCIAL) == ()


def test_every_reason_can_be_looked_up_by_its_code() -> None:
    for reason in denial_reasons():
        assert reason_of(reason.code) == reason
        assert reason.meaning
        assert reason.first_action
        assert reason.source
    assert reason_of("CO-999") is None
