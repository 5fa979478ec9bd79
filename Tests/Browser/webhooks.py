"""The owner's page of webhooks, in a real browser.

  KINORA_BASE    where the server answers; the owner is signed in (KINORA_COOKIE)
  KINORA_HOOK    the address of a program that takes messages; a webhook leads there already
"""

import os
import unittest

from playback import runner
from watching import BASE, Watching

HOOK = os.environ.get("KINORA_HOOK", "")


class Webhooks(Watching):
    # A form that is not taken is answered with 400.
    expected = ("400",)

    def says(self, text):
        return self.page.locator("main", has_text=text).count() > 0

    def test_1_the_owner_sees_how_it_fares_and_sends_a_trial(self):
        self.page.goto(f"{BASE}/dashboard")
        self.page.click("main a:has-text('Webhooks')")
        self.fits()
        self.picture("webhooks")
        self.page.click(".account-lines a")
        self.assertTrue(self.says("Everything arrives."))
        self.page.click("button:has-text('Send a trial')")
        self.assertTrue(self.says("The message arrived."))
        self.assertTrue(self.says("A title was published"))
        self.fits()
        self.picture("webhook")

    def test_2_another_is_added_shown_its_secret_once_and_removed(self):
        self.page.goto(f"{BASE}/dashboard/webhooks")
        self.page.fill("[name=address]", HOOK)
        self.page.click("main form button")
        self.assertTrue(self.says("That address has a webhook already."))
        self.page.fill("[name=address]", HOOK + "&more=%3Cb%3E")
        for kind in ("member.joined", "payment.received", "payment.refunded"):
            self.page.uncheck(f"[name='{kind}']")
        self.page.click("main form button")
        self.assertTrue(self.page.locator("code").inner_text().startswith("whsec_"))
        self.picture("webhook-added")
        self.page.reload()
        self.page.goto(f"{BASE}/dashboard/webhooks")
        self.assertEqual(0, self.page.locator("code").count())
        self.page.click(".account-lines a:has-text('more')")
        self.page.click("button:has-text('Turn off')")
        self.assertTrue(self.says("Turned off."))
        self.page.click("button:has-text('Remove')")
        self.assertEqual(1, self.page.locator(".account-lines a").count())


if __name__ == "__main__":
    unittest.main(testRunner=runner())
