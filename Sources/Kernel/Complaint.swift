/// A failure that is told to a person: what happened, and what to do about it, in one line.
///
/// Every error that can reach a command line, a page or a job's reason conforms. The sentence names no secret and no stack.
package protocol Complaint: Error {
    /// One or two plain sentences on one line: what happened and what the reader can do.
    var sentence: String { get }
}

extension String {
    /// The text on one line, control characters shown as spaces, cut to a bounded length; for reasons, logs and terminals.
    ///
    /// Characters that turn the direction of everything behind them (Unicode Annex 9, section 2) are left out: with them a name could
    /// rewrite the rest of a log's or terminal's line. Letters keep the direction that they have of themselves.
    package func onOneLine(atMost limit: Int = 500) -> String {
        let cleaned = unicodeScalars.compactMap { scalar -> Character? in
            switch scalar.properties.generalCategory {
            case .format where Self.turnsDirection(scalar): nil
            case .control, .lineSeparator, .paragraphSeparator, .surrogate: " "
            default: Character(scalar)
            }
        }
        return cleaned.count > limit ? String(cleaned.prefix(limit)) + "…" : String(cleaned)
    }

    private static func turnsDirection(_ scalar: Unicode.Scalar) -> Bool {
        (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
}
