import KinoraKernel

/// What came to the house's address for a provider, as it came.
package struct ProviderMessage: Sendable {
    /// A longer one is not read.
    package static let mostBytes = 1 << 20

    /// Names in lower case; of a field that came twice, both.
    package var fields: [(name: String, value: String)]
    /// Byte by byte what was signed.
    package var body: [UInt8]

    package init(fields: [(name: String, value: String)], body: [UInt8]) {
        self.fields = fields
        self.body = body
    }

    /// A field's only value; nil where there is none or more than one.
    package func field(_ name: String) -> String? {
        let values = fields.filter { $0.name == name }
        return values.count == 1 ? values[0].value : nil
    }
}
