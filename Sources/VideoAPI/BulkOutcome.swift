import HTTPTypes
import Hummingbird
import KinoraDocuments

/// What became of many writes at once.
struct BulkOutcome: Sendable {
    var inserted = 0
    var links: [String] = []
    var deleted = 0
    var modified = 0
    var matched = 0
    var documents: [Document] = []
    private var errors: [Value] = []

    /// Notes that one of the writes failed; the others stand.
    mutating func fail(at index: Int, _ problem: APIProblem) {
        var entry = problem.details
        entry["index"] = .int(Int64(index))
        entry["httpStatus"] = .int(Int64(problem.status.code))
        entry["message"] = .string(problem.message)
        errors.append(.object(entry))
    }

    mutating func note(_ document: Document, isNew: Bool, in collection: String) {
        if isNew {
            inserted += 1
            links.append(document.address(in: collection))
        } else {
            matched += 1
            modified += 1
        }
        documents.append(document)
    }

    func response(_ call: Call) throws -> Response {
        var members: [String: Value] = [
            "inserted": .int(Int64(inserted)), "links": .array(links.map(Value.string)), "deleted": .int(Int64(deleted)),
            "modified": .int(Int64(modified)), "matched": .int(Int64(matched)), "errors": .array(errors),
        ]
        var fields: HTTPFields = [.cacheControl: "no-store"]
        if call.wantsRepresentation {
            let mode = try call.jsonMode()
            members["documents"] = .array(documents.map { mode.written($0.answered) })
            fields[.preferenceApplied] = "return=representation"
        }
        return .json(.object(members), status: errors.isEmpty ? .ok : Response.multiStatus, fields)
    }
}
