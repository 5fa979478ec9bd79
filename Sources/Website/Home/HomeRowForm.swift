import Foundation
import KinoraCatalogue
import KinoraGate
import KinoraKernel

/// What an owner wrote about a new row.
struct HomeRowForm: Sendable {
    var kind = HomeRow.Kind.collection.rawValue
    var heading = ""
    /// The genre or the collection that was chosen.
    var subject = ""
    /// One title on each line.
    var titles = ""
    var from = ""
    var until = ""

    init() {}

    init(_ fields: FormFields) {
        func line(_ name: String) -> String {
            (fields[name] ?? "").onOneLine(atMost: Self.longest).trimmingCharacters(in: .whitespaces)
        }
        kind = line("kind")
        heading = line("heading")
        subject = line(kind == HomeRow.Kind.genre.rawValue ? "genre" : "collection")
        titles = String((fields["titles"] ?? "").prefix(Self.longestList))
        (from, until) = (line("from"), line("until"))
    }

    private static let longest = 300
    private static let longestList = 20_000

    /// The row, or what is wrong with it.
    func row(on shelves: Shelves, _ words: Words) async throws -> (row: HomeRow?, faults: [String]) {
        guard let kind = HomeRow.Kind(rawValue: kind), kind.isOwn else { throw Refusal.badRequest }
        var row = HomeRow(kind, id: RandomToken.make())
        var faults: [String] = []
        row.heading = heading.isEmpty ? nil : heading
        if heading.count > HomePlan.longestHeading { faults.append(words(.homeRowFaultHeading, String(HomePlan.longestHeading))) }
        switch kind {
        case .titles:
            let (found, unknown) = try await named(on: shelves)
            row.titles = found
            faults += unknown.map { words(.homeRowFaultTitle, $0) }
            if found.isEmpty, unknown.isEmpty { faults.append(words(.homeRowFaultNoTitles)) }
            if row.heading == nil { faults.append(words(.homeRowFaultNoHeading)) }
        default:
            guard !subject.isEmpty else { return (nil, faults + [words(.homeRowFaultSubject)]) }
            row.subject = subject
        }
        (row.from, row.until) = (Self.day(from), Self.day(until).map { $0 + .seconds(86_400) })
        if (row.from == nil) != from.isEmpty || (row.until == nil) != until.isEmpty { faults.append(words(.homeRowFaultDay)) }
        if let from = row.from, let until = row.until, from >= until { faults.append(words(.homeRowFaultOrder)) }
        return (faults.isEmpty ? row : nil, faults)
    }

    /// Titles by what they are called; a name that more than one has means the first.
    private func named(on shelves: Shelves) async throws -> (found: [String], unknown: [String]) {
        var found: [String] = []
        var unknown: [String] = []
        for line in titles.split(whereSeparator: \.isNewline).prefix(HomePlan.mostTitles) {
            let name = String(line).onOneLine(atMost: Self.longest).trimmingCharacters(in: .whitespaces)
            guard !name.isEmpty else { continue }
            let titles = try await shelves.search(name, first: 10).titles
            let same = titles.first { SortTitle.fold($0.description.title) == SortTitle.fold(name) }
            if let same { found.append(same.id) } else { unknown.append(name) }
        }
        return (found, unknown)
    }

    /// The beginning of a day of UTC, as date fields send it (HTML, “valid date string”).
    static func day(_ text: String) -> Moment? {
        guard let parts = text.wholeMatch(of: /(\d{4})-(\d{2})-(\d{2})/) else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let (year, month, day) = (Int(parts.1) ?? 0, Int(parts.2) ?? 0, Int(parts.3) ?? 0)
        let components = DateComponents(year: year, month: month, day: day)
        guard components.isValidDate(in: calendar), let date = calendar.date(from: components) else { return nil }
        return Moment(milliseconds: Int64(date.timeIntervalSince1970 * 1000))
    }
}
