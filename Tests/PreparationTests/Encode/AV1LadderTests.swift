import KinoraMedia
import KinoraPreparation
import Testing

@Suite("AV1 renditions beside those in H.264")
struct AV1LadderTests {
    private func names(_ width: Int, _ height: Int) -> [String] {
        Ladder.inAV1(beside: Ladder.rungs(for: PictureSize(width: width, height: height), at: FrameRate(25), tallest: 1080)).map(\.name)
    }

    @Test("They have the sizes of the others, and none is smaller than 360 lines would be")
    func sizes() {
        #expect(names(1920, 800) == ["v-1080-av1", "v-720-av1", "v-480-av1", "v-360-av1"])
        #expect(names(854, 480) == ["v-480-av1", "v-360-av1"])
        #expect(names(320, 180).isEmpty)
    }

    @Test("Their peak is smaller, also beside a rendition that stays as it is, and what is cheap already gets none")
    func rates() throws {
        var rungs = Ladder.rungs(for: PictureSize(width: 1280, height: 720), at: FrameRate(25), tallest: 1080)
        rungs[0].isCopied = true
        rungs[1].expectedRate = 900_000
        rungs[2].expectedRate = 190_000

        let twins = Ladder.inAV1(beside: rungs)

        #expect(twins.map(\.name) == ["v-720-av1", "v-480-av1"])
        #expect(twins.allSatisfy { $0.coding == .av1 && !$0.isCopied })
        #expect(twins.map(\.peakRate) == [2_880_000, 1_080_000])
        #expect(twins.map(\.expectedRate) == [nil, 648_000])
        #expect(twins.map(\.width) == rungs.prefix(2).map(\.width))
    }

    @Test("A chunk of them is encoded on its own, from one decoding, with key pictures at the places of H.264's")
    func command() throws {
        var plan = try PlannerTests.plan(
            PlannerTests.probe(
                PlannerTests.video {
                    $0.height = 480
                    $0.width = 854
                }))
        let before = EncodeCommand.chunk(plan.chunks[0], of: plan, source: "/w/source", outputs: ["/w/a", "/w/b", "/w/c"])
        plan.rungs += Ladder.inAV1(beside: plan.rungs)

        let avc = EncodeCommand.chunk(plan.chunks[0], of: plan, source: "/w/source", outputs: ["/w/a", "/w/b", "/w/c"])
        let av1 = EncodeCommand.chunk(plan.chunks[0], of: plan, in: .av1, source: "/w/source", outputs: ["/w/d", "/w/e"])

        #expect(avc == before)
        #expect(av1.arguments.count { $0 == "-i" } == 1 && av1.arguments.count { $0 == "libsvtav1" } == 2)
        #expect(av1.arguments.contains("lp=1:enable-force-key-frames=1"))
        #expect(!av1.arguments.contains("libx264") && !av1.arguments.contains("-forced-idr"))
        let keys = { (command: EncodeCommand) in command.arguments.firstIndex(of: "-force_key_frames").map { command.arguments[$0 + 1] } }
        #expect(keys(av1) != nil && keys(av1) == keys(avc))
    }
}
