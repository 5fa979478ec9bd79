import GRDB
import KinoraDocuments

/// The SQL function by which arrays and objects are compared, by the evaluator's own rule: the field equals the value, or is an array with
/// an element that does. Used in conditions only, never in an index, so that the file stays readable without it.
enum ContainerEquality {
    static let name = "kinora_equals"

    static let function = DatabaseFunction(name, argumentCount: 2, pure: true) { arguments in
        guard let field = String.fromDatabaseValue(arguments[0]), let wanted = String.fromDatabaseValue(arguments[1]) else { return false }
        let (value, other) = (try Value(json: field), try Value(json: wanted))
        if value.equals(other) { return true }
        guard case .array(let elements) = value else { return false }
        return elements.contains { $0.equals(other) }
    }
}
