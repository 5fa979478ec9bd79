import KinoraKernel

/// The adaptation sets of a period: tracks among which a player changes by itself stand together, all others apart.
struct DASHAdaptationSets {
    /// In 90 kHz ticks.
    let offset: Int64
    /// In milliseconds.
    let duration: Int64
    private let addressing: Addressing
    private var nextID = 1

    /// How a player finds the segments of a track.
    enum Addressing {
        /// By the index in the track's file.
        case index
        /// Each has an address of its own (`EarlyPackage`).
        /// - Parameters:
        ///   - starts: when tracks begin, in ticks of their own, by name.
        ///   - isGrowing: whether more will be listed.
        case segments(starts: [String: Int64], isGrowing: Bool)
    }

    init(offset: Int64, duration: Int64, addressing: Addressing = .index) {
        self.offset = offset
        self.duration = duration
        self.addressing = addressing
    }

    private var isIndexed: Bool { if case .index = addressing { true } else { false } }
    private func onDemand(_ value: String) -> String? { isIndexed ? value : nil }
    private func live(_ value: String) -> String? { isIndexed ? nil : value }

    private static let roleScheme = "urn:mpeg:dash:role:2011"
    private static let purposeScheme = "urn:tva:metadata:cs:AudioPurposeCS:2007"
    private static let tileScheme = "http://dashif.org/guidelines/thumbnail_tile"
    private static let channelScheme = "urn:mpeg:dash:23003:3:audio_channel_configuration:2011"

    /// One set for each coding, since players do not change between codings on the way.
    mutating func addVideo(_ video: [VideoRendition], to period: inout XMLWriter) {
        for renditions in Self.grouped(video, by: \.coding) {
            period.element(
                "AdaptationSet",
                [
                    "id": takeID(), "contentType": "video", "mimeType": "video/mp4", "subsegmentAlignment": onDemand("true"),
                    "subsegmentStartsWithSAP": onDemand("1"), "segmentAlignment": live("true"), "startWithSAP": live("1"),
                    "par": renditions.first.map(Self.aspect),
                    "maxWidth": renditions.map(\.width).max().map(String.init),
                    "maxHeight": renditions.map(\.height).max().map(String.init),
                    "maxFrameRate": renditions.map(\.frameRate).max { $0.perSecond < $1.perSecond }.map(Self.rate),
                ]
            ) { set in
                set.element("Role", ["schemeIdUri": Self.roleScheme, "value": "main"])
                for rendition in renditions {
                    set.element(
                        "Representation",
                        [
                            "id": rendition.name, "bandwidth": String(rendition.track.peakBandwidth), "codecs": rendition.codec,
                            "width": String(rendition.width), "height": String(rendition.height),
                            "frameRate": Self.rate(rendition.frameRate), "sar": "1:1",
                        ]
                    ) { add(rendition.name, rendition.path, rendition.track, to: &$0) }
                }
            }
        }
    }

    mutating func addAudio(_ audio: [AudioRendition], to period: inout XMLWriter) {
        let named = zip(audio, TrackName.names(of: audio)).map { (rendition: $0, name: $1) }
        let main = audio.first(where: \.isDefault) ?? audio.first
        let hasBoth = Set(audio.map(\.isSurround)).count > 1
        for entry in named {
            let rendition = entry.rendition
            period.element(
                "AdaptationSet",
                [
                    "id": takeID(), "contentType": "audio", "mimeType": "audio/mp4", "lang": rendition.language.tag,
                    "subsegmentAlignment": onDemand("true"), "subsegmentStartsWithSAP": onDemand("1"), "segmentAlignment": live("true"),
                    "startWithSAP": live("1"),
                    // Stereo is for everybody; who has six loudspeakers chooses them.
                    "selectionPriority": hasBoth ? (rendition.isSurround ? "1" : "2") : nil,
                ]
            ) { set in
                if rendition.purpose == .description {
                    // For the visually impaired (ETSI TS 101 154, TVA AudioPurposeCS 1).
                    set.element("Accessibility", ["schemeIdUri": Self.purposeScheme, "value": "1"])
                }
                set.element("AudioChannelConfiguration", ["schemeIdUri": Self.channelScheme, "value": Self.layout(rendition.channels)])
                set.element("Label", text: entry.name)
                for role in Self.roles(rendition, beside: main) { set.element("Role", ["schemeIdUri": Self.roleScheme, "value": role]) }
                set.element(
                    "Representation",
                    [
                        "id": rendition.name, "bandwidth": String(rendition.track.peakBandwidth), "codecs": rendition.codec,
                        "audioSamplingRate": String(rendition.sampleRate),
                    ]
                ) { add(rendition.name, rendition.path, rendition.track, to: &$0) }
            }
        }
    }

    mutating func addText(_ text: [TextTrack], to period: inout XMLWriter) {
        for (track, name) in zip(text, TrackName.names(of: text)) {
            period.element(
                "AdaptationSet",
                ["id": takeID(), "contentType": "text", "mimeType": "text/vtt", "lang": track.language.tag]
            ) { set in
                set.element("Label", text: name)
                let role = track.isForced ? "forced-subtitle" : (track.isForHearingImpaired ? "caption" : "subtitle")
                set.element("Role", ["schemeIdUri": Self.roleScheme, "value": role])
                if track.isDefault { set.element("Role", ["schemeIdUri": Self.roleScheme, "value": "main"]) }
                let bandwidth = max(1, track.size * 8 * 1000 / max(1, duration))
                set.element("Representation", ["id": track.name, "bandwidth": String(bandwidth)]) {
                    $0.element("BaseURL", text: track.path)
                }
            }
        }
    }

