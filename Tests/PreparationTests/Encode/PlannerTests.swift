import KinoraKernel
import KinoraMedia
import KinoraPreparation
import Testing

@Suite("The plan of a film")
struct PlannerTests {
    static let stamp = SourceStamp(size: 90_000_000, modified: 1)

    static func video(_ change: (inout VideoStream) -> Void = { _ in }) -> VideoStream {
        var stream = VideoStream(
            index: 0, codec: "h264", profile: "High", level: 31, width: 1280, height: 720, statedRate: FrameRate(25),
            averageRate: FrameRate(25), bitRate: 3_000_000)
        change(&stream)
        return stream
    }

    static func probe(
        _ video: VideoStream = video(), audio: [AudioStream] = [], text: [TextStream] = [], container: String = "matroska,webm",
        duration: Double = 100
    ) -> Probe {
        Probe(container: container, duration: duration, size: 90_000_000, video: [video], audio: audio, text: text)
    }

    static func survey(from start: Double = 0, seconds: Double = 100, keysEvery gop: Int = 50) -> PacketSurvey {
        let times = (0..<Int(seconds * 25)).map { start + Double($0) / 25 }
        let keys = stride(from: 0, to: times.count, by: gop).map { times[$0] }
        return PacketSurvey(pictures: times, keyPictures: keys, videoEnd: start + seconds)
    }

    static func plan(
        _ probe: Probe = probe(), _ survey: PacketSurvey = survey(), _ evidence: CopyEvidence? = nil,
        _ settings: EncodingSettings = EncodingSettings()
    ) throws -> Plan {
        try Planner.plan(probe, survey, evidence: evidence, stamp: stamp, settings: settings)
    }

    private static func evidence(_ survey: PacketSurvey) -> CopyEvidence { CopyEvidence(cleanStarts: survey.keyPictures, parameterSets: 1) }

    @Test("Segments of four seconds, chunks of a minute, read from a key picture a second ahead")
    func table() throws {
        let plan = try Self.plan()
        #expect(plan.frames == 2500 && plan.duration == 100)
        #expect(plan.segments == Array(repeating: 100, count: 25))
        #expect(plan.chunks.map(\.first) == [0, 1300], "a short film is cut in two")
        #expect(plan.chunks.map(\.seek) == [0, 50])
        #expect(plan.rungs.map(\.name) == ["v-720", "v-480", "v-360"] && plan.copiedRung == nil)
    }

    @Test("Long films are cut into minutes, wherever their key pictures are")
    func longTable() throws {
        let plan = try Self.plan(Self.probe(duration: 600), Self.survey(seconds: 600, keysEvery: 70))
        #expect(plan.chunks.map(\.frames) == Array(repeating: 1500, count: 10))
        #expect(plan.chunks[3].seek == 176.4, "the last key picture a second or more before 180")
    }

