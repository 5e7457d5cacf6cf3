"""How an educator wants a case set to be read: practice or exam, what is asked, how long."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from inference.case_sets.values import Text, Values


class QuizSettings(Values):
    """The settings of a set in the quiz.

    Attributes:
        mode: in an exam nothing is told before the end, and the settings stay as they are.
        question: `find_the_lesion` asks for marks with a confidence, `read_and_report` for a
            report in BI-RADS terms.
        answers: when the reader learns the answers.
        confidence_steps: of the scale: yes or no, five with a middle, six without.
        shuffled: whether each reader gets the cases in an order of their own.
        seconds_per_case: a case closes after so long; None leaves the time to the reader.
        minutes: the sitting closes after so long; None leaves the time to the reader.
        instructions: shown before the first case.
    """

    mode: Literal["practice", "exam"] = "practice"
    question: Literal["find_the_lesion", "read_and_report"] = "read_and_report"
    answers: Literal["after each case", "at the end", "never"] = "after each case"
    confidence_steps: Literal[2, 5, 6] = 6
    shuffled: bool = False
    seconds_per_case: Annotated[int, Field(ge=5, le=7200)] | None = None
    minutes: Annotated[int, Field(ge=1, le=1440)] | None = None
    instructions: Text = ""

    @model_validator(mode="after")
    def _tells_nothing_during_an_exam(self) -> Self:
        if self.mode == "exam" and self.answers == "after each case":
            raise ValueError("an exam tells the answers at the end or never")
        return self
