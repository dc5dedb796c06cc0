"""The benchmarks are a folder of the checkout, not an installed package: the tests find it from the root."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
