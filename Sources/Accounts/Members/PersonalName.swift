import Foundation
import KinoraKernel

/// What somebody wants to be called: one line of bounded length.
package enum PersonalName {
    package static let longest = 60

    /// Nil where nothing is left to call somebody by.
    package static func clean(_ text: String?, atMost limit: Int = PersonalName.longest) -> String? {
        let line = (text ?? "").onOneLine(atMost: limit).trimmingCharacters(in: .whitespaces)
        return line.isEmpty || line.count > limit ? nil : line
    }
}
