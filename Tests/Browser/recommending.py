"""What is recommended, why, and saying no to it, in a real browser:

    KINORA_EMAIL=… KINORA_PASSWORD=… python Tests/Browser/recommending.py http://localhost:8080 [folder for pictures]

The house holds three short films that nobody has watched: “Cléo” and “The Gleaners”, both by Agnès Varda, and “Slow Harbour” by somebody else.
"""

import os
import sys
import time
import unittest

if __name__ == "__main__":
    os.environ["KINORA_BASE"] = sys.argv[1].rstrip("/")
    # Everybody here comes in by the login page.
    os.environ["KINORA_COOKIE"] = ""
    os.environ["KINORA_PICTURES"] = sys.argv[2] if len(sys.argv) > 2 else ""

from playback import runner
from watching import BASE, PATIENCE, Watching

REASON = "By Agnès Varda, who directed Cléo"


class Recommending(Watching):
    # Tests are run in the order of their names, and each goes on where the one before ended.

    def setUp(self):
        super().setUp()
        self.sign_in()

    def address(self, title):
        self.page.goto(f"{BASE}/films")
        return self.page.locator(f".card a:has-text('{title}')").first.get_attribute("href")

    def card(self, reason=REASON):
        return self.page.locator(f".card:has(.card-reason:has-text('{reason}'))")

    def test_1_what_was_watched_a_moment_ago_is_in_the_next_answer(self):
        self.page.goto(f"{BASE}/")
        self.assertEqual(0, self.card().count())
        self.page.goto(BASE + self.address("Cléo"))
        self.page.locator("a.button-lamp").click()
        self.until(lambda now: now["position"] > 6, "it does not play", start=True)
        # Going away tells the house how far it was watched; that is on its way while the page is asked for.
        end = time.monotonic() + PATIENCE
        self.page.goto(f"{BASE}/")
        while not self.card().count() and time.monotonic() < end:
            time.sleep(0.5)
            self.page.reload()
        self.assertEqual(1, self.card().count(), "the watch is in no row")
        self.assertIn("The Gleaners", self.card().inner_text())
        self.assertEqual("For you", self.page.locator(".row:has(.card-reason) h2").first.inner_text())
        self.assertEqual(0, self.page.locator(".card:has(.card-reason):has-text('Cléo') .card-title:has-text('Cléo')").count())
        self.card().locator("summary").click()
        steps = self.card().locator(".why li").all_inner_texts()
        self.assertEqual(["You watched Cléo", "Directed by Agnès Varda", "The Gleaners"], steps)
        self.picture("home-recommended")
        self.fits()

    def test_2_films_say_what_is_like_them(self):
        self.page.goto(BASE + self.address("Cléo"))
        row = self.page.locator(".row:has(h2:has-text('More like this'))")
        self.assertIn("The Gleaners", row.inner_text())
        self.assertIn(REASON, row.inner_text())
        self.picture("film-more-like-this")
        self.fits()

    def test_3_what_is_not_for_somebody_is_gone(self):
        self.page.goto(f"{BASE}/")
        self.card().locator("summary").click()
        self.card().locator("button:has-text('Not for me')").click()
        self.page.wait_for_url(f"{BASE}/")
        self.assertEqual(0, self.card().count())
        self.assertEqual(0, self.page.locator(".card:has(.card-reason):has-text('The Gleaners')").count())


