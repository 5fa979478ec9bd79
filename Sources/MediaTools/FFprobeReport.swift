import KinoraKernel
import KinoraMedia
import KinoraPreparation

/// What `ffprobe -of json` prints, as far as it is needed. Every field may be missing, and numbers come as text.
struct FFprobeReport: Decodable {
    var streams: [Stream]?
    var format: Format?

    struct Format: Decodable {
        var format_name: String?
        var start_time: String?
        var duration: String?
        var size: String?
    }

    struct Stream: Decodable {
        var index: Int?
        var codec_name: String?
        var codec_type: String?
        var profile: String?
        var level: Int?
        var pix_fmt: String?
        var width: Int?
        var height: Int?
        var sample_aspect_ratio: String?
        var field_order: String?
        var r_frame_rate: String?
        var avg_frame_rate: String?
        var color_space: String?
        var color_primaries: String?
        var color_transfer: String?
        var color_range: String?
        var channels: Int?
        var sample_rate: String?
        var bit_rate: String?
        var disposition: [String: Int]?
        var tags: [String: String]?
        var side_data_list: [SideData]?
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
            container: format?.format_name ?? "", duration: Self.number(format?.duration).flatMap { $0 > 0 ? $0 : nil },
            start: Self.number(format?.start_time) ?? 0, size: size, video: all.compactMap(\.video), audio: all.compactMap(\.audio),
            text: all.compactMap(\.text))
    }

    fileprivate static func number(_ text: String?) -> Double? {
        text.flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil }
    }
}

extension FFprobeReport.Stream {
    /// Nil for covers, thumbnails and pictures of no size.
    fileprivate var video: VideoStream? {
        guard codec_type == "video", !has("attached_pic"), !has("still_image"), !has("timed_thumbnails"), let index, let codec_name,
            let width, let height, (2...16384).contains(width), (2...16384).contains(height)
        else { return nil }
        return VideoStream(
            index: index, codec: codec_name, profile: profile ?? "", level: level.flatMap { $0 > 0 ? $0 : nil },
            pixelFormat: pix_fmt ?? "", width: width, height: height, pixelAspect: aspect, rotation: rotation,
            isInterlaced: ["tt", "bb", "tb", "bt"].contains(field_order ?? ""), statedRate: Self.rate(r_frame_rate),
            averageRate: Self.rate(avg_frame_rate),
            colour: VideoStream.Colour(
                space: Self.said(color_space), primaries: Self.said(color_primaries), transfer: Self.said(color_transfer),
                range: Self.said(color_range)),
            isDefault: has("default"), bitRate: bit_rate.flatMap(Int64.init))
    }

    fileprivate var audio: AudioStream? {
        guard codec_type == "audio", let index, let codec_name, let channels, channels > 0 else { return nil }
        return AudioStream(
            index: index, codec: codec_name, profile: profile ?? "", channels: channels, sampleRate: sample_rate.flatMap(Int.init) ?? 0,
            language: language, title: title, isDefault: has("default"), role: role, bitRate: bit_rate.flatMap(Int64.init))
    }

    fileprivate var text: TextStream? {
        guard codec_type == "subtitle", let index, let codec_name else { return nil }
        return TextStream(
            index: index, codec: codec_name, language: language, title: title, isDefault: has("default"), isForced: has("forced"),
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
        let parts = (sample_aspect_ratio ?? "").split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2, parts[0] > 0, parts[1] > 0 else { return .square }
        return VideoStream.Ratio(parts[0], parts[1])
    }

    /// ffprobe says by how much the picture was turned counter-clockwise, from -180 to 180.
    private var rotation: Int {
        let stated = side_data_list?.compactMap(\.rotation).first ?? tag("rotate").flatMap(Double.init).map { -$0 } ?? 0
        guard stated.isFinite, abs(stated) <= 3600 else { return 0 }
        let quarters = Int((-stated / 90).rounded())
        return (((quarters % 4) + 4) % 4) * 90
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
