import KinoraKernel

/// Which parts of a film in several files a source holds.
///
/// Parts are files of one folder whose names differ in the part's number alone (see `Stacks`); together they are one source. A single `cd2`
/// is taken for a whole film, labelled `Part 2`.
package struct PartPlace: Hashable, Sendable {
    /// Ascending, counted from 1.
    package var numbers: [Int]

    package init(numbers: [Int]) {
        self.numbers = numbers
    }

    /// The numbers that are not there although a higher one is; of a single file that cannot be told.
    package var missing: [Int] {
        guard numbers.count > 1, let last = numbers.last else { return [] }
        return (1...last).filter { !numbers.contains($0) }
    }

    /// What tells it from the whole film: `Part 2`; nil for a film with all its parts.
    package var label: String? { numbers.count == 1 ? numbers.first.map { "Part \($0)" } : nil }

    /// For the owner of a film that is not prepared; nil where no part is missing.
    package var explanation: Explanation? {
        guard let first = missing.first else { return nil }
        guard missing.count > 1 else {
            return """
                This film lies in several files, and part \(first) is missing. Put what is missing beside the others, or give the files \
                names of their own if they are several films; they are taken up at the next scan.
                """
        }
        return """
            This film lies in several files, and parts \(missing.map(String.init).joined(separator: ", ")) are missing. Put what is missing \
            beside the others, or give the files names of their own if they are several films; they are taken up at the next scan.
            """
    }

    /// The same in English.
    package var reason: String? { explanation?.english }
}
