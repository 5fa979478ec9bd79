import KinoraKernel
import NIOCore

/// Answers requests for files out of what is in memory, without waiting for anything; what it does not know it leaves to the router.
package protocol QuickAnswers: Sendable {
    /// Where one connection asks. It is called on the connection's event loop alone.
    func desk() -> any QuickDesk
}

/// May remember what its connection has shown.
package protocol QuickDesk: AnyObject {
    /// Nil where the router must answer. The request is good for as long as the call lasts.
    func answer(to request: QuickRequest, at now: Moment) -> QuickAnswer?
}

/// A piece of a file, and what is said about it.
package struct QuickAnswer {
    /// Ready to be sent: `Name: value` and CR LF for each. The gate's own fields, the length and the date are not among them.
    package var fields: [UInt8]
    package var file: ServedFile
    /// Places in the file; at least one.
    package var range: Range<Int64>
    /// Places as the client counts them and the length of the whole, where it asked for a part: 206 with `Content-Range`.
    package var part: (range: Range<Int64>, whole: Int64)?
    /// Whether the address is a secret, which no other server may hear of.
    package var isSecretAddress: Bool

    package init(
        fields: [UInt8], file: ServedFile, range: Range<Int64>, part: (range: Range<Int64>, whole: Int64)?, isSecretAddress: Bool
    ) {
        self.fields = fields
        self.file = file
        self.range = range
        self.part = part
        self.isSecretAddress = isSecretAddress
    }
}
