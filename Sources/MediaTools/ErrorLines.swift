/// What a program said on standard error: how much, and the first and last lines of it.
struct ErrorLines: Sendable {
    /// Complaints; the harmless ones are not counted.
    private(set) var count = 0
    /// Lines of any kind.
    private(set) var lines = 0
    private(set) var first: String?
    private(set) var last: [String] = []
    private(set) var isDiskFull = false
    private(set) var wasSignalled = false

    private static let kept = 12

    /// Said at every seek into a stream whose pictures refer back across its key pictures, and by SVT-AV1 about itself; no damage.
    private static let harmless = [
        "mmco: unref short failure", "co located POCs unavailable", "Last message repeated", "number of reference frames",
        "reference picture missing during reorder", "Missing reference picture", "Could not find ref with POC", "timescale not set",
        "Svt[info]", "Svt[warn]",
    ]

    mutating func add(_ line: ArraySlice<UInt8>) {
        lines += 1
        let text = String(decoding: line, as: UTF8.self)
        if text.contains("No space left on device") { isDiskFull = true }
        if text.contains("received signal") { wasSignalled = true }
        guard !Self.harmless.contains(where: { text.contains($0) }) else { return }
        count += 1
        let plain = Self.withoutSpeaker(text)
        if first == nil { first = plain }
        last.append(plain)
        if last.count > Self.kept { last.removeFirst() }
    }

    /// `[h264 @ 0x55d1c2a0] text` without who says it: addresses differ with every run.
    private static func withoutSpeaker(_ text: String) -> String {
        // A library may speak for another: `[mjpeg @ 0x…] [IMGUTILS @ 0x…] text`.
        var rest = text[...]
        while rest.hasPrefix("["), let bracket = rest.firstIndex(of: "]"), rest[..<bracket].contains(" @ 0x") {
            rest = rest[rest.index(after: bracket)...].drop { $0 == " " }
        }
        return String(rest)
    }
}
