/// A stretch of what is said in a film: one cue, or several that go together.
package struct Utterance: Hashable, Sendable {
    /// What one cue says.
    package struct Part: Hashable, Sendable {
        /// When it is shown, in milliseconds from the film's beginning.
        package var start: Int64
        /// Plain text on one line.
        package var text: String

        package init(start: Int64, text: String) {
            self.start = start
            self.text = text
        }
    }

    /// In order; never empty.
    package var parts: [Part]

    package init(parts: [Part]) {
        self.parts = parts
    }
}
