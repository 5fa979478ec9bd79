/// What kind of file a name's ending promises.
package enum FileEnding: Sendable {
    case video, audio, subtitle, picture, nfo, unfinished
    /// JSON beside a video.
    case sidecar

    /// The ending of a name without its dot and in lower case, when it is a known one, and what it promises.
    static func known(of name: [UInt8]) -> (kind: FileEnding, length: Int)? {
        guard let dot = name.lastIndex(of: Byte.dot), dot > 0 else { return nil }
        let length = name.count - dot - 1
        guard (1...10).contains(length) else { return nil }
        let ending = String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased()
        return table[ending].map { ($0, length + 1) }
    }

    package static let videoEndings: Set<String> = [
        "mkv", "mp4", "m4v", "mov", "avi", "webm", "ts", "m2ts", "mts", "mpg", "mpeg", "m2v", "wmv", "flv", "ogv", "ogm", "3gp", "3g2",
        "vob",
        "divx", "asf", "rm", "rmvb", "iso", "wtv", "dvr-ms", "strm", "mk3d", "f4v", "mxf", "qt", "tp", "trp", "vro", "nuv",
    ]
    private static let audioEndings: Set<String> = [
        "mp3", "flac", "aac", "m4a", "ogg", "oga", "opus", "wav", "wma", "ac3", "eac3", "dts", "mka", "thd", "aiff", "ape", "alac",
    ]
    private static let subtitleEndings: Set<String> = ["srt", "vtt", "ass", "ssa", "sub", "idx", "sup", "smi", "sami", "ttml", "mks"]
    private static let pictureEndings: Set<String> = ["jpg", "jpeg", "png", "webp", "avif", "tbn"]
    private static let unfinishedEndings: Set<String> = ["part", "crdownload", "!qb", "partial", "download", "aria2", "tmp"]

    private static let table: [String: FileEnding] = {
        var table: [String: FileEnding] = ["nfo": .nfo, "json": .sidecar]
        for (endings, kind) in [
            (videoEndings, FileEnding.video), (audioEndings, .audio), (subtitleEndings, .subtitle), (pictureEndings, .picture),
            (unfinishedEndings, .unfinished),
        ] {
            for ending in endings { table[ending] = kind }
        }
        return table
    }()
}
