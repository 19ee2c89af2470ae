"""When a role may be given or ended."""

import datetime

import pytest

from chibo.accounts import rules

D = datetime.date
HELD = [("secretary", D(2024, 1, 1), D(2025, 1, 1)), ("clerk", D(2025, 6, 1), None)]


@pytest.mark.parametrize(
    ("role", "starts_on", "ends_on", "fine"),
    [
        ("secretary", D(2025, 1, 1), None, True),
        ("secretary", D(2023, 1, 1), D(2024, 1, 1), True),
        ("secretary", D(2024, 12, 31), None, False),
        ("secretary", D(2023, 1, 1), D(2024, 1, 2), False),
        ("secretary", D(2023, 1, 1), None, False),
        ("clerk", D(2026, 1, 1), D(2026, 2, 1), False),
        ("clerk", D(2025, 1, 1), D(2025, 6, 1), True),
        ("member", D(2024, 1, 1), None, True),
    ],
)
def test_the_same_role_at_the_same_place_is_not_held_twice_at_a_time(
    role, starts_on, ends_on, fine
):
    reasons = rules.obstacles_to_assigning(role, starts_on, ends_on, HELD)
    assert [reason.field for reason in reasons] == ([] if fine else ["role"])


@pytest.mark.parametrize("ends_on", [D(2025, 1, 1), D(2024, 12, 31)])
def test_a_role_ends_after_it_began(ends_on):
    (reason,) = rules.obstacles_to_assigning("member", D(2025, 1, 1), ends_on, [])
    assert reason.field == "ends_on"


def test_nobody_ends_their_own_role():
    assert rules.obstacles_to_ending(1, 1)
    assert rules.obstacles_to_ending(1, 2) == rules.obstacles_to_ending(1, None) == []


def test_a_new_password_is_not_given_where_it_would_open_another_place():
    assert rules.obstacles_to_new_password(True)
    assert rules.obstacles_to_new_password(False) == []


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge trên Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36", "Chrome trên Windows"),
        (
            "Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36",
            "Chrome trên Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) CriOS/130.0",
            "Chrome trên iPhone",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) Version/17 Safari/605",
            "Safari trên máy Mac",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko Firefox/130.0", "Firefox trên Linux"),
        ("curl/8.0", "Trình duyệt khác"),
        ("", "Trình duyệt khác"),
    ],
)
def test_a_browser_is_named_as_its_owner_knows_it(agent, words):
    assert rules.browser_words(agent) == words


H = datetime.timedelta(hours=1)
NOON = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("started_at", "seen_at", "alive"),
    [
        (NOON - 3 * H, NOON - H / 2, True),
        (NOON - 3 * H, NOON - H, False),
        (NOON - 12 * H, NOON, False),
        (None, NOON, False),
        (NOON, None, False),
    ],
)
def test_a_session_is_over_when_it_rested_or_lasted_too_long_or_was_ended(
    started_at, seen_at, alive
):
    assert rules.is_alive(started_at, seen_at, at=NOON, idle=H, absolute=12 * H) is alive


def test_sessions_of_somebody_with_a_role_elsewhere_are_not_ones_own_to_end():
    assert rules.obstacles_to_seeing_sessions(True)
    assert rules.obstacles_to_seeing_sessions(False) == []


