"""Small pictures, chapters and credits in a real browser: python Tests/Browser/pictures.py BASE WATCH EPISODE

WATCH is a film of thirty seconds: ten red, ten green, ten blue, each a chapter (Beginning, Middle & more, End). EPISODE is the first
episode of a season, its opening from 4 to 20 s, its closing credits from 50 s to the end at 70, and an episode behind it.
"""

import base64
import os
import sys
import time
import unittest

os.environ["KINORA_BASE"], FILM, EPISODE = sys.argv[1:4] if len(sys.argv) > 3 else sys.exit(__doc__)

import watching  # noqa: E402
from watching import BASE, Watching  # noqa: E402

TIP = "[data-part=tip]"


def dominant(png):
    """Which of red, green and blue there is most of in the middle of a picture; the screenshot is decoded by the browser itself."""
    return max(range(3), key=lambda colour: png[colour])


class Pictures(Watching):
    path = FILM

    def setUp(self):
        super().setUp()
        watching.WATCH = self.path

    def watch(self, query="?t=0"):
        """Opens the watch page and plays, also where the beginning is not at zero."""
        super().watch(query)
        if self.now()["state"] == "paused":
            self.page.click("[data-part=centre]")
        self.until(lambda now: now["state"] == "playing", "playing did not begin")

    def colour(self):
        """The colour in the middle of the tip's picture, as the screen shows it."""
        box = self.page.locator("[data-part=tipPicture]").bounding_box()
        clip = {"x": box["x"] + box["width"] / 2 - 2, "y": box["y"] + box["height"] / 2 - 2, "width": 4, "height": 4}
        shot = self.page.screenshot(clip=clip)
        reader = self.context.new_page()
        try:
            return reader.evaluate(
                """async (data) => {
                  const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))]));
                  const canvas = new OffscreenCanvas(1, 1).getContext('2d');
                  canvas.drawImage(picture, 0, 0);
                  return [...canvas.getImageData(0, 0, 1, 1).data];
                }""",
                base64.b64encode(shot).decode(),
            )
        finally:
            reader.close()

    def point(self, share):
        box = self.page.locator("[data-part=timeline]").bounding_box()
        self.page.mouse.move(box["x"] + 8 + (box["width"] - 16) * share, box["y"] + box["height"] / 2)

    def eventually(self, holds, sentence):
        end = time.monotonic() + watching.PATIENCE
        while time.monotonic() < end:
            if holds():
                return
            self.page.wait_for_timeout(100)  # Sleeping would keep Playwright from noticing where the page is.
        self.fail(sentence)

    def shows(self, share, colour, chapter):
        self.point(share)
        self.eventually(lambda: dominant(self.colour()) == colour, f"the picture at {share} is not the film's there")
        self.assertEqual(chapter, self.page.inner_text("[data-part=tipChapter]"))
        tip = self.page.locator(TIP).bounding_box()
        self.assertGreaterEqual(tip["x"], 0)
        self.assertLessEqual(tip["x"] + tip["width"], self.viewport["width"])

    def test_pointing_at_the_time_line_shows_the_picture_and_the_chapter_there(self):
        self.watch()
        self.eventually(lambda: self.page.locator("[data-part=chapterMarks] i").count() == 2, "the chapters are not marked")
        for share, colour, chapter in ((0.02, 0, "Beginning"), (0.5, 1, "Middle & more"), (0.97, 2, "End")):
            self.shows(share, colour, chapter)
        self.page.mouse.move(300, 200)
        self.assertTrue(self.page.is_hidden(TIP))

    def test_keys_move_by_chapters_and_show_the_picture_of_where_one_is(self):
        self.watch()
        self.page.keyboard.press("PageDown")
        self.until(lambda now: 9.5 < now["position"] < 14, "page down did not lead to the second chapter")
        self.page.keyboard.press("ArrowRight")
        self.assertFalse(self.page.is_hidden(TIP))
        self.eventually(lambda: dominant(self.colour()) == 1, "the picture is not green")
        self.page.keyboard.press("PageUp")
        self.page.keyboard.press("PageUp")
        self.until(lambda now: now["position"] < 5, "page up did not lead back")
        self.eventually(lambda: self.page.is_hidden(TIP), "the tip stays after keys")

    def test_the_menu_of_chapters_is_used_by_keys(self):
        self.watch()
        self.page.focus("[data-part=openChapters]")
        self.page.keyboard.press("Enter")
        names = self.page.locator("[data-part=chapterList] label").all_inner_texts()
        self.assertEqual(["0:00 · Beginning", "0:10 · Middle & more", "0:20 · End"], names)
        self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("ArrowDown")
        self.until(lambda now: 19.5 < now["position"] < 26, "choosing a chapter did not lead there")
        # The time line is drawn anew with the next picture, a moment after the place has changed.
        spoken = lambda: self.page.get_attribute("[data-part=timeline]", "aria-valuetext").split(", ")[-1]
        self.eventually(lambda: spoken() == "End", "the time line does not name the chapter")
        self.page.keyboard.press("Escape")
        self.assertTrue(self.page.is_hidden("[data-part=chapters]"))


