"""A film that is watched while it is prepared, in a real browser. KINORA_WATCH is its watch page, KINORA_FILM its own, everything is paused; see watching.py."""

import os
import time
import unittest
import urllib.request
from urllib.parse import urljoin

from watching import BASE, WATCH, Watching

FILM = os.environ["KINORA_FILM"]
# Seconds in which the film must be prepared; the machine may be busy.
LONG = 540


class Early(Watching):
    # Between its last step and its publication a film is nowhere for a moment; the player asks again.
    expected = ("status of 503",)

    def test_it_is_watched_beyond_what_was_there_and_to_the_end(self):
        # The page of the film, in a window of its own, says how it stands, until it says that all is there.
        window = self.page.context.new_page()
        window.goto(f"{BASE}{FILM}")
        self.assertIn("the rest is being prepared", window.text_content("[data-growing]"))

        self.watch()
        first = self.until(lambda now: now["limit"], "it is not known how much can be watched")
        dash = urljoin(BASE, self.page.get_attribute("#player", "data-dash"))
        self.assertIn("/early/", dash)
        urllib.request.urlopen(f"{BASE}{WATCH}").read()
        self.assertLess(first["limit"], first["duration"] - 1)

        # Whoever wants to be further than the film is stays within it, and is told why.
        self.do("seek", first["duration"] - 0.5)
        self.assertEqual("The next minutes are being prepared. Playing goes on by itself.", self.page.text_content("[data-part=flash]"))
        self.assertLess(self.now()["position"], first["duration"] - 1)

        # At the end of what is there it waits politely, and goes on by itself.
        self.until(lambda now: self.page.is_visible("[data-part=preparing]"), "it never came to the end of what was there")
        go_on = urllib.request.Request(f"{BASE}/preparation/resume", data=b"", headers={"Origin": BASE})
        urllib.request.urlopen(go_on).read()
        self.until(lambda now: now["position"] > first["limit"] + 0.5, "it did not go on by itself", patience=LONG)
        self.assertFalse(self.page.is_visible("[data-part=preparing]"))

        # When everything is there, the same page plays to the end.
        end = time.monotonic() + LONG
        while b'type="static"' not in urllib.request.urlopen(dash).read():
            self.assertLess(time.monotonic(), end, "it was never published")
            time.sleep(0.5)
        while window.text_content("[data-growing]") != "All of it can be watched now.":
            self.assertLess(time.monotonic(), end, "the film's page did not notice the end of the preparation")
            time.sleep(0.5)
        self.until(lambda now: now["limit"] is None, "the player did not notice the end of the preparation")
        self.do("seek", first["duration"] - 2)
        self.until(lambda now: now["state"] == "ended", "it did not play to the end")
        self.assertIsNone(self.now()["failure"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
