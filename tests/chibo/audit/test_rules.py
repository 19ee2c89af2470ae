"""How entries are hashed and chains are checked."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.audit.rules import (
    Head,
    Link,
    UnreadableHeads,
    canonical,
    digest_of,
    faults,
    faults_since,
    hash_of,
    heads_of,
)

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


def _chain(*all_values) -> list[Link]:
    links, previous = [], ""
    for sequence, given_ in enumerate(all_values, start=1):
        link = Link(
            chain_key=7,
            sequence=sequence,
            at="2026-11-22T00:00:00.000000Z",
            actor_id=1,
            verb="found",
            subject_type="chibo.Organization",
            subject_id="7",
            values=given_,
            salt=f"{sequence:032x}",
            digest=digest_of(f"{sequence:032x}", given_),
            previous=previous,
            hash="",
        )
        links.append(dataclasses.replace(link, hash=hash_of(link)))
        previous = links[-1].hash
    return links


@given(st.lists(values, min_size=1, max_size=4))
def test_a_chain_as_written_is_whole(all_values):
    links = _chain(*all_values)
    assert faults(links, len(links), links[-1].hash) == []


def test_no_entries_and_an_empty_head_are_whole():
    assert faults([], 0, "") == []


@given(values)
def test_equal_values_have_one_form(value):
    assert canonical(value) == canonical(value)
    if isinstance(value, dict):
        assert canonical(dict(reversed(value.items()))) == canonical(value)


def test_letters_stay_readable_in_the_canonical_form():
    assert canonical({"tên": "Đỗ", "a": [1, None]}) == '{"a":[1,null],"tên":"Đỗ"}'


CHANGES = {
    "chain_key": 8,
    "at": "2026-11-22T00:00:00.000001Z",
    "actor_id": 2,
    "verb": "close",
    "subject_type": "chibo.User",
    "subject_id": "8",
    "values": {"name": "khác"},
    "salt": "f" * 32,
    "digest": "0" * 64,
    "previous": "0" * 64,
    "hash": "0" * 64,
}


@pytest.mark.parametrize("column", CHANGES)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_change_of_any_part_of_any_entry_is_found(column, place):
    links = _chain({"n": 1}, {"n": 2}, {"n": 3})
    head = links[-1].hash
    links[place] = dataclasses.replace(links[place], **{column: CHANGES[column]})
    assert faults(links, 3, head) != []


def test_every_part_of_an_entry_is_covered():
    assert {field.name for field in dataclasses.fields(Link)} - {"sequence"} == set(CHANGES)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_missing_entry_is_found(place):
    links = _chain({"n": 1}, {"n": 2}, {"n": 3})
    head = links[-1].hash
    del links[place]
    assert faults(links, 3, head) != []


def test_an_entry_added_behind_the_head_is_found():
    links = _chain({"n": 1}, {"n": 2})
    assert faults(links, 1, links[0].hash) == ["đầu chuỗi ghi 1 dòng, tìm thấy 2"]


def test_two_entries_that_changed_places_are_found():
    one, two, three = _chain({"n": 1}, {"n": 2}, {"n": 3})
    swapped = [one, dataclasses.replace(three, sequence=2), dataclasses.replace(two, sequence=3)]
    assert faults(swapped, 3, three.hash) != []


def test_erased_values_leave_the_chain_whole():
    links = _chain({"n": 1}, {"n": 2}, {"n": 3})
    erased = [dataclasses.replace(link, values=None, salt="") for link in links]
    assert faults(erased, 3, links[-1].hash) == []


def test_the_digest_depends_on_the_salt():
    assert digest_of("a", {"x": 1}) != digest_of("b", {"x": 1})


# Heads ----------------------------------------------------------------------------------------------


def test_heads_are_read_as_they_were_written():
    heads = [Head(0, 0, "", ""), Head(7, 3, "ab" * 32, "2026-11-22T00:00:00.000000Z")]
    text = "# ghi ngày 22/11/2026\n\n" + "\n".join(head.line for head in heads) + "\n"
    assert heads_of(text) == heads


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "không có đầu chuỗi nào"),
        ("# chỉ ghi chú\n", "không có đầu chuỗi nào"),
        ("7 3 ab t\nxin chào\n", "dòng 2 không phải đầu chuỗi: «xin chào»"),
        ("-7 3 ab t", "dòng 1 không phải đầu chuỗi: «-7 3 ab t»"),
        ("7 ba ab t", "dòng 1 không phải đầu chuỗi: «7 ba ab t»"),
        ("7 3 ab", "dòng 1 không phải đầu chuỗi: «7 3 ab»"),
    ],
)
def test_what_is_no_list_of_heads_is_refused(text, said):
    with pytest.raises(UnreadableHeads) as refused:
        heads_of(text)
    assert str(refused.value) == said


def _kept(links):
    return Head(7, len(links), links[-1].hash, links[-1].at)


def test_a_chain_that_grew_fits_its_kept_head():
    links = _chain({"n": 1}, {"n": 2}, {"n": 3})
    assert faults_since(_kept(links[:2]), 3, links[1]) == []
    assert faults_since(Head(7, 0, "", ""), 3, None) == []


def test_what_no_longer_fits_a_kept_head_is_found():
    links = _chain({"n": 1}, {"n": 2})
    other = dataclasses.replace(links[1], hash="0" * 64)
    later = dataclasses.replace(links[1], at="2026-11-23T00:00:00.000000Z")
    kept = _kept(links)
    assert faults_since(kept, 1, None) == ["bị cắt: khi ghi đầu chuỗi có 2 dòng, nay còn 1"]
    assert faults_since(kept, 5, None) == ["dòng 2 đã mất"]
    replaced = ["dòng 2 không còn là dòng khi ghi đầu chuỗi: chuỗi đã bị thay"]
    assert faults_since(kept, 2, other) == replaced
    assert faults_since(kept, 2, later) == replaced
