import KinoraDocuments

/// The parameters and header fields of operations, by the names under which the OpenAPI document lists them.
enum ParameterName: String, CaseIterable, Sendable {
    case page, pagesize, filter, mandatoryFilter, keys, sort, count, rep, np, jsonMode, writeMode, checkEtag, idType, since, limit
    case ifMatch, ifNoneMatch, prefer

    static var json: [String: Value] { Dictionary(allCases.map { ($0.rawValue, $0.ours) }) { first, _ in first } }

    private var ours: Value {
        switch self {
        case .page: query("page", "From 1.", #"{"type":"integer","minimum":1,"default":1}"#)
        case .pagesize: query("pagesize", "", #"{"type":"integer","minimum":0,"maximum":1000,"default":100}"#)
        case .filter: json("filter", required: false, "Which documents; may be repeated, all must hold.", .filter)
        case .mandatoryFilter: json("filter", required: true, "Which documents; may be repeated, all must hold.", .filter)
        case .keys: json("keys", required: false, "Fields with 1 to have them alone, with 0 to have all others.", .keys)
        case .sort:
            query(
                "sort", "A field, with - in front for the greatest first; or a JSON object with 1 and -1. May be repeated. Also sort_by.",
                ##"{"type":"array","minItems":1,"maxItems":8,"items":{"$ref":"#/components/schemas/order"}}"##)
        case .count: query("count", "Any text counts exactly; estimated is cheaper.", Self.anyText)
        case .rep:
            query(
                "rep", "The bare array (s), or an object with properties (pj).",
                #"{"type":"string","enum":["s","standard","pj","plain_json","shal"]}"#)
        case .np: query("np", "Without the collection's properties.", Self.anyText)
        case .jsonMode: query("jsonMode", "Dates in milliseconds, or as ISO 8601.", #"{"type":"string","enum":["strict","relaxed"]}"#)
        case .writeMode:
            query(
                "wm", "What a write means where the document exists or not. Also writeMode.",
                #"{"type":"string","enum":["insert","update","upsert"]}"#)
        case .checkEtag: query("checkEtag", "If-Match is required.", Self.anyText)
        case .idType:
            query(
                "id_type", "Names are texts. OID is known too, and takes 24 hexadecimal digits.",
                #"{"type":"string","enum":["STRING_OID","STRING"]}"#)
        case .since: query("since", "A position; 0 for all that is known.", #"{"type":"integer","minimum":0,"default":0}"#)
        case .limit: query("limit", "", #"{"type":"integer","minimum":0,"maximum":10000,"default":1000}"#)
        case .ifMatch: header("If-Match", "The version that must stand.")
        case .ifNoneMatch: header("If-None-Match", "The version that is known already.")
        case .prefer: header("Prefer", "return=representation to be answered with the document that was written.")
        }
    }

    private static let anyText = #"{"type":"string","pattern":"^[^\\x00]*$"}"#

    private func query(_ name: String, _ description: String, _ schema: String) -> Value {
        .object([
            "name": .string(name), "in": "query", "description": .string(description), "schema": Value(ours: schema),
        ])
    }

    private func json(_ name: String, required: Bool, _ description: String, _ schema: SchemaName) -> Value {
        .object([
            "name": .string(name), "in": "query", "required": .bool(required), "description": .string(description),
            "content": ["application/json": ["schema": schema.reference]],
        ])
    }

    private func header(_ name: String, _ description: String) -> Value {
        .object(["name": .string(name), "in": "header", "description": .string(description), "schema": ["type": "string"]])
    }
}