# Second factors ----------------------------------------------------------------------------------

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
RFC_6238 = [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037")]


def _at(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)


@pytest.mark.parametrize(("seconds", "code"), RFC_6238)
def test_codes_are_those_of_rfc_6238(seconds, code):
    assert rules.accepted_step(SECRET, code, _at(seconds), last=0) == seconds // 30


@pytest.mark.parametrize("typed", ["279037", " 279 037 ", "279\u00a0037"])
def test_blanks_in_a_code_do_not_matter(typed):
    assert rules.accepted_step(SECRET, typed, _at(2000000000), last=0)


@pytest.mark.parametrize(
    ("off", "fine"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)]
)
def test_a_code_is_right_one_step_early_or_late(off, fine):
    step = rules.accepted_step(SECRET, "279037", _at(2000000000 + off), last=0)
    assert step == (2000000000 // 30 if fine else None)


def test_a_step_that_was_used_is_right_no_more():
    step = 2000000000 // 30
    assert rules.accepted_step(SECRET, "279037", _at(2000000000), last=step - 1) == step
    assert rules.accepted_step(SECRET, "279037", _at(2000000000), last=step) is None
    assert rules.accepted_step(SECRET, "279037", _at(2000000000), last=step + 5) is None


@pytest.mark.parametrize("typed", ["", "27903", "2790370", "²79037", "٢٧٩٠٣٧", "\x00"])
def test_what_is_no_code_is_never_right(typed):
    assert rules.accepted_step(SECRET, typed, _at(2000000000), last=0) is None


def test_a_recovery_code_is_kept_by_its_hash_for_one_holder():
    kept = rules.recovery_hash(1, "abcd-efgh-2345")
    assert kept == rules.recovery_hash(1, " ABCD efgh 2345 ")
    assert kept != rules.recovery_hash(2, "abcd-efgh-2345")
    assert kept != rules.recovery_hash(1, "abcd-efgh-2346")
    assert len(kept) == 64
    assert "abcd" not in kept


@pytest.mark.parametrize(
    ("by", "beyond", "factors", "said"),
    [
        (2, False, True, None),
        (None, False, True, None),
        (1, False, True, "của chính mình"),
        (2, True, True, "vai trò ở nơi khác"),
        (2, False, False, "không có gì để đặt lại"),
    ],
)
def test_factors_are_reset_by_another_whose_part_it_is(by, beyond, factors, said):
    reasons = [one.text for one in rules.obstacles_to_resetting(1, by, beyond, factors)]
    assert len(reasons) == (0 if said is None else 1)
    assert all(said in reason for reason in reasons)


def test_nobody_renews_their_own_password_there():
    assert rules.obstacles_to_new_password(False, holder_id=1, by_id=1)
    assert rules.obstacles_to_new_password(False, holder_id=1, by_id=2) == []


def test_nobody_gives_a_role_to_himself():
    assert rules.obstacles_to_giving(1, 1)
    assert rules.obstacles_to_giving(1, 2) == rules.obstacles_to_giving(1, None) == []


@pytest.mark.parametrize(
    ("role", "with_post", "fine"),
    [
        ("secretary", True, True),
        ("deputy", True, True),
        ("clerk", False, True),
        ("clerk", True, False),
        ("administrator", True, False),
    ],
)
def test_only_a_secretary_and_a_deputy_hold_a_role_with_a_post(role, with_post, fine):
    reasons = rules.obstacles_to_with_post(role, with_post)
    assert [reason.field for reason in reasons] == ([] if fine else ["with_post"])


# Handing on --------------------------------------------------------------------------------------

TODAY = D(2026, 11, 22)


def handed(**differs):
    facts = {
        "role": "secretary",
        "holder_id": 1,
        "is_delegated": False,
        "starts_on": D(2026, 1, 1),
        "ends_on": None,
    }
    return rules.Handed(**{**facts, **differs})


def lending(one=None, **differs):
    given = {"to_id": 2, "by_id": 1, "starts_on": TODAY, "ends_on": D(2026, 12, 22), "today": TODAY}
    return [r.field for r in rules.obstacles_to_delegating(one or handed(), **{**given, **differs})]


def giving(one=None, **differs):
    given = {"to_id": 2, "by_id": 1, "on": TODAY, "is_checked": True, "today": TODAY}
    found = rules.obstacles_to_handing_over(one or handed(), **{**given, **differs})
    return [r.field for r in found]


def test_one_lends_and_hands_over_ones_own_running_role_only():
    assert lending() == giving() == []
    for other in (
        handed(holder_id=3),
        handed(is_delegated=True),
        handed(ends_on=TODAY),
        handed(starts_on=D(2026, 11, 23)),
    ):
        assert lending(other) == giving(other) == ["assignment"]


def test_nobody_lends_or_hands_over_to_himself():
    assert lending(to_id=1) == giving(to_id=1) == ["user"]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "fields"),
    [
        (D(2026, 11, 21), D(2026, 12, 1), ["starts_on"]),
        (TODAY, TODAY, ["ends_on"]),
        (TODAY, D(2027, 2, 20), []),
        (TODAY, D(2027, 2, 21), ["ends_on"]),
    ],
)
def test_a_role_is_lent_from_today_on_for_ninety_days_at_most(starts_on, ends_on, fields):
    assert lending(starts_on=starts_on, ends_on=ends_on) == fields


def test_nothing_lent_outlives_the_role():
    one = handed(ends_on=D(2026, 12, 1))
    assert lending(one, ends_on=D(2026, 12, 1)) == []
    assert lending(one, ends_on=D(2026, 12, 2)) == ["ends_on"]


def test_a_role_is_handed_over_from_today_on_while_it_runs_and_after_a_look_at_what_is_open():
    assert giving(on=D(2026, 11, 21)) == ["on"]
    assert giving(handed(ends_on=D(2026, 12, 1)), on=D(2026, 12, 1)) == ["on"]
    assert giving(is_checked=False) == ["is_checked"]


def test_only_a_running_delegation_is_withdrawn():
    own = {"in_own_right": True, "today": TODAY}
    assert rules.obstacles_to_withdrawing(True, D(2026, 11, 23), **own) == []
    assert rules.obstacles_to_withdrawing(True, TODAY, **own)
    assert rules.obstacles_to_withdrawing(False, None, **own)


def test_nobody_withdraws_a_delegation_by_a_role_that_was_lent():
    (reason,) = rules.obstacles_to_withdrawing(
        True, D(2026, 11, 23), in_own_right=False, today=TODAY
    )
    assert "không thu hồi ủy quyền được" in reason.text
