"""Compare Dutch policy documents side by side: overlaps, gaps and contested terms."""

from __future__ import annotations

__version__ = "0.1.0"