class SmallPictures(Pictures):
    """The same on a telephone, where a finger drags."""

    viewport = {"width": 390, "height": 844}
    context_options = {"has_touch": True, "is_mobile": True}

    def test_a_finger_that_drags_sees_where_it_is(self):
        self.watch()
        box = self.page.locator("[data-part=timeline]").bounding_box()
        touch = self.context.new_cdp_session(self.page)
        at = lambda share: [{"x": box["x"] + 8 + (box["width"] - 16) * share, "y": box["y"] + box["height"] / 2}]
        touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": at(0.1)})
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": at(0.5)})
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": at(0.93)})
        self.eventually(lambda: not self.page.is_hidden(TIP) and dominant(self.colour()) == 2, "the picture under the finger is not blue")
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        self.until(lambda now: now["position"] > 27, "letting go did not seek")


class Credits(Pictures):
    path = EPISODE

    # Those of the film.
    test_pointing_at_the_time_line_shows_the_picture_and_the_chapter_there = None
    test_keys_move_by_chapters_and_show_the_picture_of_where_one_is = None
    test_the_menu_of_chapters_is_used_by_keys = None

    def test_the_opening_is_passed_over_by_a_button_or_a_key_or_watched(self):
        self.watch("?t=5")
        self.page.wait_for_selector("[data-part=skipOpening]", state="visible")
        self.page.click("[data-part=skipOpening]")
        self.until(lambda now: 19 < now["position"] < 25, "the button did not lead behind the opening")
        self.assertTrue(self.page.is_hidden("[data-part=skipOpening]"))
        self.do("seek", 6)
        self.page.wait_for_selector("[data-part=skipOpening]", state="visible")
        self.page.keyboard.press("o")
        self.until(lambda now: 19 < now["position"] < 25, "the key did not lead behind the opening")
        self.do("seek", 17)
        self.until(lambda now: now["position"] > 18.5, "it does not play on")
        self.assertTrue(self.page.is_hidden("[data-part=skipOpening]"))

    def test_the_next_episode_begins_by_itself_when_the_credits_do(self):
        self.watch("?t=47")
        here = self.page.url.split("?")[0]
        self.page.wait_for_selector("[data-part=countdown]", state="visible", timeout=watching.PATIENCE * 1000)
        self.assertGreater(self.now()["position"], 48.5)
        self.assertRegex(self.page.inner_text("[data-part=countdown]"), r"in \d+ s")
        self.eventually(lambda: self.page.url.split("?")[0] != here, "the next episode did not begin")
        self.assertIn("/watch/episode/", self.page.url)

    def test_who_wants_to_see_the_credits_stops_the_count(self):
        for stop in (lambda: self.page.keyboard.press("Escape"), lambda: self.page.click("[data-part=stay]")):
            self.watch("?t=47")
            self.page.wait_for_selector("[data-part=stay]", state="visible", timeout=watching.PATIENCE * 1000)
            stop()
            self.assertTrue(self.page.is_hidden("[data-part=countdown]"))
            self.until(lambda now: now["position"] > 62, "the credits are not played")
            self.assertIn(EPISODE, self.page.url)

    def test_who_moves_into_the_credits_is_offered_the_next_episode_without_a_count(self):
        self.watch("?t=30")
        self.do("seek", 55)
        self.until(lambda now: now["position"] > 56, "it does not play")
        self.assertTrue(self.page.is_hidden("[data-part=countdown]"))
        self.assertTrue(self.page.is_visible("[data-part=next]"))


if __name__ == "__main__":
    unittest.main(argv=["pictures.py", *sys.argv[4:]], verbosity=2)
