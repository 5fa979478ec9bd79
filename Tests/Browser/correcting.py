"""An owner says what a file is, in a real browser; run by run.py or like playback.py."""

import subprocess

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

    def film(self):
        self.page.goto(f"{BASE}/films")
        self.page.locator('.card a[href^="/films/"]').first.click()
        self.page.wait_for_url("**/films/*")
        return self.page.url

    def test_pictures_are_sent_chosen_and_taken_back(self):
        self.film()
        self.page.get_by_role("link", name="Edit").click()
        self.page.get_by_role("link", name="Pictures").click()
        self.page.fill("[name=moment]", "0:00:02")
        self.page.get_by_role("button", name="Take this moment").click()
        wide = self.page.locator("[aria-labelledby=kind-backdrop]")
        self.assertEqual(1, wide.locator(".picture-state", has_text="Chosen by you").count())
        picture = wide.locator("img[src]").first
        self.assertTrue(picture.evaluate("async (one) => (await one.decode(), one.naturalWidth > 0)"))
        poster = self.page.locator("[aria-labelledby=kind-poster]")
        poster.locator("[type=file]").set_input_files({"name": "p.png", "mimeType": "image/png", "buffer": b"<svg/>"})
        poster.get_by_role("button", name="Use this file").click()
        self.assertIn("no JPEG, PNG or WebP", self.page.inner_text(".faults"))
        poster.locator("[type=file]").set_input_files({"name": "p.jpg", "mimeType": "image/jpeg", "buffer": self.shot()})
        poster.get_by_role("button", name="Use this file").click()
        self.assertEqual(1, poster.locator(".picture-state", has_text="Chosen by you").count())
        for kind in ("Poster", "Wide picture"):
            self.page.get_by_role("button", name=f"{kind}: choose automatically again").click()
        self.assertEqual(0, self.page.locator(".picture-state", has_text="Chosen by you").count())

    def shot(self):
        """A JPEG, as a browser makes one."""
        return self.page.screenshot(type="jpeg")

    def test_an_address_plays_elsewhere_until_it_is_ended(self):
        self.film()
        self.page.get_by_role("link", name="Play elsewhere").click()
        self.page.get_by_role("button", name="Get addresses").click()
        addresses = [self.page.input_value(f"#{kind}") for kind in ("hls", "dash")]
        for address in addresses:
            self.assertTrue(self.plays(address), address)
        self.page.get_by_role("button", name="End all addresses").click()
        for address in addresses:
            self.assertFalse(self.plays(address), address)

    def plays(self, address):
        """Whether ffmpeg, which has no cookies, reads pictures from an address."""
        words = ["ffmpeg", "-nostdin", "-v", "error", "-i", address, "-map", "0:v:0", "-frames:v", "5", "-f", "null", "-"]
        return subprocess.run(words, capture_output=True, timeout=PATIENCE * 4).returncode == 0


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
