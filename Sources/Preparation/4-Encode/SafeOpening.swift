/// What every ffmpeg and ffprobe is told before the name of a file that somebody else made.
///
/// 1. Nothing but files may be opened, so no address.
/// 2. The file must be of a form that holds pictures and sound itself. Play lists, scripts and descriptions of streams (`concat`, `hls`,
///    `dash`, `sdp`, `imf`, `image2`, `vobsub` …) name other files, whatever the ending of their own name says; they are not among the forms.
/// 3. A picture larger than any film's is not decoded: its header costs a few bytes and its memory gigabytes.
package enum SafeOpening {
    package static let arguments = [
        "-protocol_whitelist", "file,pipe", "-format_whitelist", formats.joined(separator: ","), "-max_pixels", String(mostPixels),
    ]

    /// 8192 × 8192: four times the area of an 8K film's picture would not fit.
    static let mostPixels = 1 << 26

    private static let formats = films + sounds

    private static let films = [
        "matroska", "webm", "mov", "mp4", "avi", "mpegts", "mpeg", "mpegvideo", "m4v", "h264", "hevc", "vc1", "asf", "flv", "live_flv",
        "ogg",
        "rm", "mxf", "mxg", "dv", "nut", "nuv", "wtv", "yuv4mpegpipe", "ivf", "av1", "obu", "gxf", "nsv", "pva", "ffm",
    ]

    /// So that a file with sound alone is said to be one, and for sound in files of its own.
    private static let sounds = [
        "mp3", "aac", "ac3", "eac3", "dts", "dtshd", "flac", "wav", "w64", "aiff", "ape", "tta", "wv", "truehd", "mlp", "caf",
    ]
}
