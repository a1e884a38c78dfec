from random import Random

from hypothesis import given
from hypothesis import strategies as st

from photoapp.gui.review.review_queue import ReviewQueue
from tests.gui.review.made_up import Candidate, candidates


def begun(*photo_ids: int) -> ReviewQueue:
    queue = ReviewQueue()
    queue.begin(candidates(*photo_ids))
    return queue


def current(queue: ReviewQueue) -> int | None:
    return None if queue.current is None else queue.current.photo_id


def ids(queue: ReviewQueue) -> list[int]:
    return [each.photo_id for each in queue.waiting]


def test_an_answer_goes_on_to_the_next() -> None:
    queue = begun(1, 2, 3)
    queue.answer([1])
    assert current(queue) == 2
    assert ids(queue) == [2, 3]


def test_the_photo_in_sight_stays_when_others_come_and_the_order_changes() -> None:
    queue = begun(1, 2, 3)
    queue.answer([1])
    queue.renew(candidates(9, 3, 2))
    assert current(queue) == 2
    assert ids(queue) == [2, 9, 3]


def test_it_stays_even_where_it_is_not_asked_for_any_more() -> None:
    queue = begun(1, 2)
    queue.renew(candidates(2))
    assert current(queue) == 1


def test_what_somebody_looks_through_stays_and_others_fill_what_is_free() -> None:
    queue = begun(1, 2, 3, 4)
    queue.answer([1])
    kept = [Candidate(3, 0.1, suggested=False), *candidates(2, 4)]
    queue.renew(candidates(4, 5, 6, 7), kept)
    assert ids(queue) == [2, 3, 4, 5]
    assert queue.waiting[1].chance == 0.1
    queue.renew(candidates(7, 8))
    assert ids(queue) == [2, 7, 8]


def test_what_was_answered_never_comes_back_with_others() -> None:
    queue = begun(1, 2)
    queue.answer([1])
    queue.renew(candidates(1, 2, 3))  # asked for before the answer was known
    assert ids(queue) == [2, 3]


def test_what_was_passed_over_stays_before_the_present_one() -> None:
    queue = begun(1, 2, 3)
    assert queue.go_to(1)
    queue.renew(candidates(3, 1, 2, 4))
    assert ids(queue) == [1, 2, 3, 4]
    assert current(queue) == 2
    assert queue.passed_over == 1


def test_answers_of_others_leave_the_present_one() -> None:
    queue = begun(1, 2, 3, 4)
    queue.go_to(2)
    queue.answer([1, 4])
    assert current(queue) == 3


def test_an_answer_that_is_taken_back_is_asked_for_again_at_once() -> None:
    queue = begun(1, 2, 3)
    queue.answer([1])
    queue.take_back([1])
    assert current(queue) == 1
    assert ids(queue) == [1, 2, 3]


def test_chances_are_those_of_now() -> None:
    queue = begun(1, 2)
    queue.renew([Candidate(1, 0.3, suggested=False), Candidate(2)])
    assert queue.current == Candidate(1, 0.3, suggested=False)


def test_there_is_an_end_and_it_goes_on_where_more_come() -> None:
    queue = begun(1)
    assert queue.go_to(1)
    assert queue.current is None
    assert not queue.go_to(2)
    queue.renew(candidates(1, 2))
    assert current(queue) == 2


STEPS = st.sampled_from(["answer", "next", "back", "renew", "undo"])


@given(st.lists(STEPS, max_size=30), st.randoms(use_true_random=False))
def test_whatever_is_done_nothing_waits_twice_or_is_asked_again(
    steps: list[str], random: Random
) -> None:
    queue, answered = begun(*range(8)), []
    for step in steps:
        seen = current(queue)
        if step == "answer" and seen is not None:
            assert seen not in answered
            queue.answer([seen])
            answered.append(seen)
        elif step in {"next", "back"}:
            queue.go_to(queue.place + (1 if step == "next" else -1))
        elif step == "renew":
            order = list(range(8))
            random.shuffle(order)
            queue.renew(candidates(*order))
            assert seen is None or current(queue) == seen
        elif step == "undo" and answered:
            queue.take_back([answered.pop()])
        assert sorted([*ids(queue), *answered]) == list(range(8))
