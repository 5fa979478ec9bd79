import KinoraMedia
import KinoraPreparation
import Testing

@Suite("The rate of a film's pictures")
struct PictureRateTests {
    private func survey(_ rate: Double, count: Int = 300, rounding: Double = 0.001) -> PacketSurvey {
        let times = (0..<count).map { (Double($0) / rate / rounding).rounded() * rounding }
        return PacketSurvey(pictures: times, keyPictures: [0], videoEnd: Double(count) / rate)
    }

    private func stream(stated: FrameRate? = nil) -> VideoStream {
        VideoStream(index: 0, codec: "h264", width: 640, height: 360, statedRate: stated)
    }

    @Test(
        "Milliseconds do not hide it",
        arguments: [
            FrameRate(24000, 1001), FrameRate(24), FrameRate(25), FrameRate(30000, 1001), FrameRate(30), FrameRate(50),
            FrameRate(60000, 1001), FrameRate(15),
        ])
    func rounded(rate: FrameRate) {
        let survey = survey(rate.perSecond)
        #expect(PictureRate.of(stream(stated: FrameRate(19001, 317)), survey) == rate)
        #expect(PictureRate.isConstant(survey, at: rate))
    }

    @Test("Missing pictures do not change what the container states")
    func missing() {
        var survey = survey(25)
        survey.pictures.removeAll { Int(($0 * 25).rounded()) % 9 == 4 }
        #expect(PictureRate.of(stream(stated: FrameRate(25)), survey) == FrameRate(25))
        #expect(!PictureRate.isConstant(survey, at: FrameRate(25)))
    }

    @Test("A rate of its own becomes the next one that films have")
    func odd() {
        #expect(PictureRate.of(stream(), survey(27.3)) == FrameRate(30000, 1001))
        #expect(PictureRate.of(stream(), survey(3)) == FrameRate(10))
        #expect(PictureRate.of(stream(), survey(144)) == FrameRate(60))
    }
}
