"""The desktop program of Mammogym: a window in which cases are drawn, opened and read."""

import inference  # noqa: F401 - first of all: keeps onnxruntime from sending telemetry
from app.lasting_constants import keep_constants

keep_constants()
