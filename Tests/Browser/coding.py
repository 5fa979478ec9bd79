"""Which coding of a film a browser gets that has H.264 and AV1; run with the settings of watching.py:

    python Tests/Browser/coding.py
"""

import sys
import unittest

import playback
import watching
from watching import Watching

# A browser that was built without AV1.
WITHOUT_AV1 = """
const supported = MediaSource.isTypeSupported.bind(MediaSource);
MediaSource.isTypeSupported = (type) => !type.includes('av01') && supported(type);
"""

# A browser that decodes H.264 by hardware and AV1 by force.
SHORT_OF_POWER = """
const ask = MediaCapabilities.prototype.decodingInfo;
MediaCapabilities.prototype.decodingInfo = async function (wanted) {
  const told = await ask.call(this, wanted);
  const isAV1 = wanted.video.contentType.includes('av01');
  return { supported: told.supported, smooth: true, powerEfficient: !isAV1 };
};
"""


class Coding(Watching):
    def loaded(self):
        """The media files of pictures that were asked for while the film plays."""
        asked = set()
        self.page.on("request", lambda request: "/v-" in request.url and asked.add(request.url.split("/")[-2]))
        self.watch()
        now = self.plays_on(3)
        self.do("seek", 6)
        now = self.plays_on(2)
        self.assertEqual(0, now["droppedFrames"] // 50, "pictures are missing")
        return asked, now

    def test_av1_is_played_where_the_browser_shows_it_well(self):
        asked, now = self.loaded()
        self.assertIn("av01", now["coding"])
        self.assertTrue(asked and all(name.endswith("-av1") for name in asked), asked)
        self.assertTrue(now["rendition"]["id"].endswith("-av1"))


class CodingWithoutAV1(Coding):
    init_script = WITHOUT_AV1

    def test_av1_is_played_where_the_browser_shows_it_well(self):
        self.skipTest("it cannot")

    def test_h264_is_played_where_av1_cannot(self):
        asked, now = self.loaded()
        self.assertIn("avc1", now["coding"])
        self.assertTrue(asked and not any(name.endswith("-av1") for name in asked), asked)


class CodingShortOfPower(CodingWithoutAV1):
    init_script = SHORT_OF_POWER


if __name__ == "__main__":
    if not watching.WATCH:
        sys.exit("Set KINORA_BASE and KINORA_WATCH: the server's address and the path of a watch page.")
    unittest.main(testRunner=playback.runner())