    /// Sheets of small pictures (DASH-IF IOP 4.3, 6.2.6). Who does not know the essential property passes the set over.
    mutating func addThumbnails(_ thumbnails: Thumbnails, to period: inout XMLWriter) {
        period.element("AdaptationSet", ["id": takeID(), "contentType": "image", "mimeType": "image/jpeg"]) { set in
            set.element(
                "SegmentTemplate",
                [
                    "timescale": "1000", "duration": String(thumbnails.interval * Int64(thumbnails.perSheet)), "startNumber": "1",
                    "media": "\(PackageLayout.thumbnailFolder)/sheet-$Number$.jpg",
                ])
            set.element(
                "Representation",
                [
                    "id": Thumbnails.name, "bandwidth": String(thumbnails.bandwidth),
                    "width": String(thumbnails.width * thumbnails.columns),
                    "height": String(thumbnails.height * thumbnails.rows),
                ]
            ) {
                $0.element(
                    "EssentialProperty", ["schemeIdUri": Self.tileScheme, "value": "\(thumbnails.columns)x\(thumbnails.rows)"])
            }
        }
    }

    /// Six channels of the main sound are as much the main sound as two.
    private static func roles(_ rendition: AudioRendition, beside main: AudioRendition?) -> [String] {
        switch rendition.purpose {
        case .commentary: return ["commentary"]
        case .description: return ["description", "alternate"]
        case nil:
            return [
                rendition.language == main?.language && main?.purpose == nil
                    && (rendition == main || rendition.isSurround != main?.isSurround) ? "main" : "alternate"
            ]
        }
    }

    private func add(_ name: String, _ path: String, _ track: TrackFile, to representation: inout XMLWriter) {
        switch addressing {
        case .index: addFile(path, track, to: &representation)
        case .segments(let starts, let isGrowing): addSegments(path, track, from: starts[name] ?? 0, isGrowing, to: &representation)
        }
    }

    private func addSegments(
        _ path: String, _ track: TrackFile, from start: Int64, _ isGrowing: Bool, to representation: inout XMLWriter
    ) {
        let origin = Ticks.rescale(offset, from: 90_000, to: track.timescale)
        // Sounds begin a little before the period, to prime their decoder. What comes before is not presented, and players that count from the
        // period's start in unsigned numbers find no segment of a timeline that begins before it (GStreamer 1.22).
        var segments = track.segments
        let early = min(max(0, origin - start), max(0, (segments.first?.duration ?? 0) - 1))
        if !segments.isEmpty { segments[0].duration -= early }
        representation.element(
            "SegmentTemplate",
            [
                "timescale": String(track.timescale), "presentationTimeOffset": String(origin), "startNumber": "0",
                "availabilityTimeOffset": isGrowing ? "INF" : nil,
                "initialization": EarlyLayout.header(ofMedia: path), "media": EarlyLayout.segment("$Number$", ofMedia: path),
            ]
        ) { template in
            template.element("SegmentTimeline") { timeline in
                var rest = segments[...]
                var time: Int64? = start + early
                while let first = rest.first {
                    let run = rest.prefix { $0.duration == first.duration }.count
                    timeline.element(
                        "S",
                        ["t": time.map { String($0) }, "d": String(first.duration), "r": run > 1 ? String(run - 1) : nil])
                    time = nil
                    rest = rest.dropFirst(run)
                }
            }
        }
    }

    private func addFile(_ path: String, _ track: TrackFile, to representation: inout XMLWriter) {
        representation.element("BaseURL", text: path)
        representation.element(
            "SegmentBase",
            [
                "timescale": String(track.timescale),
                "presentationTimeOffset": String(Ticks.rescale(offset, from: 90_000, to: track.timescale)),
                "indexRange": "\(track.headerEnd)-\(track.indexEnd - 1)", "indexRangeExact": "true",
            ]
        ) { $0.element("Initialization", ["range": "0-\(track.headerEnd - 1)"]) }
    }

    private mutating func takeID() -> String {
        defer { nextID += 1 }
        return String(nextID)
    }

    /// The order of first appearance is kept.
    private static func grouped<Element, Key: Hashable>(_ elements: [Element], by key: (Element) -> Key) -> [[Element]] {
        var places: [Key: Int] = [:]
        var groups: [[Element]] = []
        for element in elements {
            if let place = places[key(element)] {
                groups[place].append(element)
            } else {
                places[key(element)] = groups.count
                groups.append([element])
            }
        }
        return groups
    }

    private static func rate(_ rate: FrameRate) -> String {
        let divisor = max(1, Ticks.greatestCommonDivisor(rate.numerator, rate.denominator))
        let denominator = rate.denominator / divisor
        return denominator == 1 ? "\(rate.numerator / divisor)" : "\(rate.numerator / divisor)/\(denominator)"
    }

    /// The shape of the picture; sizes rounded to whole pixels (854x480) count as the shape they stand for.
    private static func aspect(_ rendition: VideoRendition) -> String {
        let ratio = Double(rendition.width) / Double(max(1, rendition.height))
        if abs(ratio - 16 / 9) < 0.01 { return "16:9" }
        if abs(ratio - 4 / 3) < 0.01 { return "4:3" }
        let divisor = max(1, Ticks.greatestCommonDivisor(Int64(rendition.width), Int64(rendition.height)))
        return "\(Int64(rendition.width) / divisor):\(Int64(rendition.height) / divisor)"
    }

    /// ISO/IEC 23003-3 table 73: the number of channels up to 5.1; 7.1 is number 7.
    private static func layout(_ channels: Int) -> String {
        channels == 8 ? "7" : String(channels)
    }
}
