"""Everything a browser can tell about a running Kinora:

    python Tests/Browser/run.py http://127.0.0.1:8080 [/watch/film/…] [--data FOLDER] [-k part_of_a_name]

Without the path of a watch page the film with the most languages, subtitles and minutes is taken. With the server's data folder the tests also look at
what it wrote down. The last line is
`… passed, … failed`; the exit status is 0 only if nothing failed.
"""

import os
import re
import subprocess
import sys
import unittest
import urllib.request
from pathlib import Path


def page(base, path):
    with urllib.request.urlopen(base + path, timeout=30) as answer:
        return answer.read().decode()


def richest_film(base):
    """The path of the watch page that shows most of the player."""
    from watching import Package

    def wealth(watch):
        dash = re.search(r'data-dash="([^"]+)"', page(base, watch))
        if not dash:
            return (0,)
        package = Package(base + dash[1])
        return (len(package.languages), len(package.subtitles), len(package.rates), package.duration)

    found = []
    for film in sorted(set(re.findall(r'href="(/films/[^"?#]+)"', page(base, "/films")))):
        found += re.findall(r'href="(/watch/[^"?#]+)"', page(base, film))[:1]
    if not found:
        sys.exit(f"{base}/films lists no film that can be watched. Wait until one is prepared.")
    return max(found, key=wealth)


def main(arguments):
    if not arguments or not arguments[0].startswith("http"):
        sys.exit(__doc__)
    base, rest = arguments[0].rstrip("/"), arguments[1:]
    os.environ["KINORA_BASE"] = base
    os.environ["KINORA_WATCH"] = rest.pop(0) if rest and rest[0].startswith("/") else richest_film(base)
    if "--data" in rest:
        at = rest.index("--data")
        os.environ["KINORA_DATA"] = rest[at + 1]
        del rest[at : at + 2]
    import watching

    watching.BASE, watching.WATCH = base, os.environ["KINORA_WATCH"]
    import playback

    print(f"Watching {base}{os.environ['KINORA_WATCH']}", flush=True)
    units = subprocess.run([sys.executable, Path(__file__).with_name("units.py")], capture_output=True, text=True, check=False)
    print(units.stdout if units.returncode else "ok       the player's decisions, without a browser", flush=True)
    program = unittest.main(module=None, argv=["run.py", "playback", "remembering", "correcting", *rest], exit=False, testRunner=playback.runner())
    result = program.result
    failed = len(result.failures) + len(result.errors) + (units.returncode != 0)
    skipped = len(result.skipped)
    passed = result.testsRun + 1 - failed - skipped
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
