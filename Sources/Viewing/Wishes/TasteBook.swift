import KinoraDocuments
import KinoraKernel

/// What profiles said of what Kinora takes for their taste.
package struct TasteBook: Sendable {
    private let records: Records<TasteCorrection>
    private let time: any TimeSource

    /// Corrections of one profile.
    package static let most = 500

    package init(store: any DocumentStore, time: any TimeSource) {
        records = Records(in: store)
        self.time = time
    }

    /// All that a profile said, what it said last first.
    package func corrections(of profile: String) async throws -> [TasteCorrection] {
        let mine = Query(.equal("profile", .string(profile)), sort: [.descending("saidAt")], limit: Self.most)
        return try await records.find(mine).map(\.value)
    }

    /// Says something, in the place of what was said of the same before. Safe to repeat.
    /// - Parameter wish: nil for taking back what was said.
    /// - Throws: `TasteFull`.
    package func say(_ wish: TasteCorrection.Wish?, of subject: TasteCorrection.Subject, _ title: String, by profile: String) async throws {
        let name = TasteCorrection.name(subject, title, of: profile)
        guard let wish else {
            _ = try await records.delete(name)
            return
        }
        let said = TasteCorrection(profile: profile, subject: subject, title: title, wish: wish, saidAt: time.now)
        if try await records.read(name) == nil {
            guard try await records.count(.equal("profile", .string(profile))) < Self.most else { throw TasteFull() }
        }
        try await records.change(name, startingFrom: said) { $0 = said }
    }
}

/// No more corrections are kept of a profile.
package struct TasteFull: ExplainedComplaint {
    package init() {}

    package var explanation: Explanation { "\(TasteBook.most) corrections are kept, and no more. Take some back first." }
}
