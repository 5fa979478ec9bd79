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

    /// - Parameter isTimed: whether every line must have a timestamp.
    init(_ path: String, isTimed: Bool) throws {
        let file = try CSVFile(path) { fields in
            let words: Set<String> = ["user", "userid", "user_id", "profile"]
            return fields.contains { words.contains($0.lowercased().trimmingCharacters(in: .whitespaces)) }
        }
        guard !file.rows.isEmpty else { throw EvaluationComplaint.empty(file.name) }
        guard let user = file.column("user", "userid", "user_id", "profile", or: 0) else {
            throw EvaluationComplaint.noColumn(file.name, "user")
        }
        let item = file.column("item", "itemid", "item_id", "movieid", "title", or: 1)
        let time = file.column("timestamp", "ts", "time", or: 2)
        let weight = file.column("weight", "rating", or: 3)
        if isTimed {
            guard item != nil else { throw EvaluationComplaint.noColumn(file.name, "item") }
            guard time != nil else { throw EvaluationComplaint.noColumn(file.name, "timestamp") }
        }
        lines = try file.rows.map { row in
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
            guard isTimed else { return Line(user: user, item: "", second: try field(time).map(number)) }
            guard let item = field(item), let time = field(time) else {
                throw EvaluationComplaint.tooShort(file.name, line: row.line)
            }
            return Line(user: user, item: item, second: try number(time), weight: try field(weight).map(number))
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
