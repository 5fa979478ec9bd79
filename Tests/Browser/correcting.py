"""An owner says what a file is, in a real browser; run by run.py or like playback.py."""

from watching import BASE, PATIENCE, Watching

TITLE = "The Corrected Quay"


class Form(Watching):
    """Without JavaScript, on a phone, by keyboard."""

    viewport = {"width": 360, "height": 740}
    context_options = {"java_script_enabled": False}
    expected = ("400",)

    def open_form(self):
        self.page.goto(f"{BASE}/preparation")
        done = self.page.locator(".jobs-done .job", has=self.page.locator(".job-what a")).last
        label = done.locator(".job-label").inner_text()
        done.locator(".job-what a").click()
        return label

    def test_a_correction_moves_a_title_at_once_and_can_be_taken_back(self):
        before = self.open_form()
        address = self.page.url
        self.addCleanup(self.take_back, address)
        self.page.focus("#kind-film")
        self.page.keyboard.press("Space")
        self.page.keyboard.press("Tab")
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(TITLE)
        self.page.keyboard.press("Tab")
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type("195x")
        self.page.keyboard.press("Enter")
        self.page.locator(".faults", has_text="four digits").wait_for(timeout=PATIENCE * 1000)
        self.assertEqual(TITLE, self.page.input_value("[name=title]"), "what was written is lost")
        self.page.fill("[name=year]", "1955")
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/preparation#names")
        corrected = self.page.locator(".jobs-corrected .job", has_text=f"{TITLE} (1955)")
        self.assertEqual(1, corrected.count())
        self.assertEqual(1, self.page.locator(".jobs-done .job", has_text=TITLE).count(), "it is prepared anew, or its job has another name")
        self.page.goto(f"{BASE}/films")
        self.page.get_by_role("link", name=TITLE).first.click()
        self.assertIn("/films/", self.page.url)
        self.assertGreater(self.page.locator('a[href*="/watch/"]').count(), 0, "it cannot be watched")

        self.take_back(address)
        self.assertEqual(0, self.page.locator(".jobs-corrected .job", has_text=TITLE).count())
        self.page.goto(f"{BASE}/preparation")
        self.assertEqual(1, self.page.locator(".jobs-done .job", has_text=before.split(" S0")[0]).first.count())
        self.page.goto(f"{BASE}/films")
        self.assertEqual(0, self.page.get_by_text(TITLE).count())

    def take_back(self, address):
        self.page.goto(address)
        button = self.page.locator(".naming-back button")
        if button.count():
            button.click()
            self.page.wait_for_url("**/preparation#names")


class Looks(Watching):
    def test_the_form_fits_phones_and_shows_only_what_is_asked(self):
        self.page.goto(f"{BASE}/preparation")
        self.page.locator(".jobs-done .job-what a").first.click()
        for width in (320, 360, 1280):
            self.page.set_viewport_size({"width": width, "height": 740})
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            self.assertLessEqual(wide, width, f"sticks out of {width} pixels")
            for kind, other in (("film", "episode"), ("episode", "film")):
                self.page.check(f"#kind-{kind}")
                self.assertTrue(self.page.is_visible(f".naming-{kind} input"))
                self.assertFalse(self.page.is_visible(f".naming-{other} input"))
                for field in self.page.locator(f".naming-{kind} input, .naming button").all():
                    self.assertGreaterEqual(round(field.bounding_box()["height"]), 40, "too small for a finger")


if __name__ == "__main__":
    import unittest

    import playback

    unittest.main(testRunner=playback.runner())
