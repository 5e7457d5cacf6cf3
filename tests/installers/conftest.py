"""What tests of the installers share: their modules, which lie beside their scripts."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# At the end: `build.py` must not stand before the package of that name.
sys.path.append(str(ROOT / "installers"))
