"""Names of things."""

from random import Random
from uuid import UUID

from spindle.core.ids import Ref, new_id


def test_every_id_is_a_fresh_uuid() -> None:
    ids = {new_id() for _ in range(100)}

    assert len(ids) == 100
    assert {UUID(each).version for each in ids} == {4}


def test_a_seed_gives_the_same_ids_again() -> None:
    assert [new_id(Random(7)) for _ in range(2)] == [new_id(Random(7))] * 2  # noqa: S311 - no secret


def test_references_to_one_thing_are_equal_and_can_be_kept_in_a_set() -> None:
    assert len({Ref("question", "a"), Ref("question", "a"), Ref("thought", "a")}) == 2
