import KinoraKernel
import KinoraMedia
import KinoraPreparation

/// What `ffprobe -of json` prints, as far as it is needed (its names in snake case). Every field may be missing, and numbers come as text.
struct FFprobeReport: Decodable {
    var streams: [Stream]?
    var format: Format?

    struct Format: Decodable {
        var formatName: String?
        var startTime: String?
        var duration: String?
        var size: String?
    }

    struct Stream: Decodable {
        var index: Int?
        var codecName: String?
        var codecType: String?
        var profile: String?
        var level: Int?
        var pixFmt: String?
        var width: Int?
        var height: Int?
        var sampleAspectRatio: String?
        var fieldOrder: String?
        var rFrameRate: String?
        var avgFrameRate: String?
        /// What the container says; counted by nobody.
        var nbFrames: String?
        var colorSpace: String?
        var colorPrimaries: String?
        var colorTransfer: String?
        var colorRange: String?
        var channels: Int?
        var sampleRate: String?
        var bitRate: String?
        var disposition: [String: Int]?
        var tags: [String: String]?
        var sideDataList: [SideData]?
    }

    struct SideData: Decodable {
        var rotation: Double?
    }
}

extension FFprobeReport {
    /// - Parameter size: the file's, in bytes.
    func probe(size: Int64) -> Probe {
        let all = streams ?? []
        return Probe(
            container: format?.formatName ?? "", duration: duration,
            start: Self.number(format?.startTime) ?? 0, size: size, video: all.compactMap(\.video), audio: all.compactMap(\.audio),
            text: all.compactMap(\.text))
    }

    /// In seconds. Of an AVI file that was cut off ffmpeg tells what is left; how long it was is known by the number of pictures in its header
    /// (`strh`, dwLength).
    private var duration: Double? {
        let told = Self.number(format?.duration).flatMap { $0 > 0 ? $0 : nil }
        guard format?.formatName == "avi" else { return told }
        let promised = (streams ?? []).lazy.filter { $0.codecType == "video" }.compactMap(\.promised).first
        return [told, promised].compactMap { $0 }.max()
    }

    fileprivate static func number(_ text: String?) -> Double? {
        text.flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil }
    }
}

extension FFprobeReport.Stream {
    /// Nil for covers, thumbnails and pictures of no size.
    fileprivate var video: VideoStream? {
        guard codecType == "video", !has("attached_pic"), !has("still_image"), !has("timed_thumbnails"), let index, let codecName,
            let width, let height, (2...16384).contains(width), (2...16384).contains(height)
        else { return nil }
        return VideoStream(
            index: index, codec: codecName, profile: profile ?? "", level: level.flatMap { $0 > 0 ? $0 : nil },
            pixelFormat: pixFmt ?? "", width: width, height: height, pixelAspect: aspect, rotation: rotation,
            isInterlaced: ["tt", "bb", "tb", "bt"].contains(fieldOrder ?? ""), statedRate: Self.rate(rFrameRate),
            averageRate: Self.rate(avgFrameRate),
            colour: VideoStream.Colour(
                space: Self.said(colorSpace), primaries: Self.said(colorPrimaries), transfer: Self.said(colorTransfer),
                range: Self.said(colorRange)),
            isDefault: has("default"), bitRate: bitRate.flatMap(Int64.init))
    }

    fileprivate var audio: AudioStream? {
        guard codecType == "audio", let index, let channels, channels > 0 else { return nil }
        return AudioStream(
            index: index, codec: codecName ?? "unknown", profile: profile ?? "", channels: channels,
            sampleRate: sampleRate.flatMap(Int.init) ?? 0,
            language: language, title: title, isDefault: has("default"), role: role, bitRate: bitRate.flatMap(Int64.init))
    }

    fileprivate var text: TextStream? {
        guard codecType == "subtitle", let index, let codecName else { return nil }
        return TextStream(
            index: index, codec: codecName, language: language, title: title, isDefault: has("default"), isForced: has("forced"),
            isForHearingImpaired: has("hearing_impaired") || title.lowercased().contains("sdh"))
    }

    private var role: AudioStream.Role {
        if has("visual_impaired") || has("descriptions") { return .description }
        return has("comment") || title.lowercased().contains("comment") ? .commentary : .main
    }

    private var language: LanguageTag { LanguageTag(tag("language") ?? "") }

    private var title: String { (tag("title") ?? "").onOneLine(atMost: 100) }

    private func tag(_ name: String) -> String? {
        tags?[name] ?? tags?[name.uppercased()]
    }

    private func has(_ flag: String) -> Bool { (disposition?[flag] ?? 0) != 0 }

    private var aspect: VideoStream.Ratio {
        let parts = (sampleAspectRatio ?? "").split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2, parts[0] > 0, parts[1] > 0 else { return .square }
        return VideoStream.Ratio(parts[0], parts[1])
    }

    /// ffprobe says by how much the picture was turned counter-clockwise, from -180 to 180.
    private var rotation: Int {
        let stated = sideDataList?.compactMap(\.rotation).first ?? tag("rotate").flatMap(Double.init).map { -$0 } ?? 0
        guard stated.isFinite, abs(stated) <= 3600 else { return 0 }
        let quarters = Int((-stated / 90).rounded())
        return (((quarters % 4) + 4) % 4) * 90
    }

    /// How long all pictures that the header counts would take, in seconds.
    fileprivate var promised: Double? {
        guard let count = nbFrames.flatMap(Double.init), count > 0, let rate = Self.rate(rFrameRate) else { return nil }
        return count / rate.perSecond
    }

    private static func rate(_ text: String?) -> FrameRate? {
        let parts = (text ?? "").split(separator: "/").compactMap { Int64($0) }
        guard parts.count == 2, parts[0] > 0, parts[1] > 0 else { return nil }
        return FrameRate(parts[0], parts[1])
    }

    private static func said(_ text: String?) -> String? {
        guard let text, !["unknown", "unspecified", "reserved", ""].contains(text) else { return nil }
        return text
    }
}
