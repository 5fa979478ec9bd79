/// A failure that is told to a person: what happened, and what to do about it, in one line.
///
/// Every error that can reach a command line, a page or a job's reason conforms. The sentence names no secret and no stack.
package protocol Complaint: Error {
    /// One or two plain sentences on one line: what happened and what the reader can do.
    var sentence: String { get }
}

extension String {
    /// The text on one line, control characters shown as spaces, cut to a bounded length; for reasons, logs and terminals.
    package func onOneLine(atMost limit: Int = 500) -> String {
        let cleaned = unicodeScalars.map { scalar -> Character in
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator, .surrogate: " "
            default: Character(scalar)
            }
        }
        return cleaned.count > limit ? String(cleaned.prefix(limit)) + "…" : String(cleaned)
    }
}
