import Synchronization

/// Reads the lines of ffmpeg's `framecrc` output: stream, decode time, presentation time, duration, size, checksum. A comment before them
/// tells the time base.
final class ChecksumReader: Sendable {
    struct Packet: Hashable, Sendable {
        /// Seconds behind the container's start.
        var time: Double
        /// Size and checksum.
        var content: String
    }

    private let state = Mutex<(tick: Double, packets: [Packet])>((1, []))

    var packets: [Packet] { state.withLock { $0.packets } }

    /// - Returns: whether the line was a packet.
    func read(_ line: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("#tb 0: ") {
            let parts = text.dropFirst(7).split(separator: "/").compactMap { Double($0) }
            if parts.count == 2, parts[1] > 0 { state.withLock { $0.tick = parts[0] / parts[1] } }
            return false
        }
        let fields = text.split(separator: ",").map { $0.drop { $0 == " " } }
        guard !text.hasPrefix("#"), fields.count >= 6, let time = Double(fields[2]) else { return false }
        state.withLock { $0.packets.append(Packet(time: time * $0.tick, content: "\(fields[4]) \(fields[5])")) }
        return true
    }
}
