"""Runs units.mjs, the tests of the player's decisions, with the node that Playwright brings along."""

import os
import sys
from pathlib import Path

import playwright

node = Path(playwright.__file__).parent / "driver" / "node"
tests = Path(__file__).with_name("units.mjs")
sys.exit(os.spawnv(os.P_WAIT, node, [str(node), "--test", "--test-reporter=spec", str(tests), *sys.argv[1:]]))
