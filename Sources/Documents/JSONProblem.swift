import KinoraKernel

/// Why a text is not JSON that a document can hold.
package struct JSONProblem: Complaint, Hashable {
    /// Where it was noticed, in bytes from the beginning.
    package let position: Int
    package let reason: String

    package init(position: Int, reason: String) {
        self.position = position
        self.reason = reason
    }

    package var sentence: String { "This is no usable JSON: \(reason) at byte \(position)." }
}
