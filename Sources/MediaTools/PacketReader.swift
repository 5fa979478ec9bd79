import KinoraPreparation
import Synchronization

/// Gathers a `PacketSurvey` from the lines of `ffprobe -show_entries packet=… -of csv=p=0`:
/// stream number, presentation time, decode time, duration, flags.
final class PacketReader: Sendable {
    private let state: Mutex<State>

    init(picture stream: Int, start: Double) {
        state = Mutex(State(stream: stream, start: start))
    }

    /// - Returns: whether the line was a packet.
    func read(_ line: ArraySlice<UInt8>) -> Bool {
        let fields = line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard fields.count >= 5, let stream = Self.text(fields[0]).flatMap({ Int($0) }) else { return false }
        let decode = Self.number(fields[2])
        guard let time = Self.number(fields[1]) ?? decode else { return true }
        let flags = fields[4]
        state.withLock { state in
            state.add(
                stream, time, decode, duration: Self.number(fields[3]) ?? 0, isKey: flags.first == UInt8(ascii: "K"),
                isCut: flags.contains(UInt8(ascii: "D")))
        }
        return true
    }

    var survey: PacketSurvey { state.withLock { $0.survey } }

    private static func text(_ field: ArraySlice<UInt8>) -> String? {
        field.isEmpty ? nil : String(decoding: field, as: UTF8.self)
    }

    private static func number(_ field: ArraySlice<UInt8>) -> Double? {
        text(field).flatMap(Double.init).flatMap { $0.isFinite && abs($0) < 1e9 ? $0 : nil }
    }

    /// At 60 pictures a second the pictures of a day; what comes behind is not noted, and such a film is refused as too long.
    private static let mostPictures = 24 * 3600 * 60

    private struct State {
        let stream: Int
        let start: Double
        var pictures: [Double] = []
        var keys: [Double] = []
        var videoEnd = 0.0
        var others: [Int: PacketSurvey.Extent] = [:]
        var isPlain = true
        var lastDecode = -Double.infinity

        init(stream: Int, start: Double) {
            self.stream = stream
            self.start = start
        }

        mutating func add(_ stream: Int, _ stamp: Double, _ decode: Double?, duration: Double, isKey: Bool, isCut: Bool) {
            let time = stamp - start
            let end = time + max(0, min(duration, 60))
            guard stream == self.stream else {
                var extent = others[stream] ?? PacketSurvey.Extent(start: time, end: end, packets: 0)
                extent.start = min(extent.start, time)
                extent.end = max(extent.end, end)
                extent.packets += 1
                others[stream] = extent
                return
            }
            if let decode {
                if decode <= lastDecode { isPlain = false }
                lastDecode = max(lastDecode, decode)
            }
            if isCut {
                isPlain = false
                return
            }
            videoEnd = max(videoEnd, end)
            guard pictures.count < PacketReader.mostPictures else { return }
            pictures.append(time)
            if isKey { keys.append(time) }
        }

        var survey: PacketSurvey {
            PacketSurvey(
                pictures: pictures.sorted(), keyPictures: keys.sorted(), videoEnd: videoEnd, others: others, isPlain: isPlain)
        }
    }
}
