"""The engine of Mammogym: seeds, recipes, model bundles and the cases drawn from them."""

import os

# Unless this is set before onnxruntime is first imported, it writes an id of the machine to the
# disk and sends telemetry over the network, on Linux and macOS too (since 1.29).
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

__version__ = "0.1.0"
