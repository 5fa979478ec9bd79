"""A family with a child's profile, in a real browser:

    KINORA_EMAIL=… KINORA_PASSWORD=… python Tests/Browser/family.py http://localhost:8080 [folder for pictures]

The house holds two films: “Kind Film” for children of six, with sound in English and German, and “Forbidden Harbour” for grown-ups.
"""

import os
import sys
import unittest

if __name__ == "__main__":
    os.environ["KINORA_BASE"] = sys.argv[1].rstrip("/")
    # Everybody here comes in by the login page.
    os.environ["KINORA_COOKIE"] = ""
    os.environ["KINORA_PICTURES"] = sys.argv[2] if len(sys.argv) > 2 else ""

from playback import runner
from watching import BASE, PATIENCE, Watching

PIN = "4826"


class Family(Watching):
    # Tests are run in the order of their names, and each goes on where the one before ended.
    expected = ("400", "401", "404", "429")

    def choose(self, name):
        self.page.goto(f"{BASE}/profiles")
        self.page.click(f".who-card:has-text('{name}')")

    def says(self, text):
        return self.page.locator("main", has_text=text).count() > 0

    def test_1_a_profile_is_made_with_a_PIN(self):
        self.sign_in()
        self.page.goto(f"{BASE}/account")
        self.picture("account")
        self.page.click("main a:has-text('Profiles')")
        self.page.click("text=New profile")
        self.fits()
        self.page.fill("[name=name]", "Little")
        self.page.click(".pictures label:has(img[alt=Frog])")
        self.page.select_option("[name=age]", "6")
        self.page.select_option("[name=audio]", "de")
        self.picture("profile")
        self.page.click("main button:has-text('Save')")
        self.page.wait_for_url("**/account/pin**")
        self.page.fill("[name=pin]", "1234")
        self.page.click("main button[type=submit]")
        self.assertTrue(self.says("Everybody tries that first"))
        self.page.fill("[name=pin]", PIN)
        self.picture("pin-new")
        self.page.click("main button[type=submit]")
        self.page.wait_for_url("**/account/profiles")
        self.assertTrue(self.says("For age 6"))
        self.picture("profiles-list")
        self.fits()

    def test_2_what_is_not_for_the_child_is_nowhere(self):
        self.sign_in()
        self.page.wait_for_url("**/profiles**")
        self.picture("who")
        self.fits()
        self.page.click(".who-card:has-text('Owner')")
        self.page.goto(f"{BASE}/search?q=Forbidden")
        film = self.page.get_by_role("link", name="Forbidden Harbour").first.get_attribute("href")
        self.page.goto(BASE + film)
        watch = self.page.locator('a[href*="/watch/"]').first.get_attribute("href")

        self.choose("Little")
        self.page.wait_for_url(f"{BASE}/")
        self.picture("home-of-the-child")
        for path in ("/", "/films", "/films?order=newest", "/search?q=Forbidden", "/search?q=Harbour"):
            self.page.goto(BASE + path)
            self.assertNotIn("Forbidden Harbour", self.page.locator("body").inner_text(), path)
            self.assertEqual(0, self.page.locator(f'a[href*="{film}"]').count(), path)
        for path in (film, watch):
            self.assertEqual(404, self.page.goto(BASE + path).status, path)
        self.assertEqual(0, self.page.locator(".top a[href='/preparation']").count())
        self.page.goto(f"{BASE}/films")
        self.assertTrue(self.says("Kind Film"))

    def test_3_the_child_stays_where_it_is_without_the_PIN(self):
        self.sign_in()
        self.choose("Little")
        self.page.wait_for_url(f"{BASE}/")
        self.page.click(".top-viewer")
        self.page.wait_for_url("**/profiles")
        self.page.click(".who-card:has-text('Owner')")
        self.picture("pin")
        self.fits()
        self.page.keyboard.type("0000")
        self.page.keyboard.press("Enter")
        self.page.locator("text=That is not the PIN").wait_for(timeout=PATIENCE * 1000)
        self.page.goto(f"{BASE}/account")
        self.assertIn("/pin?next=", self.page.url)
        self.page.fill("[name=pin]", PIN)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url("**/account")

        self.choose("Little")
        self.page.wait_for_url(f"{BASE}/")
        self.choose("Owner")
        self.page.fill("[name=pin]", PIN)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(f"{BASE}/")
        self.assertTrue(self.page.locator("text=Forbidden Harbour").count() > 0)

    def test_4_the_player_speaks_as_the_profile_wishes(self):
        self.sign_in()
        self.choose("Little")
        self.page.goto(f"{BASE}/films")
        self.page.get_by_role("link", name="Kind Film").first.click()
        self.page.click(".button-lamp")
        self.until(lambda now: now["position"] > 0.5, "playing did not begin", start=True)
        self.assertIn("de", self.now()["audio"]["playing"])

    def test_5_wrong_PINs_are_slowed_down(self):
        self.sign_in()
        self.choose("Little")
        self.page.wait_for_url(f"{BASE}/")
        self.choose("Owner")
        for _ in range(6):
            if self.says("Too many tries"):
                break
            self.page.fill("[name=pin]", "0000")
            self.page.click("main button[type=submit]")
            self.page.wait_for_load_state()
        self.assertTrue(self.says("Too many tries"))
        self.picture("slowed-down")


class FamilyWithoutScript(Family):
    """Choosing needs no script, and no mouse."""

    context_options = {"java_script_enabled": False}
    test_1_a_profile_is_made_with_a_PIN = None
    test_2_what_is_not_for_the_child_is_nowhere = None
    test_3_the_child_stays_where_it_is_without_the_PIN = None
    test_4_the_player_speaks_as_the_profile_wishes = None
    test_5_wrong_PINs_are_slowed_down = None

    def test_6_by_keyboard(self):
        self.sign_in()
        self.page.goto(f"{BASE}/profiles")
        self.page.focus(".who-card:has-text('Little')")
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"{BASE}/")
        self.assertIn("Little", self.page.locator(".top-viewer").inner_text())


if __name__ == "__main__":
    unittest.main(argv=["family.py"], testRunner=runner())