    @Test("Colours that the file does not say, or that no encoder knows, are said")
    func colours() throws {
        func planned(_ colour: VideoStream.Colour, height: Int = 720, format: String = "yuv420p") -> [String] {
            let picture = PlannedPicture(
                VideoStream(index: 0, codec: "x", pixelFormat: format, width: 640, height: height, colour: colour))
            return [picture.colourSpace, picture.colourPrimaries, picture.colourTransfer]
        }
        #expect(planned(.init()) == ["bt709", "bt709", "bt709"])
        #expect(planned(.init(), height: 576) == ["smpte170m", "smpte170m", "smpte170m"])
        #expect(
            planned(.init(space: "bt470bg", primaries: "bt470bg", transfer: "bt470bg"), height: 576) == ["bt470bg", "bt470bg", "gamma28"])
        #expect(planned(.init(space: "bt2020nc", primaries: "bt2020", transfer: "bt2020-10")) == ["bt2020nc", "bt2020", "bt2020-10"])
        for bright in ["smpte2084", "arib-std-b67"] {
            #expect(planned(.init(space: "bt2020nc", primaries: "bt2020", transfer: bright)) == ["bt709", "bt709", "bt709"])
        }
        #expect(planned(.init(space: "gbr", primaries: "-x", transfer: "ictcp"), format: "gbrp") == ["bt709", "bt709", "bt709"])
    }

    @Test("A web-ready picture is kept, cut where it can be")
    func copied() throws {
        let survey = Self.survey(keysEvery: 60)
        let plan = try Self.plan(Self.probe(), survey, Self.evidence(survey))
        #expect(plan.copiedRung?.name == "v-720" && plan.encodedRungs.map(\.name) == ["v-480", "v-360"])
        #expect(plan.segments.allSatisfy { $0 % 60 == 0 || $0 == 100 } && plan.segments.reduce(0, +) == 2500)
    }

    @Test("What browsers cannot show, or cannot cut, is encoded", arguments: Unfit.allCases)
    func unfit(reason: Unfit) throws {
        var survey = Self.survey(keysEvery: 60)
        var probe = Self.probe()
        var evidence = Self.evidence(survey)
        switch reason {
        case .codec: probe.video[0].codec = "hevc"
        case .tenBits: probe.video[0].pixelFormat = "yuv420p10le"
        case .profile: probe.video[0].profile = "High 4:4:4 Predictive"
        case .level: probe.video[0].level = 51
        case .interlaced: probe.video[0].isInterlaced = true
        case .turned: probe.video[0].rotation = 90
        case .anamorphic: probe.video[0].pixelAspect = .init(4, 3)
        case .oddSize: probe.video[0].width = 1279
        case .expensive: probe.video[0].bitRate = 30_000_000
        case .noRate:
            probe.video[0].bitRate = nil
            probe.duration = nil
        case .longGroups:
            survey = Self.survey(keysEvery: 300)
            evidence = Self.evidence(survey)
        case .openGroups: evidence.cleanStarts = [0]
        case .unclean: evidence.cleanStarts.removeFirst()
        case .severalHeaders: evidence.parameterSets = 2
        case .variable: survey.pictures.remove(at: 100)
        case .cutByEditList: survey.isPlain = false
        }
        #expect(try Self.plan(probe, survey, evidence).copiedRung == nil)
    }

    enum Unfit: CaseIterable, Sendable {
        case codec, tenBits, profile, level, interlaced, turned, anamorphic, oddSize, expensive, noRate, longGroups, openGroups, unclean
        case severalHeaders, variable, cutByEditList
    }

    @Test("The owner may want everything encoded")
    func unwanted() throws {
        let survey = Self.survey()
        let settings = EncodingSettings(keepsWebReady: false)
        #expect(try Self.plan(Self.probe(), survey, Self.evidence(survey), settings).copiedRung == nil)
    }

    @Test("A film that ends before its container says so is refused")
    func incomplete() {
        #expect(throws: Trouble.incomplete(ends: 13, of: 60)) { try Self.plan(Self.probe(duration: 60), Self.survey(seconds: 13)) }
        #expect(Trouble.incomplete(ends: 13, of: 60).sentence.hasPrefix("The film ends after 13 of 60 seconds; the file is incomplete."))
        #expect(throws: Never.self) { try Self.plan(Self.probe(duration: 61.5), Self.survey(seconds: 60)) }
        #expect(throws: Never.self) { try Self.plan(Self.probe(container: "mpegts", duration: 90), Self.survey(seconds: 60)) }
    }

    @Test("Sound that goes on after the picture is no missing end")
    func longSound() throws {
        var survey = Self.survey(seconds: 50)
        survey.others = [1: .init(start: 0, end: 60, packets: 100)]
        let audio = [AudioStream(index: 1, codec: "aac", channels: 2, sampleRate: 48000)]
        let plan = try Self.plan(Self.probe(audio: audio, duration: 60), survey)
        #expect(plan.duration == 50)
        #expect(plan.notes.map(\.english) == ["The sound goes on for 10 seconds after the picture ends; that part is left out."])
    }

    @Test("A film that begins a little after its container begins with its first picture, a later one with the container")
    func origin() throws {
        let late = try Self.plan(Self.probe(), Self.survey(from: 0.023))
        #expect(late.origin == 0.023 && late.frames == 2500)
        let later = try Self.plan(Self.probe(), Self.survey(from: 2, seconds: 98))
        #expect(later.origin == 0 && later.frames == 2500)
    }

    @Test("Each language gets one track, commentaries one of their own, the default first")
    func sounds() throws {
        func stream(
            _ index: Int, _ language: String, channels: Int = 2, isDefault: Bool = false, _ role: AudioStream.Role = .main,
            title: String = ""
        ) -> AudioStream {
            AudioStream(
                index: index, codec: "ac3", channels: channels, sampleRate: 48000, language: LanguageTag(language), title: title,
                isDefault: isDefault, role: role)
        }
        let plan = try Self.plan(
            Self.probe(audio: [
                stream(1, "eng"), stream(2, "eng", channels: 6), stream(3, "ger", isDefault: true),
                stream(4, "eng", .commentary, title: "Commentary"),
                stream(5, ""),
            ]))
        #expect(plan.audio.map(\.name) == ["a-de", "a-en", "a-en-surround", "a-en-2", "a-und"])
        #expect(plan.audio.map(\.stream) == [3, 2, 2, 4, 5])
        #expect(plan.audio.map(\.isDefault) == [true, false, false, false, false])
        #expect(plan.audio[3].label == "Commentary" && plan.audio[3].role == .commentary)
        #expect(plan.audio.map(\.layout) == [.stereo, .stereo, .surround, .stereo, .stereo])
    }

    @Test("Subtitles that are pictures are reported, not shown")
    func texts() throws {
        let plan = try Self.plan(
            Self.probe(text: [
                TextStream(index: 3, codec: "subrip", language: LanguageTag("eng")),
                TextStream(index: 4, codec: "hdmv_pgs_subtitle", language: LanguageTag("ger")),
                TextStream(index: 5, codec: "mov_text"), TextStream(index: 6, codec: "ass"),
            ]))
        #expect(plan.text.map(\.stream) == [3, 5, 6])
        #expect(plan.text.map(\.isCopied) == [true, false, true])
        #expect(
            plan.notes.map(\.english) == [
                "The file holds subtitles that are pictures, which cannot be shown: Deutsch. "
                    + "Subtitles as text (.srt) put beside the film are taken up by themselves."
            ])
    }

    @Test("Of several that are not shown the owner reads how many, their languages, and which are forced")
    func hiddenTexts() throws {
        let german = LanguageTag("ger")
        let plan = try Self.plan(
            Self.probe(text: [
                TextStream(index: 1, codec: "hdmv_pgs_subtitle", language: german),
                TextStream(index: 2, codec: "hdmv_pgs_subtitle", language: german),
                TextStream(index: 3, codec: "dvd_subtitle", language: LanguageTag("eng"), isForced: true),
                TextStream(index: 4, codec: "dvb_subtitle", isForHearingImpaired: true),
                TextStream(index: 5, codec: "dvb_teletext", language: german),
            ]))
        #expect(plan.notes.count == 2)
        #expect(
            plan.notes[0].english.hasPrefix(
                "The file holds 4 tracks of subtitles that are pictures, which cannot be shown: "
                    + "2 × Deutsch, English (forced), language unknown (for the hard of hearing)."))
        #expect(plan.notes[1].english == "Subtitles inside the file are of a kind that Kinora does not read (dvb_teletext): Deutsch.")
    }

    @Test("A kept plan fits the same file and settings only")
    func fits() throws {
        let plan = try Self.plan()
        #expect(plan.fits(Self.stamp, EncodingSettings()))
        #expect(!plan.fits(SourceStamp(size: 1, modified: 1), EncodingSettings()))
        #expect(!plan.fits(Self.stamp, EncodingSettings(quality: 20)))
    }
}
