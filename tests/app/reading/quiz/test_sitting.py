from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.reading.quiz.answers import Choice, Rating
from app.reading.quiz.errors import QuizError
from app.reading.quiz.playback import PlayedTime
from app.reading.quiz.rounds import FindTheSynthetic, RoundKind
from app.reading.quiz.sitting import BREAK_AFTER_S, Sitting, SittingState
from app.reading.quiz.sitting_events import DisplayState, EndReason, EventKind, SittingMode
from app.reading.quiz.sitting_log import read_sitting
from app.reading.quiz.trial import PictureClass, PictureTruth, QuizTrial, Stimulus
from tests.app.reading.quiz.examples import RECIPE, START, header, rating_trial

GOOD_DISPLAY = DisplayState(screen="X", checked_at="2026-01-31T11:00:00+00:00", good=True)


@pytest.fixture
def time() -> PlayedTime:
    return PlayedTime(START)


def begun(folder: Path, time: PlayedTime, **changes: object) -> Sitting:
    return Sitting.begin(folder, header(**changes), time())


def exam(folder: Path, time: PlayedTime, **changes: object) -> Sitting:
    return begun(folder, time, mode=SittingMode.EXAM, display=GOOD_DISPLAY, **changes)


def kinds(sitting: Sitting) -> list[str]:
    return [
        event.kind.value if hasattr(event, "kind") else "answered"  # pyright: ignore
        for event in read_sitting(sitting.path).events
    ]


def test_practice_tells_the_truth_after_each_answer(tmp_path: Path, time: PlayedTime) -> None:
    sitting = begun(tmp_path, time)
    sitting.show(rating_trial(0))
    time.seconds += 3.5
    judgement = sitting.answer(Rating(rating=6))
    assert judgement is not None
    assert judgement.correct is False
    assert (sitting.state, sitting.judgement) == (SittingState.FEEDBACK, judgement)
    sitting.go_on()
    assert (sitting.state, sitting.judgement, sitting.next_number) == (SittingState.NEXT, None, 1)
    assert sitting.answers[0].seconds == 3.5


def test_an_answer_is_on_the_disk_before_the_next_question(
    tmp_path: Path, time: PlayedTime
) -> None:
    sitting = begun(tmp_path, time)
    sitting.show(rating_trial(0))
    sitting.answer(Rating(rating=1))
    assert read_sitting(sitting.path).answers == sitting.answers


def test_an_exam_tells_nothing_and_has_no_way_back(tmp_path: Path, time: PlayedTime) -> None:
    sitting = exam(tmp_path, time)
    sitting.show(rating_trial(0))
    assert sitting.answer(Rating(rating=6)) is None
    assert (sitting.state, sitting.judgement) == (SittingState.NEXT, None)
    with pytest.raises(QuizError, match="question 1 is due"):
        sitting.show(rating_trial(0))
    with pytest.raises(QuizError):
        sitting.answer(Rating(rating=1))


def test_an_exam_begins_with_the_check_of_the_display(tmp_path: Path, time: PlayedTime) -> None:
    sitting = begun(tmp_path, time, mode=SittingMode.EXAM)
    assert sitting.state is SittingState.DISPLAY_CHECK
    with pytest.raises(QuizError):
        sitting.show(rating_trial(0))
    sitting.accept_display()
    sitting.show(rating_trial(0))
    assert sitting.state is SittingState.ASKING


def test_a_display_that_failed_its_check_is_told_before_an_exam(
    tmp_path: Path, time: PlayedTime
) -> None:
    poor = replace(GOOD_DISPLAY, good=False)
    sitting = begun(tmp_path, time, mode=SittingMode.EXAM, display=poor)
    assert sitting.state is SittingState.DISPLAY_CHECK


def test_an_exam_is_locked_when_its_window_is_left(tmp_path: Path, time: PlayedTime) -> None:
    sitting = exam(tmp_path, time)
    sitting.show(rating_trial(0))
    sitting.leave_window()
    assert sitting.state is SittingState.LOCKED
    with pytest.raises(QuizError):
        sitting.answer(Rating(rating=1))
    time.seconds += 4
    sitting.unlock()
    sitting.answer(Rating(rating=1))
    assert sitting.answers[0].interrupted
    assert sitting.answers[0].seconds == 4
    assert kinds(sitting)[:4] == ["shown", "left window", "came back", "answered"]


def test_practice_only_notes_that_its_window_was_left(tmp_path: Path, time: PlayedTime) -> None:
    sitting = begun(tmp_path, time)
    sitting.show(rating_trial(0))
    sitting.leave_window()
    assert sitting.state is SittingState.ASKING
    sitting.answer(Rating(rating=1))
    assert sitting.answers[0].interrupted


def test_a_pause_takes_no_time(tmp_path: Path, time: PlayedTime) -> None:
    sitting = begun(tmp_path, time)
    sitting.show(rating_trial(0))
    time.seconds += 2
    sitting.pause()
    assert sitting.state is SittingState.PAUSED
    time.seconds += 1000
    sitting.go_on()
    time.seconds += 3
    sitting.answer(Rating(rating=1))
    assert (sitting.answers[0].seconds, sitting.elapsed_s) == (5, 5)
    assert sitting.answers[0].interrupted


def test_a_pause_between_questions_interrupts_none(tmp_path: Path, time: PlayedTime) -> None:
    sitting = begun(tmp_path, time)
    sitting.pause()
    sitting.go_on()
    sitting.show(rating_trial(0))
    sitting.answer(Rating(rating=1))
    assert not sitting.answers[0].interrupted


