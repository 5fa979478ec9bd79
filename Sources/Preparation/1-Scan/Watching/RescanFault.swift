import KinoraKernel

/// A rule for rescans that cannot be understood.
package struct RescanFault: Complaint, Hashable {
    package let text: String
    /// What is wrong about it, as the second half of a sentence.
    package let problem: String

    package var sentence: String {
        "The rule “\(text.onOneLine(atMost: 80))” is not understood: \(problem.onOneLine(atMost: 150)). Write it like “30 4 * * *”."
    }
}
