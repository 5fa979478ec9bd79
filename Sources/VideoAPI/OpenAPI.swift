import HTTPTypes
import Hummingbird
import KinoraDocuments

extension VideoAPI {
    /// GET /_openapi.json
    func describe(_ call: Call) async throws -> Response {
        .json(OpenAPI(collections: collections.values.filter { !$0.readers.isEmpty }.map(\.schema.name).sorted()).document)
    }
}

/// The OpenAPI 3.1 document, made of the table that routes the requests.
struct OpenAPI: Sendable {
    /// Those that a token can open without the scope `documents`.
    let collections: [String]

    var document: Value {
        let components: [String: Value] = [
            "parameters": .object(ParameterName.json), "schemas": .object(SchemaName.json),
            "securitySchemes": Value(ours: #"{"bearer":{"type":"http","scheme":"bearer"},"basic":{"type":"http","scheme":"basic"}}"#),
        ]
        return .object([
            "openapi": "3.1.0",
            "info": .object([
                "title": "Kinora's Video API", "version": "1",
                "description": "Documents over HTTP with the conventions of RESTHeart. Every request shows a token.",
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ]),
            "servers": .array([["url": .string("/api")]]),
            "security": .array([.object(["bearer": .array([])]), .object(["basic": .array([])])]),
            "paths": .object(paths), "components": .object(components),
        ])
    }

    private var paths: [String: Value] {
        var paths: [String: Value] = [:]
        for (kind, operations) in Dictionary(grouping: Operation.table, by: \.kind) {
            var path: [String: Value] = [:]
            for operation in operations { path[operation.method.rawValue.lowercased()] = described(operation) }
            let parameters = places(in: kind.rawValue)
            if !parameters.isEmpty { path["parameters"] = .array(parameters) }
            paths[kind.rawValue] = .object(path)
        }
        return paths
    }

    private func described(_ operation: Operation) -> Value {
        var members: [String: Value] = [
            "summary": .string(operation.summary), "operationId": .string(Self.name(of: operation)),
            "responses": .object(answers(to: operation)),
        ]
        if operation.need == .nothing { members["security"] = .array([]) }
        if !operation.parameters.isEmpty {
            members["parameters"] = .array(operation.parameters.map { ["$ref": .string("#/components/parameters/\($0.rawValue)")] })
        }
        if let body = operation.body {
            members["requestBody"] = .object(["required": .bool(body != .collection), "content": Self.content(body)])
        }
        return .object(members)
    }

    private func answers(to operation: Operation) -> [String: Value] {
        var answers: [String: Value] = [:]
        for (status, schema) in operation.answers {
            var answer: [String: Value] = ["description": "Done."]
            if let schema { answer["content"] = Self.content(schema) }
            answers[String(status)] = .object(answer)
        }
        for status in refusals(of: operation) {
            answers[String(status)] = .object(["description": "Not done.", "content": Self.content(.problem)])
        }
        return answers
    }

    private func refusals(of operation: Operation) -> [Int] {
        guard operation.need != .nothing else { return [400, 500, 503] }
        let hasBody = operation.body != nil ? [413, 415] : []
        return [400, 401, 403, 404, 500, 503] + hasBody + operation.refusals
    }

    private func places(in path: String) -> [Value] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { part in
            let name = String(part.dropFirst().dropLast())
            var schema = name == "id" ? SchemaName.identifier.ours : ["type": "string", "minLength": 1]
            if name == "collection" { schema = SchemaName.collectionName.ours }
            let told = name == "collection" ? "One of \(collections.joined(separator: ", ")); with the scope documents any." : ""
            return .object(["name": .string(name), "in": "path", "required": true, "schema": schema, "description": .string(told)])
        }
    }

    private static func content(_ schema: SchemaName) -> Value {
        ["application/json": ["schema": schema.reference]]
    }

    private static func name(of operation: Operation) -> String {
        let words = operation.kind.rawValue.split { !$0.isLetter }.map { $0.prefix(1).uppercased() + $0.dropFirst() }
        let place = operation.kind == .bulk ? "All" : words.joined()
        return operation.method.rawValue.lowercased() + (place.isEmpty ? "Root" : place)
    }
}

extension Value {
    /// JSON that stands in this program's text.
    init(ours text: String) {
        do {
            try self.init(json: text)
        } catch {
            preconditionFailure("JSON in this program is wrong. \(error.sentence)")
        }
    }
}
