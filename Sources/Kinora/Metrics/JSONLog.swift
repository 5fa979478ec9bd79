import Foundation
import KinoraKernel
import Logging

/// Writes each event as one line of JSON, for programs that collect logs: moment (UTC), level, part of the house, words, and what belongs to them.
struct JSONLog: LogHandler {
    private let label: String
    private let time: any TimeSource
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    init(_ label: String, time: any TimeSource = SystemTime()) {
        self.label = label
        self.time = time
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let line = Self.line(
            time.now, event.level, label, event.message.description, metadata.merging(event.metadata ?? [:]) { $1 })
        // One write, so that lines of several threads do not mix.
        line.withUnsafeBytes { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    static func line(_ now: Moment, _ level: Logger.Level, _ label: String, _ message: String, _ metadata: Logger.Metadata) -> Data {
        var fields: [String: Any] = metadata.mapValues { "\($0)" }
        fields["time"] = now.iso8601
        fields["level"] = level.rawValue
        fields["part"] = label
        fields["message"] = message
        let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
        return ((try? JSONSerialization.data(withJSONObject: fields, options: options)) ?? Data()) + Data([10])
    }
}
