import Foundation
import KinoraAccounts
import KinoraDocuments
import Testing

@testable import Kinora

/// The list of what belongs to whom decides what members can take along and what is erased. What is missing there is kept for ever.
@Suite("Every collection that says something of a member is on the list")
struct PersonalListTests {
    /// How fields are called that lead to somebody.
    private static let names: Set<String> = [
        "member", "members", "profile", "profiles", "account", "madeBy", "invitedBy", "email", "address", "viewer", "watcher", "session",
        "person", "user", "owner",
    ]

    /// Fields that are called so and lead to nobody who has an account: collection, field, and why.
    private static let others: [String: Set<String>] = [
        // Whoever runs a job is a process.
        "jobs": ["owner"]
    ]

    private static let listed = Set((Accounts.personal + House.personal).map(\.collection))

    @Test func everyIndexThatLeadsToSomebodyIsOfACollectionOnTheList() {
        for schema in House.prepared {
            let paths = schema.indexes.flatMap(\.paths) + schema.searchable
            let found = Set(paths.compactMap { $0.split(separator: ".").last.map(String.init) }).intersection(Self.names)
                .subtracting(Self.others[schema.name] ?? [])
            #expect(found.isEmpty || Self.listed.contains(schema.name), "\(schema.name) holds \(found.sorted()): see House.personal")
        }
    }

    /// Fields without an index are found in the sources of the records.
    @Test func everyFieldThatLeadsToSomebodyIsOfACollectionOnTheList() throws {
        var seen: Set<String> = []
        for file in HouseFiles.paths(below: "Sources", withExtension: ["swift"]) {
            let text = try HouseFiles.text(file)
            for match in text.matches(of: /CollectionSchema\(\s*"([a-z-]+)"/) {
                let collection = String(match.1)
                seen.insert(collection)
                let fields = text.matches(of: /(?m)^ +package var ([A-Za-z]+): [^{]*$|(?m)^ +var ([A-Za-z]+): [^{]*$/)
                    .compactMap { ($0.1 ?? $0.2).map(String.init) }
                let found = Set(fields).intersection(Self.names).subtracting(Self.others[collection] ?? [])
                #expect(found.isEmpty || Self.listed.contains(collection), "\(collection) holds \(found.sorted()): see House.personal")
            }
        }
        #expect(Set(House.prepared.map(\.name)).isSubset(of: seen), "every collection's source was read")
    }

    @Test func theListNamesOnlyWhatThereIsAndEachOnce() {
        let all = (Accounts.personal + House.personal).map(\.collection)
        #expect(Set(all).count == all.count)
        #expect(Self.listed.isSubset(of: Set(House.prepared.map(\.name))))
    }

    @Test func whatIsKeptBackOrKeptSaysWhy() {
        for collection in Accounts.personal + House.personal {
            if case .nothing(let reason) = collection.share { #expect(reason.hasSuffix("."), "\(collection.collection)") }
            if case .kept(let reason) = collection.ending { #expect(reason.hasSuffix("."), "\(collection.collection)") }
        }
    }

    @Test func theDocumentationNamesEveryKindInTheArchive() throws {
        let text = try HouseFiles.text("Documentation/your-data.md")
        for collection in Accounts.personal + House.personal {
            if case .file(let name, _) = collection.share { #expect(text.contains("`\(name)`"), "\(name) is not explained") }
        }
    }
}
