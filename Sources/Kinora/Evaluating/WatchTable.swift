import Foundation
import KinoraKernel
import KinoraRecommendation

/// Watches of a CSV file: user, item, timestamp, and perhaps a weight.
struct WatchTable {
    struct Line {
        var user: String
        var item: String
        /// Seconds since 1970.
        var second: Double?
        var weight: Double?
    }

    let lines: [Line]

    /// Whether it says when. Where it does not, watches are in the order of the file.
    var isTimed: Bool { lines.contains { $0.second != nil } }

    /// - Parameter isWatched: whether every line is a watch: with an item, and a timestamp where the first has one.
    init(_ path: String, isWatched: Bool) throws {
        let file = try CSVFile(path) { fields in
            let words: Set<String> = ["user", "userid", "user_id", "profile"]
            return fields.contains { words.contains($0.lowercased().trimmingCharacters(in: .whitespaces)) }
        }
        guard !file.rows.isEmpty else { throw EvaluationComplaint.empty(file.name) }
        guard let user = file.column("user", "userid", "user_id", "profile", or: 0) else {
            throw EvaluationComplaint.noColumn(file.name, "user")
        }
        let item = file.column("item", "itemid", "item_id", "movieid", "title", or: 1)
        let isRatedFirst = Self.isRatedFirst(file)
        var time = file.column("timestamp", "ts", "time", "date", or: isRatedFirst ? 3 : 2)
        let weight = file.column("weight", "rating", "count", or: isRatedFirst ? 2 : 3)
        if isWatched, item == nil { throw EvaluationComplaint.noColumn(file.name, "item") }
        if file.head == nil, let place = time, file.rows.allSatisfy({ $0.fields.count <= place }) { time = nil }
        let read = try file.rows.map { row in
            func field(_ place: Int?) -> String? {
                guard let place, place < row.fields.count else { return nil }
                let text = row.fields[place].trimmingCharacters(in: .whitespaces)
                return text.isEmpty ? nil : text
            }
            func number(_ text: String) throws -> Double {
                guard let number = Double(text), number.isFinite else {
                    throw EvaluationComplaint.noNumber(file.name, line: row.line, text)
                }
                return number
            }
            guard let user = field(user) else { throw EvaluationComplaint.tooShort(file.name, line: row.line) }
            guard isWatched else { return Line(user: user, item: "", second: try field(time).map(number)) }
            guard let item = field(item), time == nil || field(time) != nil else {
                throw EvaluationComplaint.tooShort(file.name, line: row.line)
            }
            return Line(user: user, item: item, second: try field(time).map(number), weight: try field(weight).map(number))
        }
        lines = Self.inSeconds(read)
    }

    /// Whether a file without a head has the order of MovieLens (user, item, rating, timestamp): then the third number is small and the fourth
    /// is a moment in every line.
    private static func isRatedFirst(_ file: CSVFile) -> Bool {
        file.head == nil
            && file.rows.allSatisfy { row in
                guard row.fields.count > 3, let third = Double(row.fields[2]), let fourth = Double(row.fields[3]) else { return false }
                return abs(third) <= mostWeight && fourth > leastMoment
            }
    }

    private static let mostWeight = 100_000.0
    /// April 1970.
    private static let leastMoment = 10_000_000.0
    /// The year 5138 in seconds, 1973 in milliseconds.
    private static let leastMilliseconds = 1e11
    private static let mostMilliseconds = 1e14

    /// Timestamps of which most can only be milliseconds are read as such.
    private static func inSeconds(_ lines: [Line]) -> [Line] {
        let long = lines.count { $0.second.map { $0 > leastMilliseconds && $0 < mostMilliseconds } ?? false }
        guard long * 2 > lines.count else { return lines }
        return lines.map { line in
            var line = line
            line.second = line.second.map { $0 / 1000 }
            return line
        }
    }

    /// The watches in order of time; equals stay in the order of the file.
    var facts: [WatchFact] {
        let most = lines.lazy.compactMap(\.weight).max() ?? 1
        return lines.enumerated().sorted { ($0.element.second ?? 0, $0.offset) < ($1.element.second ?? 0, $1.offset) }.map { _, line in
            var completion = 1.0
            if let weight = line.weight, most > 0 { completion = weight <= 0 ? 0 : max(Self.leastCompletion, weight / most) }
            return WatchFact(
                profile: line.user, title: line.item, completion: completion, at: Self.moment(line.second ?? 0))
        }
    }

    /// The users, each once, in the order in which they come, and the earliest moment beside them.
    var askers: [(user: String, at: Moment?)] {
        var order: [String] = []
        var earliest: [String: Double?] = [:]
        for line in lines {
            if let known = earliest[line.user] {
                earliest[line.user] = .some([known, line.second].compactMap { $0 }.min())
            } else {
                order.append(line.user)
                earliest[line.user] = .some(line.second)
            }
        }
        return order.map { user in (user, (earliest[user] ?? nil).map(Self.moment)) }
    }

    private static func moment(_ second: Double) -> Moment {
        Moment(milliseconds: Int64(max(-1e15, min(second * 1000, 1e15))))
    }

    /// What a small weight counts for at least: it was watched after all.
    private static let leastCompletion = 0.25
}
