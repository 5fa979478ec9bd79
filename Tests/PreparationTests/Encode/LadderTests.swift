import KinoraMedia
import KinoraPreparation
import Testing

@Suite("The ladder of renditions")
struct LadderTests {
    private func ladder(_ width: Int, _ height: Int, rate: FrameRate = FrameRate(25), tallest: Int = 1080) -> [String] {
        Ladder.rungs(for: PictureSize(width: width, height: height), at: rate, tallest: tallest).map {
            "\($0.name) \($0.width)x\($0.height)"
        }
    }

    @Test("It begins with the source's own size and never exceeds it")
    func steps() {
        #expect(ladder(1920, 1080) == ["v-1080 1920x1080", "v-720 1280x720", "v-480 854x480", "v-360 640x360"])
        #expect(ladder(1280, 720) == ["v-720 1280x720", "v-480 854x480", "v-360 640x360"])
        #expect(ladder(854, 480) == ["v-480 854x480", "v-360 640x360", "v-240 428x240"])
        #expect(ladder(640, 360) == ["v-360 640x360", "v-240 426x240"])
        #expect(ladder(320, 180) == ["v-180 320x180"])
        #expect(ladder(3840, 2160) == ["v-1080 1920x1080", "v-720 1280x720", "v-480 854x480", "v-360 640x360"])
    }

    @Test("A wide film, an old television's and one held upright keep their aspect")
    func aspects() {
        #expect(ladder(1920, 800) == ["v-1080 1920x800", "v-720 1280x534", "v-480 854x356", "v-360 640x266"])
        #expect(ladder(1440, 1080).first == "v-1080 1440x1080")
        #expect(ladder(1080, 1920).first == "v-1080 1080x1920" && ladder(1080, 1920).last == "v-360 360x640")
    }

    @Test("A step that would save less than a quarter of the bits is left out")
    func savings() {
        #expect(ladder(1422, 800) == ["v-800 1422x800", "v-480 854x480", "v-360 640x360"])
        #expect(ladder(676, 380) == ["v-380 676x380", "v-240 426x240"])
    }

    @Test("Sizes are even, also for odd pictures and tiny ones", arguments: [(321, 179), (101, 57), (3, 3), (1279, 719)])
    func even(width: Int, height: Int) {
        for rung in Ladder.rungs(for: PictureSize(width: width, height: height), at: FrameRate(25), tallest: 1080) {
            #expect(rung.width % 2 == 0 && rung.height % 2 == 0)
            #expect(rung.width <= width && rung.height <= height)
        }
    }

    @Test("Twice the pictures get one and a half times the bits")
    func motion() {
        let slow = Ladder.rungs(for: PictureSize(width: 1280, height: 720), at: FrameRate(25), tallest: 1080)
        let fast = Ladder.rungs(for: PictureSize(width: 1280, height: 720), at: FrameRate(50), tallest: 1080)
        #expect(slow.map(\.peakRate) == [4_000_000, 1_500_000, 600_000])
        #expect(fast.map(\.peakRate) == [6_000_000, 2_250_000, 900_000])
    }

    @Test("Pixels are squared and the picture is turned before anything is measured")
    func upright() {
        func size(_ width: Int, _ height: Int, _ aspect: VideoStream.Ratio, _ rotation: Int = 0) -> PictureSize {
            PictureSize(of: VideoStream(index: 0, codec: "h264", width: width, height: height, pixelAspect: aspect, rotation: rotation))
        }
        #expect(size(720, 576, .init(64, 45)) == PictureSize(width: 1024, height: 576))
        #expect(size(1920, 1080, .square, 90) == PictureSize(width: 1080, height: 1920))
        #expect(size(720, 576, .init(16, 15), 270) == PictureSize(width: 576, height: 768))
        #expect(size(720, 576, .init(1, 1000)) == PictureSize(width: 720, height: 576))
    }
}
