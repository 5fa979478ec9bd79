import KinoraDocuments
import KinoraKernel

/// What profiles said of what Kinora takes for their taste. Of titles that became one it is as with `MyList`.
package struct TasteBook: Sendable {
    private let wishes: BoundedWishes<TasteCorrection>
    private let time: any TimeSource

    /// Corrections of one profile.
    package static let most = 500

    package init(store: any DocumentStore, time: any TimeSource) {
        wishes = BoundedWishes(in: store, date: "saidAt", most: Self.most)
        self.time = time
    }

    /// All that a profile said, what it said last first.
    package func corrections(of profile: String) async throws -> [TasteCorrection] { try await wishes.newest(of: profile) }

    /// Says something, in the place of what was said of the same before. Safe to repeat.
    /// - Parameters:
    ///   - wish: nil for taking back what was said.
    ///   - former: names that a title had, or that titles had which became it: what was said of these is taken back with it.
    /// - Throws: `TasteFull`.
    package func say(
        _ wish: TasteCorrection.Wish?, of subject: TasteCorrection.Subject, _ title: String, former: [String] = [], by profile: String
    ) async throws {
        guard let wish else {
            return try await wishes.remove(([title] + former).map { TasteCorrection.name(subject, $0, of: profile) })
        }
        let name = TasteCorrection.name(subject, title, of: profile)
        guard try await wishes.hasRoom(for: name, of: profile) else { throw TasteFull() }
        let said = TasteCorrection(profile: profile, subject: subject, title: title, wish: wish, saidAt: time.now)
        try await wishes.records.change(name, startingFrom: said) { $0 = said }
    }
}

/// No more corrections are kept of a profile.
package struct TasteFull: ExplainedComplaint {
    package init() {}

    package var explanation: Explanation { "\(TasteBook.most) corrections are kept, and no more. Take some back first." }
}
