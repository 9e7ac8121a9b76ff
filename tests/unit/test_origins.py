"""Origins: wire copies and near-identical texts are one, independent reports are not."""

from __future__ import annotations

import dataclasses

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
