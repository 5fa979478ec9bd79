"""A trailer and a making-of in a real browser: python Tests/Browser/extras.py BASE FILM DATA

FILM is the page of a film with both, each six seconds long. DATA is the server's data folder.
"""

import os
import sys
import unittest

os.environ["KINORA_BASE"], FILM, os.environ["KINORA_DATA"] = sys.argv[1:4] if len(sys.argv) > 3 else sys.exit(__doc__)

from watching import BASE, Watching, documents  # noqa: E402


class Extras(Watching):
    def test_the_trailer_plays_from_the_films_page_and_is_not_remembered(self):
        self.page.goto(BASE + FILM)
        self.picture("film-with-extras")
        self.page.get_by_role("link", name="Trailer", exact=True).click()
        self.page.wait_for_selector("#player")
        self.until(lambda now: now["position"] > 2, "the trailer does not play", start=True)
        self.page.click(".player-leave")
        self.page.wait_for_url(BASE + FILM)
        self.page.goto(BASE + "/")
        self.assertNotIn("Continue watching", self.page.content())
        self.page.goto(BASE + "/history")
        self.assertNotIn("Harbour Lights", self.page.content())
        self.assertEqual(documents("watches"), [])
        self.assertEqual(documents("progress"), [])

    def test_the_extras_stand_on_the_films_page(self):
        self.page.goto(BASE + FILM)
        section = self.page.get_by_role("region", name="Extras")
        self.assertIn("Featurette", section.inner_text())
        self.fits()
        section.get_by_role("link", name="The Lamp").click()
        self.page.wait_for_selector("#player")
        self.until(lambda now: now["position"] > 1, "the featurette does not play", start=True)


if __name__ == "__main__":
    unittest.main(argv=["extras.py", *sys.argv[4:]], verbosity=2)
