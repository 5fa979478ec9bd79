"""A television that is let in with a code, and the phone of the member who does it, in a real browser.

  KINORA_BASE, KINORA_EMAIL, KINORA_PASSWORD   the house and its owner
  KINORA_PICTURES                              a folder for pictures of the pages, if they are wanted
"""

import os
import unittest

from people import People
from watching import BASE, PATIENCE

ACCOUNT = (os.environ.get("KINORA_EMAIL", ""), os.environ.get("KINORA_PASSWORD", ""))
PICTURES = os.environ.get("KINORA_PICTURES", "")
SCREEN = {"width": 1920, "height": 1080}


class Televisions(People):
    def look(self, page, name, sizes=((360, 740), (1280, 800), (1920, 1080))):
        for width, height in sizes:
            page.set_viewport_size({"width": width, "height": height})
            self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), width, f"{name} sticks out of {width} pixels")
            if PICTURES:
                page.screenshot(path=f"{PICTURES}/{name}-{width}.png")

    def test_1_a_code_is_shown_and_entered_on_a_phone(self):
        television = self.page("television", SCREEN)
        television.goto(f"{BASE}/login")
        television.click("text=Sign in on a television")
        television.wait_for_selector(".tv-code")
        self.look(television, "television-code")
        size = television.evaluate("parseFloat(getComputedStyle(document.querySelector('.tv-code')).fontSize)")
        self.assertGreaterEqual(size, 100, "too small for the sofa")
        bottom = television.locator(".tv-picture").bounding_box()
        self.assertLessEqual(bottom["y"] + bottom["height"], 1080, "the square is not on the screen")
        code = television.locator(".tv-code").inner_text().split()[-1]

        phone = self.page("phone")
        self.sign_in(phone, ACCOUNT)
        phone.goto(f"{BASE}/tv/connect?code={code}")
        self.assertEqual(code, phone.input_value("[name=code]"))
        self.look(phone, "television-connect")
        phone.fill("[name=code]", code.lower().replace("-", " "))
        phone.click("main button[type=submit]")
        self.assertIn("Let this television in?", self.says(phone))
        self.look(phone, "television-wish")
        phone.click("text=Yes, let it in")
        self.assertIn("goes on by itself", self.says(phone))

        television.wait_for_url(f"{BASE}/")
        television.goto(f"{BASE}/preparation")
        self.assertIn("Not on a television", self.says(television))
        self.look(television, "television-not-here")
        phone.goto(f"{BASE}/account/sessions")
        self.assertIn("code on another device", self.says(phone))

    def test_2_without_scripts_and_with_a_remotes_keys(self):
        context = self.chromium.new_context(viewport=SCREEN, java_script_enabled=False)
        context.set_default_timeout(PATIENCE * 1000)
        television = context.new_page()
        television.goto(f"{BASE}/tv")
        if PICTURES:
            television.screenshot(path=f"{PICTURES}/television-begin-1920.png")
        # The button has the focus by itself, once the page is drawn.
        television.locator("main button:focus").wait_for()
        television.keyboard.press("Enter")
        code = television.locator(".tv-code").inner_text().split()[-1]
        phone = self.page("phone")
        phone.goto(f"{BASE}/tv/connect")
        self.fill(phone, code=code)
        phone.click("text=Yes, let it in")
        television.get_by_role("button", name="Go on").wait_for()
        if PICTURES:
            television.screenshot(path=f"{PICTURES}/television-approved-1920.png")
        television.locator("main button:focus").wait_for()
        television.keyboard.press("Enter")
        television.wait_for_url(f"{BASE}/")
        context.close()

    def test_3_who_says_no_keeps_it_outside(self):
        context = self.chromium.new_context(viewport=SCREEN)
        television = context.new_page()
        television.goto(f"{BASE}/tv")
        code = television.locator(".tv-code").inner_text().split()[-1]
        phone = self.page("phone")
        phone.goto(f"{BASE}/tv/connect")
        self.fill(phone, code=code)
        phone.get_by_role("button", name="No", exact=True).click()
        self.assertIn("stays outside", self.says(phone))
        television.get_by_text("You were not let in").wait_for()
        context.close()


if __name__ == "__main__":
    unittest.main(verbosity=2)
