import Foundation
import KinoraDocuments
import KinoraKernel

/// Gives out invoices and credit notes, numbered without gaps in every year, however many servers issue at once and whoever is killed.
package struct InvoiceBook: Sendable {
    /// So often another server may be quicker before this one gives up; it is asked again then.
    private static let mostRaces = 1000

    private let records: Records<Invoice>
    private let zone: TimeZone

    package init(store: any DocumentStore, zone: TimeZone) {
        records = Records(in: store)
        self.zone = zone
    }

    /// Issues a paper, unless there is one for the same fact.
    ///
    /// 1. The highest number of the year is looked up. 2. The document is inserted under the next. 3. Whoever finds the number taken tries the
    /// one behind it; whoever finds the fact taken gives back what stands. A number is used only by a document that stands.
    @discardableResult
    func issue(_ draft: Invoice, prefix: String) async throws -> Invoice {
        if let standing = try await paper(for: draft.key) { return standing }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let year = calendar.component(.year, from: draft.issuedAt.date)
        var number = try await last(draft.series, year) + 1
        for _ in 0..<Self.mostRaces {
            var invoice = draft
            (invoice.year, invoice.number) = (year, number)
            let digits = String(number)
            let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            invoice.title = "\(prefix)\(year)-\(draft.series == .creditNote ? "C" : "")\(padded)"
            do {
                return try await records.insert(invoice, id: invoice.id).value
            } catch StoreError.exists, StoreError.notUnique {
                if let standing = try await paper(for: draft.key) { return standing }
                number += 1
            }
        }
        throw StoreError.unavailable("too many invoices are issued at once")
    }

    package func paper(for key: String) async throws -> Invoice? {
        try await records.first(.equal("key", .string(key)))?.value
    }

    /// A member's, the newest first.
    package func papers(of member: String) async throws -> [Stored<Invoice>] {
        try await records.find(Query(.equal("member", .string(member)), sort: [.descending("issuedAt")], limit: 500))
    }

    package func paper(named id: String) async throws -> Stored<Invoice>? { try await records.read(id) }

    /// All of a year, in the order of their numbers.
    package func papers(_ series: Invoice.Series, year: Int) async throws -> [Invoice] {
        var all: [Invoice] = []
        let filter: Filter = .and([.equal("series", .string(series.rawValue)), .equal("year", .int(Int64(year)))])
        for try await invoice in records.all(filter) { all.append(invoice.value) }
        return all.sorted { $0.number < $1.number }
    }

    /// Removes what buyers wrote of themselves from papers that must no longer be kept with it.
    package func forgetBuyers(before moment: Moment) async throws -> Int {
        var count = 0
        for try await invoice in records.all(.and([.lessThan("issuedAt", .date(moment)), .exists("buyer")])) {
            _ = try await records.findAndModify(Query(.equal("_id", .string(invoice.id))), [.unset("buyer")])
            count += 1
        }
        return count
    }

    private func last(_ series: Invoice.Series, _ year: Int) async throws -> Int {
        let filter: Filter = .and([.equal("series", .string(series.rawValue)), .equal("year", .int(Int64(year)))])
        return try await records.first(filter, sort: [.descending("number")])?.value.number ?? 0
    }
}
