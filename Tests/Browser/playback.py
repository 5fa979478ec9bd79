"""A film plays in a real browser. Each test is a sentence about the player; run with the settings of watching.py:

    python Tests/Browser/playback.py [-k part_of_a_name]
"""

import sys
import time
import unittest

import watching
from watching import BASE, PATIENCE, WATCH, Watching, documents

# What the tests about lost networks bring about themselves.
LOST = ("net::ERR_INTERNET_DISCONNECTED", "net::ERR_NETWORK_CHANGED", "net::ERR_FAILED", "net::ERR_ABORTED")

# The frequency (Hz) that is loudest in the sound right now.
LOUDEST = """() => {
  const video = document.querySelector('#player video');
  const kept = window.listening ??= (() => {
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 16384;
    analyser.smoothingTimeConstant = 0;
    context.createMediaElementSource(video).connect(analyser).connect(context.destination);
    return { context, analyser };
  })();
  kept.context.resume();
  const levels = new Float32Array(kept.analyser.frequencyBinCount);
  kept.analyser.getFloatFrequencyData(levels);
  const bin = levels.indexOf(Math.max(...levels));
  return levels[bin] < -70 ? 0 : (bin * kept.context.sampleRate) / kept.analyser.fftSize;
}"""


class Playing(Watching):
    def test_a_film_is_started_by_clicks_from_the_home_page(self):
        self.page.goto(f"{BASE}/")
        for _ in range(3):
            if "/watch" in self.page.url:
                break
            here = self.page.url
            watch = self.page.locator('main a[href*="/watch"], body a[href*="/watch"]')
            (watch if watch.count() else self.page.locator('main a[href^="/films/"]')).first.click()
            self.page.wait_for_url(lambda url: url != here)
        self.assertIn("/watch", self.page.url)
        self.until(lambda now: now["position"] > 0.5, "playing did not begin without another click")
        now = self.plays_on()
        self.assertEqual("playing", now["state"])
        self.assertGreater(now["rendition"]["height"], 0)
        for kind in ("video", "audio"):
            self.assertLess(now["buffered"][kind][0][0], 0.03, f"the {kind} does not begin where the film begins")

    def test_seeking_goes_on_from_there_and_the_end_is_reached(self):
        self.watch()
        bar = self.page.locator("[data-part=timeline]")
        self.page.mouse.move(400, 300)
        box = bar.bounding_box()
        self.page.mouse.click(box["x"] + 8 + (box["width"] - 16) * 0.6, box["y"] + box["height"] / 2)
        length = self.now()["duration"]
        now = self.until(lambda now: abs(now["position"] - length * 0.6) < length * 0.04 + 2, "the click did not seek")
        now = self.plays_on()
        self.do("seek", length - 3)
        now = self.until(lambda now: now["state"] == "ended", "the end was not reached")
        self.assertAlmostEqual(length, now["position"], delta=0.3)
        self.page.keyboard.press("k")
        self.until(lambda now: now["state"] == "playing" and now["position"] < length / 2, "it does not begin again after the end")
        self.do("seek", length - 1)
        self.until(lambda now: now["state"] == "ended", "the end was not reached again")
        self.do("skip", -10)
        self.plays_on()

    def test_another_language_is_heard_without_a_stall(self):
        self.watch()
        if len(self.package().languages) < 2:
            self.skipTest("the film has one language")
        before = self.until(lambda now: now["audio"]["playing"], "no sound track plays")
        self.page.click("[data-part=openTracks]")
        self.until_heard(lambda tone: tone > 0)
        first = self.tone_at(2)
        self.page.locator("[data-part=audio] label").nth(1).click()
        after = self.until(lambda now: now["audio"]["playing"] != before["audio"]["playing"], "the track did not change")
        self.plays_on()
        self.assertEqual(before["stalls"], self.now()["stalls"], "changing the language made the film stall")
        second = self.tone_at(2)
        self.assertGreater(abs(first - second), 20, "both languages sound the same at the same moment")
        print(f"    heard {first:.0f} Hz, then {second:.0f} Hz; tracks {before['audio']['playing']}, {after['audio']['playing']}")

    def tone_at(self, place):
        """The loudest frequency of the half second behind `place`."""
        self.do("seek", place)
        self.until(lambda now: now["position"] > place + 0.5, "it does not play there")
        return self.until_heard(lambda tone: tone > 0)

    def until_heard(self, holds):
        end = time.monotonic() + PATIENCE
        tone = 0
        while time.monotonic() < end:
            tone = self.page.evaluate(LOUDEST)
            if holds(tone):
                return tone
            time.sleep(0.15)
        self.fail(f"the expected sound was not heard; last {tone:.0f} Hz")

    def test_subtitles_are_seen_in_the_chosen_language_and_size(self):
        self.watch()
        if not self.package().subtitles:
            self.skipTest("the film has no subtitles")
        self.page.click("[data-part=openTracks]")
        self.page.locator("[data-part=subtitles] label").nth(1).click()
        self.do("seek", 1)
        self.until(lambda now: now["caption"] != "", "no subtitle appears")
        cue = self.page.locator(".player-cue span").first
        self.assertTrue(cue.is_visible())
        height = cue.bounding_box()["height"]
        self.page.locator("[data-part=size] label").nth(2).click()
        self.do("seek", 1)
        self.until(lambda now: now["caption"] != "", "no subtitle appears")
        self.assertGreater(cue.bounding_box()["height"], height * 1.2)
        self.page.locator("[data-part=subtitles] label").first.click()
        self.until(lambda now: now["caption"] == "" and now["subtitles"] is None, "the subtitles stay")

    def test_what_is_said_leads_to_its_moment(self):
        end = time.monotonic() + PATIENCE
        while True:
            self.page.goto(f"{BASE}/search?q=tide+does+not+hurry")
            lines = self.page.locator(".said-title li a")
            if lines.count() or time.monotonic() > end:
                break
            time.sleep(0.5)
        self.assertEqual(["tide", "does", "not", "hurry"], lines.first.locator("mark").all_inner_texts())
        self.fits()
        self.picture("said-search")
        self.page.locator(".said-title h3 a").first.click()
        self.page.fill(".said-form input", '"happens again"')
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda url: "/said?" in url)
        self.assertEqual("0:07", self.page.locator(".said-title time").first.inner_text())
        self.fits()
        self.picture("said-film")
        self.page.go_back()
        self.picture("said-field")
        self.page.go_back()
        self.page.locator(".said-title li a").first.click()
        self.until(lambda now: 40 <= now["position"] < 48, "it does not begin where that is said")

    def test_a_screening_is_seen_in_step_and_its_host_pauses_for_all(self):
        self.page.goto(BASE + WATCH.replace("/watch/film/", "/films/"))
        self.page.click('a[href^="/screenings/new"]')
        soon = time.localtime(time.time() + 600)
        self.page.fill("[name=date]", time.strftime("%Y-%m-%d", soon))
        self.page.fill("[name=time]", time.strftime("%H:%M", soon))
        self.page.fill("[name=about]", "Bring a <b>blanket</b>.")
        self.fits()
        self.picture("screening-form")
        self.page.click("main .account-form button[type=submit]")
        self.page.wait_for_selector("#screening")
        place = self.page.url
        self.addCleanup(lambda: self.take_off(place))
        self.fits()
        self.assertRegex(self.page.inner_text("[data-when]"), r"0:(09|10):\d\d")
        self.picture("screening")
        self.page.goto(f"{BASE}/")
        self.fits()
        self.picture("screening-home")
        self.page.goto(place)
        self.page.click("[name=wish][value=begin]")
        self.page.click('a[href*="screening="]')
        self.until(lambda now: now["position"] > 1, "the host's player does not begin")
        other = self.context.new_page()
        other.goto(place)
        other.click('a[href*="screening="]')
        self.in_step(other, "playing")
        self.page.keyboard.press("k")
        self.in_step(other, "paused")
        self.page.keyboard.press("k")
        self.in_step(other, "playing")
        self.page.evaluate("window.kinoraPlayer.commands.seek(30)")
        self.in_step(other, "playing", beyond=30)
        self.page.mouse.move(400, 300)
        box = self.page.locator("[data-part=timeline]").bounding_box()
        self.page.mouse.click(box["x"] + 8 + (box["width"] - 16) * 0.1, box["y"] + box["height"] / 2)
        self.in_step(other, "playing", below=25)
        self.picture("screening-player")

    def in_step(self, other, state, beyond=0, below=float("inf")):
        """Both players are in a state, no further from each other than half a second, and stay so."""
        look = "(() => { const now = window.kinoraPlayer?.statistics(); return now && [now.state, now.position, Date.now()]; })()"
        end = time.monotonic() + PATIENCE
        good, last = 0, None
        while time.monotonic() < end and good < 6:
            last = [page.evaluate(look) for page in (self.page, other)]
            apart = None
            if all(last) and all(one[0] == state and beyond <= one[1] < below for one in last):
                passed = (last[1][2] - last[0][2]) / 1000 if state == "playing" else 0
                apart = abs(last[1][1] - last[0][1] - passed)
            good = good + 1 if apart is not None and apart < 0.5 else 0
            time.sleep(0.15)
        self.assertEqual(6, good, f"the players are not in step: {last}")
        print(f"    {state}: {apart * 1000:.0f} ms apart")

    def take_off(self, place):
        page = self.context.new_page()
        page.goto(place)
        page.click('form[action$="/remove"] button')
        page.wait_for_url(lambda url: url.endswith("/screenings"))

    def test_a_fixed_rendition_is_kept_and_automatic_comes_back(self):
        self.watch()
        if len(self.package().rates) < 2:
            self.skipTest("the film has one rendition")
        self.page.click("[data-part=openSettings]")
        self.page.locator("[data-part=quality] label").last.click()
        now = self.until(lambda now: not now["isAutomatic"], "the choice was not taken")
        lowest = self.package().rates[0]
        self.do("seek", now["duration"] * 0.8)
        self.until(lambda now: now["rendition"] and now["rendition"]["bandwidth"] == lowest, "the chosen rendition does not play")
        self.page.locator("[data-part=quality] label").first.click()
        self.until(lambda now: now["isAutomatic"], "automatic was not taken")
        self.plays_on()

    def test_speed_and_volume_are_kept_after_a_reload(self):
        self.watch()
        self.do("setSpeed", 1.5)
        self.do("setVolume", 0.4)
        self.page.reload()
        self.until(lambda now: now["position"] > 0.5, "playing did not begin", start=True)
        kept = self.page.evaluate("(({ playbackRate, volume }) => [playbackRate, volume])(document.querySelector('#player video'))")
        self.assertEqual([1.5, 0.4], kept)

    def test_the_place_is_found_again_and_starting_over_is_offered(self):
        self.watch("")
        place = self.now()["duration"] * 0.5
        self.do("seek", place)
        self.until(lambda now: now["position"] > place + 0.5, "it does not play from there", start=True)
        self.page.reload()
        self.until(lambda now: now["position"] > place + 0.5, "the place was not found again", start=True)
        self.page.locator("[data-part=resumed] button").click()
        self.until(lambda now: now["position"] < place / 2, "it did not start over")