def test_a_break_is_suggested_after_long_reading_without_one(
    tmp_path: Path, time: PlayedTime
) -> None:
    sitting = begun(tmp_path, time)
    time.seconds += 60  # The first question is drawn, which is no reading.
    sitting.show(rating_trial(0))
    time.seconds += BREAK_AFTER_S - 1
    assert not sitting.break_suggested
    time.seconds += 1
    assert sitting.break_suggested
    sitting.pause()
    time.seconds += 60
    sitting.go_on()
    assert not sitting.break_suggested


def test_an_exam_ends_when_its_time_is_over(tmp_path: Path, time: PlayedTime) -> None:
    sitting = exam(tmp_path, time, time_limit_s=10)
    sitting.show(rating_trial(0))
    time.seconds += 9.5
    assert not sitting.tick()
    assert sitting.time_left_s == 0.5
    time.seconds += 1
    assert sitting.tick()
    assert (sitting.state, sitting.end) == (SittingState.FINISHED, EndReason.TIME_OVER)
    assert read_sitting(sitting.path).end is EndReason.TIME_OVER
    assert sitting.answers == ()


def test_the_time_limit_counts_on_after_the_program_was_closed(
    tmp_path: Path, time: PlayedTime
) -> None:
    sitting = exam(tmp_path, time, time_limit_s=10)
    sitting.show(rating_trial(0))
    time.seconds += 6
    sitting.answer(Rating(rating=1))
    sitting.close()
    time.seconds += 1000
    again = Sitting.resume(sitting.path, time())
    assert again.time_left_s == 4


def test_the_last_answer_ends_the_sitting(tmp_path: Path, time: PlayedTime) -> None:
    sitting = begun(tmp_path, time, trials=2)
    for number in range(2):
        sitting.show(rating_trial(number))
        sitting.answer(Rating(rating=1))
        sitting.go_on()
    assert sitting.end is EndReason.ALL_ANSWERED
    with pytest.raises(QuizError):
        sitting.show(rating_trial(2))


def several(number: int) -> QuizTrial:
    real = PictureTruth(picture_class=PictureClass.REAL)
    drawn = PictureTruth(picture_class=PictureClass.SYNTHESIZED)
    return QuizTrial(
        trial_id=f"S{number}",
        number=number,
        kind=RoundKind.FIND_THE_SYNTHETIC,
        stimuli=(Stimulus(picture_id="00ff"), Stimulus(recipe=RECIPE)),
        truths=(real, drawn),
        target=1,
    )


def test_three_wrong_answers_end_the_round_of_six(tmp_path: Path, time: PlayedTime) -> None:
    sitting = begun(tmp_path, time, settings=FindTheSynthetic(pictures=2), trials=50)
    for number, chosen in enumerate([1, 0, 1, 0, 1, 0]):
        sitting.show(several(number))
        sitting.answer(Choice(chosen=chosen))
        sitting.go_on()
    assert (sitting.end, len(sitting.answers)) == (EndReason.WRONG_ANSWERS, 6)


def test_a_round_ends_too_when_the_real_pictures_are_used_up(
    tmp_path: Path, time: PlayedTime
) -> None:
    sitting = begun(tmp_path, time, settings=FindTheSynthetic(pictures=2), trials=1)
    sitting.show(several(0))
    sitting.answer(Choice(chosen=1))
    sitting.go_on()
    assert sitting.end is EndReason.POOL_USED_UP


def test_a_reader_can_stop(tmp_path: Path, time: PlayedTime) -> None:
    sitting = begun(tmp_path, time)
    sitting.show(rating_trial(0))
    sitting.finish()
    assert read_sitting(sitting.path).end is EndReason.STOPPED
    sitting.finish()
    assert kinds(sitting).count("finished") == 1


def test_a_sitting_goes_on_at_the_question_that_was_open(tmp_path: Path, time: PlayedTime) -> None:
    sitting = begun(tmp_path, time)
    for number in range(2):
        sitting.show(rating_trial(number))
        time.seconds += 2
        sitting.answer(Rating(rating=1))
        sitting.go_on()
    sitting.show(rating_trial(2))
    sitting.close()
    again = Sitting.resume(sitting.path, time())
    assert (again.state, again.next_number) == (SittingState.NEXT, 2)
    assert again.answers == sitting.answers
    again.show(rating_trial(2))
    again.answer(Rating(rating=3))
    assert again.answers[2].interrupted
    again.go_on()
    again.show(rating_trial(3))
    again.answer(Rating(rating=3))
    assert not again.answers[3].interrupted


def test_a_sitting_closed_during_its_last_feedback_is_ended_when_resumed(
    tmp_path: Path, time: PlayedTime
) -> None:
    sitting = begun(tmp_path, time, trials=1)
    sitting.show(rating_trial(0))
    sitting.answer(Rating(rating=1))
    sitting.close()
    again = Sitting.resume(sitting.path, time())
    assert (again.state, again.end) == (SittingState.FINISHED, EndReason.ALL_ANSWERED)


def test_an_ended_sitting_stays_as_it_is_when_resumed(tmp_path: Path, time: PlayedTime) -> None:
    sitting = begun(tmp_path, time)
    sitting.finish()
    before = sitting.path.read_bytes()
    assert Sitting.resume(sitting.path, time()).state is SittingState.FINISHED
    assert sitting.path.read_bytes() == before


def test_an_unsuitable_answer_leaves_the_question_open(tmp_path: Path, time: PlayedTime) -> None:
    sitting = begun(tmp_path, time)
    sitting.show(rating_trial(0))
    with pytest.raises(QuizError):
        sitting.answer(Rating(rating=7))
    assert sitting.state is SittingState.ASKING
    assert EventKind.SHOWN.value in kinds(sitting)
    sitting.answer(Rating(rating=6))
    assert len(sitting.answers) == 1
