"""Lets the tests here import the measuring modules beside them."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent))
