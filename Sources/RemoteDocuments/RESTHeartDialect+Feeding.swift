import KinoraDocuments
import KinoraKernel

/// The change feed by looking: a position is a moment in milliseconds, and the documents that were written behind it are the changes.
/// Deletions leave nothing to find and are not told. The changes of one moment are always told together, be they more than the limit.
extension RESTHeartDialect {
    func changes(since position: Int64, limit: Int, of collections: [String]) async throws -> ChangeBatch {
        let settled = settledMoment
        var latest = Moment(milliseconds: 0)
        var horizon = settled
        var found: [DocumentChange] = []
        for collection in collections.sorted() {
            let schema = CollectionSchema(collection)
            let newest = try await reader.find(Query(sort: [.descending("updatedAt")], limit: 1), in: schema).first?.updatedAt
            latest = max(latest, min(newest ?? latest, settled))
            guard limit > 0, let newest, newest.milliseconds > position else { continue }
            let (changes, end) = try await changes(in: schema, position, limit, settled)
            found += changes
            horizon = min(horizon, end)
        }
        let told = found.filter { $0.at <= horizon }.sorted { ($0.position, $0.collection, $0.id) < ($1.position, $1.collection, $1.id) }
        return ChangeBatch(changes: Self.wholeMoments(of: told, limit), latest: latest.milliseconds)
    }

    private var settledMoment: Moment { now - wire.limits.settling }

    /// - Returns: the changes of one collection, and up to which moment they are complete.
    private func changes(
        in schema: CollectionSchema, _ position: Int64, _ limit: Int, _ settled: Moment
    ) async throws -> ([DocumentChange], Moment) {
        let behind = Filter.greaterThan("updatedAt", .date(Moment(milliseconds: position)))
        let most = min(limit, RemoteReader.mostPerPage)
        var documents = try await reader.find(Query(behind, sort: [.ascending("updatedAt")], limit: most), in: schema)
        var end = settled
        if documents.count == most, let last = documents.last?.updatedAt {
            let whole = documents.filter { $0.updatedAt < last }
            if whole.isEmpty {
                documents = try await all(of: last, in: schema)
                end = last
            } else {
                documents = whole
                end = whole.last?.updatedAt ?? last
            }
        }
        let changes = documents.map { document in
            DocumentChange(
                position: document.updatedAt.milliseconds, collection: schema.name, id: document.id, kind: .written, at: document.updatedAt)
        }
        return (changes, min(end, settled))
    }

    private func all(of moment: Moment, in schema: CollectionSchema) async throws -> [Document] {
        var found: [Document] = []
        while true {
            let behind = found.last.map { [Filter.greaterThan("_id", .string($0.id))] } ?? []
            let page = try await reader.find(Query(.and([.equal("updatedAt", .date(moment))] + behind)), in: schema)
            found += page
            if page.count < Query.mostPerPage { return found }
        }
    }

    /// As many as the limit allows without dividing a moment, and one whole moment at least.
    private static func wholeMoments(of changes: [DocumentChange], _ limit: Int) -> [DocumentChange] {
        guard limit > 0, changes.count > limit else { return limit > 0 ? changes : [] }
        let cut = changes[limit].position
        let whole = changes.prefix { $0.position < cut }
        return whole.isEmpty ? changes.filter { $0.position == cut } : Array(whole)
    }
}
