"""A chain of events: whatever is changed, taken out or moved is found, and the first place is named."""

import dataclasses
import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from motcua.events.chain import Break, Link, digest, first_break, merkle_root
from motcua.lib.clock import TZ

MORNING = dt.datetime(2026, 11, 25, 8, 30, tzinfo=TZ)
Chain = list[tuple[Link, str]]


def chain(names: list[str], stream: str = "dossier:H26.90-261125-0001") -> Chain:
    links: Chain = []
    previous = ""
    for place, name in enumerate(names, start=1):
        at = MORNING + dt.timedelta(minutes=place)
        link = Link(stream, place, name, 7, "Lan, cán bộ tiếp nhận", at, {"lý do": name}, previous)
        previous = digest(link)
        links.append((link, previous))
    return links


def test_first_break_untouched_chain_holds() -> None:
    assert first_break(chain(["nhận", "giao", "duyệt"])) is None


def test_digest_the_same_moment_in_another_zone_is_the_same_event() -> None:
    link = chain(["nhận"])[0][0]

    assert digest(dataclasses.replace(link, at=link.at.astimezone(dt.UTC))) == digest(link)


def test_digest_does_not_depend_on_the_order_of_details() -> None:
    link = chain(["nhận"])[0][0]
    one, other = ({"a": 1, "b": 2}, {"b": 2, "a": 1})

    assert digest(dataclasses.replace(link, details=one)) == digest(dataclasses.replace(link, details=other))


@given(
    names=st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=6),
    data=st.data(),
)
def test_first_break_any_changed_part_of_any_event_is_found_there(names: list[str], data: st.DataObject) -> None:
    links = chain(names)
    place = data.draw(st.integers(0, len(links) - 1))
    link, stored = links[place]
    changes: dict[str, Any] = {
        "name": link.name + "!",
        "post": 8,
        "actor": "Người khác",
        "at": link.at + dt.timedelta(microseconds=1),
        "details": {"lý do": "khác", "thêm": 1},
    }
    part = data.draw(st.sampled_from(sorted(changes)))
    links[place] = (dataclasses.replace(link, **{part: changes[part]}), stored)

    assert first_break(links) == Break(link.stream, place + 1, "nội dung đã bị sửa")


@given(size=st.integers(2, 6), data=st.data())
def test_first_break_an_event_taken_out_is_missed_unless_it_was_the_last(size: int, data: st.DataObject) -> None:
    links = chain([f"sự kiện {n}" for n in range(size)])
    place = data.draw(st.integers(0, size - 2))
    del links[place]

    assert first_break(links) == Break(links[0][0].stream, place + 1, f"thiếu sự kiện số {place + 1}")


@given(size=st.integers(2, 6), data=st.data())
def test_first_break_two_events_that_changed_places_are_found(size: int, data: st.DataObject) -> None:
    links = chain([f"sự kiện {n}" for n in range(size)])
    first, second = sorted(data.draw(st.lists(st.integers(0, size - 1), min_size=2, max_size=2, unique=True)))
    one, other = links[first][0], links[second][0]
    links[first] = (dataclasses.replace(other, seq=one.seq), links[second][1])
    links[second] = (dataclasses.replace(one, seq=other.seq), links[first][1])

    found = first_break(links)

    assert found is not None
    assert found.seq == first + 1


def test_first_break_a_chain_written_anew_after_a_change_no_longer_fits_the_seal() -> None:
    honest, forged = chain(["nhận", "từ chối"]), chain(["nhận", "duyệt"])

    assert first_break(forged) is None
    assert merkle_root([stored for _, stored in honest]) != merkle_root([stored for _, stored in forged])


@given(names=st.lists(st.text(min_size=1, max_size=4), min_size=1, max_size=9, unique=True), data=st.data())
def test_merkle_root_differs_when_one_hash_is_left_out_or_two_change_places(
    names: list[str], data: st.DataObject
) -> None:
    hashes = [stored for _, stored in chain(names)]
    gone = data.draw(st.integers(0, len(hashes) - 1))

    assert merkle_root(hashes[:gone] + hashes[gone + 1 :]) != merkle_root(hashes)
    if len(hashes) > 1:
        assert merkle_root(hashes[::-1]) != merkle_root(hashes)
