"""Reasons and refusals."""

import pytest

from chibo.reasons import Reason, Refusal, refuse, without_links


def test_no_reasons_refuse_nothing():
    assert refuse([]) is None


def test_a_refusal_carries_its_reasons_and_reads_as_their_sentences():
    reasons = [Reason("Thiếu ngày.", field="on"), Reason("Chưa đủ người.", clause="điều 10")]
    with pytest.raises(Refusal) as refused:
        refuse(reasons)
    assert refused.value.reasons == tuple(reasons)
    assert str(refused.value) == "Thiếu ngày.; Chưa đủ người."


def test_who_may_not_mend_a_thing_reads_why_without_a_link():
    reason = Reason("Chưa có ngày ký.", clause="Điều 1", url="/sua/", field="dated")
    (told,) = without_links([reason])
    assert told == Reason("Chưa có ngày ký.", clause="Điều 1", field="dated")
