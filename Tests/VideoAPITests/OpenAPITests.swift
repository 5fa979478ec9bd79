import HTTPTypes
import KinoraDocuments
import KinoraGate
import Testing

@testable import KinoraVideoAPI

@Suite("The OpenAPI document")
struct OpenAPITests {
    private let document = OpenAPI(collections: ["films", "people"]).document

    @Test func namesEveryOperationOfTheTableAndNoOther() throws {
        guard case .object(let paths)? = document["paths"] else {
            Issue.record("no paths")
            return
        }
        var named: Set<String> = []
        for (path, item) in paths {
            guard case .object(let members) = item else { continue }
            for method in members.keys where method != "parameters" { named.insert("\(method.uppercased()) \(path)") }
        }
        #expect(named == Set(Operation.table.map { "\($0.method.rawValue) \($0.kind.rawValue)" }))
        #expect(Set(Operation.table.map(\.kind)) == Set(Resource.Kind.allCases))
    }

    @Test func everyReferenceLeadsSomewhere() throws {
        var references: Set<String> = []
        Self.collect(document, &references)
        #expect(references.count > 20)
        for reference in references {
            var place: Value? = document
            for name in reference.dropFirst(2).split(separator: "/") { place = place?[String(name)] }
            #expect(place != nil, "\(reference)")
        }
    }

    @Test func everyOperationHasANameOfItsOwnAndTellsWhatIsRefused() throws {
        guard case .object(let paths)? = document["paths"] else {
            Issue.record("no paths")
            return
        }
        var names: [String] = []
        for (_, item) in paths {
            guard case .object(let members) = item else { continue }
            for (method, operation) in members where method != "parameters" {
                if case .string(let name)? = operation["operationId"] { names.append(name) }
                #expect(operation["responses"]?["400"] != nil)
                #expect(operation["responses"]?["401"] != nil || operation["security"] == .array([]))
            }
        }
        #expect(names.count == Operation.table.count && Set(names).count == names.count)
    }

    /// Every route of the API states that it is for programs; without that nothing of the above was checked.
    @Test func everyRouteAsksForAToken() async throws {
        let routes = try await APIHouse().api.routes

        #expect(routes.allSatisfy { $0.rule == .token })
        #expect(Set(routes.map(\.path)) == ["/api", "/api/**"])
    }

    private static func collect(_ value: Value, _ references: inout Set<String>) {
        switch value {
        case .array(let elements): for element in elements { collect(element, &references) }
        case .object(let fields):
            if case .string(let reference)? = fields["$ref"] { references.insert(reference) }
            for (_, field) in fields { collect(field, &references) }
        default: break
        }
    }
}