class Reporting(Watching):
    def test_what_was_watched_stands_as_a_document_when_the_page_is_left(self):
        known = len(documents("watches") or [])
        answers = []
        self.page.on("response", lambda answer: "/watched/" in answer.url and answers.append(answer.status))
        self.watch()
        self.do("seek", 10)
        reached = self.until(lambda now: now["position"] > 14, "it does not play on")["position"]
        self.page.goto(f"{BASE}/")
        if documents("watches") is None:
            self.skipTest("the server's data folder is not known")
        end = time.monotonic() + PATIENCE
        while len(documents("watches")) == known and time.monotonic() < end:
            time.sleep(0.1)
        watch = documents("watches")[-1]
        self.assertEqual(known + 1, len(documents("watches")), f"one leaving is one report; answers: {answers}")
        self.assertIn(watch["feature"], WATCH)
        self.assertEqual("computer", watch["device"])
        self.assertTrue(3 < watch["seconds"] < 40, f"seconds that passed, not the place in the film: {watch}")
        self.assertAlmostEqual(reached, watch["position"], delta=5)
        self.assertTrue(0 < watch["completion"] < 1)
        print(f"    {watch['seconds']} s, up to {watch['position']} s")


class Network(Watching):
    expected = LOST

    def slow(self, package):
        """Bits per second that carry the lowest rendition and the sound, and little more."""
        return int((package.rates[0] + package.audio_rate) * 1.35)

    def test_a_slow_network_lowers_the_picture_and_a_fast_one_raises_it(self):
        self.watch()
        package = self.package()
        carried = self.slow(package) - package.audio_rate
        if package.rates[-1] <= carried:
            self.skipTest("even the best rendition is that small")
        top = self.until(lambda now: now["loading"]["bandwidth"] > carried, "it never rose above what a slow network carries")
        # The player now remembers a fast network and meets a slow one, with an empty buffer.
        self.limit(self.slow(package))
        self.page.goto(f"{BASE}{WATCH}?t=0", wait_until="commit")
        low = self.until(
            lambda now: now["loading"] and now["loading"]["bandwidth"] <= carried and now["position"] > 1,
            "it did not drop to what the network carries",
            start=True,
        )
        self.plays_on(2)
        self.limit()
        high = self.until(lambda now: now["rendition"] and now["rendition"]["bandwidth"] > carried, "it did not rise again")
        self.assertIsNone(high["failure"])
        heights = [each["height"] for each in (top["loading"], low["loading"], high["rendition"])]
        print(f"    heights {heights}, {low['abandoned']} downloads abandoned, {high['stalls']} stalls")

    def test_playing_survives_five_seconds_without_network(self):
        self.watch()
        package = self.package()
        # Slow at first, so that the buffer is not full of the whole film when the network goes.
        self.limit(self.slow(package))
        self.page.goto(f"{BASE}{WATCH}?t=0", wait_until="commit")
        before = self.until(lambda now: now["position"] > 1, "playing did not begin", start=True)
        self.limit(offline=True)
        time.sleep(5)
        tried = self.until(lambda now: now["retries"] > 0, "the lost network was not noticed")
        self.limit()
        end = max(tried["position"] + tried["ahead"], before["position"]) + 3
        after = self.until(lambda now: now["position"] > end, "it did not go on after the network came back")
        self.assertEqual("playing", after["state"])
        self.assertTrue(self.page.is_hidden("[data-part=notice]"), "the note about the network stays")
        print(f"    {tried['retries']} new tries, {after['stalls']} stalls")


