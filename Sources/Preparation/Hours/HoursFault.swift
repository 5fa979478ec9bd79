import KinoraKernel

/// A rule for hours that cannot be understood.
package struct HoursFault: Complaint, Hashable {
    /// What was written.
    package let text: String
    /// What is wrong about it, as the second half of a sentence.
    package let problem: String

    package var sentence: String {
        "The hours “\(text.onOneLine(atMost: 80))” are not understood: \(problem.onOneLine(atMost: 150)). "
            + "Write them like “Mon-Fri 22:00-06:00” or “Sat,Sun 00:00-24:00”."
    }
}
