import HTTPTypes
import Hummingbird
import KinoraDocuments
import KinoraGate
import KinoraKernel
import NIOCore

/// One request whose program may do what it asks for, as the operations see it.
struct Call: Sendable {
    let request: Request
    let visitor: Visitor
    let resource: Resource
    let caller: Caller
    let parameters: Parameters

    /// The collection that the resource lies in; empty for those that lie in none.
    var collection: String { resource.collection ?? "" }

    /// The name of the document that is meant.
    func id() throws -> String {
        guard case .document(_, let id) = resource else { throw APIProblem.nothingHere }
        switch try parameters.one("id_type")?.uppercased() {
        case nil, "STRING_OID", "STRING": return id
        case "OID":
            guard ExtendedJSON.isObjectID(id) else { throw APIProblem.bad("illegal id_type parameter: the name is no ObjectId") }
            return id.lowercased()
        default: throw APIProblem.bad("illegal id_type parameter, it must be STRING_OID, STRING or OID: names are texts here")
        }
    }

    /// The body as a value, wrappers of Extended JSON resolved.
    /// - Throws: `APIProblem`: 415 unless it is JSON, 413 when it is too large, 400 when it cannot be read.
    func body() async throws -> Value {
        guard Self.isJSON(request.headers[.contentType]) else {
            throw APIProblem(status: .unsupportedMediaType, message: "Send JSON, and say so: “Content-Type: application/json”.")
        }
        let bytes: ByteBuffer
        do {
            bytes = try await request.body.collect(upTo: Visitor.mostProgramBodyBytes)
        } catch is NIOTooManyBytesError {
            throw APIProblem.tooLarge
        }
        do {
            // An array of documents is a level deeper than the deepest of them, whose own depth is checked with it.
            return try ExtendedJSON.read(Value(json: bytes.readableBytesView, deepest: DocumentRules.deepest + 1))
        } catch let problem as JSONProblem {
            throw APIProblem.bad(problem.sentence)
        }
    }

    /// Whether there is a body at all, by what the head announces (RFC 9110 section 6.4.1).
    var announcesBody: Bool {
        if let length = request.headers[.contentLength] { return length != "0" }
        return request.headers[.transferEncoding] != nil
    }

    private static func isJSON(_ contentType: String?) -> Bool {
        guard let type = contentType?.split(separator: ";").first?.lowercased().filter({ !$0.isWhitespace }) else { return false }
        return type == "application/json" || (type.hasPrefix("application/") && type.hasSuffix("+json"))
    }

    /// Whether a write shall answer with what it wrote (RFC 7240 section 4.2).
    var wantsRepresentation: Bool {
        request.headers[values: .prefer].flatMap { $0.split(separator: ",") }
            .contains { $0.lowercased().filter { !$0.isWhitespace }.split(separator: ";").first == "return=representation" }
    }

    func jsonMode() throws -> ExtendedJSON.Mode { try ExtendedJSON.Mode(try parameters.one("jsonMode")) }

    func conditions(requiring: Bool = false) throws -> TagConditions {
        TagConditions(request.headers, isRequired: try requiring || parameters.has("checkEtag"))
    }

    func filter() throws -> Filter { try FilterReader.filter(parameters.all("filter")) }

    /// The filter of a bulk write: mandatory, so that a forgotten one does not mean everything.
    func mandatoryFilter() throws -> Filter {
        guard !parameters.all("filter").isEmpty else { throw APIProblem.bad("a bulk write needs a filter parameter") }
        return try filter()
    }
}

extension HTTPField.Name {
    static let prefer = HTTPField.Name("Prefer")!
    static let preferenceApplied = HTTPField.Name("Preference-Applied")!
    static let totalCount = HTTPField.Name("X-Total-Count")!
    static let countStrategy = HTTPField.Name("X-Count-Strategy")!
}