class Restless(Watching):
    def test_a_restless_viewer_ends_where_they_wanted_with_both_sound_and_picture(self):
        self.watch()
        length = self.now()["duration"]
        languages = self.page.locator("[data-part=audio] label")
        self.page.click("[data-part=openTracks]")
        for step in range(24):
            self.do("seek", length * ((step * 7) % 20) / 20)
            if step % 4 == 0 and languages.count() > 1:
                languages.nth(step // 4 % 2).click()
            time.sleep(0.03 * (step % 5))
        self.do("seek", length * 0.3)
        now = self.plays_on(2)
        self.assertLess(abs(now["position"] - length * 0.3), 12)
        for kind in ("video", "audio"):
            held = any(start <= now["position"] < end for start, end in now["buffered"][kind])
            self.assertTrue(held, f"no {kind} where it plays: {now['buffered'][kind]}")

    def test_what_was_watched_is_cleared_but_for_half_a_minute(self):
        self.watch()
        length = self.now()["duration"]
        if length < 55 or len(self.package().rates) < 2:
            self.skipTest("the film is too short, or has one rendition")
        self.until(lambda now: now["ahead"] > min(28, length - 5), "the buffer does not fill")
        for place in [*range(10, int(length) - 20, 10), length - 15]:
            self.do("seek", place)
            self.until(lambda now: now["position"] > place + 0.1 and now["ahead"] > 5, "it does not play there")
        # Another rendition makes even a film that is loaded to its end load once more.
        self.page.click("[data-part=openSettings]")
        self.page.locator("[data-part=quality] label").last.click()
        begin = lambda now: now["buffered"]["video"][0][0]
        self.until(lambda now: begin(now) > 0 and now["position"] - begin(now) < 45, "nothing is cleared")
        self.assertGreater(self.now()["position"] - begin(self.now()), 15, "too much is cleared")


class FullMemory(Watching):
    # A browser whose memory for pictures is full after some megabytes, until something is removed.
    init_script = """
      const { appendBuffer, remove } = SourceBuffer.prototype;
      let room = 5;
      SourceBuffer.prototype.appendBuffer = function (bytes) {
        if (bytes.byteLength > 20000 && room-- <= 0) throw new DOMException('full', 'QuotaExceededError');
        return appendBuffer.call(this, bytes);
      };
      SourceBuffer.prototype.remove = function (from, to) {
        room = 3;
        return remove.call(this, from, to);
      };
    """

    def test_a_browser_with_little_memory_plays_with_a_smaller_buffer(self):
        self.watch()
        length = self.now()["duration"]
        smaller = self.until(lambda now: now["goal"] < 30, "the browser's refusal was not noticed")
        self.do("setSpeed", 2)
        self.until(lambda now: now["position"] > min(25, length * 0.6), "it does not play on")
        print(f"    the buffer's goal went down to {smaller['goal']:.0f} s")


class StumblingServer(Watching):
    expected = ("503", "net::ERR_FAILED")

    def test_a_server_that_stumbles_is_asked_again(self):
        answers = []

        def stumble(route):
            answers.append(None)
            if len(answers) in (2, 3, 6):
                route.fulfill(status=503, body="busy")
            elif len(answers) == 8:
                route.abort()
            else:
                route.continue_()

        self.page.route("**/media.mp4", stumble)
        self.watch()
        now = self.until(lambda now: now["ahead"] > 15, "the film does not come")
        self.assertGreaterEqual(now["retries"], 3)
        self.plays_on()


class WithoutMouse(Watching):
    def test_everything_is_done_by_keys(self):
        self.watch()
        press = self.page.keyboard.press
        press("k")
        self.until(lambda now: now["state"] == "paused", "k does not pause")
        press("5")
        length = self.now()["duration"]
        self.until(lambda now: abs(now["position"] - length / 2) < 0.5, "5 does not go to the middle")
        press("ArrowRight")
        self.until(lambda now: abs(now["position"] - length / 2 - 5) < 0.5, "the arrow does not skip")
        press("j")
        self.until(lambda now: abs(now["position"] - length / 2 + 5) < 0.5, "j does not skip back")
        press("Home")
        self.until(lambda now: now["position"] < 0.5, "Home does not go to the beginning")
        press("m")
        self.assertTrue(self.page.evaluate("document.querySelector('#player video').muted"))
        press("m")
        press("ArrowDown")
        self.assertLess(self.page.evaluate("document.querySelector('#player video').volume"), 1)
        press(">")
        self.assertEqual(1.25, self.page.evaluate("document.querySelector('#player video').playbackRate"))
        press("<")
        if self.package().subtitles:
            press("c")
            self.until(lambda now: now["subtitles"], "c does not show subtitles")
        self.pictures_and_passages_are_reached_by_keys()
        press("?")
        self.assertTrue(self.page.is_visible("[data-part=help]"))
        press("Escape")
        self.assertFalse(self.page.is_visible("[data-part=help]"))
        press("f")
        self.wait_for_full_screen(True)
        press("f")
        self.wait_for_full_screen(False)
        self.the_menu_is_reached_by_tab_and_closed_by_escape()
        press("k")
        self.plays_on()

    def pictures_and_passages_are_reached_by_keys(self):
        press = self.page.keyboard.press
        playing = "document.querySelector('#player video').paused"
        press("Home")
        self.until(lambda now: now["position"] < 0.5, "Home does not go to the beginning")
        press("ArrowRight")
        self.until(lambda now: now["position"] > 4.5, "the arrow does not skip")
        press(".")
        self.assertTrue(self.page.evaluate(playing), "one picture on: the film stands still")
        before = self.now()["position"]
        for _ in range(3):
            press(".")
        self.until(lambda now: 0.02 < now["position"] - before < 0.35, "three pictures on are none, or too many")
        press(",")
        self.until(lambda now: now["position"] - before < 0.3, "one picture back is none")
        press("b")
        begin = self.now()["position"]
        press("l")
        self.until(lambda now: now["position"] > begin + 8, "l does not skip")
        press("j")
        self.until(lambda now: now["position"] < begin + 1, "j does not skip back")
        press("ArrowRight")
        press("b")
        self.until(lambda now: now["position"] < begin + 2, "the passage does not begin again")
        self.assertFalse(self.page.evaluate(playing), "the passage is played")
        self.until(lambda now: now["position"] > begin + 3.5, "the passage does not go on")
        self.until(lambda now: now["position"] < begin + 2, "at its end the passage does not begin again")
        press("b")
        self.assertEqual("false", self.page.get_attribute("[data-part=passage]", "aria-pressed"))
        press("k")
        self.until(lambda now: now["state"] == "paused", "k does not pause")

    def wait_for_full_screen(self, expected):
        end = time.monotonic() + 5
        while self.page.evaluate("Boolean(document.fullscreenElement)") != expected:
            self.assertLess(time.monotonic(), end, "f does not change to or from the full screen")
            time.sleep(0.1)

    def the_menu_is_reached_by_tab_and_closed_by_escape(self):
        for _ in range(30):
            if self.focused() == "openSettings":
                break
            self.page.keyboard.press("Tab")
        self.assertEqual("openSettings", self.focused(), "Tab does not lead to the menu")
        outline = self.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        self.assertNotEqual("none", outline, "the focus cannot be seen")
        self.page.keyboard.press("Enter")
        self.assertEqual("radio", self.page.evaluate("document.activeElement.type"), "the menu does not take the focus")
        self.page.keyboard.press("Escape")
        self.assertEqual("openSettings", self.focused(), "the focus does not come back")


class OnAPhone(Watching):
    viewport = {"width": 360, "height": 740}
    context_options = {"has_touch": True, "is_mobile": True, "device_scale_factor": 2}

    def nothing_sticks_out_of(self, width):
        self.page.set_viewport_size({"width": width, "height": 740})
        self.show_controls()
        wide = self.page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")
        self.assertLessEqual(wide, width, "the page is wider than the phone")
        for button in self.page.locator("#player button:visible, #player a:visible").all():
            box, name = button.bounding_box(), button.get_attribute("aria-label")
            self.assertGreaterEqual(round(min(box["width"], box["height"])), 40, f"too small for a finger: {name}")
            self.assertTrue(box["x"] >= -0.5 and box["x"] + box["width"] <= width + 0.5, f"sticks out of {width} pixels: {name}")

    def test_fingers_are_enough_and_nothing_sticks_out(self):
        self.watch()
        self.nothing_sticks_out_of(320)
        self.nothing_sticks_out_of(360)
        self.page.locator("[data-part=play]").tap()
        self.until(lambda now: now["state"] == "paused", "the finger does not pause")
        before = self.now()["position"]
        self.page.touchscreen.tap(330, 250)
        self.page.touchscreen.tap(330, 250)
        self.until(lambda now: now["position"] >= before + 9.5, "two taps at the side do not skip")
        self.show_controls()
        self.page.locator("[data-part=openSettings]").tap()
        menu = self.page.locator("[data-part=settings]")
        self.assertTrue(menu.is_visible())
        box = menu.bounding_box()
        self.assertTrue(box["x"] >= 0 and box["x"] + box["width"] <= 360 and box["y"] >= 0 and box["y"] + box["height"] <= 740)
        self.page.touchscreen.tap(180, 40)
        self.assertFalse(menu.is_visible(), "a tap beside the menu does not close it")
        self.page.locator("[data-part=play]").tap()
        self.plays_on()

    def show_controls(self):
        if self.page.get_attribute("#player", "data-idle") == "true":
            self.page.touchscreen.tap(180, 200)


class WithoutMediaSource(Watching):
    init_script = "delete window.MediaSource; delete window.WebKitMediaSource; delete window.ManagedMediaSource;"

    def test_the_browsers_own_hls_plays_where_media_source_is_missing(self):
        self.watch()
        self.assertEqual("native", self.now()["engine"])
        self.plays_on()
        self.do("seek", self.now()["duration"] * 0.6)
        self.plays_on()
        if self.package().subtitles:
            self.do("captions")
            self.do("seek", 1)
            self.until(lambda now: now["caption"] != "", "no subtitle appears")
        self.do("seek", self.now()["duration"] - 2)
        self.until(lambda now: now["state"] == "ended", "the end was not reached")


class WithoutTheFilm(Watching):
    expected = ("404",)

    def test_a_film_that_is_gone_is_explained_and_can_be_tried_again(self):
        self.watch()
        self.page.route("**/*.mpd", lambda route: route.fulfill(status=404, body="not here"))
        self.page.goto(f"{BASE}{WATCH}?t=0")
        failure = self.page.locator("[data-part=failure]")
        failure.wait_for(state="visible", timeout=PATIENCE * 1000)
        self.assertEqual("gone", self.now()["failure"]["kind"])
        self.assertGreater(len(self.page.inner_text("[data-part=reason]")), 20)
        self.page.unroute("**/*.mpd")
        failure.get_by_role("button").click()
        self.until(lambda now: now["position"] > 0.5, "trying again does not help", start=True)


class Sentences(unittest.TextTestResult):
    """One line for each test, as a sentence, with the seconds it took."""

    def startTest(self, test):
        super().startTest(test)
        self.began = time.monotonic()

    def tell(self, outcome, test):
        name = test.id().split(".")[-1].removeprefix("test_").replace("_", " ")
        print(f"{outcome:8} {name} ({time.monotonic() - self.began:.1f} s)", flush=True)

    def addSuccess(self, test):
        super().addSuccess(test)
        self.tell("ok", test)

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.tell("FAILED", test)

    def addError(self, test, error):
        super().addError(test, error)
        self.tell("BROKEN", test)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.tell(f"skipped ({reason})", test)


def runner():
    return unittest.TextTestRunner(stream=sys.stdout, resultclass=Sentences, verbosity=0)


if __name__ == "__main__":
    if not watching.WATCH:
        sys.exit("Set KINORA_BASE and KINORA_WATCH: the server's address and the path of a watch page.")
    unittest.main(testRunner=runner())
