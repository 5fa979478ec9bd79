/// A moment of a film as people write it: `0:12:34`, `12:34`, or seconds alone.
enum FilmMoment {
    /// In milliseconds; nil where it is none.
    static func milliseconds(_ text: String) -> Int64? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { part in
            part.utf8.allSatisfy { (48...57).contains($0) } && (1...6).contains(part.utf8.count) ? Int64(part) : nil
        }
        let numbers = parts.compactMap(\.self)
        guard (1...3).contains(parts.count), numbers.count == parts.count, numbers.dropFirst().allSatisfy({ $0 < 60 }) else { return nil }
        return numbers.reduce(0) { $0 * 60 + $1 } * 1000
    }

    /// `1:52:00`.
    static func text(_ milliseconds: Int64) -> String {
        let seconds = milliseconds / 1000
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(seconds / 3600):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    }
}
