import KinoraDocuments
import KinoraKernel

/// The parameters of an address, decoded: hostile text, bounded in number.
struct Parameters: Sendable {
    static let most = 60

    private var values: [String: [String]] = [:]

    /// - Throws: `APIProblem` for what cannot be decoded, and too many.
    init(_ query: String?) throws(APIProblem) {
        let pairs = (query ?? "").split(separator: "&")
        guard pairs.count <= Self.most else { throw .bad("There are more than \(Self.most) parameters.") }
        for pair in pairs {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = try PercentCoding.decoded(parts[0])
            let value = parts.count > 1 ? try PercentCoding.decoded(parts[1]) : ""
            values[name, default: []].append(value)
        }
    }

    /// Whether a token stands in a query, or is meant to (RFC 6750 section 2.3). It has no place there: addresses are written into logs and
    /// histories on the way.
    static func holdToken(_ query: String?) -> Bool {
        (query ?? "").split(separator: "&").contains { pair in
            let name = pair.prefix { $0 != "=" }.lowercased()
            let text = (try? PercentCoding.decoded(pair)) ?? String(pair)
            return ["access_token", "token", "authorization"].contains(name) || TokenSecret.stands(in: text)
        }
    }

    /// All values of a parameter that may be repeated.
    func all(_ name: String) -> [String] { values[name] ?? [] }

    /// The value of a parameter that may stand once, empty texts included.
    func one(_ names: String...) throws(APIProblem) -> String? {
        let found = names.flatMap(all)
        guard found.count <= 1 else { throw .bad("The parameter \(names[0]) stands more than once.") }
        return found.first
    }

    /// Whether a flag stands there, whatever its value but `false`.
    func has(_ name: String) throws(APIProblem) -> Bool {
        try one(name).map { $0.lowercased() != "false" } ?? false
    }

    /// A whole number, written in digits alone.
    func number(_ name: String, within range: ClosedRange<Int>, else standard: Int) throws(APIProblem) -> Int {
        guard let text = try one(name) else { return standard }
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
            throw .bad("illegal \(name) parameter, it must be a whole number")
        }
        // More digits than any number has: larger than every range, and so its end for pages, which are empty there.
        let number = Int(text) ?? .max
        guard range.contains(number) else {
            throw .bad("illegal \(name) parameter, it must be from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}
