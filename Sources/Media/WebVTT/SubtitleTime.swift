/// Times as subtitle files write them.
enum SubtitleTime {
    /// Later times are nonsense: a hundred hours, in milliseconds.
    static let limit: Int64 = 100 * 3_600_000

    /// `1:02:03,450`, `02:03.45`, with any number of digits and spaces around; nil for anything else. Beyond a thousand hours it is cut.
    static func milliseconds(_ text: Substring) -> Int64? {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        let isNegative = text.first == "-"
        if isNegative { text.removeFirst() }
        let fractionMark = text.lastIndex { $0 == "," || $0 == "." } ?? text.endIndex
        let groups = text[..<fractionMark].split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(groups.count) else { return nil }
        var seconds: Int64 = 0
        for group in groups {
            guard let value = number(group) else { return nil }
            seconds = seconds * 60 + min(value, 1_000_000)
        }
        var fraction: Int64 = 0
        if fractionMark < text.endIndex {
            let digits = text[text.index(after: fractionMark)...].prefix(3)
            guard let value = number(digits) else { return nil }
            fraction = value * [100, 10, 1][digits.count - 1]
        }
        let total = min(seconds * 1000 + fraction, 10 * limit)
        return isNegative ? -total : total
    }

    /// The two times of a line such as `00:00:01,000 --> 00:00:02,000 align:left`, and what stands behind them.
    static func range(_ line: Substring) -> (start: Int64, end: Int64, rest: Substring)? {
        guard line.utf8.count <= 1000, let arrow = line.firstRange(of: "-->"), let start = milliseconds(line[..<arrow.lowerBound]) else {
            return nil
        }
        let behind = line[arrow.upperBound...].drop(while: \.isWhitespace)
        let endText = behind.prefix { !$0.isWhitespace }
        guard let end = milliseconds(endText) else { return nil }
        return (start, end, behind[endText.endIndex...])
    }

    /// As WebVTT writes it: `00:00:01.000`.
    static func text(_ milliseconds: Int64) -> String {
        let (seconds, fraction) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return parts.joined(separator: ":") + "." + String(1000 + fraction).dropFirst()
    }

    private static func number(_ text: Substring) -> Int64? {
        guard !text.isEmpty, text.utf8.count <= 9, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int64(text)
    }
}
