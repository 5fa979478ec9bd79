import HTTPTypes
import KinoraKernel

/// A request that is not answered with what was asked for: the status, and a sentence that the visitor may read.
package struct Refusal: Complaint, Hashable {
    package let status: HTTPResponse.Status
    package let sentence: String
    /// Fields that the status requires, such as `Allow`.
    package let fields: HTTPFields

    package init(_ status: HTTPResponse.Status, _ sentence: String, fields: HTTPFields = [:]) {
        self.status = status
        self.sentence = sentence
        self.fields = fields
    }

    package static let notFound = Refusal(.notFound, "There is nothing at this address. It may have been moved, or never was.")
}
