import KinoraDocuments
import KinoraKernel

/// Everything that the house keeps of a member, found by one list: to take along, and to be erased.
package struct Belongings: Sendable {
    package let collections: [PersonalCollection]
    let store: any DocumentStore
    private let time: any TimeSource

    /// Documents that are read, or deleted, at once.
    static let atOnce = 500

    package init(_ collections: [PersonalCollection], store: any DocumentStore, time: any TimeSource) {
        self.collections = collections
        self.store = store
        self.time = time
    }

    // MARK: - Taking along

    /// Writes an archive of everything, piece by piece: each kind as JSON and as CSV.
    /// - Parameters:
    ///   - preface: what the archive says of itself, as `README.txt`.
    ///   - write: takes a piece on, and waits while the reader is slow.
    package func archive(of member: MemberID, preface: String, _ write: ([UInt8]) async throws -> Void) async throws {
        var archive = ZIPArchive(at: time.now)
        let profiles = try await profiles(of: member)
        try await write(archive.begin("README.txt") + archive.add(Array(preface.utf8)) + archive.end())
        for collection in collections {
            guard case .file(let name, let fields) = collection.share else { continue }
            let filter = collection.filter(member, profiles: profiles)
            let columns = fields.map(\.name) + collection.described
            try await write(archive.begin("\(name).json") + archive.add(Array("[".utf8)))
            var isFirst = true
            try await eachPage(of: collection, filter, fields) { rows in
                let text = rows.map { Value.object($0.mapValues(Self.readable)).json }.joined(separator: ",\n")
                try await write(archive.add(Array(((isFirst ? "\n" : ",\n") + text).utf8)))
                isFirst = false
            }
            try await write(archive.add(Array("\n]\n".utf8)) + archive.end())
            try await write(archive.begin("\(name).csv") + archive.add(Array(CSVLine.of(columns).utf8)))
            try await eachPage(of: collection, filter, fields) { rows in
                let lines = rows.map { row in CSVLine.of(columns.map { CSVLine.text(row[$0]) }) }
                try await write(archive.add(Array(lines.joined().utf8)))
            }
            try await write(archive.end())
        }
        try await write(archive.finish())
    }

    private func eachPage(
        of collection: PersonalCollection, _ filter: Filter?, _ fields: [PersonalField], _ body: ([[String: Value]]) async throws -> Void
    ) async throws {
        guard let filter else { return }
        let describe = collection.description?()
        var last: String?
        while true {
            try Task.checkCancellation()
            let behind = last.map { Filter.and([filter, .greaterThan("_id", .string($0))]) } ?? filter
            let found = try await store.find(Query(behind, sort: [.ascending("_id")], limit: Self.atOnce), in: collection.collection)
            var rows: [[String: Value]] = []
            for document in found {
                var row = Dictionary(
                    uniqueKeysWithValues: fields.compactMap { field in Self.value(field, of: document).map { (field.name, $0) } })
                if let describe { row.merge(try await describe(document)) { kept, _ in kept } }
                rows.append(row)
            }
            if !rows.isEmpty { try await body(rows) }
            guard found.count == Self.atOnce, let id = found.last?.id else { return }
            last = id
        }
    }

    private static func value(_ field: PersonalField, of document: Document) -> Value? {
        switch field.path {
        case "createdAt": .date(document.createdAt)
        case "updatedAt": .date(document.updatedAt)
        default: document.body[field.path]
        }
    }

    /// Moments as everybody reads them.
    private static func readable(_ value: Value) -> Value {
        switch value {
        case .date(let moment): .string(moment.iso8601)
        case .array(let values): .array(values.map(readable))
        case .object(let fields): .object(fields.mapValues(readable))
        default: value
        }
    }

    func profiles(of member: MemberID) async throws -> [String] {
        try await store.find(Query(.equal("member", .string(member.rawValue))), in: Profile.schema.name).map(\.id)
    }

    // MARK: - Erasing

    /// Deletes all but the account's own document, profiles last: they lead to what is theirs. Whoever is stopped in between begins anew.
    /// - Parameter deleted: hears of each collection in which something was deleted, and how much.
    func deleteAll(of member: MemberID, _ deleted: (String, Int) async throws -> Void) async throws {
        // What somebody wrote meanwhile is found by the next round.
        while true {
            var count = 0
            let profiles = try await profiles(of: member)
            for collection in inOrder where collection.ending == .deleted {
                guard let filter = collection.filter(member, profiles: profiles) else { continue }
                let gone = try await delete(filter, in: collection.collection)
                if gone > 0 { try await deleted(collection.collection, gone) }
                count += gone
            }
            if count == 0 { return }
        }
    }

    /// Deletes what belongs to a profile that is removed.
    package func deleteAll(ofProfile id: ProfileID) async throws {
        for collection in collections where collection.ending == .deleted {
            guard case .profile(let field) = collection.tie else { continue }
            _ = try await delete(.equal(field, .string(id.rawValue)), in: collection.collection)
        }
    }

    private var inOrder: [PersonalCollection] {
        func place(_ collection: PersonalCollection) -> Int {
            switch collection.tie {
            case .profile: 0
            case .member, .name, .passing: collection.collection == Profile.schema.name ? 2 : 1
            }
        }
        return collections.filter { $0.collection != Member.schema.name }.sorted { place($0) < place($1) }
    }

    private func delete(_ filter: Filter, in collection: String) async throws -> Int {
        var count = 0
        while true {
            let found = try await store.find(Query(filter, limit: Self.atOnce), in: collection)
            for document in found where try await store.delete(document.id, ifMatch: nil, in: collection) { count += 1 }
            if found.isEmpty { return count }
        }
    }
}
