import KinoraMedia
import KinoraPreparation
import Testing

@testable import KinoraMediaTools

@Suite("Renditions chosen by samples")
struct LadderChoiceTests {
    private let rungs = Ladder.rungs(for: PictureSize(width: 1280, height: 720), at: FrameRate(25), tallest: 1080)
    private let small = Rung(name: "v-240", width: 426, height: 240, peakRate: 300_000)

    private func choose(
        _ rates: [Double], likeness: Double = 17.5, detail: Double? = 15, samples: Int = 3, extra: Bool = false, copied: Double? = nil
    ) -> (names: [String], decision: LadderDecision, rungs: [Rung]) {
        let sample = LadderSample(rates: rates, likeness: rates.map { _ in likeness }, detail: detail)
        let candidates = Array(rungs.suffix(rates.count - (extra ? 1 : 0))) + (extra ? [small] : [])
        let (chosen, decision) = LadderChoice.choose(
            candidates, extra: extra ? 1 : 0, copied: copied, Array(repeating: sample, count: samples), quality: 23)
        return (chosen.map(\.name), decision, chosen)
    }

    @Test("An ordinary film keeps the usual ones in the usual quality")
    func usual() {
        let (names, decision, rungs) = choose([1_600_000, 900_000, 500_000])
        #expect(names == ["v-720", "v-480", "v-360"] && decision.quality == 23)
        #expect(decision.reasons == ["3 samples of v-720 are 17.5 dB like the source, as wanted: the usual quality."])
        #expect(rungs.map(\.expectedRate) == [1_600_000, 900_000, 500_000])
    }

    @Test("Quality follows what the samples look like, within bounds")
    func quality() {
        #expect(choose([900_000, 500_000, 280_000], likeness: 20.4).decision.quality == 27)
        #expect(choose([900_000, 500_000, 280_000], likeness: 35).decision.quality == 28)
        #expect(choose([900_000, 500_000, 280_000], likeness: 16.2).decision.quality == 21)
        #expect(choose([900_000, 500_000, 280_000], likeness: 9).decision.quality == 21)
        let noise = choose([38_000_000, 20_000_000, 9_000_000], likeness: 9)
        #expect(noise.decision.quality == 23)
        #expect(noise.decision.reasons.first == "3 samples of v-720 are 9.0 dB like the source, and its peak rate allows no more.")
        #expect(noise.rungs.allSatisfy { $0.expectedRate == $0.peakRate })
    }

    @Test("What saves little is left out, and what is below a cheap one")
    func thin() {
        #expect(choose([500_000, 400_000, 300_000]).names == ["v-720", "v-360"])
        let still = choose([190_000, 90_000, 50_000])
        #expect(still.names == ["v-720"])
        #expect(still.decision.reasons.last == "v-360 is left out: the one above needs only 190 kbit/s.")
        #expect(choose([900_000, 300_000], copied: 1_000_000).names == ["v-360"], "beside what is copied")
    }

    @Test("A smaller one joins where the smallest is dear")
    func smaller() {
        #expect(choose([3_000_000, 1_400_000, 590_000, 290_000], extra: true).names == ["v-720", "v-480", "v-360", "v-240"])
        #expect(choose([1_600_000, 700_000, 340_000, 160_000], extra: true).names == ["v-720", "v-480", "v-360"])
    }

    @Test("The largest goes when it shows no more than the second, if enough samples say so and it is not the source itself")
    func enlarged() {
        let rates = [1_600_000.0, 900_000, 500_000]
        #expect(choose(rates, detail: 24).names == ["v-480", "v-360"])
        #expect(choose(rates, detail: 24, samples: 2).names == ["v-720", "v-480", "v-360"])
        #expect(choose(rates, detail: 24, copied: 3_000_000).names == ["v-720", "v-480", "v-360"])
    }

    @Test("What ffmpeg and x264 say about likeness is read by its speaker")
    func said() {
        let reader = LikenessReader()
        for line in [
            "[libx264 @ 0x55b] SSIM Mean Y:0.9900000 (20.000db)", "[libx264 @ 0x55c] SSIM Mean Y:1.0000000 (inf)",
            "[ssim@detail @ 0x5] SSIM Y:0.900000 (10.0) U:0.99", "[other @ 0x5] SSIM Mean Y:0.5", "[libx264 @ 0x1] kb/s:1641.67",
        ] { reader.read(Array(line.utf8)[...]) }
        #expect(reader.likeness.encoded.map { ($0 * 10).rounded() / 10 } == [20, 60])
        #expect(reader.likeness.detail.map { ($0 * 10).rounded() / 10 } == 10)
    }
}
