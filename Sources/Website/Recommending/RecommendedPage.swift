import KinoraKernel
import KinoraViewing

/// What became of the titles that were recommended lately, by the kind of row, for the owner.
struct RecommendedPage: Sendable {
    /// Nil where something was counted.
    let notice: String?
    let periods: [Period]
    let plots: [Plot]
    let back = Place.dashboard.address

    /// The last week, or the last month.
    struct Period: Sendable {
        let id: String
        let heading: String
        let lines: [Line]
    }

    struct Line: Sendable {
        let row: String
        let cells: [Cell]
    }

    struct Cell: Sendable {
        /// What is counted, for narrow windows.
        let label: String
        let number: String
        /// Of the step before; nil where there is none.
        let share: String?
    }

    static let days = 30
    private static let week = 7

    init(_ found: [RecommendedDay], today: Int, _ words: Words) {
        notice = found.isEmpty ? words(.recommendedNothing) : nil
        periods = [("week", Self.week, Phrase.recommendedWeek), ("month", Self.days, .recommendedMonth)].map { id, length, heading in
            let late = found.filter { $0.day > today - length }
            let rows = Dictionary(grouping: late, by: \.row)
            let lines = RowName.allCases.compactMap { name in rows[name.rawValue].map { Self.line(words(name.phrase), $0, words) } }
            return Period(
                id: id, heading: words(heading), lines: lines + (lines.count > 1 ? [Self.line(words(.recommendedAll), late, words)] : []))
        }
        plots = RecommendedDay.Step.allCases.map { step in
            var numbers = [Double](repeating: 0, count: Self.days)
            for day in found where numbers.indices.contains(Self.days - 1 - (today - day.day)) {
                numbers[Self.days - 1 - (today - day.day)] += Double(day.count(step))
            }
            func day(_ place: Int) -> String {
                words.day(Moment(milliseconds: Int64(today - Self.days + 1 + place) * 86_400_000))
            }
            let counted = numbers
            return Plot(
                words.step(step), total: String(Int(counted.reduce(0, +))), counted, label: { "\(day($0)): \(Int(counted[$0]))" },
                first: day(0),
                last: day(Self.days - 1))
        }
    }

    private static func line(_ row: String, _ days: [RecommendedDay], _ words: Words) -> Line {
        var former: Int?
        let cells = RecommendedDay.Step.allCases.map { step in
            let number = days.reduce(0) { $0 + $1.count(step) }
            let share = former.flatMap { $0 > 0 ? "\(min(100, number * 100 / $0)) %" : nil }
            former = number
            return Cell(label: words.step(step), number: String(number), share: share)
        }
        return Line(row: row, cells: cells)
    }
}
