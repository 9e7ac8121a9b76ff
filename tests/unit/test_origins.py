"""Origins: wire copies and near-identical texts are one, independent reports are not."""

from __future__ import annotations

import dataclasses

import numpy as np

from summarizer.edited import joined
from summarizer.group import group
from summarizer.origins import find_origins
from tests.unit.grouping_texts import BRIDGE, documents, made

WIRE = (
    "NORTHPORT (Meridian Wire) - A freighter ran aground off Cape Sorrel on Monday night, the "
    "coast guard said. All nineteen members of the crew were taken off by helicopter before dawn. "
    "The ship, the Halcyon Trader, carried grain from Estavia to the port of Lunde. Divers will "
    "look at the hull once the storm has passed, harbour master Joris Falk told reporters. "
    "Two tugs from Lunde are on their way and should arrive by Wednesday evening. "
    "Environment officials said that no oil had been seen near the wreck so far."
)


def test_a_copy_cut_short_has_the_origin_of_the_whole():
    cut = WIRE[: WIRE.index("Divers")].strip()
    given = [made("long", "Freighter aground", WIRE), made("short", "Ship aground", cut)]
    assert find_origins(given) == (("long", "short"),)


def test_an_edited_copy_is_one_origin():
    edited = WIRE.replace("told reporters", "said").replace("the coast guard said", "officials say")
    given = [made("a", "Freighter aground", WIRE), made("b", "Freighter aground", edited)]
    assert find_origins(given) == (("a", "b"),)


def test_a_shared_credit_needs_less_in_common():
    borrowed = ". ".join(WIRE.split(". ")[1:3])
    half = (
        f"NORTHPORT (Meridian Wire) - {borrowed}. Our own reporter spoke to two fishermen who saw "
        "the lights of the ship from the pier. They had never seen a vessel so close to the rocks, "
        "they said on Tuesday morning. A school in the village was opened for the sailors."
    )
    plain = half.replace("(Meridian Wire) - ", "")
    whole = made("whole", "Freighter aground", WIRE)
    assert find_origins([whole, made("half", "", half)]) == (("half", "whole"),)
    assert find_origins([whole, made("half", "", plain)]) == (("half",), ("whole",))


def test_independent_reports_are_origins_of_their_own():
    assert find_origins(documents(BRIDGE)) == (("bridge-a",), ("bridge-b",), ("bridge-c",))


def test_every_id_once_in_any_order():
    given = [*documents(BRIDGE), made("copy", *BRIDGE["bridge-a"])]
    found = find_origins(given)
    assert sorted(i for origin in found for i in origin) == sorted(each.id for each in given)
    assert find_origins(given[::-1]) == found


def test_tiny_and_empty_texts():
    given = [made("a", "", "Yes."), made("b", "", "Yes."), made("c", "", "…"), made("d", "", "…")]
    assert find_origins(given) == (("a", "b"), ("c",), ("d",))


def test_a_thousand_copies_are_one_origin():
    few = [made(f"{n}", "", f"{WIRE} Edition {n}.") for n in range(4)]
    many = [
        dataclasses.replace(few[n % 4], article=dataclasses.replace(few[0].article, id=f"c{n:03}"))
        for n in range(1000)
    ]
    assert [len(origin) for origin in find_origins(many)] == [1000]


EDITED = (
    "By Ruben Strand, staff reporter. A freighter went aground off Cape Sorrel late on Monday, "
    "according to the coast guard. All 19 members of the crew were taken off by a helicopter "
    "before dawn. The Halcyon Trader carried grain from Estavia to the port of Lunde. Divers are "
    "to look at the hull once the storm has passed, harbour master Joris Falk said. Two tugs are "
    "on their way from Lunde and should arrive by Wednesday evening. No oil had been seen near the "
    "wreck so far, environment officials said."
)
OWN = (
    "The lights of the Halcyon Trader could be seen from the pier of Lunde all Monday night. The "
    "freighter lies on the rocks of Cape Sorrel with a cargo of grain. Its nineteen sailors sleep "
    "in a school, where the baker brought them bread. Harbour master Joris Falk hopes that two "
    "tugs can pull the ship off the rocks on Thursday. He fears another storm."
)


def test_agency_copy_under_another_byline_is_one_origin_of_an_event() -> None:
    given = [made("wire", "", WIRE), made("staff", "", EDITED), made("own", "", OWN)]
    alone = find_origins(given)
    assert alone == (("own",), ("staff",), ("wire",))
    assert joined(given, alone) == (("own",), ("staff", "wire"))
    assert joined(given[::-1], alone[::-1]) == (("own",), ("staff", "wire"))


def test_agency_copy_with_paragraphs_of_its_own_is_one_origin() -> None:
    given = [made("wire", "", WIRE), made("staff", "", f"{EDITED}\n\n{OWN}")]
    assert joined(given, find_origins(given)) == (("staff", "wire"),)


def test_reports_that_quote_alike_are_origins_of_their_own() -> None:
    words = (
        "“We have never seen a storm like this one off the cape in all our years, and we hope "
        "that we shall never see another,” harbour master Joris Falk said."
    )
    given = [made("a", "", f"{OWN} {words}"), made("b", "", f"{words} {WIRE}")]
    assert joined(given, find_origins(given)) == (("a",), ("b",))


def test_an_event_counts_edited_copies_once() -> None:
    given = [made("wire", "Freighter aground", WIRE), made("staff", "Freighter aground", EDITED)]
    rows = np.full((2, 4), 0.5, dtype=np.float32)
    [event] = group(given, rows, origins=find_origins(given)).events
    assert event.origins == (("staff", "wire"),)
