"""The desktop program of Mammogym: a window in which cases are drawn, opened and read."""

from app.lasting_constants import keep_constants

keep_constants()
