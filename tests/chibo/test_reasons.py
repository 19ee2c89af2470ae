"""Reasons and refusals."""

import pytest

from chibo.reasons import Reason, Refusal, refuse


def test_no_reasons_refuse_nothing():
    assert refuse([]) is None


def test_a_refusal_carries_its_reasons_and_reads_as_their_sentences():
    reasons = [Reason("Thiếu ngày.", field="on"), Reason("Chưa đủ người.", clause="điều 10")]
    with pytest.raises(Refusal) as refused:
        refuse(reasons)
    assert refused.value.reasons == tuple(reasons)
    assert str(refused.value) == "Thiếu ngày.; Chưa đủ người."
