import KinoraDocuments

/// Reads and changes what stands on the first page.
package struct HomePlanBook: Sendable {
    private let records: Records<HomePlan>

    package init(store: any DocumentStore) { records = Records(in: store) }

    package func plan() async throws -> HomePlan { try await records.read(HomePlan.name)?.value ?? HomePlan() }

    /// - Throws: what the rule throws; nothing is written then.
    package func change(_ decide: @Sendable (inout HomePlan) throws -> Void) async throws {
        try await records.change(HomePlan.name, startingFrom: HomePlan(), decide)
    }

    /// As if nothing had been chosen.
    package func reset() async throws { _ = try await records.delete(HomePlan.name) }
}