class WithoutScript(Recommending):
    """Saying so needs no script."""

    context_options = {"java_script_enabled": False}
    test_1_what_was_watched_a_moment_ago_is_in_the_next_answer = None
    test_2_films_say_what_is_like_them = None
    test_3_what_is_not_for_somebody_is_gone = None

    def test_4_after_all(self):
        film = self.address("The Gleaners")
        self.page.goto(BASE + film)
        self.page.click("button:has-text('Recommend it after all')")
        self.assertTrue(self.page.locator("button:has-text('Not for me')").count())
        self.page.goto(f"{BASE}/")
        self.assertEqual(1, self.card().count())

    def line(self, section, text):
        return self.page.locator(f"section[aria-labelledby='{section}'] .taste-line:has-text('{text}')")

    def test_5_a_taste_is_corrected_and_the_first_page_follows(self):
        self.page.goto(f"{BASE}/taste")
        varda = self.line("taste-person", "Agnès Varda")
        self.assertIn("Very much, from Cléo", varda.inner_text())
        self.picture("taste")
        self.fits()
        varda.locator("button:has-text('Less of this')").click()
        self.page.wait_for_url(f"{BASE}/taste")
        self.assertIn("You asked for less", varda.inner_text())
        self.page.goto(f"{BASE}/")
        self.assertEqual(0, self.card().count(), "somebody of whom less is wanted is no reason")
        self.page.goto(f"{BASE}/taste")
        varda.locator("button:has-text('Take back')").click()
        self.page.wait_for_url(f"{BASE}/taste")
        self.page.goto(f"{BASE}/")
        self.assertEqual(1, self.card().count())

        self.page.goto(f"{BASE}/taste")
        self.line("taste-titles", "Cléo").locator("button").click()
        self.page.wait_for_url(f"{BASE}/taste")
        self.assertEqual(1, self.line("taste-aside", "Cléo").count())
        self.picture("taste-aside")
        self.page.goto(f"{BASE}/")
        self.assertEqual(0, self.card().count(), "what is not used is no reason")
        self.page.goto(f"{BASE}/taste")
        self.line("taste-aside", "Cléo").locator("button").click()
        self.page.wait_for_url(f"{BASE}/taste")
        self.page.goto(f"{BASE}/")
        self.assertEqual(1, self.card().count())

    def test_6_the_owner_sees_the_graph_around_a_title(self):
        self.page.goto(BASE + self.address("Cléo"))
        self.page.locator(".watched-state a:has-text('Graph')").click()
        self.page.wait_for_url(f"{BASE}/dashboard/graph/*")
        self.assertEqual(1, self.page.locator("svg.graph-picture:visible").count())
        words = self.page.locator("svg.graph-picture:visible").text_content()
        for word in ("Cléo", "Agnès Varda", "The Gleaners"):
            self.assertIn(word, words)
        self.assertIn(REASON, self.page.locator("section[aria-labelledby=graph-neighbours]").inner_text())
        self.picture("graph")
        self.fits()
        self.page.locator("section[aria-labelledby=graph-neighbours] a").first.click()
        self.assertIn("The graph around The Gleaners", self.page.locator("h1").inner_text())

    def test_7_the_owner_sees_what_becomes_of_recommendations(self):
        self.page.goto(f"{BASE}/")
        self.card().locator("a").first.click()
        self.page.wait_for_url(f"{BASE}/films/*")
        self.page.goto(f"{BASE}/dashboard")
        self.page.locator("main a:has-text('How recommendations do')").click()
        week = self.page.locator("section[aria-labelledby=recommended-week]").inner_text()
        self.assertIn("For you", week)
        cells = self.page.locator("section[aria-labelledby=recommended-week] tr:has-text('For you') td").all_inner_texts()
        self.assertTrue(int(cells[0].split()[0]) > 0 and int(cells[1].split()[0]) == 1, cells)
        self.picture("recommended")
        self.fits()

    def headings(self):
        self.page.goto(f"{BASE}/")
        return self.page.locator(".row-head h2").all_inner_texts()

    def test_8_the_owner_chooses_the_rows_of_the_first_page(self):
        before = self.headings()
        self.assertIn("Films", before)
        self.page.click("main a:has-text('Rows of the first page')")
        self.page.locator(".taste-line:has-text('Films') button:has-text('Hide')").click()
        self.page.wait_for_url(f"{BASE}/home-rows")
        self.page.select_option("[name=kind]", "titles")
        self.page.fill("[name=titles]", "slow harbour\nCleo")
        self.page.fill("[name=heading]", "For the weekend")
        self.page.click("button:has-text('Add the row')")
        self.page.wait_for_url(f"{BASE}/home-rows")
        self.picture("home-rows")
        self.fits()
        now = self.headings()
        self.assertEqual("For the weekend", now[0])
        self.assertNotIn("Films", now)
        row = self.page.locator(".row").first.locator(".card-title").all_inner_texts()
        self.assertEqual(["Slow Harbour", "Cléo"], row)
        self.picture("home-own-row")
        self.page.goto(f"{BASE}/home-rows")
        self.page.click("button:has-text('Let the house choose')")
        self.page.wait_for_url(f"{BASE}/home-rows")
        self.assertEqual(before, self.headings())

    def test_9_films_that_belong_together_are_in_a_directory(self):
        films = [self.address(title) for title in ("Slow Harbour", "The Gleaners")]
        for film in films:
            self.page.goto(BASE + film)
            self.page.locator(".watched-state a:has-text('Edit')").click()
            self.page.fill("[name=collection]", "Harbours & Fields")
            self.page.click("main button:has-text('Save')")
            self.page.wait_for_url(BASE + film)
        self.page.goto(f"{BASE}/films")
        self.page.click("main a:has-text('Collections')")
        self.assertIn("Harbours & Fields", self.page.locator(".card").first.inner_text())
        self.assertIn("2 titles", self.page.locator(".card").first.inner_text())
        self.picture("collections")
        self.fits()
        self.page.locator(".card a").first.click()
        self.assertIn("2 titles · 2000–2021", self.page.locator(".page-count").first.inner_text())
        self.picture("collection")
        self.fits()
        for film in films:
            self.page.goto(BASE + film)
            self.page.locator(".watched-state a:has-text('Edit')").click()
            self.page.click("button:has-text('Take back everything I wrote')")
            self.page.wait_for_url(BASE + film)


if __name__ == "__main__":
    unittest.main(argv=["recommending.py"], testRunner=runner())
