import Foundation
import KinoraKernel

/// Subtitles of a film, read from SRT, ASS/SSA or WebVTT in any usual encoding and written as clean WebVTT.
package struct Subtitles: Hashable, Sendable {
    /// In the order of showing. Cues may overlap.
    package let cues: [Cue]

    package static let sizeLimit = 16 << 20
    static let cueLimit = 100_000

    /// Reads a file's bytes. The language helps to guess old encodings.
    ///
    /// Cues that end before they begin, or begin behind `duration` (milliseconds, if known), are left out. Throws a `SubtitleProblem`
    /// when it is not subtitles.
    package init(_ bytes: [UInt8], language: LanguageTag = .undetermined, duration: Int64? = nil) throws {
        guard bytes.count <= Self.sizeLimit else { throw SubtitleProblem.tooLarge }
        let text = try SubtitleEncoding.text(of: bytes, language: language)
        let lines = Self.lines(of: text)
        let found = try Self.read(lines)
        cues = CueOrder.cleaned(found, duration: duration)
        guard !cues.isEmpty else { throw SubtitleProblem.noCues }
    }

    /// The file's bytes. The map tells HLS players that time zero of the cues is the film's shared offset (RFC 8216bis 3.1.4), in 90 kHz
    /// ticks; other readers skip it.
    package func webVTT(presentationOffset: Int64) -> Data {
        var text = "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:\(presentationOffset),LOCAL:00:00:00.000\n"
        for cue in cues {
            let settings = cue.settings.isEmpty ? "" : " " + cue.settings
            text += "\n\(SubtitleTime.text(cue.start)) --> \(SubtitleTime.text(cue.end))\(settings)\n\(cue.text)\n"
        }
        return Data(text.utf8)
    }

    static func lines(of text: String) -> [Substring] {
        // A carriage return and a line feed are one Character, and either may stand alone.
        text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
    }

    private static func read(_ lines: [Substring]) throws -> [Cue] {
        let first = lines.first { !$0.allSatisfy(\.isWhitespace) } ?? ""
        if first.drop(while: { $0 == "\u{FEFF}" }).hasPrefix("WEBVTT") { return try WebVTTReader.cues(in: lines) }
        let isASS = lines.prefix(2000).contains { line in
            let line = line.drop(while: { $0 == "\u{FEFF}" || $0.isWhitespace }).lowercased()
            return line.hasPrefix("[script info]") || line.hasPrefix("[events]") || line.hasPrefix("dialogue:")
        }
        return isASS ? try ASSReader.cues(in: lines) : try SRTReader.cues(in: lines)
    }
}
