import KinoraDocuments
import KinoraKernel

/// An engine does not keep what the store promises.
package struct ContractViolation: Error, CustomStringConvertible {
    package let description: String
}

func expect(_ condition: Bool, _ promise: String, line: UInt = #line, file: StaticString = #fileID) throws {
    guard condition else { throw ContractViolation(description: "\(file):\(line): \(promise)") }
}

func expect<T: Equatable>(
    _ found: T, is wanted: T, _ promise: String = "", line: UInt = #line, file: StaticString = #fileID
) throws {
    guard found == wanted else {
        throw ContractViolation(description: "\(file):\(line): \(promise) expected \(wanted), found \(found)")
    }
}

/// Expects the action to be refused with a certain error.
func expectRefusal(
    _ promise: String, line: UInt = #line, file: StaticString = #fileID, where isWanted: (StoreError) -> Bool,
    _ action: () async throws -> Void
) async throws {
    do {
        try await action()
    } catch let error as StoreError where isWanted(error) {
        return
    } catch {
        throw ContractViolation(description: "\(file):\(line): \(promise): refused with \(error)")
    }
    throw ContractViolation(description: "\(file):\(line): \(promise): was not refused")
}

extension StoreError {
    var isInvalid: Bool { if case .invalid = self { true } else { false } }
}
