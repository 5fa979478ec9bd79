/// One subtitle: when it is shown, where, and what it says.
package struct Cue: Hashable, Sendable {
    /// In milliseconds from the film's beginning.
    package var start: Int64
    /// In milliseconds; behind the start.
    package var end: Int64
    /// WebVTT cue text (W3C WebVTT 4.2): escaped, with `i`, `b` and `u` at most, without empty lines.
    package var text: String
    /// WebVTT cue settings, such as `line:0 align:left`; empty for the usual place.
    package var settings: String

    package init(start: Int64, end: Int64, text: String, settings: String = "") {
        self.start = start
        self.end = end
        self.text = text
        self.settings = settings
    }
}
